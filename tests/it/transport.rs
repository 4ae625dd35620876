//! The transports on real servers: Dovecot, Postfix, and a server that fails on purpose.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use guichet::config::{Centre, Imap, Smtp};
use guichet::domain::Language;
use guichet::message::{Inbound, MessageKey, Outgoing};
use guichet::transport::imap::{self, ImapInlet};
use guichet::transport::smtp::{self, SmtpOutlet};
use guichet::transport::{Finding, Inlet, Mark, Outlet, Position, SendError};
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

use crate::servers::dovecot::Dovecot;
use crate::servers::imap_script::{Answer, ImapScript};
use crate::servers::postfix::Postfix;
use crate::servers::smtp_sink::{Mishap, SmtpSink, Stage};

const CENTRE: &str = "centre@alouettes.test";

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

#[tokio::test]
async fn mail_that_was_there_before_the_first_start_is_left_alone() {
    let dovecot = Dovecot::start();
    for number in 0..20 {
        dovecot.deliver(CENTRE, &mail(&format!("old-{number}"))).await;
    }
    let mut inlet = inlet(&dovecot, "");
    let position = baseline(&mut inlet).await;
    assert_eq!(position.next_uid, 21);
    assert!(drain(&mut inlet, position).await.0.is_empty());

    dovecot.deliver(CENTRE, &mail("new")).await;
    let (messages, position) = drain(&mut inlet, position).await;
    assert_eq!(messages.iter().map(subject).collect::<Vec<_>>(), ["new"]);
    assert_eq!(messages[0].key.0, format!("imap:{CENTRE}@localhost/INBOX:{}:21", position.uid_validity));
    assert!(String::from_utf8_lossy(&messages[0].raw).contains("réserver Marie mer 11/07 journée"));
    assert_eq!(position.newest, messages[0].received);
    assert!(drain(&mut inlet, position).await.0.is_empty());
    // Reading is not opening: people who share the mailbox still see everything as unread.
    assert_eq!(dovecot.flags(CENTRE, "INBOX"), vec![""; 21]);
}

#[tokio::test]
async fn a_long_absence_is_caught_up_in_batches() {
    let dovecot = Dovecot::start();
    let mut inlet = inlet(&dovecot, "");
    let position = baseline(&mut inlet).await;
    for number in 0..120 {
        dovecot.deliver(CENTRE, &mail(&format!("n{number}"))).await;
    }
    let first = inlet.fetch(Some(position)).await.unwrap();
    assert_eq!((first.messages.len(), first.more), (50, true));
    let (rest, _) = drain(&mut inlet, first.position).await;
    let subjects: Vec<String> = first.messages.iter().chain(&rest).map(subject).collect();
    assert_eq!(subjects, (0..120).map(|number| format!("n{number}")).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_new_mail_ends_the_wait_and_so_does_a_call() {
    let dovecot = Dovecot::start();
    let mut inlet = inlet(&dovecot, "");
    let position = baseline(&mut inlet).await;
    let wake = Notify::new();
    let start = Instant::now();
    let (waited, ()) = tokio::join!(inlet.wait(&wake), async {
        sleep(Duration::from_millis(300)).await;
        dovecot.deliver(CENTRE, &mail("announced")).await;
    });
    waited.unwrap();
    assert!(start.elapsed() >= Duration::from_millis(300) && start.elapsed() < Duration::from_secs(5));
    let (messages, _) = drain(&mut inlet, position).await;
    assert_eq!(messages.iter().map(subject).collect::<Vec<_>>(), ["announced"]);

    let start = Instant::now();
    let (waited, ()) = tokio::join!(inlet.wait(&wake), async {
        sleep(Duration::from_millis(100)).await;
        wake.notify_one();
    });
    waited.unwrap();
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn waiting_is_renewed_after_its_time_although_nothing_happens() {
    let dovecot = Dovecot::start();
    let mut inlet = inlet(&dovecot, "idle = 1");
    let position = baseline(&mut inlet).await;
    let start = Instant::now();
    inlet.wait(&Notify::new()).await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1) && start.elapsed() < Duration::from_secs(3));
    assert!(drain(&mut inlet, position).await.0.is_empty());
}

#[tokio::test]
async fn a_server_that_was_killed_is_found_again() {
    let mut dovecot = Dovecot::start();
    let mut inlet = inlet(&dovecot, "");
    let position = baseline(&mut inlet).await;
    let wake = Notify::new();
    let (waited, ()) = tokio::join!(inlet.wait(&wake), async {
        sleep(Duration::from_millis(200)).await;
        dovecot.kill();
    });
    waited.unwrap_err();
    let fault = inlet.fetch(Some(position)).await.unwrap_err();
    assert!(fault.chain().starts_with("reading the mailbox: the mail server cannot be reached"), "{}", fault.chain());

    dovecot.start_again();
    dovecot.deliver(CENTRE, &mail("after")).await;
    inlet.wait(&wake).await.unwrap();
    let (messages, _) = drain(&mut inlet, position).await;
    assert_eq!(messages.iter().map(subject).collect::<Vec<_>>(), ["after"]);
}

#[tokio::test]
async fn when_uids_change_the_recent_mail_is_listed_again() {
    let dovecot = Dovecot::start();
    dovecot.deliver(CENTRE, &mail("three-days-old")).await;
    receive_at(&dovecot, "3 days ago");
    let mut inlet = inlet(&dovecot, "");
    let position = baseline(&mut inlet).await;
    for number in 0..60 {
        dovecot.deliver(CENTRE, &mail(&format!("recent-{number}"))).await;
    }
    let (before, position) = drain(&mut inlet, position).await;
    assert_eq!(before.len(), 60);

    dovecot.doveadm(&["mailbox", "update", "-u", CENTRE, "--uid-validity", "4242", "INBOX"]);
    dovecot.deliver(CENTRE, &mail("in-the-gap")).await;
    let first = inlet.fetch(Some(position)).await.unwrap();
    assert_eq!((first.more, first.position), (true, position), "the old position stands until all is listed");
    let (rest, after) = drain(&mut inlet, first.position).await;
    let again: Vec<Inbound> = first.messages.into_iter().chain(rest).collect();
    let mut subjects: Vec<String> = again.iter().map(subject).collect();
    subjects.sort();
    let mut expected: Vec<String> = (0..60).map(|number| format!("recent-{number}")).collect();
    expected.insert(0, "in-the-gap".to_owned());
    expected.sort();
    assert_eq!(subjects, expected);
    assert!(again.iter().all(|message| message.key.0.contains(":4242:")));
    assert_eq!((after.uid_validity, after.next_uid), (4242, 63));

    dovecot.deliver(CENTRE, &mail("later")).await;
    let (messages, _) = drain(&mut inlet, after).await;
    assert_eq!(messages.iter().map(subject).collect::<Vec<_>>(), ["later"]);
}

/// Changes when the only message of the mailbox was received.
fn receive_at(dovecot: &Dovecot, when: &str) {
    let folder = dovecot.mailbox(CENTRE).join("new");
    let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    assert!(std::process::Command::new("touch").arg("-d").arg(when).arg(&file).status().unwrap().success());
}

#[tokio::test]
async fn what_was_processed_bears_the_keyword_and_the_rest_stays_unread() {
    let dovecot = Dovecot::start();
    let mut inlet = inlet(&dovecot, "processed = { keyword = \"Guichet\" }");
    let position = baseline(&mut inlet).await;
    dovecot.deliver(CENTRE, &mail("processed")).await;
    dovecot.deliver(CENTRE, &mail("not-understood")).await;
    let (messages, _) = drain(&mut inlet, position).await;
    inlet.mark(&messages[0].key, Mark::Processed).await.unwrap();
    inlet.mark(&messages[0].key, Mark::Processed).await.unwrap();
    inlet.mark(&messages[1].key, Mark::LeftForPerson).await.unwrap();
    assert_eq!(dovecot.flags(CENTRE, "INBOX"), ["\\Seen Guichet", ""]);

    dovecot.doveadm(&["expunge", "-u", CENTRE, "mailbox", "INBOX", "all"]);
    inlet.mark(&messages[1].key, Mark::Processed).await.unwrap();
    let elsewhere = MessageKey("imap:other@localhost/INBOX:1:1".to_owned());
    inlet.mark(&elsewhere, Mark::Processed).await.unwrap();
}

#[tokio::test]
async fn what_was_processed_moves_to_a_folder_that_is_made_when_missing() {
    let dovecot = Dovecot::start();
    let mut inlet = inlet(&dovecot, "processed = { folder = \"Traités – été\" }");
    let position = baseline(&mut inlet).await;
    dovecot.deliver(CENTRE, &mail("processed")).await;
    dovecot.deliver(CENTRE, &mail("not-understood")).await;
    let (messages, _) = drain(&mut inlet, position).await;
    inlet.mark(&messages[0].key, Mark::Processed).await.unwrap();
    inlet.mark(&messages[0].key, Mark::Processed).await.unwrap();
    inlet.mark(&messages[1].key, Mark::LeftForPerson).await.unwrap();
    assert_eq!(dovecot.flags(CENTRE, "INBOX"), [""]);
    assert_eq!(dovecot.flags(CENTRE, "Traités – été"), ["\\Seen"]);
}

#[tokio::test]
async fn a_server_without_idle_and_move_will_do() {
    let dovecot = Dovecot::start_with("imap_capability = IMAP4rev1 UIDPLUS");
    let mut inlet = inlet(&dovecot, "poll = 1\nprocessed = { folder = \"Traités\" }");
    let position = baseline(&mut inlet).await;
    dovecot.deliver(CENTRE, &mail("processed")).await;
    dovecot.deliver(CENTRE, &mail("deleted-by-somebody")).await;
    let start = Instant::now();
    inlet.wait(&Notify::new()).await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1) && start.elapsed() < Duration::from_secs(3));
    let (messages, _) = drain(&mut inlet, position).await;
    dovecot.doveadm(&["flags", "add", "-u", CENTRE, "\\Deleted", "mailbox", "INBOX", "uid", "2"]);
    inlet.mark(&messages[0].key, Mark::Processed).await.unwrap();
    assert_eq!(dovecot.flags(CENTRE, "Traités"), ["\\Seen"]);
    // What people have deleted is theirs to expunge.
    assert_eq!(dovecot.flags(CENTRE, "INBOX"), ["\\Deleted"]);
}

#[tokio::test]
async fn a_message_that_is_too_large_comes_cut() {
    let dovecot = Dovecot::start();
    let mut inlet = inlet(&dovecot, "");
    let position = baseline(&mut inlet).await;
    let mut large = mail("large");
    large.extend(b"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcd\r\n".repeat(30 * 1024 * 1024 / 64));
    dovecot.deliver(CENTRE, &large).await;
    dovecot.deliver(CENTRE, &mail("small")).await;
    let (messages, _) = drain(&mut inlet, position).await;
    assert_eq!(messages.iter().map(subject).collect::<Vec<_>>(), ["large", "small"]);
    assert_eq!(messages[0].raw.len(), 512 * 1024);
    assert!(String::from_utf8_lossy(&messages[0].raw).contains("réserver Marie mer 11/07 journée"));
}

#[tokio::test]
async fn the_check_says_what_works_and_what_to_do_where_something_does_not() {
    let dovecot = Dovecot::start();
    let whats = |findings: &[Finding]| findings.iter().map(|finding| finding.what.clone()).collect::<Vec<_>>();
    let good = imap::probe(&settings(&dovecot, "")).await;
    assert!(good.iter().all(|finding| finding.outcome.is_ok()), "{good:?}");
    assert_eq!(
        whats(&good),
        [
            "mailbox: connected",
            "mailbox: logged in",
            "mailbox: new mail is announced",
            "mailbox: folder can be opened",
            "mailbox: keywords can be kept"
        ]
    );
    let starttls = dovecot.imap_section(CENTRE, "security = \"starttls\"");
    let starttls = starttls.replace(&dovecot.imaps.to_string(), &dovecot.imap.to_string());
    assert!(imap::probe(&toml::from_str(&starttls).unwrap()).await.iter().all(|finding| finding.outcome.is_ok()));

    let failure = |findings: Vec<Finding>| findings.into_iter().find_map(|finding| finding.outcome.err()).unwrap();
    let absent = failure(imap::probe(&settings(&dovecot, "folder = \"Absent\"")).await);
    assert!(absent.contains("set `folder` in [imap]"), "{absent}");
    let password = dovecot.imap_section(CENTRE, "").replace("marelle", "corde");
    let password = failure(imap::probe(&toml::from_str(&password).unwrap()).await);
    assert!(password.contains("refuses the login") && password.contains("check `user`"), "{password}");
    let stranger = dovecot.imap_section(CENTRE, "");
    let stranger: String =
        stranger.lines().filter(|line| !line.starts_with("certificate")).collect::<Vec<_>>().join("\n");
    let stranger = failure(imap::probe(&toml::from_str(&stranger).unwrap()).await);
    assert!(stranger.contains("TLS with the mail server failed"), "{stranger}");
}

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
    assert!(start.elapsed() < Duration::from_secs(2));
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
    assert!(start.elapsed() >= Duration::from_secs(1) && start.elapsed() < Duration::from_secs(3));
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

fn letter(to: &str) -> Outgoing {
    Outgoing {
        to: to.parse().unwrap(),
        language: Language::French,
        subject: "Réservé".to_owned(),
        text: "Marie · mercredi 11 juillet · journée : demandé\n.\nÀ bientôt".to_owned(),
        html: "<p>Marie · mercredi 11 juillet · journée : demandé</p>".to_owned(),
        message_id: "abc123@alouettes.test".to_owned(),
        in_reply_to: Some("question@parents.test".to_owned()),
        references: vec!["question@parents.test".to_owned()],
    }
}

fn centre() -> Centre {
    toml::from_str(&format!("name = \"Les Alouettes\"\naddress = \"{CENTRE}\"")).unwrap()
}

fn outlet(section: &str) -> SmtpOutlet {
    let settings: Smtp = toml::from_str(section).unwrap();
    SmtpOutlet::new(settings, centre())
}

const QUEUED: DateTime<Utc> = DateTime::UNIX_EPOCH;

#[tokio::test]
async fn an_accepted_letter_arrives_as_it_was_built() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start(Some(dovecot.lmtp)).await;
    let outlet = outlet(&sink.smtp_section());
    outlet.send(&letter("marie@parents.test"), QUEUED).await.unwrap();
    outlet.send(&letter("hugo@parents.test"), QUEUED).await.unwrap();
    let letters = sink.letters();
    assert_eq!(
        letters.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(),
        ["marie@parents.test", "hugo@parents.test"]
    );
    assert_eq!(letters[0].from, CENTRE);
    assert!(String::from_utf8_lossy(&letters[0].raw).contains("Message-ID: <abc123@alouettes.test>\r\n"));
    assert_eq!(sink.connections(), 1, "the connection rests between two letters");
    assert_eq!(dovecot.flags("marie@parents.test", "INBOX").len(), 1);
}

#[tokio::test]
async fn a_refusal_is_for_now_or_for_ever_as_the_server_says() {
    let sink = SmtpSink::start(None).await;
    let outlet = outlet(&sink.smtp_section());
    let mut outcomes = Vec::new();
    for (stage, reply) in [
        (Stage::Greeting, "421 4.3.2 later"),
        (Stage::Recipient, "451 4.7.1 greylisted"),
        (Stage::Recipient, "550 5.1.1 no such user"),
        (Stage::Recipient, "550 5.5.0 service unavailable"),
        (Stage::Data, "530 5.7.0 authentication required"),
        (Stage::Accepted, "452 4.2.2 mailbox full"),
        (Stage::Accepted, "554 5.6.0 content"),
    ] {
        sink.plan(stage, Mishap::Reply(reply));
        let error = outlet.send(&letter("marie@parents.test"), QUEUED).await.unwrap_err();
        let (_, said) = reply.split_once(' ').unwrap();
        assert!(error.to_string().contains(said), "{error}");
        outcomes.push(matches!(error, SendError::Permanent(_)));
    }
    assert_eq!(outcomes, [false, false, true, false, false, false, true]);
    assert!(sink.letters().is_empty());
    outlet.send(&letter("marie@parents.test"), QUEUED).await.unwrap();
    assert_eq!(sink.letters().len(), 1);
}

#[tokio::test]
async fn a_line_that_breaks_leaves_doubt_only_once_the_letter_was_handed_over() {
    let sink = SmtpSink::start(None).await;
    let outlet = outlet(&sink.smtp_section());
    for stage in [Stage::Greeting, Stage::Recipient, Stage::Data] {
        sink.plan(stage, Mishap::Drop);
        let error = outlet.send(&letter("marie@parents.test"), QUEUED).await.unwrap_err();
        assert!(matches!(error, SendError::Temporary(_)), "{stage:?}: {error}");
    }
    sink.plan(Stage::Inside, Mishap::Drop);
    let inside = outlet.send(&letter("marie@parents.test"), QUEUED).await.unwrap_err();
    assert!(matches!(inside, SendError::Uncertain(_)), "{inside}");
    assert!(sink.letters().is_empty());

    sink.plan(Stage::Accepted, Mishap::Drop);
    let lost = outlet.send(&letter("marie@parents.test"), QUEUED).await.unwrap_err();
    assert!(matches!(lost, SendError::Uncertain(_)), "{lost}");
    outlet.send(&letter("marie@parents.test"), QUEUED).await.unwrap();
    let letters = sink.letters();
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[0], letters[1], "a retry sends the same bytes");
}

#[tokio::test]
async fn without_the_protection_that_was_asked_for_nothing_is_sent() {
    let sink = SmtpSink::start(None).await;
    let section = sink.smtp_section().replace("\"none\"", "\"starttls\"");
    let error = outlet(&section).send(&letter("marie@parents.test"), QUEUED).await.unwrap_err();
    assert!(matches!(&error, SendError::Temporary(text) if text.contains("STARTTLS")), "{error}");
    let findings = smtp::probe(&toml::from_str(&section).unwrap(), &centre()).await;
    assert!(findings[0].outcome.as_ref().unwrap_err().contains("check `host`"), "{findings:?}");
    assert!(sink.letters().is_empty());
}

#[tokio::test]
async fn an_answer_that_comes_too_late_leaves_doubt() {
    let sink = SmtpSink::start(None).await;
    let outlet = outlet(&format!("{}timeout = 1", sink.smtp_section()));
    sink.plan(Stage::Accepted, Mishap::Delay(Duration::from_secs(3)));
    let late = outlet.send(&letter("marie@parents.test"), QUEUED).await.unwrap_err();
    assert_eq!(late, SendError::Uncertain("no answer in 1 seconds".to_owned()));
}

#[tokio::test]
async fn postfix_takes_letters_over_starttls_with_a_login_and_returns_what_it_cannot_deliver() {
    let dovecot = Dovecot::start();
    let postfix = Postfix::start(&dovecot);
    let section = postfix.smtp_section(CENTRE);
    let good = smtp::probe(&toml::from_str(&section).unwrap(), &centre()).await;
    assert!(good.iter().all(|finding| finding.outcome.is_ok()), "{good:?}");
    let bad = smtp::probe(&toml::from_str(&section.replace("marelle", "corde")).unwrap(), &centre()).await;
    assert!(bad[1].outcome.as_ref().unwrap_err().contains("refuses the login"), "{bad:?}");

    let mut inlet = inlet(&dovecot, "");
    let position = baseline(&mut inlet).await;
    let outlet = outlet(&section);
    outlet.send(&letter("marie@parents.test"), QUEUED).await.unwrap();
    outlet.send(&letter("nobody@nowhere.test"), QUEUED).await.unwrap();
    let returned = timeout(Duration::from_secs(10), async {
        loop {
            let (messages, _) = drain(&mut inlet, position).await;
            if let Some(message) = messages.into_iter().next() {
                return String::from_utf8(message.raw).unwrap();
            }
            sleep(Duration::from_millis(20)).await;
        }
    });
    let returned = returned.await.unwrap();
    assert!(returned.contains("multipart/report") && returned.contains("nobody@nowhere.test"), "{returned}");
    assert_eq!(dovecot.flags("marie@parents.test", "INBOX").len(), 1);
}
