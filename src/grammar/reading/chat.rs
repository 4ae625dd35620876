//! What a director tells around an order: "la mairie nous laisse les locaux le 3 août, vous pouvez ouvrir".

use super::super::classes::{Class, Classes};
use super::super::clauses::{Clause, clauses};
use super::super::errand::heads;
use super::super::gist::{ORDERS, says_day};
use super::super::parser::Problem;
use super::super::tokens::{self, Kind, Token};
use super::super::words::Mark;
use super::super::{ChildRef, ErrandKind, Order, Parsed, Role, Ruling, Sentence, Span, Spanned};
use super::{After, Line, Reading};

/// Words that decide, limit or take back: a clause or a sentence with one of them does not only tell.
const HEAVY: Classes = Classes::of(&[
    Class::Approve,
    Class::Refuse,
    Class::Waitlist,
    Class::Hold,
    Class::Yes,
    Class::No,
    Class::Anyway,
    Class::Rest,
    Class::Everything,
    Class::Line,
    Class::Except,
    Class::Condition,
    Class::Or,
    Class::But,
    Class::Full,
    Class::Household,
    Class::Correction,
    Class::Same,
    Class::Book,
    Class::Cancel,
    Class::Cancellation,
    Class::Move,
    Class::Change,
    Class::Replace,
    Class::ReasonLabel,
    Class::Limit,
    Class::NotBefore,
    Class::NotAfter,
    Class::Without,
    Class::Relative,
]);

/// What reading a sentence changes.
#[derive(Clone)]
pub(super) struct State {
    parsed: Parsed,
    after: After,
    doubt: Option<(Problem, Span)>,
    joined: usize,
    heading: Option<Order>,
    heading_children: Vec<Spanned<ChildRef>>,
    lone: Option<Span>,
    left_alone: Option<Span>,
    label: Option<Span>,
    of_child: Option<Span>,
}

/// Words of a clause that tells; fewer may be anything.
const SHORTEST_CLAUSE: usize = 3;

impl Reading<'_> {
    /// Reads a director's sentence; where it would be asked about, without the clauses that only tell.
    pub(super) fn read_either(&mut self, tokens: &[Token], rest: &[Token], line: &Line<'_>) -> Option<Span> {
        let before = self.state();
        let whole = self.read_sentence(tokens, line);
        if whole.is_none() && self.understood_since(&before) {
            return None;
        }
        let asked = self.state();
        self.restore(before.clone());
        let part = self.read_sentence(rest, line);
        self.widen_orders(&before, tokens::span_of(tokens));
        // "Ok, merci, je m'en occupe" decides nothing; who says "tout" has decided.
        let all = rest.iter().any(|token| token.has(Class::Everything));
        if part.is_none() && self.understood_since(&before) && (all || !self.decides_all()) {
            return None;
        }
        self.restore(asked);
        whole
    }

    /// "Mme Diallo m'a appelée : annuler Awa …": the clause that tells may say whose child it is.
    fn widen_orders(&mut self, before: &State, sentence: Span) {
        for order in self.parsed.sentences.iter_mut().skip(before.parsed.sentences.len()) {
            if let Sentence::Order(order) = order {
                order.sentence = order.sentence.join(sentence);
            }
        }
    }

    pub(super) fn state(&self) -> State {
        State {
            parsed: self.parsed.clone(),
            after: self.after,
            doubt: self.doubt,
            joined: self.joined,
            heading: self.heading.clone(),
            heading_children: self.heading_children.clone(),
            lone: self.lone,
            left_alone: self.left_alone,
            label: self.label,
            of_child: self.of_child,
        }
    }

    pub(super) fn restore(&mut self, state: State) {
        (self.parsed, self.after) = (state.parsed, state.after);
        (self.doubt, self.joined) = (state.doubt, state.joined);
        (self.heading, self.heading_children) = (state.heading, state.heading_children);
        (self.lone, self.left_alone) = (state.lone, state.left_alone);
        (self.label, self.of_child) = (state.label, state.of_child);
    }

    /// Whether nothing is to be asked that was not before.
    pub(super) fn asks_nothing_since(&self, before: &State) -> bool {
        self.parsed.complaints.len() == before.parsed.complaints.len() && self.doubt == before.doubt
    }

    /// Whether something was read, and nothing that is to be asked.
    fn understood_since(&self, before: &State) -> bool {
        let read = self.parsed.sentences.len() > before.parsed.sentences.len() || self.joined > before.joined;
        read && self.parsed.complaints.len() == before.parsed.complaints.len() && self.doubt == before.doubt
    }

    /// Whether a sentence decides on the whole list, which no other word may stand beside.
    pub(super) fn decides_all(&self) -> bool {
        self.parsed.sentences.iter().any(|sentence| match sentence {
            Sentence::Yes(_) | Sentence::No(_) => true,
            Sentence::Verdict(verdict) => verdict.ruling != Ruling::PutOff && !verdict.items.are_named(),
            Sentence::Order(_) | Sentence::Change(_) | Sentence::Errand(_) => false,
        })
    }

    /// The sentence without its clauses that only tell; `None` when there are none, or nothing else.
    pub(super) fn without_chat(&self, tokens: &[Token]) -> Option<Vec<Token>> {
        if self.lexicon.role != Role::Director {
            return None;
        }
        let clauses = clauses(tokens);
        let said = |clause: &&[Token]| !only_tells_in_passing(clause) || self.orders_something(clause);
        let last = clauses.iter().rposition(|clause| said(&clause.words))?;
        // "Awa a perdu sa fiche, son mercredi en attente": behind a name it may be of that child; at the end it decides nothing.
        let kept = |(at, clause): &(usize, &Clause<'_>)| {
            let words = clause.words;
            said(&words) || (*at < last && names_child(words))
        };
        let kept: Vec<&Clause<'_>> = clauses.iter().enumerate().filter(kept).map(|(_, clause)| clause).collect();
        let told = kept.len() < clauses.len();
        let rest = kept.iter().enumerate().flat_map(|(at, clause)| clause.joined(at > 0).iter().cloned());
        told.then(|| rest.collect())
    }

    /// "fermer le 10 juillet", "règlement Martin 30 €": the name of what a director orders, beside what it could be done to.
    fn orders_something(&self, clause: &[Token]) -> bool {
        let acts = |(kind, _): (ErrandKind, &Mark)| !kind.only_asks();
        let object = |token: &Token| token.is_number() || token.kind == Kind::Masked || says_day(token);
        heads(&self.marks, tokens::span_of(clause), Role::Director).any(acts) && clause.iter().any(object)
    }
}

/// Whether a clause beside others only tells, or is empty.
fn only_tells_in_passing(clause: &[Token]) -> bool {
    let words = clause.iter().filter(|token| token.is_word()).count();
    let empty = clause.iter().all(|token| matches!(token.kind, Kind::Mark(_)));
    empty || (words >= SHORTEST_CLAUSE && tells(clause, 1))
}

/// Whether a child or a family of the list is named, and not a parent.
fn names_child(tokens: &[Token]) -> bool {
    let named = |(at, token): (usize, &Token)| {
        (token.child().is_some() || token.family().is_some()) && !is_of_parent(tokens, at)
    };
    tokens.iter().enumerate().any(named)
}

/// Whether a whole sentence only tells: "Zut, je me suis trompée", "On est pleins mercredi".
pub(super) fn only_tells(tokens: &[Token]) -> bool {
    const SHORTEST: usize = 4;
    let words = tokens.iter().filter(|token| token.is_word()).count();
    // "la semaine du 6" is no line.
    let dated = |at: usize| at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|of| of.has(Class::From));
    let of_list = |at: usize, token: &Token| {
        token.child().is_some() || token.family().is_some() || (token.is_number() && !dated(at))
    };
    let heading = tokens.last().is_some_and(|last| last.is_mark(':')) && tells(tokens, 1);
    // "Mrs Diallo rang.", "J'ai eu la maman d'Awa au téléphone.": a parent is no line of a list.
    let titled = tokens.iter().any(|token| token.has(Class::Title));
    let named = tokens.iter().enumerate().any(|(at, token)| of_list(at, token) && !is_of_parent(tokens, at));
    let long = words >= SHORTEST && tells(tokens, 2);
    (long || heading || (titled && words >= SHORTEST_CLAUSE && tells(tokens, 1))) && !named
}

/// "Thanks, Claire", "Merci, bien reçu, bon courage pour la semaine".
pub(super) fn is_thanks(tokens: &[Token]) -> bool {
    const COURTEOUS: Classes = Classes::of(&[
        Class::Courtesy,
        Class::Closing,
        Class::Polite,
        Class::For,
        Class::Article,
        Class::From,
        Class::And,
        Class::Week,
        Class::Period,
    ]);
    let first = tokens.iter().find(|token| token.is_word() && !token.has(Class::Greeting));
    let thanks = first.is_some_and(|first| first.has(Class::Thanks));
    let light = |token: &Token| {
        let signed = token.is_unknown_word() && token.capital;
        matches!(token.kind, Kind::Mark(sign) if sign != '?') || signed || token.classes.meets(COURTEOUS)
    };
    thanks && tokens.iter().all(|token| light(token) && !token.classes.meets(HEAVY) && token.child().is_none())
}

/// Words that a family's sentence turns by, wherever it stands.
pub(super) const TURNING: Classes = ORDERS.with(Classes::of(&[
    Class::Coming,
    Class::Afterthought,
    Class::Condition,
    Class::Or,
    Class::No,
    Class::Except,
    Class::Keep,
    Class::Full,
    Class::Same,
    Class::Limit,
    Class::Rest,
    Class::Hope,
    Class::Question,
]));

/// "La maman de Hugo", "M. Nguyen": who writes.
pub(super) fn is_of_title(tokens: &[Token]) -> bool {
    let named = |token: &Token| token.child().is_some() || token.is_surname();
    let small = Classes::of(&[Class::Title, Class::From, Class::Article, Class::And]);
    let titled = tokens
        .iter()
        .find(|token| token.is_word())
        .is_some_and(|first| first.has(Class::Title) || first.has(Class::Article));
    let signs = |token: &Token| !token.is_word() || named(token) || token.classes.meets(small);
    titled && tokens.iter().any(|token| token.has(Class::Title)) && tokens.iter().all(signs)
}

/// "Zoé a perdu son gilet."
pub(super) fn tells_of_child(tokens: &[Token]) -> bool {
    let unknown = tokens.iter().any(|token| token.is_unknown_word() && !token.capital);
    let child = tokens.iter().any(|token| token.child().is_some());
    let turns =
        |token: &Token| token.classes.meets(TURNING) || token.has(Class::NotBefore) || token.has(Class::NotAfter);
    child && unknown && !tokens.iter().any(|token| turns(token) || says_day(token))
}

/// `Mme Diallo`, `la maman d'Awa`: behind a title.
fn is_of_parent(tokens: &[Token], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
    let title = |token: Option<&Token>| token.is_some_and(|token| token.has(Class::Title));
    title(before(1)) || (title(before(2)) && before(1).is_some_and(|of| of.has(Class::From)))
}

/// Whether a clause has so many words that nobody knows, and none that decides.
fn tells(clause: &[Token], unknown: usize) -> bool {
    let strange = |(at, token): &(usize, &Token)| {
        (token.is_unknown_word() && (*at == 0 || !token.capital))
            || token.has(Class::Motive)
            || token.has(Class::Kids)
            || token.has(Class::Tells)
    };
    let heavy = |token: &Token| token.classes.meets(HEAVY);
    // "pour le 8" is a day; a number alone may be a line.
    let line = |pair: &[Token]| match pair {
        [before, number] => number.is_number() && !before.has(Class::Article) && !before.has(Class::From),
        _ => false,
    };
    let begins = clause.first().is_some_and(Token::is_number);
    let telling = clause.iter().any(|token| token.has(Class::Tells));
    (telling || clause.iter().enumerate().filter(strange).count() >= unknown)
        && !clause.iter().any(heavy)
        && !begins
        && !clause.windows(2).any(line)
}
