//! Children and days that a sentence names without ordering anything: a later one may mean them without naming them.

use super::super::classes::{Class, Classes};
use super::super::dates::month_of;
use super::super::parts::{Part, parts};
use super::super::tokens::{self, Token};
use super::super::weekdays::weekday_of;
use super::super::{ChildRef, DaySet, Entry, Mention, Order, Role, Span, Spanned, Verb, Whereabouts};
use super::Reading;
use super::whole::TURNS;

/// Words of a sentence that tells of days.
const LONGEST_STORY: usize = 80;
/// Sentences that tell of children and days.
const MOST_STORIES: usize = 40;

/// What keeps a family away on the days that it tells of: only "ce jour-là" may mean them then.
const AWAY: Classes = Classes::of(&[
    Class::Motive,
    Class::Holidays,
    Class::SummerHolidays,
    Class::AtHome,
    Class::NotBefore,
    Class::NotAfter,
    Class::Absent,
    Class::Unchanged,
    Class::Rest,
]);

/// Halves of a negation.
const DENIED: Classes = Classes::of(&[Class::NotBefore, Class::NotAfter]);
/// What makes an edge of a day that is told, or takes it back: "je reprends le 6", "reporté du 8 au 15".
const EDGES: Classes =
    Classes::of(&[Class::Boundary, Class::Until, Class::Through, Class::Move, Class::Change, Class::Afterthought]);
/// Words of an order that mean other days than the one that was told: "la veille", "jusque-là", "cette semaine-là".
const ELSEWHEN: Classes = Classes::of(&[Class::Boundary, Class::Until, Class::Through, Class::Week]);

impl Reading<'_> {
    /// "Zoé adore venir. Peut-on l'inscrire mercredi ?": whom the next sentence may mean.
    pub(super) fn note_children(&mut self, tokens: &[Token]) {
        let named =
            |token: &Token| token.child().map(|name| Spanned::new(ChildRef::Named(name.to_owned()), token.span));
        // "la cousine de Zoé" is somebody else.
        let of = |at: usize| at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|word| word.has(Class::From));
        let own = tokens.iter().enumerate().filter(|(at, _)| !of(*at)).map(|(_, token)| token);
        let children: Vec<_> = own.filter_map(named).collect();
        if !children.is_empty() {
            self.parsed.mentioned.push(Mention { span: tokens::span_of(tokens), children, ..Mention::default() });
        }
    }

    /// "Je travaille le 17 juillet. Zoé pourrait-elle venir … ?": which days the next sentence may mean.
    pub(super) fn note_told_days(&mut self, tokens: &[Token]) {
        let dated = |token: &Token| {
            token.is_number() || weekday_of(token).is_some() || token.has(Class::Tomorrow) || month_of(token).is_some()
        };
        // Nobody tells of so many days; who does is not read twice.
        let many = tokens.len() > LONGEST_STORY || self.parsed.mentioned.len() > MOST_STORIES;
        if self.lexicon.role != Role::Parent || many || !tokens.iter().any(dated) {
            return;
        }
        let days = parts(tokens, &self.own).into_iter().filter_map(|(part, _)| match part {
            Part::Days(days) => Some(days),
            _ => None,
        });
        let days: Vec<_> = days.flatten().collect();
        let away = !days.is_empty() && tokens.iter().any(|token| token.classes.meets(AWAY));
        self.note_told(days, Vec::new(), false);
        let edge = says_edge(tokens);
        if let Some(told) = self.parsed.mentioned.last_mut() {
            told.away |= away;
            told.edge |= edge;
        }
    }

    /// Notes what the text has only told of.
    pub(super) fn note_told(&mut self, days: Vec<Spanned<DaySet>>, children: Vec<Spanned<ChildRef>>, booked: bool) {
        let places = days.iter().map(|days| days.span).chain(children.iter().map(|child| child.span));
        if let Some(span) = places.reduce(Span::join) {
            self.parsed.mentioned.push(Mention { span, children, days, booked, ..Mention::default() });
        }
    }

    /// "Nous avons du monde le 1er juillet. Zoé n'ira pas au centre.": a cancellation without days is of the day that was
    /// told of right before it; "malade" may be so on any.
    pub(super) fn refer_back(&self, order: &mut Order, tokens: &[Token]) {
        let verb = tokens.iter().find(|token| token.span == order.verb.span);
        let of_child =
            self.parsed.mentioned.last().is_some_and(|told| told.whereabouts == Some(Whereabouts::Elsewhere));
        let plain = verb.is_some_and(|verb| verb.has(Class::Cancel) || verb.inner.meets(DENIED));
        let dated = |entry: &Entry| !entry.days.is_empty() || (!entry.slots.is_empty() && !of_child);
        let opens = tokens.last().is_some_and(|last| last.is_mark(':'));
        let last = self.parsed.sentences.last().map_or(0, |sentence| sentence.span().to);
        let elsewhen = tokens.iter().any(|token| token.classes.meets(ELSEWHEN));
        let told =
            |mention: &Mention| mention.days.len() == 1 && last <= mention.span.from && !mention.edge && !elsewhen;
        let follows = self.parsed.mentioned.last().is_some_and(told);
        if order.verb.value == Verb::Cancel
            && plain
            && follows
            && !opens
            && order.requests.is_empty()
            && !order.entries.iter().any(dated)
        {
            match order.entries.as_mut_slice() {
                [] => order.entries.push(Entry { span: order.span, same_days: true, ..Entry::default() }),
                [entry] => entry.same_days = true,
                _ => {}
            }
        }
    }

    /// "C'est le papa d'Hugo, vous pouvez l'inscrire …": whom a sentence may mean that names nobody else.
    pub(super) fn note_bearer(&mut self, tokens: &[Token]) {
        let child = |at: usize| tokens.get(at).and_then(|token| Some((token.child()?, token.span)));
        let of = |at: usize| tokens.get(at).is_some_and(|token| token.has(Class::From));
        let titles = tokens.iter().enumerate().filter(|(_, token)| token.has(Class::Title));
        let parent = titles.map(|(at, _)| child(at + 1 + usize::from(of(at + 1)))).find_map(|child| child);
        if let Some((name, span)) = parent {
            let child = Spanned::new(ChildRef::Named(name.to_owned()), span);
            self.parsed.mentioned.push(Mention { span, children: vec![child], ..Mention::default() });
        }
    }
}

/// "both children 20 Jly to 22 July": children by what they are, which may be meant for an order.
pub(super) fn names_somebody(tokens: &[Token]) -> bool {
    const SOMEBODY: [Class; 4] = [Class::AllChildren, Class::Both, Class::OwnChild, Class::OwnChildren];
    tokens.iter().any(|token| SOMEBODY.iter().any(|class| token.has(*class)) || token.names_something())
}

/// Whether a day that a sentence tells is an edge of what it means.
pub(super) fn says_edge(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| token.classes.meets(EDGES))
}

/// Whether a word of a sentence that was not read says more than a name: a child, a day, a part of it, an unknown word.
pub(super) fn says_something(token: &Token) -> bool {
    const CONTENT: [Class; 4] = [Class::Limit, Class::Today, Class::Tomorrow, Class::AfterTomorrow];
    let mut classes = Class::WEEK.iter().chain(&Class::YEAR).chain(&CONTENT);
    (token.is_unknown_word() && !token.capital) || token.names_something() || classes.any(|class| token.has(*class))
}

/// "Nous avons bien reçu votre confirmation, c'est parfait, merci beaucoup."
fn is_pleased(tokens: &[Token]) -> bool {
    const ASKS: Classes = Classes::of(&[Class::Asking, Class::Possible, Class::Booking, Class::Absence]);
    let has = |class| tokens.iter().any(|token| token.has(class));
    has(Class::Thanks) && has(Class::SmallTalk) && !tokens.iter().any(|token| token.classes.meets(ASKS))
}

/// "Thank you for looking after Zoé this year, she adores the team!": thanks, and nothing that could be ordered.
pub(super) fn only_thanks(tokens: &[Token]) -> bool {
    const ORDERS: Classes = Classes::of(&[
        Class::Booking,
        Class::Cancellation,
        Class::Absence,
        Class::Tomorrow,
        Class::Move,
        Class::Change,
    ]);
    // "mercredi dernier" is over.
    let over = tokens.iter().any(|token| token.has(Class::Last));
    let dated = |token: &Token| token.is_number() || token.is_mark('?') || (weekday_of(token).is_some() && !over);
    let says = |token: &Token| token.classes.meets(ORDERS.with(TURNS)) || dated(token);
    let first = tokens.iter().find(|token| token.is_word());
    let thanks = |first: &Token| (first.has(Class::Thanks) || first.has(Class::Closing)) && !first.has(Class::Greeting);
    !tokens.iter().any(says) && (first.is_some_and(thanks) || is_pleased(tokens))
}
