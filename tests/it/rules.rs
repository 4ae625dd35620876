//! The disambiguation rules D1 to D33 of the language, each in two sentences at least, on the sample centre's Tuesday.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::explain::{DIRECTOR, told};

/// `rule text ⇒ meaning` or `rule text ✗ reason`, with what is done all the same behind a stroke; `*`: a director's answer
/// to the list.
const TABLE: &str = include_str!("rules.table");

/// Rules of what goes on between two messages: stories tell of them.
const IN_STORIES: [(u32, &[&str]); 4] = [
    // Only the rules of the programme say which slots run on a day, and the sample centre runs all.
    (21, &[include_str!("stories/b3-slot-does-not-run.story"), include_str!("stories/d21-the-slot-of-that-day.story")]),
    (27, &[include_str!("stories/d27-a-word-is-enough.story"), include_str!("stories/d27-which-question.story")]),
    (28, &[include_str!("stories/d28-said-twice.story"), include_str!("stories/d27-once-and-in-time.story")]),
    (33, &[include_str!("stories/c1-two-directors.story"), include_str!("stories/b8-cancel-after-decision.story")]),
];

#[test]
fn every_rule_is_kept_in_two_sentences_at_least() {
    let rows: Vec<(u32, &str, &str)> = TABLE.lines().filter(|line| !line.starts_with('#')).map(row).collect();
    let message = |text: &str| match text.strip_prefix("* ") {
        Some(text) => json!({"text": text, "as": DIRECTOR, "reply_to": "list.4"}),
        None => json!({"text": text}),
    };
    let messages: Vec<Value> = rows.iter().map(|(_, text, _)| message(text)).collect();
    let read = told(&["--centre", "martin", "--jsonl"], &messages);
    let mut wrong = Vec::new();
    let mut count: BTreeMap<u32, usize> =
        IN_STORIES.iter().map(|(rule, stories)| (*rule, told_in(*rule, stories))).collect();
    for ((rule, text, expected), meaning) in rows.iter().zip(&read) {
        *count.entry(*rule).or_default() += 1;
        let said = short(meaning);
        if said != *expected {
            wrong.push(format!("D{rule} {text}\n   expected {expected}\n   read     {said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let rare: Vec<u32> = (1..=33).filter(|rule| count.get(rule).copied().unwrap_or_default() < 2).collect();
    assert_eq!(rare, Vec::<u32>::new(), "rules that stand in fewer than two sentences");
}

/// How many stories tell of a rule: those whose heading names it; all stories are run.
fn told_in(rule: u32, stories: &[&str]) -> usize {
    let names = |story: &&&str| {
        let heading = story.lines().next().unwrap_or_default();
        heading.split(|c: char| !c.is_alphanumeric()).any(|word| word == format!("D{rule}"))
    };
    stories.iter().filter(names).count()
}

fn row(line: &'static str) -> (u32, &'static str, &'static str) {
    let (rule, rest) = line.strip_prefix('D').and_then(|line| line.split_once(' ')).unwrap_or_else(|| panic!("{line}"));
    let at = rest.find(['⇒', '✗']).unwrap_or_else(|| panic!("{line}"));
    (rule.parse().unwrap(), rest[..at].trim(), rest[at..].trim())
}

/// `⇒ book Zoé 07-08 full_day`, `✗ past_date`.
fn short(meaning: &Value) -> String {
    let done = ["partial", "cmds"].into_iter().filter_map(|key| meaning[key].as_array()).flatten().map(command);
    let done = done.collect::<Vec<_>>().join(" | ");
    match meaning["ask"].as_str() {
        Some(reason) if done.is_empty() => format!("✗ {reason}"),
        Some(reason) => format!("✗ {reason} | {done}"),
        None => format!("⇒ {done}"),
    }
}

fn command(command: &Value) -> String {
    let all = |key: &str| command[key].as_array().cloned().unwrap_or_default();
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut words = vec![plain(&command["verb"])];
    words.extend(["children", "ids", "items"].into_iter().flat_map(all).map(|value| plain(&value)));
    words.extend(all("dates").iter().map(plain).map(|date| date.chars().skip(5).collect::<String>()));
    words.extend(command["slot"].as_str().map(str::to_owned));
    words.join(" ")
}
