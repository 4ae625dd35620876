//! What a message looks at in the books beside its sender's own: places on days, who is booked, families by name.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use super::command::{Command, Errand, Meant, Step};
use crate::domain::Programme;
use crate::grammar::{Detail, ErrandKind, letters};

/// Days that one letter shows; others are asked for again.
const MOST_DAYS: usize = 10;
/// Open days that are shown to who asks for places and names no day.
const NEXT_DAYS: usize = 5;
/// Named days among which the closed ones are told; of a longer range only the open ones matter.
const CLOSED_TOLD: usize = 5;

/// What the commands of a message, and of the draft that it may confirm, look at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sight {
    /// Days whose places are counted.
    pub days: BTreeSet<NaiveDate>,
    /// Days of which a director sees who is booked.
    pub rosters: BTreeSet<NaiveDate>,
    /// The letters of the names of families that a director asks for.
    families: BTreeSet<String>,
}

impl Sight {
    /// What `steps` look at on the day `today`.
    #[must_use]
    pub fn of<'a>(steps: impl IntoIterator<Item = &'a Step>, programme: &Programme, today: NaiveDate) -> Self {
        let mut sight = Self::default();
        for step in steps {
            match step {
                Step::Do(Meant { command: Command::Book { days, .. }, .. }) => sight.days.extend(days),
                Step::Do(Meant { command: Command::Errand(errand), .. }) => sight.add(errand, programme, today),
                _ => {}
            }
        }
        sight
    }

    fn add(&mut self, errand: &Errand, programme: &Programme, today: NaiveDate) {
        match errand.kind {
            ErrandKind::Availability => self.days.extend(days_shown(errand, programme, today).0),
            ErrandKind::Roster => self.rosters.extend(days_shown(errand, programme, today).0),
            ErrandKind::Family => self.families.extend(errand.details.get(&Detail::Family).map(|name| letters(name))),
            _ => {}
        }
    }

    /// Whether any family is asked for.
    #[must_use]
    pub fn has_families(&self) -> bool {
        !self.families.is_empty()
    }

    /// Whether the family of this name is asked for, by all of its name or by one of its words.
    #[must_use]
    pub fn shows_family(&self, name: &str) -> bool {
        self.families.contains(&letters(name))
            || name.split_whitespace().any(|word| self.families.contains(&letters(word)))
    }
}

/// The days that the answer to an errand shows, and how many more were named.
pub(super) fn days_shown(errand: &Errand, programme: &Programme, today: NaiveDate) -> (Vec<NaiveDate>, usize) {
    let named = days_named(errand, today);
    if named.is_empty() {
        let next = programme.open_days();
        return match errand.kind {
            ErrandKind::Roster => (next.filter(|day| *day >= today).take(1).collect(), 0),
            _ => (next.filter(|day| *day > today).take(NEXT_DAYS).collect(), 0),
        };
    }
    let open = || named.iter().copied().filter(|day| programme.is_open(*day));
    let mut days: Vec<NaiveDate> =
        if named.len() > CLOSED_TOLD && open().next().is_some() { open().collect() } else { named.clone() };
    let hidden = days.len().saturating_sub(MOST_DAYS);
    days.truncate(MOST_DAYS);
    (days, hidden)
}

/// The days that an errand names, or those of the month that it names.
pub(super) fn days_named(errand: &Errand, today: NaiveDate) -> Vec<NaiveDate> {
    match errand.details.get(&Detail::Month).and_then(|month| first_of(month, errand.details.get(&Detail::Year), today))
    {
        Some(first) => first.iter_days().take_while(|day| day.month() == first.month()).collect(),
        None => errand.days.clone(),
    }
}

/// The first of `2026-07`, or of `07`: this year's, or the next one's where that is long over.
fn first_of(month: &str, year: Option<&String>, today: NaiveDate) -> Option<NaiveDate> {
    const LOOK_BACK: Days = Days::new(62);
    let (said, month) = match month.split_once('-') {
        Some((year, month)) => (Some(year), month),
        None => (year.map(String::as_str), month),
    };
    let month = month.parse().ok()?;
    if let Some(year) = said {
        return NaiveDate::from_ymd_opt(year.parse().ok()?, month, 1);
    }
    let this = NaiveDate::from_ymd_opt(today.year(), month, 1)?;
    let is_over = today.checked_sub_days(LOOK_BACK).is_some_and(|back| this < back);
    if is_over { this.with_year(this.year() + 1) } else { Some(this) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_without_a_year_is_the_next_unless_it_is_just_over() {
        let first = |month, today| first_of(month, None, day(today)).unwrap();
        assert_eq!(first("07", "2026-06-09"), day("2026-07-01"));
        assert_eq!(first("05", "2026-06-09"), day("2026-05-01"));
        assert_eq!(first("03", "2026-06-09"), day("2027-03-01"));
        assert_eq!(first("2025-03", "2026-06-09"), day("2025-03-01"));
        assert_eq!(first_of("03", Some(&"2024".to_owned()), day("2026-06-09")), Some(day("2024-03-01")));
        assert_eq!(first_of("13", None, day("2026-06-09")), None);
    }

    #[test]
    fn a_family_is_found_without_its_accents_and_by_a_word_of_its_name() {
        let sight = Sight { families: ["leger".to_owned(), "tour".to_owned()].into(), ..Sight::default() };
        assert!(sight.shows_family("LÉGER") && sight.shows_family("DE LA TOUR"));
        assert!(!sight.shows_family("MARTIN"));
    }
}
