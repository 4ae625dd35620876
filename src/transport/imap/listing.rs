//! Which messages are new: the position in a mailbox, its baseline, and starting over when its UIDs change.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::link::{Link, Trouble};
use super::mailbox::{self, Listed, Selected};
use crate::message::{Channel, Inbound, MessageKey};
use crate::transport::{Fetched, Position};

/// Messages fetched at a time, unless they weigh more than …
const BATCH: usize = 50;
/// … this many bytes together.
const BATCH_WEIGHT: u32 = 32 * 1024 * 1024;
/// How far before the newest message known the mailbox is listed again when its UIDs have changed.
const LISTED_AGAIN: TimeDelta = TimeDelta::hours(48);
/// SEARCH knows days only, and those of the server's own zone.
const SEARCH_SLACK: TimeDelta = TimeDelta::hours(24);
/// A message that the server lists but never delivers is passed over after so many rounds.
const DELIVERY_ATTEMPTS: u8 = 3;

/// What is remembered of a mailbox between two looks at it.
#[derive(Debug)]
pub(super) struct Listing {
    /// The mailbox's name in keys: `user@host/folder`.
    account: String,
    again: Option<Again>,
    /// How often each message was listed and not delivered.
    undelivered: BTreeMap<u32, u8>,
}

/// The rest of a mailbox that is listed again under a new UIDVALIDITY.
#[derive(Debug)]
struct Again {
    uid_validity: u32,
    /// Where to go on afterwards.
    next_uid: u32,
    since: DateTime<Utc>,
    newest: DateTime<Utc>,
    left: BTreeSet<u32>,
}

/// Messages to fetch together.
struct Batch {
    listed: Vec<Listed>,
    /// The last UID that is dealt with once these are fetched.
    last: Option<u32>,
}

impl Listing {
    pub(super) fn new(account: String) -> Self {
        Self { account, again: None, undelivered: BTreeMap::new() }
    }

    /// The UIDVALIDITY and UID of a key of this mailbox.
    pub(super) fn parse_key(&self, key: &MessageKey) -> Option<(u32, u32)> {
        let rest = key.0.strip_prefix("imap:")?.strip_prefix(&self.account)?.strip_prefix(':')?;
        let (uid_validity, uid) = rest.split_once(':')?;
        Some((uid_validity.parse().ok()?, uid.parse().ok()?))
    }

    pub(super) async fn fetch(
        &mut self,
        link: &mut Link,
        selected: &Selected,
        position: Option<Position>,
    ) -> Result<Fetched, Trouble> {
        let Some(position) = position else { return baseline(link, selected).await };
        // A UIDNEXT that goes back breaks RFC 3501 §2.3.1.1; the numbers mean other messages then as well.
        let went_back = selected.uid_next.is_some_and(|next| next < position.next_uid);
        if selected.uid_validity != position.uid_validity || went_back {
            return self.start_over(link, selected, position).await;
        }
        self.again = None;
        self.go_on(link, position).await
    }

    /// Fetches the next batch of what came after the position.
    async fn go_on(&mut self, link: &mut Link, position: Position) -> Result<Fetched, Trouble> {
        // `n:*` always holds the last message, even when it came before n (RFC 3501 §9, seq-range).
        let mut new = mailbox::search(link, &format!("UID {}:*", position.next_uid)).await?;
        new = new.split_off(&position.next_uid);
        let batch = Batch::of(link, &new).await?;
        let messages = self.deliver(link, &batch.listed, &position).await?;
        let next_uid = batch.last.map_or(position.next_uid, |last| last.saturating_add(1));
        let position = Position { next_uid, newest: newest(&messages, position.newest), ..position };
        Ok(Fetched { messages, position, more: new.last().is_some_and(|last| *last >= next_uid) })
    }

    /// Fetches again what came since shortly before the newest message known: some of it is new, and what is not is
    /// recognised by its content. The old position stands until the last batch, so that an interruption starts over.
    async fn start_over(&mut self, link: &mut Link, selected: &Selected, old: Position) -> Result<Fetched, Trouble> {
        let mut again = match self.again.take() {
            Some(again) if again.uid_validity == selected.uid_validity => again,
            _ => Again::list(link, selected, &old).await?,
        };
        let batch = Batch::of(link, &again.left).await?;
        let recent = |message: &&Listed| message.received.is_none_or(|received| received > again.since);
        let recent: Vec<Listed> = batch.listed.iter().filter(recent).copied().collect();
        let position = Position { uid_validity: again.uid_validity, next_uid: again.next_uid, newest: again.newest };
        let messages = self.deliver(link, &recent, &position).await?;
        again.newest = newest(&messages, again.newest);
        again.left = batch.last.map_or_else(BTreeSet::new, |last| again.left.split_off(&last.saturating_add(1)));
        if again.left.is_empty() {
            let position = Position { newest: again.newest, ..position };
            return Ok(Fetched { messages, position, more: false });
        }
        self.again = Some(again);
        Ok(Fetched { messages, position: old, more: true })
    }

    /// Fetches the listed messages, oldest first.
    async fn deliver(&mut self, link: &mut Link, listed: &[Listed], at: &Position) -> Result<Vec<Inbound>, Trouble> {
        let mut bodies = mailbox::bodies(link, listed).await?;
        let mut messages = Vec::with_capacity(listed.len());
        for message in listed {
            let Some(raw) = bodies.remove(&message.uid) else {
                self.pass_over(link, message.uid).await?;
                continue;
            };
            let key = MessageKey(format!("imap:{}:{}:{}", self.account, at.uid_validity, message.uid));
            let received = message.received.unwrap_or(at.newest);
            messages.push(Inbound { key, channel: Channel::Mail, received, raw, cut_from: message.cut_from() });
        }
        messages.sort_by_key(|message| message.received);
        Ok(messages)
    }

    /// A message that was listed and not delivered is passed over when somebody has removed it meanwhile, or when it
    /// was asked for often enough; one message that its server cannot read must not hold up all others.
    async fn pass_over(&mut self, link: &mut Link, uid: u32) -> Result<(), Trouble> {
        if mailbox::search(link, &format!("UID {uid}")).await?.is_empty() {
            return Ok(());
        }
        let attempts = self.undelivered.entry(uid).or_default();
        *attempts += 1;
        if *attempts < DELIVERY_ATTEMPTS {
            return Err(Trouble::Lost(format!("the mail server lists message {uid} but does not deliver it")));
        }
        tracing::error!(uid, account = self.account, "the mail server never delivers this message; it is passed over");
        self.undelivered.remove(&uid);
        Ok(())
    }
}

impl Again {
    async fn list(link: &mut Link, selected: &Selected, old: &Position) -> Result<Self, Trouble> {
        tracing::warn!(?old, new = selected.uid_validity, "the mailbox numbers its messages anew; listing recent ones");
        let next_uid = next_uid(link, selected).await?;
        let since = old.newest - LISTED_AGAIN;
        let day = (since - SEARCH_SLACK).format("%-d-%b-%Y");
        let left = mailbox::search(link, &format!("SINCE {day}")).await?;
        Ok(Self { uid_validity: selected.uid_validity, next_uid, since, newest: old.newest, left })
    }
}

impl Batch {
    async fn of(link: &mut Link, uids: &BTreeSet<u32>) -> Result<Self, Trouble> {
        let candidates: Vec<u32> = uids.iter().copied().take(BATCH).collect();
        let mut listed = mailbox::list(link, &candidates).await?;
        let light = light_enough(listed.iter().map(Listed::weight));
        let last = if light < listed.len() {
            listed.truncate(light);
            listed.last().map(|message| message.uid)
        } else {
            candidates.last().copied()
        };
        Ok(Self { listed, last })
    }
}

/// Nothing that is there already is fetched; the newest of it bounds what is listed if UIDVALIDITY changes.
async fn baseline(link: &mut Link, selected: &Selected) -> Result<Fetched, Trouble> {
    let there = mailbox::search(link, "ALL").await?;
    let last: Vec<u32> = there.iter().rev().copied().take(BATCH).collect();
    let listed = mailbox::list(link, &last).await?;
    let newest = listed.iter().filter_map(|message| message.received).max().unwrap_or(DateTime::UNIX_EPOCH);
    let next_uid = next_uid(link, selected).await?;
    tracing::info!(left_alone = there.len(), "first look at the mailbox; what is there already is left alone");
    let position = Position { uid_validity: selected.uid_validity, next_uid, newest };
    Ok(Fetched { messages: Vec::new(), position, more: false })
}

async fn next_uid(link: &mut Link, selected: &Selected) -> Result<u32, Trouble> {
    match selected.uid_next {
        Some(next) => Ok(next),
        None => Ok(mailbox::search(link, "ALL").await?.last().map_or(1, |last| last.saturating_add(1))),
    }
}

fn newest(messages: &[Inbound], known: DateTime<Utc>) -> DateTime<Utc> {
    messages.iter().map(|message| message.received).fold(known, DateTime::max)
}

/// How many of these may be fetched together: at least one.
fn light_enough(weights: impl Iterator<Item = u32>) -> usize {
    let mut total = 0_u32;
    let fits = weights.take_while(|weight| {
        total = total.saturating_add(*weight);
        total <= BATCH_WEIGHT
    });
    fits.count().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_light_but_never_empty() {
        let mib = 1024 * 1024;
        assert_eq!(light_enough([1, 1, 1].into_iter()), 3);
        assert_eq!(light_enough([20 * mib, 20 * mib, 1].into_iter()), 1);
        assert_eq!(light_enough([u32::MAX, u32::MAX].into_iter()), 1);
    }

    #[test]
    fn a_key_of_another_mailbox_is_not_ours() {
        let listing = Listing::new("centre@localhost/INBOX".to_owned());
        let parsed = |key: &str| listing.parse_key(&MessageKey(key.to_owned()));
        assert_eq!(parsed("imap:centre@localhost/INBOX:1340:57"), Some((1340, 57)));
        assert_eq!(parsed("imap:centre@localhost/Sent:1340:57"), None);
        assert_eq!(parsed("imap:centre@localhost/INBOX:1340"), None);
        assert_eq!(parsed("terminal:1"), None);
    }
}
