//! The mailbox on a real Dovecot.

use std::time::{Duration, Instant};

use guichet::message::{Inbound, MessageKey};
use guichet::transport::imap;
use guichet::transport::{Finding, Inlet, Mark};
use tokio::sync::Notify;
use tokio::time::sleep;

use super::{CENTRE, SOON, baseline, drain, inlet, mail, settings, subject};
use crate::servers::dovecot::Dovecot;

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
    assert!(start.elapsed() >= Duration::from_millis(300) && start.elapsed() < SOON);
    let (messages, _) = drain(&mut inlet, position).await;
    assert_eq!(messages.iter().map(subject).collect::<Vec<_>>(), ["announced"]);

    let start = Instant::now();
    let (waited, ()) = tokio::join!(inlet.wait(&wake), async {
        sleep(Duration::from_millis(100)).await;
        wake.notify_one();
    });
    waited.unwrap();
    assert!(start.elapsed() < SOON);
}

#[tokio::test]
async fn mail_that_comes_while_others_are_marked_is_not_waited_for() {
    let dovecot = Dovecot::start();
    let mut inlet = inlet(&dovecot, "");
    let position = baseline(&mut inlet).await;
    dovecot.deliver(CENTRE, &mail("first")).await;
    let (messages, position) = drain(&mut inlet, position).await;
    dovecot.deliver(CENTRE, &mail("second")).await;
    // The server announces the second with its answer to this, and never again.
    inlet.mark(&messages[0].key, Mark::Processed).await.unwrap();
    let start = Instant::now();
    inlet.wait(&Notify::new()).await.unwrap();
    assert!(start.elapsed() < SOON);
    let (messages, _) = drain(&mut inlet, position).await;
    assert_eq!(messages.iter().map(subject).collect::<Vec<_>>(), ["second"]);
}

#[tokio::test]
async fn waiting_is_renewed_after_its_time_although_nothing_happens() {
    let dovecot = Dovecot::start();
    let mut inlet = inlet(&dovecot, "idle = 1");
    let position = baseline(&mut inlet).await;
    let start = Instant::now();
    inlet.wait(&Notify::new()).await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1) && start.elapsed() < SOON);
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
    assert!(start.elapsed() >= Duration::from_secs(1) && start.elapsed() < SOON);
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
    // The server has added lines of its own on top.
    let size = u64::try_from(large.len()).unwrap();
    assert!(
        messages[0].cut_from.is_some_and(|whole| (size..size + 4096).contains(&whole)),
        "{:?}",
        messages[0].cut_from
    );
    assert_eq!(messages[1].cut_from, None);
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
