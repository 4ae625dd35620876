//! The books on disk (SQLite): snapshots out, effects in, one transaction a message.

mod books;
mod effects;
mod inbox;
mod lookup;
mod mailbox;
mod outbox;
mod people;
mod registry;
mod row;

use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqlitePool, Transaction};
use tokio::fs::OpenOptions;
use tokio::sync::{Mutex, OwnedMutexGuard};

pub use books::Scope;
pub use inbox::{MOST_ATTEMPTS, Processed, Waiting};
pub use outbox::{Queued, Verdict};
pub use people::Recipient;
pub use registry::Counts;

use crate::fault::{During, Fault};

/// How long a writer waits for another one. One process holds the database, so this is about backups and readers.
const BUSY: Duration = Duration::from_secs(5);
const CONNECTIONS: u32 = 4;
/// Rows that the thread which reads the file may be ahead of us: enough for a snapshot, so that the two take turns once a
/// query and not once a row.
const ROWS_AHEAD: usize = 1_000;

/// The database.
#[derive(Debug, Clone)]
pub struct Store {
    pool: SqlitePool,
    /// Our own writers take turns in the order in which they came. SQLite lets whoever asks at the right moment go first,
    /// and the loop that sends would wait for seconds behind the one that works through a full mailbox.
    turn: Arc<Mutex<()>>,
}

/// A writing transaction: all of a message, or nothing.
#[derive(Debug)]
pub struct Writing {
    tx: Transaction<'static, Sqlite>,
    _turn: OwnedMutexGuard<()>,
}

impl Store {
    /// Opens the database file, creates it where it is missing (its owner's alone), and brings it to this version's tables.
    ///
    /// # Errors
    /// The file cannot be opened, was written by a newer version, or is damaged.
    pub async fn open(path: &Path) -> Result<Self, Fault> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A booking that was confirmed must survive a power cut.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .row_buffer_size(ROWS_AHEAD);
        let doing = format!("opening the database {}", path.display());
        make_private(path).await.during(&doing)?;
        let pool = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            // A file does not hang up.
            .test_before_acquire(false)
            .connect_with(options)
            .await
            .during(&doing)?;
        sqlx::migrate!("migrations/sqlite").run(&pool).await.during("bringing the database to this version")?;
        Ok(Self { pool, turn: Arc::default() })
    }

    /// Begins to write. Others wait from here on, not at their first change: a transaction that read before it wrote
    /// would be refused at once when another one had written in between.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn write(&self) -> Result<Writing, Fault> {
        let turn = Arc::clone(&self.turn).lock_owned().await;
        let tx = self.pool.begin_with("BEGIN IMMEDIATE").await.during("beginning to write")?;
        Ok(Writing { tx, _turn: turn })
    }

    /// Closes the database; what was committed is on disk.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

impl Writing {
    /// Makes everything that was written last, together.
    ///
    /// # Errors
    /// Nothing was written then.
    pub async fn commit(self) -> Result<(), Fault> {
        self.tx.commit().await.during("committing")
    }
}

/// Makes a missing file before SQLite would, which lets everybody read what it makes: children, birth dates, mails. Its
/// journals get the same rights. A file that is there is not even opened: closing it would end SQLite's locks on it.
async fn make_private(path: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).await {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        made => made.map(drop),
    }
}

#[cfg(test)]
mod tests;
