//! The answer to a question in a word or two: what it names, where it says nothing else. Read only where a question is open.

mod choice;

use super::classes::{Class, Classes};
use super::classify::{OwnNames, classify, plain};
use super::lines::{closes, segments};
use super::parts::{Part, parts};
use super::periods;
use super::tokens::{self, Kind, Token, Tokens};
use super::{Bound, ChildRef, Entry, Lexicon, Span, Spanned};

pub use choice::days_of_choice;

/// Characters of an answer; who writes more has something else to say.
const LONGEST_ANSWER: usize = 300;

/// What takes an order back where a question is open, as [`tokens::letters`] has it. Elsewhere it is told beside an order,
/// so it is no "non".
const TAKING_BACK: [&str; 6] = ["tantpis", "tantpispourcettefois", "nevermind", "nvm", "forgetit", "forgetaboutit"];

/// A part of an order that a question can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Child,
    Day,
    Slot,
    /// Of days that come again.
    End,
}

/// "matin", "le 9", "Zoé", "2", "oui".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fragment {
    pub span: Span,
    /// It begins with "oui" or with "non".
    pub yes: Option<bool>,
    /// Numbers alone, "le premier"; 0 is the last one: of the choices that were offered.
    pub numbers: Vec<u32>,
    /// Children, days and slots, as in an order.
    pub entry: Entry,
    /// "jusqu'à fin juin", "fin juin", "le 1er juillet": where days that come again may end.
    pub until: Option<Bound>,
    /// "oui, mais le matin": what it names comes in the place of what the order says.
    pub changes: bool,
    /// "oui, et Hugo aussi": its children come beside those of the order.
    pub adds: bool,
    /// "pas Hugo".
    pub not: Vec<ChildRef>,
    /// "matin pour Zoé et journée pour Hugo": each with its children and its part of the day.
    pub shares: Vec<Entry>,
}

impl Fragment {
    /// Whether it names this part.
    #[must_use]
    pub const fn names(&self, wanted: Wanted) -> bool {
        match wanted {
            Wanted::Child => !self.entry.children.is_empty(),
            Wanted::Day => !self.entry.days.is_empty(),
            Wanted::Slot => !self.entry.slots.is_empty(),
            Wanted::End => self.until.is_some(),
        }
    }

    /// How many kinds of parts it names.
    #[must_use]
    pub fn kinds(&self) -> usize {
        [Wanted::Child, Wanted::Day, Wanted::Slot].into_iter().filter(|wanted| self.names(*wanted)).count()
    }
}

impl Fragment {
    /// With what all of its words say: where something ends, and that something changes.
    fn finished(mut self, rest: &[Token], segment: &[Token]) -> Option<Self> {
        self.until = until(rest);
        // "le 3 juillet plutôt", "finalement mercredi"
        let corrects = |token: &Token| token.has(Class::Correction) || token.has(Class::Afterthought);
        self.changes |= self.kinds() > 0 && segment.iter().any(corrects);
        // "matin ?" asks.
        (self.is_answer() && !segment.last().is_some_and(|token| token.is_mark('?'))).then_some(self)
    }

    /// Whether it says something, and nothing by halves.
    fn is_answer(&self) -> bool {
        let says = self.yes.is_some() || !self.numbers.is_empty() || self.kinds() > 0;
        let excepts_from_nothing = self.entry.days.is_empty() && !self.entry.except.is_empty();
        says && !excepts_from_nothing && !(self.adds && self.entry.children.is_empty())
    }

    /// Takes "oui" or "non" from the beginning; "oui non" says nothing.
    fn answered<'t>(&mut self, tokens: &'t [Token]) -> Option<&'t [Token]> {
        let mut rest = tokens;
        while let Some((first, behind)) = rest.split_first() {
            let yes = first.has(Class::Yes);
            if yes || first.has(Class::No) {
                if self.yes.is_some_and(|known| known != yes) {
                    return None;
                }
                self.yes = Some(yes);
            } else if !first.is_mark(',') && !first.has(Class::Afterthought) {
                break;
            }
            rest = behind;
        }
        Some(rest)
    }
}

/// Reads an answer whose first character stands at `start`. `None` when there is more in it than parts of an order, "oui"
/// or "non", a number and courtesy.
#[must_use]
pub fn fragment(text: &str, start: usize, lexicon: &Lexicon) -> Option<Fragment> {
    let own = OwnNames::new(lexicon);
    let characters: Vec<char> = text.chars().collect();
    if characters.len() > LONGEST_ANSWER {
        return None;
    }
    let mut found: Option<Fragment> = None;
    let mut place = start;
    for line in characters.split(|character| matches!(character, '\n' | '\r')) {
        let glyphs = tokens::fold(line.iter().copied().zip(place..));
        place += line.len() + 1;
        for segment in segments(&classify(plain(&glyphs), lexicon, &own)) {
            // "jusqu'au 24 juin", "until 1 July": not "à mercredi !".
            let is_end = segment.first().is_some_and(|first| first.has(Class::Until));
            if found.is_none() && takes_back(segment, line) {
                found = Some(Fragment { span: tokens::span_of(segment), yes: Some(false), ..Fragment::default() });
            } else if closes(segment) && !is_end {
                if found.is_some() {
                    return found;
                }
            } else if found.is_some() {
                if !is_signature(segment) {
                    return None;
                }
            } else if let Some((first, rest)) = segment.split_first().filter(|(first, _)| denies(first)) {
                // "pas le matin" says what not.
                found = Some(Fragment { span: first.span.join(tokens::span_of(rest)), ..denied(rest, &own)? });
            } else if !says_nothing(segment) {
                let written = |span| text_of(&characters, start, span);
                let read = read(segment, &own, &written).or_else(|| shared(segment, &own)).or_else(|| end(segment));
                found = Some(read?);
            }
        }
    }
    found
}

/// "tant pis, merci", "never mind"
fn takes_back(segment: &[Token], line: &[char]) -> bool {
    let quiet = [Class::Courtesy, Class::Thanks, Class::Polite, Class::Afterthought];
    let said = segment.iter().filter(|token| !quiet.iter().any(|class| token.has(*class)));
    let words: String = said.map(|token| tokens::letters(&token.text)).collect();
    let line = tokens::letters(&line.iter().collect::<String>());
    TAKING_BACK.contains(&words.as_str()) || TAKING_BACK.contains(&line.as_str())
}

fn text_of(characters: &[char], start: usize, span: Span) -> String {
    characters.iter().skip(span.from.saturating_sub(start)).take(span.to.saturating_sub(span.from)).collect()
}

/// "Bonjour," and nothing else.
fn says_nothing(segment: &[Token]) -> bool {
    let courtesy = [Class::Courtesy, Class::Greeting, Class::Title, Class::Polite];
    segment.iter().all(|token| {
        matches!(token.kind, Kind::Mark(_)) || courtesy.iter().any(|class| token.has(*class)) || is_name(token)
    }) && segment.iter().any(|token| courtesy.iter().any(|class| token.has(*class)))
}

/// "Sophie Martin" below the answer.
fn is_signature(segment: &[Token]) -> bool {
    let quiet = [Class::Courtesy, Class::Greeting, Class::Title, Class::Polite, Class::Closing];
    segment.iter().all(|token| {
        matches!(token.kind, Kind::Mark(_)) || quiet.iter().any(|class| token.has(*class)) || is_name(token)
    })
}

fn is_name(token: &Token) -> bool {
    token.own == Some(tokens::Own::Surname) || (token.is_unknown_word() && token.capital)
}

/// One sentence; a kind of part that comes again after another one makes it two entries, which is no answer.
fn read(segment: &[Token], own: &OwnNames, text: &dyn Fn(Span) -> String) -> Option<Fragment> {
    let mut fragment = Fragment { span: tokens::span_of(segment), ..Fragment::default() };
    let rest = fragment.answered(segment)?;
    let mut last = None;
    let mut joined = false;
    for (part, span) in parts(rest, own) {
        let wanted = match part {
            Part::Child(child) => {
                let child = if matches!(child, ChildRef::Unknown(_)) { ChildRef::Unknown(text(span)) } else { child };
                fragment.entry.children.push(Spanned::new(child, span));
                // "oui et Hugo"
                fragment.adds |= fragment.yes == Some(true) && joined && last.is_none();
                Wanted::Child
            }
            Part::Days(days) if last != Some(Wanted::Day) || joined => {
                fragment.entry.days.extend(days);
                Wanted::Day
            }
            Part::Except(days) => {
                fragment.entry.except.extend(days);
                Wanted::Day
            }
            Part::Slots { slots, attached } if last != Some(Wanted::Slot) || joined || attached => {
                fragment.entry.slots.extend(slots);
                Wanted::Slot
            }
            Part::Service(code) => {
                fragment.entry.service = Some(Spanned::new(code, span));
                continue;
            }
            Part::Number(number @ 1..) if fragment.numbers.is_empty() || joined => {
                fragment.numbers.push(number);
                continue;
            }
            Part::Requests(numbers) if fragment.numbers.is_empty() => {
                for number in numbers {
                    fragment.numbers.push(u32::try_from(number.value).ok()?);
                }
                continue;
            }
            Part::Join => {
                joined = true;
                continue;
            }
            Part::But if last.is_none() => {
                fragment.changes = true;
                continue;
            }
            // "Hugo aussi", "pareil pour Hugo"
            Part::Mood(Class::Same) => {
                fragment.adds = true;
                continue;
            }
            Part::Noise | Part::Unknown(_) if fragment.numbers.is_empty() && place(rest, span).is_some() => {
                fragment.numbers.extend(place(rest, span));
                continue;
            }
            Part::For | Part::Noise | Part::Closing | Part::Mood(Class::Yes | Class::Asking) => continue,
            _ => return None,
        };
        if last != Some(wanted) && says_already(&fragment, wanted, span) {
            return None;
        }
        fragment.entry.span = if last.is_none() { span } else { fragment.entry.span.join(span) };
        last = Some(wanted);
        joined = false;
    }
    fragment.finished(rest, segment)
}

/// "le premier", "the second one": which of the choices.
fn place(tokens: &[Token], span: Span) -> Option<u32> {
    const PLACES: [(Class, u32); 4] = [(Class::First, 1), (Class::Second, 2), (Class::Third, 3), (Class::Last, 0)];
    let token = tokens.iter().find(|token| token.span == span)?;
    PLACES.into_iter().find_map(|(class, place)| token.has(class).then_some(place))
}

/// "pas Hugo", "not Hugo", "sauf Hugo"
fn denies(token: &Token) -> bool {
    [Class::Except, Class::NotBefore, Class::NotAfter].iter().any(|class| token.has(*class))
}

/// Who is not meant.
fn denied(rest: &[Token], own: &OwnNames) -> Option<Fragment> {
    let mut fragment = Fragment::default();
    for (part, _) in parts(rest, own) {
        match part {
            Part::Child(child) => fragment.not.push(child),
            Part::Join | Part::Noise | Part::Closing => {}
            _ => return None,
        }
    }
    (!fragment.not.is_empty()).then_some(fragment)
}

/// "matin pour Zoé et journée pour Hugo", "Zoé le matin, Hugo la journée".
fn shared(segment: &[Token], own: &OwnNames) -> Option<Fragment> {
    let mut fragment = Fragment { span: tokens::span_of(segment), ..Fragment::default() };
    let mut runs: Vec<(Wanted, Entry)> = Vec::new();
    for (part, span) in parts(fragment.answered(segment)?, own) {
        let mut said = Entry { span, ..Entry::default() };
        let kind = match part {
            Part::Child(child) => {
                said.children.push(Spanned::new(child, span));
                Wanted::Child
            }
            Part::Slots { slots, .. } => {
                said.slots = slots;
                Wanted::Slot
            }
            Part::For | Part::Join | Part::Noise | Part::Closing => continue,
            _ => return None,
        };
        match runs.last_mut().filter(|(last, _)| *last == kind) {
            Some((_, run)) => join(run, said),
            None => runs.push((kind, said)),
        }
    }
    if runs.len() % 2 == 1 || runs.len() < 4 || fragment.yes == Some(false) {
        return None;
    }
    let mut runs = runs.into_iter().map(|(_, run)| run);
    while let (Some(mut share), Some(rest)) = (runs.next(), runs.next()) {
        join(&mut share, rest);
        fragment.shares.push(share);
    }
    Some(fragment)
}

fn join(entry: &mut Entry, more: Entry) {
    entry.span = entry.span.join(more.span);
    entry.children.extend(more.children);
    entry.slots.extend(more.slots);
}

/// "jusqu'à fin juin", "fin juin".
fn end(segment: &[Token]) -> Option<Fragment> {
    let mut fragment = Fragment { span: tokens::span_of(segment), ..Fragment::default() };
    fragment.until = until(fragment.answered(segment)?);
    (fragment.until.is_some() && fragment.yes != Some(false)).then_some(fragment)
}

/// Where days that come again may end, with or without the word for it.
fn until(tokens: &[Token]) -> Option<Bound> {
    let quiet = |token: &Token| {
        matches!(token.kind, Kind::Mark(',' | '.' | '!'))
            || [Class::Courtesy, Class::Polite, Class::Thanks, Class::Asking].iter().any(|class| token.has(*class))
    };
    let first = tokens.first()?;
    let word = Token { kind: Kind::Word, classes: Classes::of(&[Class::Until]), own: None, ..first.clone() };
    let led: Vec<Token> = [word].into_iter().chain(tokens.iter().cloned()).collect();
    let bounds = [tokens, led.as_slice()].into_iter().filter_map(|tokens| periods::until(Tokens(tokens)).ok());
    bounds.filter(|(rest, _)| rest.0.iter().all(quiet)).map(|(_, bound)| bound).next()
}

/// Whether this kind was named before `span`, with another kind between.
fn says_already(fragment: &Fragment, wanted: Wanted, span: Span) -> bool {
    let before = |place: Span| place.to <= span.from;
    match wanted {
        Wanted::Child => fragment.entry.children.iter().any(|child| before(child.span)),
        Wanted::Day => fragment.entry.days.iter().any(|days| before(days.span)),
        Wanted::Slot => fragment.entry.slots.iter().any(|slot| before(slot.span)),
        Wanted::End => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DayRef, DaySet, Names, Role, SlotRef};
    use super::*;
    use crate::domain::{Language, SlotCode};
    use chrono::Weekday;

    fn read(text: &str) -> Option<Fragment> {
        let slots = ["morning", "meal", "afternoon"].map(|code| (SlotCode(code.into()), Vec::new()));
        let names = Names {
            children: vec!["Zoé".into(), "Hugo".into()],
            surnames: vec!["Martin".into()],
            slots: slots.into(),
            ..Names::default()
        };
        fragment(text, 0, &Lexicon { role: Role::Parent, language: Language::FR, names })
    }

    fn entry(text: &str) -> Entry {
        read(text).unwrap_or_else(|| panic!("no answer: {text}")).entry
    }

    #[test]
    fn a_word_or_two_name_a_part() {
        for text in ["matin", "Le matin.", "Bonjour,\nle matin svp\nMerci\nSophie Martin", "oui, le matin", "morning"] {
            let slots: Vec<SlotRef> = entry(text).slots.into_iter().map(|slot| slot.value).collect();
            assert_eq!(slots, [SlotRef::Slot(SlotCode("morning".into()))], "{text}");
        }
        for text in ["mercredi", "Mercredi svp", "pour mercredi, merci"] {
            let days: Vec<DaySet> = entry(text).days.into_iter().map(|days| days.value).collect();
            assert_eq!(days, [DaySet::Single(DayRef::Weekday(Weekday::Wed))], "{text}");
        }
        assert_eq!(entry("les deux").children[0].value, ChildRef::All(Some(2)));
        assert_eq!(entry("Zoé et Hugo").children.len(), 2);
        assert_eq!(read("Zoé le matin").unwrap().kinds(), 2);
    }

    #[test]
    fn yes_no_and_a_number_are_answers() {
        for (text, yes, number) in [
            ("oui", Some(true), None),
            ("Oui, merci !", Some(true), None),
            ("non", Some(false), None),
            ("2", None, Some(2)),
            ("1.", None, Some(1)),
        ] {
            let read = read(text).unwrap_or_else(|| panic!("no answer: {text}"));
            assert_eq!((read.yes, read.numbers.clone(), read.kinds()), (yes, Vec::from_iter(number), 0), "{text}");
        }
    }

    #[test]
    fn a_place_is_a_number() {
        for (text, number) in [
            ("le premier", 1),
            ("La première, merci", 1),
            ("la deuxième", 2),
            ("la deuxième svp", 2),
            ("le second", 2),
            ("oui, le second", 2),
            ("the first, please", 1),
            ("le troisième", 3),
            ("le dernier", 0),
            ("the last", 0),
            ("n° 2", 2),
            ("le numéro 2", 2),
        ] {
            assert_eq!(read(text).map(|read| read.numbers), Some(vec![number]), "{text}");
        }
    }

    #[test]
    fn several_numbers_are_joined() {
        for text in ["1 et 2", "1, 2", "1 & 2", "1 and 2 please"] {
            assert_eq!(read(text).map(|read| read.numbers), Some(vec![1, 2]), "{text}");
        }
        assert_eq!(read("0"), None);
    }

    #[test]
    fn each_child_may_have_its_part_of_the_day() {
        for text in ["Zoé le matin et Hugo l'après-midi", "matin pour Zoé et l'après-midi pour Hugo"] {
            let shares = read(text).unwrap_or_else(|| panic!("no answer: {text}")).shares;
            let named = |share: &Entry| (share.children.len(), share.slots.len());
            assert_eq!(shares.iter().map(named).collect::<Vec<_>>(), [(1, 1), (1, 1)], "{text}");
        }
    }

    #[test]
    fn an_end_is_said_with_or_without_its_word() {
        let june = Bound::EndOf(super::super::Period::Month { month: 6, year: None });
        let first = Bound::Day(DayRef::Date { weekday: None, day: 1, month: Some(7), year: None });
        for (text, until) in [
            ("jusqu'à fin juin", june),
            ("fin juin", june),
            ("Jusqu'à fin juin, merci", june),
            ("until 1 July", first),
            ("le 1er juillet", first),
            ("oui, jusqu'au 1er juillet", first),
        ] {
            assert_eq!(read(text).and_then(|read| read.until), Some(until), "{text}");
        }
        assert_eq!(read("matin").unwrap().until, None);
    }

    #[test]
    fn what_is_said_beside_a_yes_changes_or_adds() {
        let changed = read("oui mais le matin").unwrap();
        assert_eq!((changed.yes, changed.changes, changed.entry.slots.len()), (Some(true), true, 1));
        let added = read("oui, et Hugo aussi").unwrap();
        assert_eq!((added.yes, added.adds, added.entry.children.len()), (Some(true), true, 1));
        assert_eq!(read("pas Hugo").unwrap().not, [ChildRef::Named("Hugo".into())]);
        for text in ["finalement non", "tant pis", "Tant pis, merci !", "Never mind", "Nevermind."] {
            assert_eq!(read(text).and_then(|read| read.yes), Some(false), "{text}");
        }
        assert_eq!(read("tant pis pour mercredi"), None);
    }

    #[test]
    fn more_than_that_is_no_answer() {
        for text in [
            "annuler Zoé",
            "peut-être le matin",
            "pas le matin",
            "matin ou après-midi",
            "matin ?",
            "je ne sais pas",
            "matin, et appelez-moi",
            "merci",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
