//! The transports on real servers: Dovecot, Postfix, and a server that fails on purpose.

mod bad_days;
mod mailbox;
mod sending;

use std::time::Duration;

use guichet::config::Imap;
use guichet::message::Inbound;
use guichet::message::Position;
use guichet::transport::Inlet;
use guichet::transport::imap::ImapInlet;

use crate::servers::dovecot::Dovecot;

const CENTRE: &str = "centre@alouettes.test";

/// Soon enough to have been told, on a machine that is busy; polling and IDLE take longer by default.
const SOON: Duration = Duration::from_secs(30);

fn mail(subject: &str) -> Vec<u8> {
    format!(
        "From: Marie <marie@parents.test>\r\nTo: {CENTRE}\r\nSubject: {subject}\r\n\
         Message-ID: <{subject}@parents.test>\r\n\r\nréserver Marie mer 11/07 journée\r\n"
    )
    .into_bytes()
}

fn subject(message: &Inbound) -> String {
    let text = String::from_utf8_lossy(&message.raw).into_owned();
    text.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap().to_owned()
}

fn settings(dovecot: &Dovecot, more: &str) -> Imap {
    toml::from_str(&dovecot.imap_section(CENTRE, more)).unwrap()
}

fn inlet(dovecot: &Dovecot, more: &str) -> ImapInlet {
    ImapInlet::new(settings(dovecot, more))
}

/// Everything there is from a position on, and where to go on.
async fn drain(inlet: &mut ImapInlet, mut position: Position) -> (Vec<Inbound>, Position) {
    let mut messages = Vec::new();
    loop {
        let fetched = inlet.fetch(Some(position)).await.unwrap();
        messages.extend(fetched.messages);
        position = fetched.position;
        if !fetched.more {
            return (messages, position);
        }
    }
}

async fn baseline(inlet: &mut ImapInlet) -> Position {
    let fetched = inlet.fetch(None).await.unwrap();
    assert!(fetched.messages.is_empty() && !fetched.more);
    fetched.position
}
