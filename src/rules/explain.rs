//! The meaning of a message as JSON, before rules are applied: what `guichet explain --json` prints.

use serde_json::{Map, Value, json};

use super::command::{Cancellation, Command, Errand, Meant, Modification, Plan, Step};
use super::resolve::Outline;
use crate::domain::{ChildId, SlotSet};
use crate::grammar::{Cause, Complaint, Detail, Suggestion, TextPart, VerdictKind};

/// One object a message: `{"cmds":[…]}`, or `{"ask":…,"text":[from,to],"suggest":[…]}` when something must be asked
/// first, with `"partial"` for what is clear beside it.
#[must_use]
pub fn explain(plan: &Plan, outline: &Outline) -> Value {
    let answer = plan.closes.map(|(_, yes)| json!({ "verb": if yes { "confirm" } else { "decline" } }));
    let decided = together(plan.commands());
    let commands: Vec<Value> = answer.into_iter().chain(decided.iter().map(|meant| command(meant, outline))).collect();
    let question = plan.steps.iter().find_map(|step| match step {
        Step::Ask { complaint, .. } => Some(complaint),
        Step::Do(_) => None,
    });
    match question {
        Some(complaint) => with_partial(ask(complaint), commands),
        None if plan.bulk.is_some() => with_partial(json!({ "ask": "bulk", "suggest": [] }), commands),
        None => json!({ "cmds": commands }),
    }
}

/// Decisions of one kind and reason are one command: "1 ok, 2 non, 3 ok" accepts two lines and refuses one.
fn together<'p>(commands: impl Iterator<Item = &'p Meant>) -> Vec<Meant> {
    let mut all: Vec<Meant> = Vec::new();
    for meant in commands {
        let mut meant = meant.clone();
        if let Command::Decide { kind, items, reason, anyway, .. } = &mut meant.command {
            let same = all.iter_mut().find_map(|earlier| match &mut earlier.command {
                Command::Decide { kind: known, items, reason: why, anyway: also, .. }
                    if (*known, &*why, *also) == (*kind, &*reason, *anyway) =>
                {
                    Some(items)
                }
                _ => None,
            });
            if let Some(known) = same {
                known.append(items);
                known.sort_unstable();
                known.dedup();
                continue;
            }
        }
        all.push(meant);
    }
    all
}

fn with_partial(mut asked: Value, commands: Vec<Value>) -> Value {
    if let (Some(object), false) = (asked.as_object_mut(), commands.is_empty()) {
        object.insert("partial".into(), Value::Array(commands));
    }
    asked
}

fn ask(complaint: &Complaint) -> Value {
    let suggestions: Vec<Value> = complaint.suggestions.iter().map(suggestion).collect();
    let mut asked = json!({
        "ask": complaint.cause.reason(),
        "text": [complaint.span.from, complaint.span.to],
        "suggest": suggestions,
    });
    if complaint.part == TextPart::Subject
        && let Some(object) = asked.as_object_mut()
    {
        object.insert("part".into(), "subject".into());
    }
    if let (Cause::UnknownChild { written }, Some(object)) = (&complaint.cause, asked.as_object_mut()) {
        object.insert("name".into(), written.clone().into());
    }
    asked
}

fn suggestion(suggestion: &Suggestion) -> Value {
    match suggestion {
        Suggestion::Day(day) | Suggestion::Until(day) => json!(day),
        Suggestion::Child(name) => json!(name),
        Suggestion::Slot(code) => json!(code),
        Suggestion::FullDay => json!("full_day"),
    }
}

fn command(meant: &Meant, outline: &Outline) -> Value {
    let mut object = Map::new();
    let mut set = |key: &str, value: Value| object.insert(key.to_owned(), value);
    match &meant.command {
        Command::Book { children, days, slots, service, waits_if_full, .. } => {
            set("verb", "book".into());
            if let Some(service) = service {
                set("service", json!(service));
            }
            set("children", names(children, outline));
            set("dates", json!(days));
            set("slot", slot(slots, outline));
            if *waits_if_full {
                set("if_full", "waitlist".into());
            }
        }
        Command::Cancel { what, reason } => {
            set("verb", "cancel".into());
            match what {
                Cancellation::Requests(numbers) => {
                    set("ids", json!(numbers));
                }
                Cancellation::Days { children, days, slots } => {
                    set("children", names(children, outline));
                    set("dates", json!(days));
                    if let Some(slots) = slots {
                        set("slot", slot(slots, outline));
                    }
                }
            }
            if let Some(reason) = reason {
                set("reason", reason.clone().into());
            }
        }
        Command::Status if outline.family.is_none() => {
            set("verb", "pending".into());
        }
        Command::Status => {
            set("verb", "status".into());
        }
        Command::Help => {
            set("verb", "help".into());
        }
        Command::Modify(change) => set_change(change, outline, set),
        Command::Errand(errand) => set_errand(errand, outline, set),
        Command::Decide { kind, items, reason, anyway, .. } => {
            set("verb", verb(*kind).into());
            set("items", json!(items));
            if *anyway {
                set("anyway", true.into());
            }
            if let Some(reason) = reason {
                set("reason", reason.clone().into());
            }
        }
    }
    if !meant.inferred.is_empty() {
        object.insert("inferred".into(), json!(meant.inferred));
    }
    Value::Object(object)
}

fn set_change(change: &Modification, outline: &Outline, mut set: impl FnMut(&str, Value) -> Option<Value>) {
    set("verb", "modify".into());
    if !change.requests.is_empty() {
        set("ids", json!(change.requests));
    }
    for (key, children) in [("children", &change.children), ("to_children", &change.to_children)] {
        if !children.is_empty() {
            set(key, names(children, outline));
        }
    }
    for (key, days) in [("dates", &change.days), ("to_dates", &change.to_days)] {
        if !days.is_empty() {
            set(key, json!(days));
        }
    }
    for (key, slots) in [("from_slot", &change.from_slots), ("to_slot", &change.to_slots)] {
        if let Some(slots) = slots {
            set(key, slot(slots, outline));
        }
    }
}

fn set_errand(errand: &Errand, outline: &Outline, mut set: impl FnMut(&str, Value) -> Option<Value>) {
    set("verb", errand.kind.verb().into());
    if !errand.requests.is_empty() {
        set("ids", json!(errand.requests));
    }
    if !errand.items.is_empty() {
        set("items", json!(errand.items));
    }
    if !errand.children.is_empty() {
        set("children", names(&errand.children, outline));
    }
    if !errand.days.is_empty() {
        set("dates", json!(errand.days));
    }
    if let Some(slots) = &errand.slots {
        set("slot", slot(slots, outline));
    }
    for (detail, value) in &errand.details {
        // An interval is printed as its two ends.
        if *detail == Detail::Period {
            set(detail.key(), json!(value.split('/').collect::<Vec<_>>()));
            continue;
        }
        let number = match detail {
            Detail::Year | Detail::Capacity => value.parse::<u32>().ok(),
            _ => None,
        };
        set(detail.key(), number.map_or_else(|| json!(value), |number| json!(number)));
    }
}

const fn verb(kind: VerdictKind) -> &'static str {
    match kind {
        VerdictKind::Approve => "approve",
        VerdictKind::Refuse => "refuse",
        VerdictKind::Waitlist => "waitlist",
    }
}

fn names(children: &[ChildId], outline: &Outline) -> Value {
    let families = || outline.family.iter().chain(&outline.households);
    let name = |id: &ChildId| families().find_map(|family| family.child(*id)).map(|child| child.first_name.clone());
    json!(children.iter().filter_map(name).collect::<Vec<_>>())
}

fn slot(slots: &SlotSet, outline: &Outline) -> Value {
    if outline.programme.is_full_day(slots) { "full_day".into() } else { slots.to_text().into() }
}
