//! Lines that belong to others: exceptions and numbers that go on, headings, and what makes a question of the whole text.

use super::super::classes::{Class, Classes};
use super::super::lines::{is_farewell, might_order};
use super::super::parser::Problem;
use super::super::tokens::{self, Kind, Token};
use super::super::words::is_first_name;
use super::super::{ChildRef, Complaint, Order, Role, Sentence, Span, Spanned, Verb, except};
use super::weigh::{LIMITS, is_small_talk};
use super::{After, Line, Reading};
use crate::domain::bounds::UNKNOWN_LINES;

/// Words that order, doubt or take back: a line with one of them does not only tell.
pub(super) const TURNS: Classes = Classes::of(&[
    Class::Book,
    Class::Cancel,
    Class::Absent,
    Class::Condition,
    Class::Or,
    Class::No,
    Class::NotBefore,
    Class::NotAfter,
    Class::Except,
    Class::Question,
]);
/// Words by which a sentence that is asked about may take back a part of the order before it: "Le 22 c'est non."
pub(super) const TAKES_BACK: Classes = Classes::of(&[
    Class::Except,
    Class::NotBefore,
    Class::NotAfter,
    Class::No,
    Class::Keep,
    Class::AtHome,
    Class::Motive,
    Class::Limit,
    Class::Absent,
    Class::SkipsMeal,
    Class::Without,
]);

/// `1) Hugo mercredi`, `2. Annuler Hugo`: the number and its sign say nothing.
pub(super) fn is_numbered(tokens: &[Token]) -> bool {
    const ORDERS: Classes = Classes::of(&[Class::Book, Class::Cancel, Class::Cancellation, Class::Booking]);
    match tokens {
        [first, bracket, ..] if first.is_number() && bracket.is_mark(')') => true,
        [first, stop, order, ..] => first.is_number() && stop.is_mark('.') && order.classes.meets(ORDERS),
        _ => false,
    }
}

/// `1. ok`: the place of the full stop that numbers the line.
pub(super) fn numbering(tokens: &[Token]) -> Option<usize> {
    let at = tokens.iter().position(Token::is_number)?;
    let polite = |token: &Token| token.has(Class::Polite) || matches!(token.kind, Kind::Mark(_));
    let begins = tokens.iter().take(at).all(polite) && tokens.get(at + 1).is_some_and(|stop| stop.is_mark('.'));
    (begins && tokens.len() > at + 2).then_some(at + 1)
}

/// What may stand beside the names of children in a signature.
const SIGNS: Classes = Classes::of(&[
    Class::And,
    Class::Title,
    Class::From,
    Class::For,
    Class::Article,
    Class::Closing,
    Class::Thanks,
    Class::Greeting,
    Class::Same,
    Class::Unchanged,
]);

impl Reading<'_> {
    /// What changes when a sentence is read.
    pub(super) fn progress(&self) -> (usize, usize, Option<Span>, Option<Span>) {
        let read = self.parsed.sentences.len() + self.parsed.complaints.len();
        (read, self.joined, self.heading.as_ref().map(|heading| heading.span), self.lone)
    }

    /// In doubt nothing is done; an answer is not taken either where anything beside it is asked about.
    pub(super) fn ask_for_all(&mut self) {
        self.weigh_delay();
        let (doubted, asked) = (self.doubt.is_some(), !self.parsed.complaints.is_empty());
        let is_held = |sentence: &mut Sentence| match sentence {
            Sentence::Order(order) => doubted && !matches!(order.verb.value, Verb::Status | Verb::Help),
            Sentence::Change(_) => doubted,
            Sentence::Errand(errand) => doubted && !errand.kind.only_asks(),
            Sentence::Verdict(_) | Sentence::Yes(_) | Sentence::No(_) => doubted || asked,
        };
        let held: Vec<Sentence> = self.parsed.sentences.extract_if(.., is_held).collect();
        let told = |span: &Span| {
            let within = |place: Span| span.from <= place.from && place.to <= span.to;
            self.parsed.complaints.iter().any(|complaint| within(complaint.span))
        };
        let untold = self.doubt.filter(|(_, span)| !held.is_empty() && !told(span));
        if let Some((problem, span)) = untold {
            self.add_complaint(problem, span);
            self.show_what_is_held(&held);
            // What one order means is known: a "oui" does it all the same.
            if let [Sentence::Order(order)] = held.as_slice() {
                self.parsed.doubted.push(order.clone());
            }
        }
    }

    /// What a question shows is not shown again as passed over.
    pub(super) fn forget_what_is_asked(&mut self) {
        let within = |inner: &Span, outer: Span| outer.from <= inner.from && inner.to <= outer.to;
        let complaints = &self.parsed.complaints;
        self.parsed.unread.retain(|unread| !complaints.iter().any(|complaint| within(unread, complaint.span)));
    }

    /// The question shows the order that it holds back, not the doubt alone.
    fn show_what_is_held(&mut self, held: &[Sentence]) {
        let Some(question) = self.parsed.complaints.last_mut() else { return };
        for sentence in held {
            question.sentence = question.sentence.join(sentence.span());
            question.cancels |= matches!(sentence, Sentence::Order(order) if order.verb.value == Verb::Cancel);
        }
    }

    /// "Zoé / et Hugo mercredi 8": the child alone on the line before must not be lost.
    pub(super) fn weigh_child_left(&mut self, tokens: &[Token]) {
        let first = tokens.first();
        let named = first.is_some_and(|token| token.has(Class::And) || token.child().is_some());
        let short = tokens.len() == 1 || first.is_some_and(|token| token.has(Class::And));
        if let Some(span) = self.left_alone.take()
            && named
            && short
        {
            self.doubt = self.doubt.or(Some((Problem::UnclearIntent, span.join(tokens::span_of(tokens)))));
        }
    }

    /// Whether anything was read yet.
    pub(super) fn says_something(&self) -> bool {
        !self.parsed.sentences.is_empty() || !self.parsed.complaints.is_empty()
    }

    /// A line that means nothing to us.
    pub(super) fn unknown_line(&mut self, span: Span) {
        self.parsed.unknown_lines += 1;
        self.ended |= self.parsed.unknown_lines >= UNKNOWN_LINES && self.lexicon.role == Role::Parent;
        self.first_unknown = self.first_unknown.or(Some(span));
        self.after = After::Nothing;
    }

    /// Whether a sentence names no child but those of the order before it.
    pub(super) fn is_of_last_order(&self, tokens: &[Token]) -> bool {
        let Some(Sentence::Order(last)) = self.parsed.sentences.last() else { return false };
        let known = |name: &str| {
            let children = last.entries.iter().flat_map(|entry| &entry.children);
            children.map(|child| &child.value).any(|child| match child {
                ChildRef::Named(known) => known == name,
                _ => true,
            })
        };
        tokens.iter().filter_map(Token::child).all(known)
    }

    /// "Zoé, 10 juillet : absente" is a line of a list, whose next line may say that another comes.
    pub(super) fn lists_states(&self) -> bool {
        let Some(Sentence::Order(before)) = self.parsed.sentences.last() else { return false };
        before.verb.value == Verb::Cancel && before.entries.iter().all(|entry| entry.span.to <= before.verb.span.from)
    }

    /// From a closing formula on nothing is done; but a postscript that orders something is asked about.
    /// What bears on the order above holds it back; other words are for a person to read.
    pub(super) fn look_through(&mut self, tokens: &[Token]) {
        const SAYS_NOTHING: Classes =
            Classes::of(&[Class::Closing, Class::Courtesy, Class::Greeting, Class::Title, Class::Polite]);
        let formula = |token: &Token| !token.is_word() || token.classes.are_among(SAYS_NOTHING);
        if tokens.iter().all(|token| formula(token) && !token.is_number()) {
            return;
        }
        let place = tokens::span_of(tokens);
        let words = strange_words(tokens);
        let limits = tokens.iter().any(|token| token.classes.meets(LIMITS)) || self.names_ordered(tokens, false);
        match might_order(tokens) {
            true if limits => self.doubt = self.doubt.or(Some((Problem::UnclearIntent, place))),
            true => self.add_complaint(Problem::UnclearIntent, place),
            false if bears_on_above(tokens) => self.doubt = self.doubt.or(Some((Problem::UnclearIntent, place))),
            // An address has one such word in a line.
            false if words > 1 => self.parsed.unread.push(place),
            false => {}
        }
    }

    pub(super) fn add_complaint(&mut self, problem: Problem, span: Span) {
        let cause = problem.cause(String::new());
        let complaint =
            Complaint { span, part: self.part, sentence: span, cause, suggestions: Vec::new(), cancels: false };
        self.parsed.complaints.push(complaint);
    }

    /// A verb that nothing followed is a sentence that lacks everything; it takes no days from the sentences before.
    pub(super) fn add_heading(&mut self) {
        if let Some(heading) = self.heading.take() {
            if heading.verb.value == Verb::Cancel && !self.parsed.sentences.is_empty() {
                // "Objet : désinscription" below a booking.
                let books =
                    |sentence: &Sentence| matches!(sentence, Sentence::Order(order) if order.verb.value == Verb::Book);
                if self.parsed.sentences.last().is_some_and(books)
                    && heading.entries.iter().all(|entry| entry.children.is_empty())
                {
                    self.doubt = self.doubt.or(Some((Problem::UnclearIntent, heading.span)));
                }
                self.add_complaint(Problem::MissingDate, heading.span);
            } else {
                self.parsed.sentences.push(Sentence::Order(heading));
            }
        }
        if let Some(span) = self.lone.take()
            && !self.are_named_before()
        {
            self.add_complaint(Problem::MissingDate, span);
        }
    }

    /// Whether the children alone on a line are those of the orders before: a signature, "Zoé et Hugo Martin".
    fn are_named_before(&self) -> bool {
        let orders = self.parsed.sentences.iter().filter_map(|sentence| match sentence {
            Sentence::Order(order) => Some(order),
            _ => None,
        });
        let ordered: Vec<_> = orders.flat_map(|order| &order.entries).flat_map(|entry| &entry.children).collect();
        let all = ordered.iter().any(|child| matches!(child.value, ChildRef::All(_)));
        let known = |child: &Spanned<ChildRef>| ordered.iter().any(|ordered| ordered.value == child.value);
        !ordered.is_empty() && (all || self.heading_children.iter().all(known))
    }

    /// `Pour Hugo :` stands over the lines below, in place of the heading before; a name alone may also be a signature.
    pub(super) fn add_children(
        &mut self,
        span: Span,
        children: Vec<Spanned<ChildRef>>,
        tokens: &[Token],
        line: &Line<'_>,
    ) -> Option<Span> {
        let colon = tokens.last().is_some_and(|token| token.is_mark(':'));
        // "Que Zoé.", "Only with Awa." behind an order limits it.
        if !colon && self.parsed.sentences.last().is_some_and(Sentence::is_order) && !only_signs(tokens) {
            self.doubt = self.doubt.or(Some((Problem::UnclearIntent, span)));
        }
        let known = children.iter().all(|child| !matches!(child.value, ChildRef::Unknown(_)));
        let heads = line.text(Span::new(line.start, line.start + line.characters.len())).trim().chars().count()
            <= span.to - span.from;
        let (verb, place) = match self.after {
            _ if !known && !colon => return Some(span),
            After::Heading(verb, place) => (verb, place),
            After::Booking | After::AskedBooking => (Verb::Book, span),
            After::Cancelling => (Verb::Cancel, span),
            After::Nothing if colon => (Verb::Book, span),
            // "Zoé & Hugo / July 6-10 / morning": at the beginning they head the lines below.
            After::Nothing if heads && !self.says_something() && !tokens.iter().any(Token::is_surname) => {
                self.left_alone = Some(span);
                (Verb::Book, span)
            }
            After::Nothing => return Some(span),
        };
        // "annuler :" alone is waiting for these children.
        if self.heading_children.is_empty() {
            self.heading = None;
        }
        self.add_heading();
        self.lone = Some(span);
        self.heading_children = children;
        self.after = After::Heading(verb, place);
        None
    }

    /// `Sauf le 8.` is taken from the only entry before; `false` when there is none, or it says more.
    pub(super) fn join_exception(&mut self, order: &Order) -> bool {
        let follows = !matches!(self.after, After::Nothing | After::AskedBooking) && self.heading.is_none();
        let (Some(Sentence::Order(last)), [more]) = (self.parsed.sentences.last_mut(), order.entries.as_slice()) else {
            return false;
        };
        let [entry] = last.entries.as_mut_slice() else { return false };
        let only = more.children.is_empty() && order.requests.is_empty() && order.reason.is_none();
        let free = more.slots.is_empty() || entry.slots.is_empty();
        if !follows || self.lone.is_some() || !only || !free || entry.days.is_empty() {
            return false;
        }
        entry.except.extend(more.except.iter().cloned());
        except::complete_exceptions(&entry.days, &mut entry.except);
        entry.slots.extend(more.slots.iter().cloned());
        self.joined += 1;
        true
    }
}

/// Whether words below a closing formula limit or take back what stands above it: "NB : uniquement le matin", "Et Hugo
/// aussi.", "Finalement non, oubliez." What a firm adds to its letters is longer.
fn bears_on_above(tokens: &[Token]) -> bool {
    const LONGEST: usize = 4;
    const FORMULAS: Classes = Classes::of(&[Class::Footer, Class::SmallTalk]);
    const BEARS: Classes =
        LIMITS.with(TAKES_BACK).with(Classes::of(&[Class::Afterthought, Class::Instead, Class::Hold]));
    let formula = tokens.iter().any(|token| token.classes.meets(FORMULAS)) || is_small_talk(tokens);
    let signs = only_signs(tokens) && !tokens.iter().any(|token| token.has(Class::Same));
    // "Accueil de loisirs", "Minh N.": who signs.
    let slot = |token: &Token| (token.names_something() || token.has(Class::FullDay)) && !token.capital;
    let named = tokens.iter().any(|token| token.child().is_some() || slot(token)) && !is_farewell(tokens);
    let initial = |token: &Token| token.capital && token.span.to == token.span.from + 1;
    let bears = tokens.iter().any(|token| token.classes.meets(BEARS) && !initial(token));
    !formula && !signs && (named || (bears && strange_words(tokens) <= LONGEST))
}

/// Words that nobody knows, and that are no names.
fn strange_words(tokens: &[Token]) -> usize {
    tokens.iter().filter(|token| token.is_unknown_word() && !token.capital).count()
}

/// "Zoé et Hugo Martin", "Sophie": names, and what stands beside them in a signature.
fn only_signs(tokens: &[Token]) -> bool {
    // The first word of a sentence has a capital in any case.
    let begins = |at: usize| at == 0 && tokens.len() > 1;
    tokens.iter().enumerate().all(|(at, token)| {
        let stranger = token.is_unknown_word() && ((token.capital && !begins(at)) || is_first_name(&token.text));
        let name = token.child().is_some() || token.is_surname() || stranger;
        !token.is_word() || name || token.classes.meets(SIGNS)
    })
}
