//! The centre's mailbox over IMAP: what is new, what became of it, and waiting for more.

mod folder_name;
mod link;
mod listing;
mod mailbox;
mod probe;

use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, sleep_until};

use self::link::{Link, Trouble};
use self::listing::Listing;
use self::mailbox::Selected;
use super::{Fetched, Inlet, Mark, Position};
use crate::config::Imap;
use crate::fault::{During, Fault};
use crate::message::MessageKey;

pub use self::probe::probe;

/// Waiting between two attempts to connect doubles, from the first to the second of these.
const BACK_OFF: (Duration, Duration) = (Duration::from_secs(1), Duration::from_mins(5));
/// The same when the login was refused: an impatient client has its account locked.
const LOGIN_BACK_OFF: (Duration, Duration) = (Duration::from_mins(1), Duration::from_hours(1));

/// A mailbox that is watched. It connects when it is first used, and again whenever the connection was lost.
#[derive(Debug)]
pub struct ImapInlet {
    settings: Imap,
    connection: Option<(Link, Selected)>,
    listing: Listing,
    patience: Patience,
}

/// When the next attempt may be made after failures.
#[derive(Debug, Default)]
struct Patience {
    failures: u32,
    not_before: Option<Instant>,
}

impl ImapInlet {
    /// A mailbox that is not connected yet.
    #[must_use]
    pub fn new(settings: Imap) -> Self {
        let account = format!("{}@{}/{}", settings.login.user, settings.server.host, settings.folder);
        Self { settings, connection: None, listing: Listing::new(account), patience: Patience::default() }
    }

    /// Takes the connection, or makes one. It is put back only after it has served well, so a failure, or a future that
    /// is dropped in the middle of a command, drops the connection, which would be out of step.
    async fn take_connection(&mut self) -> Result<(Link, Selected), Trouble> {
        if let Some(connection) = self.connection.take() {
            return Ok(connection);
        }
        if let Some(instant) = self.patience.not_before {
            sleep_until(instant).await;
        }
        let mut link = Link::open(&self.settings).await?;
        let selected = mailbox::select(&mut link, &self.settings.folder).await?;
        tracing::info!(host = self.settings.server.host, folder = self.settings.folder, "connected to the mailbox");
        Ok((link, selected))
    }

    async fn fetch_new(&mut self, position: Option<Position>) -> Result<Fetched, Trouble> {
        let (mut link, _) = self.take_connection().await?;
        // Selecting anew tells of a folder that was made anew, and of what the server knows by now.
        let selected = mailbox::select(&mut link, &self.settings.folder).await?;
        let fetched = self.listing.fetch(&mut link, &selected, position).await?;
        self.connection = Some((link, selected));
        Ok(fetched)
    }

    async fn mark_processed(&mut self, uid_validity: u32, uid: u32) -> Result<(), Trouble> {
        let (mut link, selected) = self.take_connection().await?;
        if selected.uid_validity == uid_validity {
            mailbox::mark(&mut link, &selected, uid, &self.settings.processed).await?;
        }
        self.connection = Some((link, selected));
        Ok(())
    }

    async fn wait_for_news(&mut self, wake: &Notify) -> Result<(), Trouble> {
        let Some((mut link, selected)) = self.connection.take() else {
            let again = self.patience.not_before.unwrap_or_else(Instant::now);
            until(sleep_until(again), wake).await;
            return Ok(());
        };
        if !announced(&mut link, self.settings.idle, wake).await? {
            until(sleep(self.settings.poll), wake).await;
        }
        self.connection = Some((link, selected));
        Ok(())
    }
}

#[async_trait]
impl Inlet for ImapInlet {
    async fn fetch(&mut self, position: Option<Position>) -> Result<Fetched, Fault> {
        let fetched = self.fetch_new(position).await;
        self.patience.learn(fetched.as_ref().err(), Instant::now());
        fetched.during("reading the mailbox")
    }

    async fn mark(&mut self, key: &MessageKey, mark: Mark) -> Result<(), Fault> {
        let (Mark::Processed, Some((uid_validity, uid))) = (mark, self.listing.parse_key(key)) else {
            // What is left for a person stays as it is; another mailbox's message is not ours to mark.
            return Ok(());
        };
        let marked = self.mark_processed(uid_validity, uid).await;
        self.patience.learn(marked.as_ref().err(), Instant::now());
        marked.during("marking a message as processed")
    }

    async fn wait(&mut self, wake: &Notify) -> Result<(), Fault> {
        let waited = self.wait_for_news(wake).await;
        if let Err(trouble) = &waited {
            self.patience.learn(Some(trouble), Instant::now());
        }
        waited.during("waiting for mail")
    }
}

impl Patience {
    fn learn(&mut self, trouble: Option<&Trouble>, now: Instant) {
        let Some(trouble) = trouble else {
            *self = Self::default();
            return;
        };
        let (first, longest) = if matches!(trouble, Trouble::Login(_)) { LOGIN_BACK_OFF } else { BACK_OFF };
        self.not_before = Some(now + first.saturating_mul(1 << self.failures.min(16)).min(longest));
        self.failures += 1;
    }
}

/// Waits for an announcement; false when the server makes none: some know IDLE by name and refuse it.
async fn announced(link: &mut Link, limit: Duration, wake: &Notify) -> Result<bool, Trouble> {
    if link.has_news() {
        return Ok(true);
    }
    if !link.can("IDLE") {
        return Ok(false);
    }
    match link.idle(limit, wake).await {
        Ok(()) => Ok(true),
        Err(Trouble::Refused(_)) => Ok(false),
        Err(trouble) => Err(trouble),
    }
}

async fn until(end: impl Future<Output = ()>, wake: &Notify) {
    tokio::select! {
        () = end => {}
        () = wake.notified() => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_doubles_up_to_its_bound_and_success_ends_it() {
        let now = Instant::now();
        let waits = |trouble: fn() -> Trouble, rounds: usize| {
            let mut patience = Patience::default();
            let mut waits = Vec::new();
            for _ in 0..rounds {
                patience.learn(Some(&trouble()), now);
                waits.push((patience.not_before.unwrap() - now).as_secs());
            }
            patience.learn(None, now);
            assert_eq!(patience.not_before, None);
            waits
        };
        assert_eq!(waits(|| Trouble::Lost(String::new()), 11), [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        assert_eq!(waits(|| Trouble::Login(String::new()), 8), [60, 120, 240, 480, 960, 1920, 3600, 3600]);
    }
}
