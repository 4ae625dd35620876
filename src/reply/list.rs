//! The director's numbered list, and the answers that it understands, made of its own numbers.

use std::collections::BTreeSet;

use chrono::Datelike;
use minijinja::Value;

use super::page::{Cell, Page, Reply, Row, Section, Table};
use super::{Voice, fact, typography};
use crate::domain::Topic;
use crate::fault::Fault;
use crate::rules::{ListLetter, ListRow};

/// Characters that are shown of a parent's reason, or of what they wrote beside the request.
const REASON: usize = 200;
const COLUMNS: [&str; 5] = ["number", "child", "days", "slots", "places"];

/// The letter's page.
pub(super) fn page(voice: &Voice, list: &ListLetter) -> Result<Page, Fault> {
    let rows = list.lines.iter().map(|line| row(voice, line)).collect::<Result<Vec<_>, Fault>>()?;
    let columns = COLUMNS.iter().map(|column| voice.say(&format!("list.column.{column}"), facts! {}));
    let table = Table { columns: columns.collect::<Result<_, _>>()?, rows, ..Table::default() };
    let days: BTreeSet<_> = list.lines.iter().flat_map(|line| &line.days).copied().collect();
    let weeks: BTreeSet<_> = days.iter().map(|day| (day.iso_week().year(), day.iso_week().week())).collect();
    let count = |topic| list.lines.iter().filter(|line| line.topic == topic).count();
    let facts = facts! {
        list => list.list,
        count => list.lines.len(),
        cancellations => count(Topic::Cancellation),
        freed => count(Topic::FreedPlace),
        full => list.lines.iter().filter(|line| line.full).count(),
        days,
        weeks => weeks.iter().map(|(_, week)| week).collect::<Vec<_>>(),
    };
    Ok(Page {
        name: list.name.clone(),
        lead: voice.say("list.lead", facts.clone())?,
        sections: vec![
            Section { tables: vec![table], ..Section::default() },
            Section {
                invitation: Some(voice.say("list.replies", facts! {})?),
                replies: replies(voice, &list.lines)?,
                next: Some(voice.say("list.next", facts! { left_unread => list.left_unread, ..facts.clone() })?),
                ..Section::default()
            },
        ],
        facts,
        ..Page::default()
    })
}

fn row(voice: &Voice, row: &ListRow) -> Result<Row, Fault> {
    let facts = fact(row);
    let cells = vec![
        Cell::plain(row.number.to_string()),
        Cell::plain(voice.say("list.child", facts.clone())?),
        Cell::plain(voice.say("list.days", facts.clone())?),
        Cell::plain(voice.say("word.slots", facts.clone())?),
        Cell { words: voice.say("list.places", facts.clone())?, tone: row.full.then_some("full") },
    ];
    Ok(Row { cells, note: know(voice, row, facts)? })
}

/// What the director must know of a line before deciding.
fn know(voice: &Voice, row: &ListRow, facts: Value) -> Result<Option<String>, Fault> {
    let reason = row.reason.as_deref().map(|reason| typography::shortened(&typography::quoted(reason), REASON));
    let remark = row.remark.as_deref().map(|remark| typography::shortened(&typography::quoted(remark), REASON));
    let facts = facts! { reason, remark, ..facts };
    let mut known = vec![voice.say(
        match row.topic {
            Topic::Booking => "list.know.booking",
            Topic::Cancellation => "list.know.cancellation",
            Topic::FreedPlace => "list.know.freed_place",
        },
        facts.clone(),
    )?];
    if row.full {
        known.push(voice.say("list.know.full", facts.clone())?);
    }
    if row.rank.is_some() {
        known.push(voice.say("list.know.rank", facts.clone())?);
    }
    if !row.siblings.is_empty() {
        known.push(voice.say("list.know.siblings", facts.clone())?);
    }
    if row.remark.is_some() {
        known.push(voice.say("list.know.remark", facts)?);
    }
    known.retain(|words| !words.is_empty());
    let joined = |first: String, next: String| voice.say("list.know.joined", facts! { first, next });
    known.into_iter().map(Ok).reduce(|first, next| joined(first?, next?)).transpose()
}

/// Lines that the director can send back; each number stands in the list.
fn replies(voice: &Voice, lines: &[ListRow]) -> Result<Vec<Reply>, Fault> {
    let numbers: Vec<u32> = lines.iter().map(|line| line.number).collect();
    let full: Vec<u32> = lines.iter().filter(|line| line.full).map(|line| line.number).collect();
    let free: Vec<u32> = numbers.iter().copied().filter(|number| !full.contains(number)).collect();
    let waiting: Vec<u32> = if full.is_empty() { numbers.last().copied().into_iter().collect() } else { full.clone() };
    let some = if free.is_empty() { &numbers } else { &free };
    let only_cancellations = lines.iter().all(|line| line.topic == Topic::Cancellation);
    let facts = facts! {
        several => numbers.len() > 1,
        only_cancellations,
        full,
        waiting,
        some => some.iter().take(2).collect::<Vec<_>>(),
        last => numbers.last(),
    };
    let mut keys = vec!["approve"];
    if numbers.len() > 1 {
        keys.push("accept");
    }
    keys.push("refuse");
    if !only_cancellations {
        keys.push("waitlist");
    }
    if numbers.len() > 1 {
        keys.push("except");
    }
    if !full.is_empty() {
        keys.push("anyway");
    }
    let reply = |key: &&str| {
        Ok(Reply {
            line: voice.say(&format!("list.reply.{key}.line"), facts.clone())?,
            does: Some(voice.say(&format!("list.reply.{key}.does"), facts.clone())?),
        })
    };
    keys.iter().map(reply).collect()
}
