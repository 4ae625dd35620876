//! How far each mailbox was read, so that nothing is fetched twice and old mail is never answered.

use chrono::{DateTime, Utc};

use super::Store;
use crate::fault::{During, Fault};
use crate::message::Position;

impl Store {
    /// How far a mailbox was read; `None` before the very first time.
    ///
    /// # Errors
    /// The database does not answer, or holds a row that it should not.
    pub async fn position(&self, account: &str) -> Result<Option<Position>, Fault> {
        const POSITION: &str = "SELECT uid_validity, next_uid, newest FROM mailbox WHERE account = $1";
        let doing = "reading a mailbox's position";
        let row: Option<(i64, i64, DateTime<Utc>)> =
            sqlx::query_as(POSITION).bind(account).fetch_optional(&self.pool).await.during(doing)?;
        row.map(|(uid_validity, next_uid, newest)| {
            Ok(Position {
                uid_validity: u32::try_from(uid_validity).during(doing)?,
                next_uid: u32::try_from(next_uid).during(doing)?,
                newest,
            })
        })
        .transpose()
    }

    /// Keeps how far a mailbox was read. Only after its messages are stored.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn save_position(&self, account: &str, position: Position) -> Result<(), Fault> {
        const SAVE: &str = "INSERT INTO mailbox (account, uid_validity, next_uid, newest) VALUES ($1, $2, $3, $4) \
                            ON CONFLICT (account) DO UPDATE SET uid_validity = excluded.uid_validity, \
                            next_uid = excluded.next_uid, newest = excluded.newest";
        let mut writing = self.write().await?;
        sqlx::query(SAVE)
            .bind(account)
            .bind(i64::from(position.uid_validity))
            .bind(i64::from(position.next_uid))
            .bind(position.newest)
            .execute(&mut *writing.tx)
            .await
            .during("keeping a mailbox's position")?;
        writing.commit().await
    }
}
