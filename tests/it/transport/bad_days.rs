//! What a mailbox's server does only on its bad days: a server that follows a script does it on demand.

use std::time::{Duration, Instant};

use guichet::config::Imap;
use guichet::message::Inbound;
use guichet::transport::Inlet;
use guichet::transport::imap::{self, ImapInlet};
use tokio::sync::Notify;
use tokio::time::timeout;

use super::SOON;
use crate::servers::imap_script::{Answer, ImapScript};

const SELECTED: &str = "* 2 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n{tag} OK [READ-WRITE] selected\r\n";
const LISTED: &str = "* 2 FETCH (UID 9 INTERNALDATE \" 2-Jul-2012 09:00:00 +0200\" RFC822.SIZE 3)\r\n{tag} OK done\r\n";

/// A mailbox with message 8, known, and message 9, new; `body` answers when its bytes are asked for.
fn two_messages(connection: usize, command: &str, body: fn(usize) -> Answer) -> Answer {
    let text = match command {
        _ if command.starts_with("SELECT") => SELECTED,
        "UID SEARCH ALL" => "* SEARCH 8\r\n{tag} OK done\r\n",
        // RFC 3501: the last message belongs to `n:*` even when it came before n.
        "UID SEARCH UID 9:*" | "UID SEARCH UID 9" => "* SEARCH 9 8\r\n{tag} OK done\r\n",
        "UID FETCH 9 (UID INTERNALDATE RFC822.SIZE)" => LISTED,
        "UID FETCH 9 (UID BODY.PEEK[])" => return body(connection),
        _ => return Answer::Usual,
    };
    Answer::Say(text.to_owned())
}

const WHOLE: &str = "* 2 FETCH (UID 9 BODY[] {3}\r\nabc)\r\n{tag} OK done\r\n";

async fn fetched_after_a_fault(body: fn(usize) -> Answer) -> (Vec<String>, Vec<Inbound>) {
    let server = ImapScript::start(move |connection, command| two_messages(connection, command, body)).await;
    let mut inlet = ImapInlet::new(toml::from_str(&server.imap_section()).unwrap());
    let position = inlet.fetch(None).await.unwrap().position;
    assert_eq!((position.uid_validity, position.next_uid), (7, 9), "without UIDNEXT, the last UID there is tells");
    let mut faults = Vec::new();
    loop {
        match inlet.fetch(Some(position)).await {
            Ok(fetched) => return (faults, fetched.messages),
            Err(fault) => faults.push(fault.chain()),
        }
    }
}

#[tokio::test]
async fn a_fetch_that_is_refused_loses_no_message() {
    let (faults, messages) = fetched_after_a_fault(|connection| match connection {
        0 => Answer::Say("{tag} NO [SERVERBUG] not today\r\n".to_owned()),
        _ => Answer::Say(WHOLE.to_owned()),
    })
    .await;
    assert_eq!(faults.len(), 1);
    assert!(faults[0].contains("not today"), "{faults:?}");
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].raw, b"abc");
    assert_eq!(messages[0].received.to_rfc3339(), "2012-07-02T07:00:00+00:00");
}

#[tokio::test]
async fn a_connection_that_ends_in_the_middle_of_a_message_gives_none_and_loses_none() {
    let (faults, messages) = fetched_after_a_fault(|connection| match connection {
        0 => Answer::HangUp("* 2 FETCH (UID 9 BODY[] {3}\r\na".to_owned()),
        1 => Answer::HangUp(String::new()),
        _ => Answer::Say(WHOLE.to_owned()),
    })
    .await;
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert_eq!(messages.iter().map(|message| message.raw.as_slice()).collect::<Vec<_>>(), [b"abc"]);
}

#[tokio::test]
async fn a_message_that_is_never_delivered_does_not_hold_up_the_others() {
    let (faults, messages) = fetched_after_a_fault(|_| Answer::Usual).await;
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults[0].contains("lists message 9 but does not deliver it"), "{faults:?}");
    assert!(messages.is_empty());
}

#[tokio::test]
async fn news_that_comes_before_idle_has_begun_is_not_missed() {
    let server = ImapScript::start(|_, command| {
        Answer::Say(match command {
            "CAPABILITY" => "* CAPABILITY IMAP4rev1 IDLE\r\n{tag} OK done\r\n".to_owned(),
            "IDLE" => "* 3 EXISTS\r\n+ idling\r\n".to_owned(),
            _ if command.starts_with("SELECT") => SELECTED.to_owned(),
            _ => return Answer::Usual,
        })
    })
    .await;
    let mut inlet = ImapInlet::new(toml::from_str(&server.imap_section()).unwrap());
    inlet.fetch(None).await.unwrap();
    let start = Instant::now();
    inlet.wait(&Notify::new()).await.unwrap();
    assert!(start.elapsed() < SOON);
}

#[tokio::test]
async fn a_server_that_announces_idle_and_refuses_it_is_looked_at() {
    let server = ImapScript::start(|_, command| {
        Answer::Say(match command {
            "CAPABILITY" => "* CAPABILITY IMAP4rev1 IDLE\r\n{tag} OK done\r\n".to_owned(),
            "IDLE" => "{tag} NO not for you\r\n".to_owned(),
            _ if command.starts_with("SELECT") => SELECTED.to_owned(),
            _ => return Answer::Usual,
        })
    })
    .await;
    let section = format!("{}poll = 1", server.imap_section());
    let mut inlet = ImapInlet::new(toml::from_str(&section).unwrap());
    inlet.fetch(None).await.unwrap();
    let start = Instant::now();
    inlet.wait(&Notify::new()).await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1) && start.elapsed() < SOON);
}

#[tokio::test]
async fn a_server_that_knows_no_sasl_gets_a_plain_login() {
    let server = ImapScript::start(|_, command| match command {
        _ if command.starts_with("AUTHENTICATE") => Answer::Say("{tag} BAD what?\r\n".to_owned()),
        "LOGIN \"centre\" \"marelle\"" => Answer::Say("{tag} OK welcome\r\n".to_owned()),
        _ if command.starts_with("LOGIN") => Answer::Say("{tag} NO who?\r\n".to_owned()),
        _ if command.starts_with("SELECT") => Answer::Say(SELECTED.to_owned()),
        _ => Answer::Usual,
    })
    .await;
    let mut inlet = ImapInlet::new(toml::from_str(&server.imap_section()).unwrap());
    assert_eq!(inlet.fetch(None).await.unwrap().position.uid_validity, 7);
}

#[tokio::test]
async fn a_token_is_read_anew_for_each_login_and_its_refusal_is_told() {
    let server = ImapScript::start(|_, command| {
        Answer::Say(match command {
            "AUTHENTICATE XOAUTH2" => "+ \r\n".to_owned(),
            // user=centre ^A auth=Bearer good ^A ^A
            "dXNlcj1jZW50cmUBYXV0aD1CZWFyZXIgZ29vZAEB" => "{tag} OK welcome\r\n".to_owned(),
            // The server explains by a challenge, to which the answer is empty.
            "" => "{tag} NO [AUTHENTICATIONFAILED] expired\r\n".to_owned(),
            _ if command.starts_with("dXNlc") => "+ eyJzdGF0dXMiOiI0MDEifQ==\r\n".to_owned(),
            _ if command.starts_with("SELECT") => SELECTED.to_owned(),
            _ => return Answer::Usual,
        })
    })
    .await;
    let token = tempfile::NamedTempFile::new().unwrap();
    let proof = format!("oauth2_token_file = \"{}\"", token.path().display());
    let section = server.imap_section().replace("password = \"marelle\"", &proof);
    let settings: Imap = toml::from_str(&section).unwrap();
    std::fs::write(token.path(), "old\n").unwrap();
    let refused = imap::probe(&settings).await.into_iter().find_map(|finding| finding.outcome.err()).unwrap();
    assert!(refused.contains("refuses the login") && refused.contains("expired"), "{refused}");
    std::fs::write(token.path(), "good\n").unwrap();
    assert!(imap::probe(&settings).await.iter().all(|finding| finding.outcome.is_ok()));
}

#[tokio::test]
async fn a_refused_login_is_not_tried_again_at_once() {
    let server = ImapScript::start(|_, command| match command {
        _ if command.starts_with("AUTHENTICATE") => Answer::Say("{tag} NO [AUTHENTICATIONFAILED] no\r\n".to_owned()),
        _ => Answer::Usual,
    })
    .await;
    let mut inlet = ImapInlet::new(toml::from_str(&server.imap_section()).unwrap());
    let fault = inlet.fetch(None).await.unwrap_err();
    assert!(fault.chain().contains("refuses the login"), "{}", fault.chain());
    assert!(timeout(Duration::from_millis(300), inlet.wait(&Notify::new())).await.is_err());
}
