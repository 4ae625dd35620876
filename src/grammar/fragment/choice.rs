//! Days between which a writer hesitates, so that they can be offered.

use super::super::classes::Class;
use super::super::classify::{OwnNames, classify, plain};
use super::super::parts::{Part, parts};
use super::super::tokens::{self, Token};
use super::super::{DayRef, DaySet, Lexicon, Names, Role, Spanned};
use crate::domain::Language;

/// The days of "le 17 juin ou le 24", between which nobody but the writer can choose; nothing where it is no such choice.
#[must_use]
pub fn days_of_choice(written: &str) -> Vec<DayRef> {
    let lexicon = Lexicon { role: Role::Parent, language: Language::default(), names: Names::default() };
    let own = OwnNames::new(&lexicon);
    let tokens = classify(plain(&tokens::fold(written.chars().zip(0..))), &lexicon, &own);
    let pieces: Vec<&[Token]> = tokens.split(|token| token.has(Class::Or)).collect();
    let days: Option<Vec<DayRef>> = pieces.iter().map(|piece| day_of(piece, &own)).collect();
    days.filter(|days| days.len() > 1).and_then(in_one_month).unwrap_or_default()
}

/// The only day that is named.
fn day_of(piece: &[Token], own: &OwnNames) -> Option<DayRef> {
    let mut day = None;
    for (part, _) in parts(piece, own) {
        let named = match part {
            Part::Days(days) => match days.as_slice() {
                [Spanned { value: DaySet::Single(day), .. }] => *day,
                _ => return None,
            },
            Part::Number(day) => DayRef::Date { weekday: None, day, month: None, year: None },
            Part::Noise | Part::Join => continue,
            _ => return None,
        };
        if day.replace(named).is_some() {
            return None;
        }
    }
    day
}

/// The month that one of them names is that of all, where they run forward.
fn in_one_month(mut days: Vec<DayRef>) -> Option<Vec<DayRef>> {
    let month = |day: &DayRef| {
        if let DayRef::Date { month: Some(month), year, .. } = day { Some((*month, *year)) } else { None }
    };
    let number = |day: &DayRef| if let DayRef::Date { day, .. } = day { Some(*day) } else { None };
    let Some((known, known_year)) = days.iter().find_map(month) else { return Some(days) };
    let forward = days.iter().zip(days.iter().skip(1)).all(|(one, next)| number(one) < number(next));
    for day in &mut days {
        if let DayRef::Date { month: month @ None, year, .. } = day {
            if !forward {
                return None;
            }
            (*month, *year) = (Some(known), known_year);
        }
    }
    Some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_between_which_the_writer_chooses() {
        let date = |day, month| DayRef::Date { weekday: None, day, month, year: None };
        let june = [date(17, Some(6)), date(24, Some(6))];
        for text in ["le 17 juin ou le 24", "le 17 ou le 24 juin", "17/06 ou 24/06", "17 June or 24 June"] {
            assert_eq!(days_of_choice(text), june, "{text}");
        }
        assert_eq!(days_of_choice("le 17 ou le 24"), [date(17, None), date(24, None)]);
        for text in ["le 17 juin", "le 24 juin ou le 17", "du 6 au 10 ou le 12", ""] {
            assert_eq!(days_of_choice(text), [], "{text}");
        }
    }
}
