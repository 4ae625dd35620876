//! What we print is read as what was meant: `parse(render(order)) == order`, in every language.

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;

use super::super::notation::meaning;
use super::super::{Role, TextPart, parse, word};
use super::lexicon;
use crate::domain::Language;

/// An order as a command has it: a verb's class, children, days, and parts of the day by their classes.
#[derive(Debug, Clone)]
struct Meant {
    verb: &'static str,
    children: Vec<&'static str>,
    days: Vec<NaiveDate>,
    slots: Vec<&'static str>,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEK: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl Meant {
    fn rendered(&self, language: Language) -> String {
        let say = |class: &str| word(language, class).unwrap().to_owned();
        let and = format!(" {} ", say("and"));
        let day = |day: &NaiveDate| {
            let weekday = say(WEEK[day.weekday().num_days_from_monday() as usize]);
            format!("{weekday} {} {} {}", day.day(), say(MONTHS[day.month0() as usize]), day.year())
        };
        let parts = [
            say(self.verb),
            self.children.join(&and),
            self.days.iter().map(day).collect::<Vec<_>>().join(&and),
            self.slots.iter().map(|slot| say(slot)).collect::<Vec<_>>().join(&and),
        ];
        parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
    }

    /// In the notation of the example files.
    fn notation(&self) -> String {
        let day = |day: &NaiveDate| format!("{}.{}/{}/{}", day.weekday(), day.day(), day.month(), day.year());
        let slots = self.slots.iter().map(|slot| if *slot == "full_day" { "day" } else { *slot });
        let parts = [
            self.verb.to_owned(),
            self.children.join("+"),
            self.days.iter().map(day).collect::<Vec<_>>().join(","),
            slots.collect::<Vec<_>>().join("+"),
        ];
        parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
    }
}

fn meant() -> impl Strategy<Value = Meant> {
    let verb = prop_oneof![Just("book"), Just("cancel")];
    let children = prop_oneof![Just(vec!["Zoé"]), Just(vec!["Hugo"]), Just(vec!["Zoé", "Hugo"])];
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let days = prop::collection::btree_set(0_u64..700, 1..5)
        .prop_map(move |days| days.into_iter().map(|day| first + chrono::Days::new(day)).collect());
    let slots = prop_oneof![
        Just(vec!["full_day"]),
        Just(vec!["morning"]),
        Just(vec!["afternoon"]),
        Just(vec!["morning", "meal"]),
        Just(vec!["meal", "afternoon"]),
    ];
    (verb, children, days, slots).prop_map(|(verb, children, days, slots)| Meant { verb, children, days, slots })
}

proptest! {
    #[test]
    fn what_we_print_is_read_as_it_was_meant(meant in meant()) {
        for language in Language::ALL.iter().copied() {
            let text = meant.rendered(language);
            let parsed = parse(&text, TextPart::Body, &lexicon(Role::Parent, language));
            prop_assert_eq!(meaning(&parsed), meant.notation(), "{}", text);
        }
    }
}
