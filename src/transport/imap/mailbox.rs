//! What is done in a mailbox over one connection: select, list, fetch, mark. By UID alone: sequence numbers shift.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use async_imap::imap_proto::{AttributeValue, MailboxDatum, Response, ResponseCode};
use chrono::{DateTime, Utc};

use super::folder_name;
use super::link::{COMMAND, Link, Trouble};
use crate::config::Processed;
use crate::domain::bounds::LARGEST_MESSAGE;

/// Of a message that is too large only this much is fetched: the header tells who wrote it.
const CUT_AFTER: u32 = 512 * 1024;
/// A batch of messages over a slow line.
const FETCHING: Duration = Duration::from_mins(10);

/// What SELECT told of a mailbox.
#[derive(Debug, Default)]
pub(super) struct Selected {
    pub(super) uid_validity: u32,
    /// Some servers keep it to themselves.
    pub(super) uid_next: Option<u32>,
    /// The flags that can be kept; none announced means all (RFC 3501 §7.1).
    permanent_flags: Option<BTreeSet<String>>,
}

impl Selected {
    /// Whether messages can bear this keyword.
    pub(super) fn keeps(&self, keyword: &str) -> bool {
        self.permanent_flags
            .as_ref()
            .is_none_or(|flags| flags.contains("\\*") || flags.iter().any(|flag| flag.eq_ignore_ascii_case(keyword)))
    }
}

/// A message before it is fetched.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listed {
    pub(super) uid: u32,
    pub(super) received: Option<DateTime<Utc>>,
    size: u32,
}

impl Listed {
    /// How many bytes fetching it brings.
    pub(super) fn weight(&self) -> u32 {
        if self.is_too_large() { CUT_AFTER } else { self.size }
    }

    /// Its size where only its beginning is fetched.
    pub(super) fn cut_from(&self) -> Option<u64> {
        self.is_too_large().then_some(u64::from(self.size))
    }

    fn is_too_large(&self) -> bool {
        self.size > LARGEST_MESSAGE
    }
}

pub(super) async fn select(link: &mut Link, folder: &str) -> Result<Selected, Trouble> {
    let mut selected = Selected::default();
    link.ask(&format!("SELECT {}", quoted(folder)), COMMAND, |response| {
        let Response::Data { outcome, .. } = response else { return };
        match &outcome.code {
            Some(ResponseCode::UidValidity(validity)) => selected.uid_validity = *validity,
            Some(ResponseCode::UidNext(next)) => selected.uid_next = Some(*next),
            Some(ResponseCode::PermanentFlags(flags)) => {
                selected.permanent_flags = Some(flags.iter().map(ToString::to_string).collect());
            }
            _ => {}
        }
    })
    .await?;
    // SELECT itself tells how many messages there are.
    link.forget_news();
    Ok(selected)
}

/// The UIDs that match `criteria` (RFC 3501 §6.4.4), in order.
pub(super) async fn search(link: &mut Link, criteria: &str) -> Result<BTreeSet<u32>, Trouble> {
    let mut found = BTreeSet::new();
    link.ask(&format!("UID SEARCH {criteria}"), COMMAND, |response| {
        if let Response::MailboxData(MailboxDatum::Search(uids)) = response {
            found.extend(uids);
        }
    })
    .await?;
    Ok(found)
}

/// Receipt and size of messages, in the order of their UIDs; those that are gone are left out.
pub(super) async fn list(link: &mut Link, uids: &[u32]) -> Result<Vec<Listed>, Trouble> {
    if uids.is_empty() {
        return Ok(Vec::new());
    }
    let mut listed = BTreeMap::new();
    link.ask(&format!("UID FETCH {} (UID INTERNALDATE RFC822.SIZE)", set(uids)), COMMAND, |response| {
        let Response::Fetch(_, attributes) = response else { return };
        let (mut uid, mut received, mut size) = (None, None, None);
        for attribute in attributes {
            match attribute {
                AttributeValue::Uid(value) => uid = Some(*value),
                AttributeValue::InternalDate(text) => received = instant(text),
                AttributeValue::Rfc822Size(bytes) => size = Some(*bytes),
                _ => {}
            }
        }
        // Without a size it is a change of flags, told while we were listing.
        if let (Some(uid), Some(size)) = (uid, size) {
            listed.insert(uid, Listed { uid, received, size });
        }
    })
    .await?;
    Ok(listed.into_values().filter(|message| uids.contains(&message.uid)).collect())
}

/// The bytes of messages by UID: whole, or cut where they are too large. Those that are gone are left out.
pub(super) async fn bodies(link: &mut Link, messages: &[Listed]) -> Result<BTreeMap<u32, Vec<u8>>, Trouble> {
    let (large, whole): (Vec<&Listed>, Vec<&Listed>) = messages.iter().partition(|message| message.is_too_large());
    let mut bodies = BTreeMap::new();
    for (part, messages) in [(String::new(), whole), (format!("<0.{CUT_AFTER}>"), large)] {
        let uids: Vec<u32> = messages.iter().map(|message| message.uid).collect();
        if uids.is_empty() {
            continue;
        }
        link.ask(&format!("UID FETCH {} (UID BODY.PEEK[]{part})", set(&uids)), FETCHING, |response| {
            let Response::Fetch(_, attributes) = response else { return };
            let uid = attributes.iter().find_map(|attribute| match attribute {
                AttributeValue::Uid(uid) => Some(*uid),
                _ => None,
            });
            let body = attributes.iter().find_map(|attribute| match attribute {
                AttributeValue::BodySection { section: None, data: Some(bytes), .. } => Some(bytes.to_vec()),
                _ => None,
            });
            if let (Some(uid), Some(body)) = (uid, body) {
                bodies.insert(uid, body);
            }
        })
        .await?;
    }
    Ok(bodies)
}

/// Marks a message as processed. Done twice, or to a message that is gone, it changes nothing.
pub(super) async fn mark(link: &mut Link, selected: &Selected, uid: u32, processed: &Processed) -> Result<(), Trouble> {
    match processed {
        Processed::Keyword(keyword) if selected.keeps(keyword) => store(link, uid, &format!("\\Seen {keyword}")).await,
        Processed::Keyword(_) => store(link, uid, "\\Seen").await,
        Processed::Folder(folder) => {
            if search(link, &format!("UID {uid}")).await?.is_empty() {
                return Ok(());
            }
            store(link, uid, "\\Seen").await?;
            move_to(link, uid, folder).await
        }
    }
}

/// Opens a folder, or makes it.
pub(super) async fn ensure_folder(link: &mut Link, folder: &str) -> Result<(), Trouble> {
    match link.ask(&format!("STATUS {} (UIDNEXT)", quoted(folder)), COMMAND, |_| ()).await {
        Err(Trouble::Refused(_)) => link.ask(&format!("CREATE {}", quoted(folder)), COMMAND, |_| ()).await,
        other => other,
    }
}

async fn store(link: &mut Link, uid: u32, flags: &str) -> Result<(), Trouble> {
    link.ask(&format!("UID STORE {uid} +FLAGS.SILENT ({flags})"), COMMAND, |_| ()).await
}

async fn move_to(link: &mut Link, uid: u32, folder: &str) -> Result<(), Trouble> {
    match try_move(link, uid, folder).await {
        Err(Trouble::Refused(_)) => {
            ensure_folder(link, folder).await?;
            try_move(link, uid, folder).await
        }
        other => other,
    }
}

async fn try_move(link: &mut Link, uid: u32, folder: &str) -> Result<(), Trouble> {
    let folder = quoted(folder);
    if link.can("MOVE") {
        return link.ask(&format!("UID MOVE {uid} {folder}"), COMMAND, |_| ()).await;
    }
    link.ask(&format!("UID COPY {uid} {folder}"), COMMAND, |_| ()).await?;
    store(link, uid, "\\Deleted").await?;
    // A plain EXPUNGE would also remove what people of the centre have deleted and may want back.
    if link.can("UIDPLUS") {
        link.ask(&format!("UID EXPUNGE {uid}"), COMMAND, |_| ()).await?;
    }
    Ok(())
}

fn set(uids: &[u32]) -> String {
    uids.iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}

fn quoted(folder: &str) -> String {
    format!("\"{}\"", folder_name::encode(folder).replace('\\', "\\\\").replace('"', "\\\""))
}

/// RFC 3501 §9, `date-time`.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_str(text.trim(), "%d-%b-%Y %H:%M:%S %z").ok().map(|instant| instant.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_of_receipt_is_an_instant() {
        assert_eq!(instant(" 2-Jul-2012 09:00:00 +0200").unwrap().to_rfc3339(), "2012-07-02T07:00:00+00:00");
        assert_eq!(instant("yesterday"), None);
    }

    #[test]
    fn a_folder_name_cannot_end_its_quotes() {
        assert_eq!(quoted("a\"b\\c"), "\"a\\\"b\\\\c\"");
    }

    #[test]
    fn a_keyword_is_kept_where_the_server_says_so_or_says_nothing() {
        let flags = |flags: &[&str]| Selected {
            permanent_flags: Some(flags.iter().map(ToString::to_string).collect()),
            ..Selected::default()
        };
        assert!(Selected::default().keeps("Guichet"));
        assert!(flags(&["\\Seen", "\\*"]).keeps("Guichet"));
        assert!(flags(&["\\Seen", "guichet"]).keeps("Guichet"));
        assert!(!flags(&["\\Seen"]).keeps("Guichet"));
    }
}
