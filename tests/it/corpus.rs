//! Messages as parents and directors write them, each with the meaning that a careful secretary would give it. They were
//! written from the specification, by people who had not seen the grammar; each file was read unseen before it was learnt
//! from. Nothing in them may be done that was not asked; what is right of the rest may only grow.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::explain::told;

/// A file, and how many of its messages are read right at least.
const CORPORA: [(&str, &str, usize); 31] = [
    ("parents-1", include_str!("corpus/parents-1.jsonl"), 207),
    ("parents-2", include_str!("corpus/parents-2.jsonl"), 326),
    ("parents-3", include_str!("corpus/parents-3.jsonl"), 216),
    ("parents-4", include_str!("corpus/parents-4.jsonl"), 113),
    ("parents-5", include_str!("corpus/parents-5.jsonl"), 129),
    ("parents-6", include_str!("corpus/parents-6.jsonl"), 122),
    ("parents-7", include_str!("corpus/parents-7.jsonl"), 94),
    ("parents-8", include_str!("corpus/parents-8.jsonl"), 71),
    ("parents-9", include_str!("corpus/parents-9.jsonl"), 86),
    ("mailbox-1", include_str!("corpus/mailbox-1.jsonl"), 152),
    ("mailbox-2", include_str!("corpus/mailbox-2.jsonl"), 185),
    ("mailbox-3", include_str!("corpus/mailbox-3.jsonl"), 105),
    ("mailbox-4", include_str!("corpus/mailbox-4.jsonl"), 87),
    ("mailbox-5", include_str!("corpus/mailbox-5.jsonl"), 71),
    ("mailbox-6", include_str!("corpus/mailbox-6.jsonl"), 78),
    ("mailbox-7", include_str!("corpus/mailbox-7.jsonl"), 87),
    ("mailbox-8", include_str!("corpus/mailbox-8.jsonl"), 80),
    ("mailbox-9", include_str!("corpus/mailbox-9.jsonl"), 91),
    ("mailbox-10", include_str!("corpus/mailbox-10.jsonl"), 84),
    ("mailbox-11", include_str!("corpus/mailbox-11.jsonl"), 89),
    ("mailbox-12", include_str!("corpus/mailbox-12.jsonl"), 81),
    ("mailbox-13", include_str!("corpus/mailbox-13.jsonl"), 90),
    ("mailbox-14", include_str!("corpus/mailbox-14.jsonl"), 120),
    ("mailbox-15", include_str!("corpus/mailbox-15.jsonl"), 99),
    ("directors-1", include_str!("corpus/directors-1.jsonl"), 150),
    ("directors-2", include_str!("corpus/directors-2.jsonl"), 108),
    ("directors-3", include_str!("corpus/directors-3.jsonl"), 96),
    ("directors-4", include_str!("corpus/directors-4.jsonl"), 104),
    ("mixed-1", include_str!("corpus/mixed-1.jsonl"), 145),
    ("mixed-2", include_str!("corpus/mixed-2.jsonl"), 135),
    ("mixed-3", include_str!("corpus/mixed-3.jsonl"), 97),
];

/// What came of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Right,
    /// Asked about as it should be, for another reason.
    OtherReason,
    /// Asked about, and clear.
    Needless,
    /// Something was not done, or another errand.
    Missed,
    /// Something was done that was not asked.
    Wrong,
}

#[test]
fn nothing_is_done_that_no_message_asks_and_most_are_understood() {
    println!(
        "{:12} {:>6} {:>6} {:>6} {:>8} {:>6} {:>6}",
        "file", "all", "right", "other", "needless", "missed", "wrong"
    );
    let mut failures = Vec::new();
    for (file, text, least) in CORPORA {
        let messages: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let read = told(&["--centre", "martin", "--jsonl"], &messages);
        assert_eq!(read.len(), messages.len(), "{file}");
        let mut count: BTreeMap<Outcome, usize> = BTreeMap::new();
        for (message, read) in messages.iter().zip(&read) {
            let outcome = outcome(read, message["meanings"].as_array().unwrap());
            *count.entry(outcome).or_default() += 1;
            if outcome == Outcome::Wrong {
                failures.push(format!("{}: {} ⇒ {read}", message["id"], message["text"]));
            }
        }
        let of = |outcome| count.get(&outcome).copied().unwrap_or_default();
        println!(
            "{file:12} {:6} {:6} {:6} {:8} {:6} {:6}",
            messages.len(),
            of(Outcome::Right),
            of(Outcome::OtherReason),
            of(Outcome::Needless),
            of(Outcome::Missed),
            of(Outcome::Wrong)
        );
        if of(Outcome::Right) < least {
            failures.push(format!("{file}: {} are right, fewer than {least}", of(Outcome::Right)));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn outcome(read: &Value, meanings: &[Value]) -> Outcome {
    let allowed: BTreeSet<String> = meanings.iter().flat_map(actions).collect();
    if actions(read).iter().any(|action| !allowed.contains(action)) {
        return Outcome::Wrong;
    }
    let same = |meaning: &&Value| match (&read["ask"], &meaning["ask"]) {
        (Value::Null, Value::Null) => actions(read) == actions(meaning) && errands(read) == errands(meaning),
        (read, meaning) => read == meaning,
    };
    match meanings {
        _ if meanings.iter().any(|meaning| same(&meaning)) => Outcome::Right,
        _ if read["ask"].is_null() => Outcome::Missed,
        _ if meanings.iter().any(|meaning| !meaning["ask"].is_null()) => Outcome::OtherReason,
        _ => Outcome::Needless,
    }
}

/// What a director orders beside decisions; in doubt it is as wrong as a booking that nobody asked for.
const OFFICE: [&str; 12] = [
    "undo",
    "close_day",
    "open_day",
    "set_capacity",
    "book_for",
    "cancel_for",
    "record_payment",
    "credit",
    "run_invoices",
    "publish",
    "broadcast",
    "unlink",
];

/// The commands that are to be done, whether or not the rest is asked about.
fn commands(meaning: &Value) -> impl Iterator<Item = &Value> {
    // What a great many lines are asked about is not done before the answer.
    let partial = if meaning["ask"] == "bulk" { &Value::Null } else { &meaning["partial"] };
    [&meaning["cmds"], partial].into_iter().filter_map(Value::as_array).flatten()
}

/// What changes something: each child and day by itself, with all parts of the day that are named for it.
fn actions(meaning: &Value) -> BTreeSet<String> {
    let mut slots: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut others = BTreeSet::new();
    for command in commands(meaning) {
        let verb = command["verb"].as_str().unwrap();
        let all = |key: &str| command[key].as_array().cloned().unwrap_or_default();
        match verb {
            "book" | "cancel" if command.get("ids").is_none() => {
                for child in all("children") {
                    for day in all("dates") {
                        let key = format!("{verb} {child} {day}");
                        slots.entry(key).or_default().extend(parts_of_day(command["slot"].as_str()));
                    }
                }
            }
            "book" | "cancel" | "approve" | "refuse" | "waitlist" => {
                let of = if verb == "book" || verb == "cancel" { "ids" } else { "items" };
                others.extend(all(of).iter().map(|line| format!("{verb} {line}")));
            }
            // What it was before is said by some and not by others.
            "modify" => {
                let to = ["children", "ids", "dates", "to_slot", "to_dates", "to_children"].map(|key| &command[key]);
                others.insert(format!("modify {}", json!(to)));
            }
            // What a director orders of the office, to the last detail that both tell.
            _ if OFFICE.contains(&verb) => {
                let told = ["items", "ids", "children", "dates", "slot", "amount", "capacity"].map(|key| &command[key]);
                others.insert(format!("{verb} {}", json!(told)));
            }
            _ => {}
        }
    }
    others.extend(slots.into_iter().map(|(key, slots)| format!("{key} {slots:?}")));
    others
}

fn parts_of_day(slot: Option<&str>) -> Vec<&str> {
    match slot {
        Some("full_day") => vec!["morning", "meal", "afternoon"],
        Some(slot) => slot.split('+').collect(),
        None => Vec::new(),
    }
}

/// Everything else that is asked, by its name.
fn errands(meaning: &Value) -> BTreeSet<&str> {
    const CHANGES: [&str; 6] = ["book", "cancel", "modify", "approve", "refuse", "waitlist"];
    let verbs = commands(meaning).filter_map(|command| command["verb"].as_str());
    verbs.filter(|verb| !CHANGES.contains(verb) && !OFFICE.contains(verb)).collect()
}
