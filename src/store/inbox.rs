//! The inbox: every message stored before it is read, given its place, and its one fate.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::AssertSqlSafe;

use super::{Store, Writing};
use crate::domain::bounds;
use crate::fault::{During, Fault};
use crate::message::{Channel, Fate, Inbound, MessageKey};
use crate::rules::{COUNTED, Recent, Unanswered};

/// After so many faults a message is set aside.
pub const MOST_ATTEMPTS: i64 = 3;
/// How long a message that failed waits before it is tried again.
const PAUSE: TimeDelta = TimeDelta::seconds(30);

/// A message that got no answer is told of for so long.
const UNANSWERED: TimeDelta = TimeDelta::days(14);

/// A stored message that has no fate yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub id: i64,
    pub inbound: Inbound,
    /// This attempt counted.
    pub attempts: i64,
    pub last_fault: Option<String>,
}

/// How a message ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Processed<'a> {
    pub fate: Fate,
    pub content_key: Option<&'a str>,
    /// Who wrote, as far as it was proven.
    pub sender: Option<String>,
}

#[derive(sqlx::FromRow)]
struct WaitingRow {
    id: i64,
    message_key: String,
    channel: String,
    received: DateTime<Utc>,
    raw: Vec<u8>,
    cut_from: Option<i64>,
    attempts: i64,
    last_fault: Option<String>,
}

impl Store {
    /// Tx A: stores the raw message under its key. `false` when it was there already.
    ///
    /// # Errors
    /// Nothing was stored then, and the transport must offer the message again.
    pub async fn receive(&self, inbound: &Inbound) -> Result<bool, Fault> {
        const STORE: &str = "INSERT INTO inbox (message_key, channel, received, raw, cut_from) VALUES ($1, $2, $3, $4, $5) \
                             ON CONFLICT (message_key) DO NOTHING";
        let mut writing = self.write().await?;
        let done = sqlx::query(STORE)
            .bind(&inbound.key.0)
            .bind(inbound.channel.name())
            .bind(inbound.received)
            .bind(&inbound.raw)
            .bind(inbound.cut_from.map(i64::try_from).transpose().during("storing a message")?)
            .execute(&mut *writing.tx)
            .await
            .during("storing a message")?;
        writing.commit().await?;
        Ok(done.rows_affected() > 0)
    }

    /// The oldest message by receipt that waits, with this attempt counted before anything is parsed: a message that
    /// kills the process is set aside after three times.
    ///
    /// # Errors
    /// The database does not answer, or holds a row that it should not.
    pub async fn next_waiting(&self, now: DateTime<Utc>) -> Result<Option<Waiting>, Fault> {
        const NEXT: &str = "UPDATE inbox SET attempts = attempts + 1 WHERE id = (\
                            SELECT id FROM inbox WHERE fate IS NULL AND (due IS NULL OR due <= $1) \
                            ORDER BY received, id LIMIT 1) \
                            RETURNING id, message_key, channel, received, raw, cut_from, attempts, last_fault";
        let mut writing = self.write().await?;
        let row: Option<WaitingRow> =
            sqlx::query_as(NEXT).bind(now).fetch_optional(&mut *writing.tx).await.during("taking the next message")?;
        writing.commit().await?;
        row.map(WaitingRow::waiting).transpose()
    }

    /// When the next message that failed may be tried again.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn next_due(&self) -> Result<Option<DateTime<Utc>>, Fault> {
        const DUE: &str = "SELECT due FROM inbox WHERE fate IS NULL ORDER BY due LIMIT 1";
        let due: Option<Option<DateTime<Utc>>> =
            sqlx::query_scalar(DUE).fetch_optional(&self.pool).await.during("looking for messages that wait")?;
        Ok(due.flatten())
    }

    /// Keeps what went wrong, for the operator's letter, and lets the message rest. The attempt was counted already.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn note_fault(&self, id: i64, fault: &str, now: DateTime<Utc>) -> Result<(), Fault> {
        let mut writing = self.write().await?;
        sqlx::query("UPDATE inbox SET last_fault = $2, due = $3 WHERE id = $1")
            .bind(id)
            .bind(fault)
            .bind(now + PAUSE)
            .execute(&mut *writing.tx)
            .await
            .during("noting a fault")?;
        writing.commit().await
    }

    /// Messages of a mailbox that are done, and that the mailbox does not show as done yet.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn unmarked(&self) -> Result<Vec<(MessageKey, bool)>, Fault> {
        const UNMARKED: &str = "SELECT message_key, fate FROM inbox WHERE marked = 0 AND fate IS NOT NULL AND channel = 'mail' ORDER BY id";
        let rows: Vec<(String, String)> =
            sqlx::query_as(UNMARKED).fetch_all(&self.pool).await.during("looking for messages to mark")?;
        Ok(rows.into_iter().map(|(key, fate)| (MessageKey(key), needs_a_person(&fate))).collect())
    }

    /// The mailbox shows now what became of the message.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn marked(&self, key: &MessageKey) -> Result<(), Fault> {
        let mut writing = self.write().await?;
        sqlx::query("UPDATE inbox SET marked = 1 WHERE message_key = $1")
            .bind(&key.0)
            .execute(&mut *writing.tx)
            .await
            .during("noting a mark")?;
        writing.commit().await
    }

    /// How many messages had each fate, for the operator.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn fates(&self) -> Result<Vec<(String, i64)>, Fault> {
        const FATES: &str = "SELECT COALESCE(fate, 'waiting') AS fate, COUNT(*) FROM inbox GROUP BY 1 ORDER BY 1";
        sqlx::query_as(FATES).fetch_all(&self.pool).await.during("counting messages")
    }
}

impl Writing {
    /// Whether another message with these words of this sender is done.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn is_duplicate(&mut self, content_key: &str) -> Result<bool, Fault> {
        const KNOWN: &str = "SELECT COUNT(*) FROM inbox WHERE content_key = $1 AND fate IS NOT NULL";
        let known: i64 = sqlx::query_scalar(KNOWN)
            .bind(content_key)
            .fetch_one(&mut *self.tx)
            .await
            .during("looking for a duplicate")?;
        Ok(known > 0)
    }

    /// Gives the message its place in the sequence; `None` when it has a fate already, because somebody else did it
    /// meanwhile.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn claim(&mut self, id: i64) -> Result<Option<i64>, Fault> {
        const CLAIM: &str = "UPDATE inbox SET sequence = (SELECT COALESCE(MAX(sequence), 0) + 1 FROM inbox) \
                             WHERE id = $1 AND fate IS NULL RETURNING sequence";
        sqlx::query_scalar(CLAIM).bind(id).fetch_optional(&mut *self.tx).await.during("claiming a message")
    }

    /// The sender's messages before `at`: those of the last day that were answered and changed nothing, and those that got
    /// no answer since the last one that did.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn recent(&mut self, sender: &str, at: DateTime<Utc>) -> Result<Recent, Fault> {
        let counted = names(&COUNTED);
        let query = format!(
            "SELECT received FROM inbox WHERE sender = $1 AND received > $2 AND received <= $3 AND fate IN ({counted}) \
             ORDER BY received DESC LIMIT $4"
        );
        let counted = sqlx::query_scalar(AssertSqlSafe(query))
            .bind(sender)
            .bind(at - TimeDelta::days(1))
            .bind(at)
            .bind(i64::try_from(bounds::LETTERS_IN_A_DAY).during("counting a sender's messages")?)
            .fetch_all(&mut *self.tx)
            .await
            .during("counting a sender's messages")?;
        Ok(Recent { counted, unanswered: self.unanswered(sender, at).await? })
    }

    async fn unanswered(&mut self, sender: &str, at: DateTime<Utc>) -> Result<Option<Unanswered>, Fault> {
        let answered = names(&[[Fate::Acted].as_slice(), &COUNTED].concat());
        let query = format!(
            "SELECT COUNT(*), MIN(received) FROM inbox WHERE sender = $1 AND received > $2 AND fate = 'rate_limited' \
             AND sequence > COALESCE((SELECT MAX(sequence) FROM inbox \
             WHERE sender = $1 AND received > $2 AND fate IN ({answered})), 0)"
        );
        let (count, since): (i64, Option<DateTime<Utc>>) = sqlx::query_as(AssertSqlSafe(query))
            .bind(sender)
            .bind(at - UNANSWERED)
            .fetch_one(&mut *self.tx)
            .await
            .during("counting a sender's messages")?;
        Ok(since.map(|since| Unanswered { count: u32::try_from(count).unwrap_or(u32::MAX), since }))
    }

    /// Gives the message its fate.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn finish(&mut self, id: i64, processed: &Processed<'_>) -> Result<(), Fault> {
        sqlx::query("UPDATE inbox SET fate = $2, content_key = $3, sender = $4, due = NULL WHERE id = $1")
            .bind(id)
            .bind(processed.fate.name())
            .bind(processed.content_key)
            .bind(&processed.sender)
            .execute(&mut *self.tx)
            .await
            .during("finishing a message")?;
        Ok(())
    }
}

impl WaitingRow {
    fn waiting(self) -> Result<Waiting, Fault> {
        let channel = Channel::from_name(&self.channel).ok_or_else(|| {
            Fault::plain(format!("the row {} of `inbox` has the unknown channel {}", self.id, self.channel))
        })?;
        let inbound = Inbound {
            key: MessageKey(self.message_key),
            channel,
            received: self.received,
            raw: self.raw,
            cut_from: self.cut_from.and_then(|bytes| u64::try_from(bytes).ok()),
        };
        Ok(Waiting { id: self.id, inbound, attempts: self.attempts, last_fault: self.last_fault })
    }
}

/// Names of fates as SQL has them.
pub(super) fn names(fates: &[Fate]) -> String {
    fates.iter().map(|fate| format!("'{}'", fate.name())).collect::<Vec<_>>().join(", ")
}

fn needs_a_person(fate: &str) -> bool {
    Fate::from_name(fate).is_none_or(Fate::needs_a_person)
}
