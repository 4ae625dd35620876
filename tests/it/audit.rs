//! What must hold in any books, asked of the database file itself and not of the program that wrote it.

use std::fmt::Write;
use std::path::Path;

use chrono::{DateTime, Utc};
use guichet::message::{Channel, Inbound, MessageKey};
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, Column, Connection, Row, SqliteConnection, TypeInfo, ValueRef};

/// The tables that a replay must build again, and the columns that tell when things were done rather than what.
const BOOKS: [(&str, &str); 15] = [
    ("director", "*"),
    ("family", "*"),
    ("guardian", "*"),
    ("child", "*"),
    ("service", "*"),
    ("slot", "*"),
    ("opening", "*"),
    ("request", "*"),
    ("booking", "*"),
    ("booking_slot", "*"),
    ("list", "*"),
    ("list_booking", "*"),
    ("draft", "*"),
    ("audit", "position, actor, effect, detail"),
    ("outbox", "position, recipient, language, subject, body_text, body_html, message_id, in_reply_to, thread"),
];

async fn connect(database: &Path) -> SqliteConnection {
    SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(database)).await.unwrap()
}

/// Every row of the books as text, in the order they were written.
pub async fn dump(database: &Path) -> String {
    let mut connection = connect(database).await;
    let mut text = String::new();
    for (table, columns) in BOOKS {
        let query = format!("SELECT {columns} FROM {table} ORDER BY rowid");
        let rows = sqlx::query(AssertSqlSafe(query)).fetch_all(&mut connection).await.unwrap();
        writeln!(text, "== {table} ({} rows)", rows.len()).unwrap();
        for row in &rows {
            writeln!(text, "{}", line(row)).unwrap();
        }
    }
    text
}

/// What a query says: a line a row.
pub async fn ask(database: &Path, query: &'static str) -> String {
    let rows = sqlx::query(query).fetch_all(&mut connect(database).await).await.unwrap();
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn line(row: &SqliteRow) -> String {
    let value = |index: usize| {
        let raw = row.try_get_raw(index).unwrap();
        match raw.type_info().name() {
            _ if raw.is_null() => "NULL".to_owned(),
            "INTEGER" => row.get_unchecked::<i64, _>(index).to_string(),
            _ => row.get_unchecked::<String, _>(index),
        }
    };
    row.columns().iter().map(|column| value(column.ordinal())).collect::<Vec<_>>().join(" | ")
}

/// Every message was answered or has a reason why not.
pub async fn every_message_has_a_fate(database: &Path) {
    let waiting = ask(database, "SELECT id, message_key FROM inbox WHERE fate IS NULL").await;
    assert_eq!(waiting, "", "these messages have no fate");
}

/// What no books may say, with the words for who reads the failure.
const FORBIDDEN: [(&str, &str); 3] = [
    (
        "oversold (day | slot | children | places); exceptions stand beside the places",
        "SELECT s.day, s.slot, COUNT(*), o.places FROM booking_slot s \
         JOIN booking b ON b.id = s.booking JOIN opening o ON o.day = s.day AND o.slot = s.slot \
         WHERE b.state IN ('accepted', 'cancel_requested') AND b.facts NOT LIKE '%\"exception\":true%' \
         GROUP BY s.day, s.slot, o.places HAVING COUNT(*) > o.places",
    ),
    (
        "booked twice (child | day | slot | times)",
        "SELECT s.child, s.day, s.slot, COUNT(*) FROM booking_slot s JOIN booking b ON b.id = s.booking \
         WHERE b.state IN ('requested', 'accepted', 'waitlisted', 'cancel_requested') \
         GROUP BY s.child, s.day, s.slot HAVING COUNT(*) > 1",
    ),
    (
        "slots that say other than their booking (booking | state)",
        "SELECT b.id, b.state FROM booking b JOIN booking_slot s ON s.booking = b.id \
         WHERE (s.living = 1) <> (b.state IN ('requested', 'accepted', 'waitlisted', 'cancel_requested')) \
         OR (s.holds_place = 1) <> \
         (b.state IN ('accepted', 'cancel_requested') AND b.facts NOT LIKE '%\"exception\":true%')",
    ),
];

/// No slot holds more children than its places, no child stands in one twice, and the counts are true.
pub async fn nothing_is_oversold(database: &Path) {
    for (what, query) in FORBIDDEN {
        assert_eq!(ask(database, query).await, "", "{what}");
    }
}

/// The stored messages in the order in which they were done.
pub async fn inbox(database: &Path) -> Vec<Inbound> {
    const INBOX: &str = "SELECT message_key, channel, received, raw, cut_from FROM inbox ORDER BY sequence";
    type Row = (String, String, DateTime<Utc>, Vec<u8>, Option<i64>);
    let rows: Vec<Row> = sqlx::query_as(INBOX).fetch_all(&mut connect(database).await).await.unwrap();
    let inbound = |(key, channel, received, raw, cut_from): Row| Inbound {
        key: MessageKey(key),
        channel: Channel::from_name(&channel).unwrap(),
        received,
        raw,
        cut_from: cut_from.map(|bytes| bytes.try_into().unwrap()),
    };
    rows.into_iter().map(inbound).collect()
}
