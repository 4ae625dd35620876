//! The answer to a question in a word or two: what it names, where it says nothing else. Read only where a question is open.

use super::classes::Class;
use super::classify::{OwnNames, classify, plain};
use super::lines::{closes, segments};
use super::parts::{Part, parts};
use super::tokens::{self, Kind, Token};
use super::{ChildRef, Entry, Lexicon, Span, Spanned};

/// Characters of an answer; who writes more has something else to say.
const LONGEST_ANSWER: usize = 300;

/// A part of an order that a question can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Child,
    Day,
    Slot,
}

/// "matin", "le 9", "Zoé", "2", "oui".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fragment {
    pub span: Span,
    /// It begins with "oui" or with "non".
    pub yes: Option<bool>,
    /// A number alone, "le premier": one of the choices that were offered.
    pub number: Option<u32>,
    /// Children, days and slots, as in an order.
    pub entry: Entry,
}

impl Fragment {
    /// Whether it names this part.
    #[must_use]
    pub const fn names(&self, wanted: Wanted) -> bool {
        match wanted {
            Wanted::Child => !self.entry.children.is_empty(),
            Wanted::Day => !self.entry.days.is_empty(),
            Wanted::Slot => !self.entry.slots.is_empty(),
        }
    }

    /// How many kinds of parts it names.
    #[must_use]
    pub fn kinds(&self) -> usize {
        [Wanted::Child, Wanted::Day, Wanted::Slot].into_iter().filter(|wanted| self.names(*wanted)).count()
    }
}

impl Fragment {
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
            } else if !first.is_mark(',') {
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
            if closes(segment) {
                if found.is_some() {
                    return found;
                }
            } else if found.is_some() {
                if !is_signature(segment) {
                    return None;
                }
            } else if segment.first().is_some_and(|first| first.has(Class::Except)) {
                // "pas le matin" says what not.
                return None;
            } else if !says_nothing(segment) {
                found = Some(read(segment, &own, &|span| text_of(&characters, start, span))?);
            }
        }
    }
    found
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
            Part::Number(number) if fragment.number.is_none() => {
                fragment.number = Some(number);
                continue;
            }
            Part::Requests(numbers) if fragment.number.is_none() => {
                let [only] = numbers.as_slice() else { return None };
                fragment.number = Some(u32::try_from(only.value).ok()?);
                continue;
            }
            Part::Join => {
                joined = true;
                continue;
            }
            Part::Noise | Part::Unknown(_) if fragment.number.is_none() && place(rest, span).is_some() => {
                fragment.number = place(rest, span);
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
    if fragment.entry.days.is_empty() && !fragment.entry.except.is_empty() {
        return None;
    }
    let says = fragment.yes.is_some() || fragment.number.is_some() || last.is_some();
    // "matin ?" asks.
    (says && !segment.last().is_some_and(|token| token.is_mark('?'))).then_some(fragment)
}

/// "le premier", "the second one": which of the choices.
fn place(tokens: &[Token], span: Span) -> Option<u32> {
    const PLACES: [(Class, u32); 4] = [(Class::First, 1), (Class::Second, 2), (Class::Third, 3), (Class::Fourth, 4)];
    let token = tokens.iter().find(|token| token.span == span)?;
    PLACES.into_iter().find_map(|(class, place)| token.has(class).then_some(place))
}

/// Whether this kind was named before `span`, with another kind between.
fn says_already(fragment: &Fragment, wanted: Wanted, span: Span) -> bool {
    let before = |place: Span| place.to <= span.from;
    match wanted {
        Wanted::Child => fragment.entry.children.iter().any(|child| before(child.span)),
        Wanted::Day => fragment.entry.days.iter().any(|days| before(days.span)),
        Wanted::Slot => fragment.entry.slots.iter().any(|slot| before(slot.span)),
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
            assert_eq!((read.yes, read.number, read.kinds()), (yes, number, 0), "{text}");
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
            ("n° 2", 2),
            ("le numéro 2", 2),
        ] {
            assert_eq!(read(text).map(|read| read.number), Some(Some(number)), "{text}");
        }
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
            "Zoé le matin et Hugo l'après-midi",
            "matin, et appelez-moi",
            "merci",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
