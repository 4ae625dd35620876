//! The outbox: letters queued by the transaction that decided them, sent later by another loop.

use chrono::{DateTime, Utc};

use super::row::{address, json, language, text};
use super::{Store, Writing};
use crate::fault::{During, Fault};
use crate::message::{Channel, Outgoing, Undelivered};

/// A letter that waits to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    pub id: i64,
    pub letter: Outgoing,
    /// Its Date: the same at every attempt.
    pub queued: DateTime<Utc>,
    /// Attempts before this one.
    pub attempts: i64,
}

/// What became of an attempt to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Sent,
    /// Try again at this instant.
    Later(DateTime<Utc>, String),
    /// Given up.
    Dead(Undelivered),
}

#[derive(sqlx::FromRow)]
struct QueuedRow {
    id: i64,
    recipient: String,
    language: String,
    subject: String,
    body_text: String,
    body_html: String,
    message_id: String,
    in_reply_to: Option<String>,
    thread: String,
    queued: DateTime<Utc>,
    attempts: i64,
}

impl Writing {
    /// Queues a letter of a message; `position` is its place among them.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn queue(
        &mut self,
        inbox: i64,
        position: usize,
        letter: &Outgoing,
        now: DateTime<Utc>,
    ) -> Result<(), Fault> {
        const QUEUE: &str = "INSERT INTO outbox (inbox, position, recipient, language, subject, body_text, body_html, \
                             message_id, in_reply_to, thread, queued, state, due) \
                             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'waiting', $11)";
        sqlx::query(QUEUE)
            .bind(inbox)
            .bind(i64::try_from(position).during("queueing a letter")?)
            .bind(letter.to.as_str())
            .bind(letter.language.code())
            .bind(&letter.subject)
            .bind(&letter.text)
            .bind(&letter.html)
            .bind(&letter.message_id)
            .bind(&letter.in_reply_to)
            .bind(text(&letter.references)?)
            .bind(now)
            .execute(&mut *self.tx)
            .await
            .during("queueing a letter")?;
        Ok(())
    }
}

impl Store {
    /// The letter that is due longest.
    ///
    /// # Errors
    /// The database does not answer, or holds a row that it should not.
    pub async fn next_letter(&self, now: DateTime<Utc>) -> Result<Option<Queued>, Fault> {
        const NEXT: &str = "SELECT id, recipient, language, subject, body_text, body_html, message_id, in_reply_to, \
                            thread, queued, attempts FROM outbox WHERE state = 'waiting' AND due <= $1 \
                            ORDER BY due, id LIMIT 1";
        let row: Option<QueuedRow> =
            sqlx::query_as(NEXT).bind(now).fetch_optional(&self.pool).await.during("taking the next letter")?;
        row.map(QueuedRow::queued).transpose()
    }

    /// The letters written after `since` that were given up, the newest first: for whom, when written, what went wrong.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn given_up(&self, since: DateTime<Utc>) -> Result<Vec<(String, DateTime<Utc>, String)>, Fault> {
        const DEAD: &str = "SELECT recipient, queued, COALESCE(last_error, '') FROM outbox \
                            WHERE state = 'dead' AND queued > $1 ORDER BY id DESC";
        sqlx::query_as(DEAD).bind(since).fetch_all(&self.pool).await.during("looking for letters that were given up")
    }

    /// When the next letter is due.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn next_letter_due(&self) -> Result<Option<DateTime<Utc>>, Fault> {
        sqlx::query_scalar("SELECT due FROM outbox WHERE state = 'waiting' ORDER BY due LIMIT 1")
            .fetch_optional(&self.pool)
            .await
            .during("looking for the next letter")
    }

    /// Notes what became of an attempt. A letter that is given up becomes a message of its own, in the same transaction
    /// and once, so that it is decided who is told. Not so a letter that tells of another one: it ends there.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn note_attempt(&self, id: i64, verdict: &Verdict) -> Result<(), Fault> {
        const NOTE: &str = "UPDATE outbox SET attempts = attempts + 1, state = $2, due = COALESCE($3, due), \
                            last_error = $4 WHERE id = $1";
        let (state, due, error) = match verdict {
            Verdict::Sent => ("sent", None, None),
            Verdict::Later(due, error) => ("waiting", Some(*due), Some(error)),
            Verdict::Dead(letter) => ("dead", None, Some(&letter.error)),
        };
        let mut writing = self.write().await?;
        sqlx::query(NOTE)
            .bind(id)
            .bind(state)
            .bind(due)
            .bind(error)
            .execute(&mut *writing.tx)
            .await
            .during("noting an attempt to send")?;
        if let Verdict::Dead(letter) = verdict {
            writing.report(id, letter).await?;
        }
        writing.commit().await
    }
}

impl Writing {
    async fn report(&mut self, id: i64, letter: &Undelivered) -> Result<(), Fault> {
        const REPORT: &str = "INSERT INTO inbox (message_key, channel, received, raw) \
                              SELECT $2 || ':' || outbox.message_id, $2, $3, $4 FROM outbox \
                              JOIN inbox ON inbox.id = outbox.inbox WHERE outbox.id = $1 AND inbox.channel <> $2 \
                              ON CONFLICT (message_key) DO NOTHING";
        sqlx::query(REPORT)
            .bind(id)
            .bind(Channel::Delivery.name())
            .bind(letter.given_up)
            .bind(text(letter)?.into_bytes())
            .execute(&mut *self.tx)
            .await
            .during("reporting a letter that was given up")?;
        Ok(())
    }
}

impl QueuedRow {
    fn queued(self) -> Result<Queued, Fault> {
        let letter = Outgoing {
            to: address(&self.recipient, "outbox", self.id)?,
            language: language(&self.language, "outbox", self.id)?,
            subject: self.subject,
            text: self.body_text,
            html: self.body_html,
            message_id: self.message_id,
            in_reply_to: self.in_reply_to,
            references: json(&self.thread, "outbox", "thread", self.id)?,
        };
        Ok(Queued { id: self.id, letter, queued: self.queued, attempts: self.attempts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    #[tokio::test]
    async fn a_note_waits_for_its_turn_and_no_longer_however_busy_the_others_are() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("guichet.db")).await.unwrap();
        let turns = AtomicU32::new(0);
        let busy = async {
            loop {
                let writing = store.write().await.unwrap();
                tokio::time::sleep(Duration::from_millis(20)).await;
                writing.commit().await.unwrap();
                turns.fetch_add(1, Ordering::Relaxed);
            }
        };
        let noting = async {
            for _ in 0..5 {
                tokio::time::sleep(Duration::from_millis(5)).await;
                store.note_attempt(1, &Verdict::Sent).await.unwrap();
            }
        };
        tokio::select! {
            () = busy => {}
            () = noting => {}
        }
        let turns = turns.load(Ordering::Relaxed);
        assert!((4..=6).contains(&turns), "five notes waited for {turns} turns");
    }
}
