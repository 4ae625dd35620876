//! What days phrases mean to the family Martin on Tuesday 9 June 2026, beside those of dates.table.

use serde_json::Value;

use crate::house::House;

/// `phrase ⇒ days` or `phrase ✗ reason [suggestions]`; days without their year are of 2026.
const TABLE: &str = include_str!("dates.table");

fn written(days: &Value) -> String {
    let days = days.as_array().unwrap().iter().map(|day| day.as_str().unwrap());
    days.map(|day| day.strip_prefix("2026-").unwrap_or(day)).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_phrase_of_the_table_means_its_days_or_is_asked_about() {
    let house = House::open(guichet::sample::Sample::named("martin").unwrap());
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (phrase, expected, asked) = match line.split_once(" ⇒ ") {
            Some((phrase, days)) => (phrase, days, false),
            None => line.split_once(" ✗ ").map(|(phrase, reason)| (phrase, reason, true)).unwrap(),
        };
        let text = match phrase.strip_prefix("en: ") {
            Some(phrase) => format!("book Zoé {phrase} full day"),
            None => format!("réserver Zoé {phrase} journée"),
        };
        count += 1;
        let meant = house.explain("martin@example.org", &[], &text);
        let read = match (&meant["ask"], meant["cmds"].as_array().map(Vec::as_slice)) {
            (Value::String(reason), _) if asked && expected.contains(' ') => {
                format!("{reason} {}", written(&meant["suggest"]))
            }
            (Value::String(reason), _) => reason.clone(),
            (_, Some([one])) => written(&one["dates"]),
            _ => meant.to_string(),
        };
        if read.trim_end() != expected.trim_end() {
            wrong.push(format!("{text}\n   expected {expected}\n   read     {read}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 150, "{count} phrases");
}
