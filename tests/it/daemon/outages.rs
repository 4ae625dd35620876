//! What the world does to a daemon: servers that die, refuse, or number their messages anew.

use std::time::Duration;

use super::{CENTRE, DIRECTOR, DUPONT, Installation, Letter, Mail, NGUYEN, wednesday_after};
use crate::servers::dovecot::Dovecot;
use crate::servers::smtp_sink::{Mishap, SmtpSink, Stage};

async fn write(dovecot: &Dovecot, from: &str, id: &str, text: &str) {
    dovecot.deliver(CENTRE, &Mail::new(from, id, text).vouched()).await;
}

fn day() -> String {
    wednesday_after(7).format("%d/%m/%Y").to_string()
}

/// What became of each letter, and after how many minutes it is tried again.
const OUTBOX: &str = "SELECT recipient, state, attempts, (unixepoch(due) - unixepoch(queued)) / 60, \
                      COALESCE(substr(last_error, 1, 7), '') FROM outbox ORDER BY id";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn old_mail_is_left_alone_at_the_first_start_and_what_came_while_it_was_off_is_answered() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start(Some(dovecot.lmtp)).await;
    let imap = dovecot.imap_section(CENTRE, "processed = { folder = \"Traités\" }");
    let installation = Installation::opened(&imap, &sink.smtp_section());
    for number in 0..3 {
        write(&dovecot, DUPONT, &format!("old-{number}"), "statut").await;
    }
    let daemon = installation.start().await;
    write(&dovecot, DUPONT, "new", "statut").await;
    installation.quiet_after(1).await;
    assert!(daemon.stop().success());
    assert_eq!(sink.letters().len(), 1);
    assert_eq!(dovecot.flags(CENTRE, "INBOX"), ["", "", ""]);
    assert_eq!(dovecot.flags(CENTRE, "Traités"), ["\\Seen"]);

    write(&dovecot, NGUYEN, "while-off", "statut").await;
    let daemon = installation.start().await;
    installation.quiet_after(2).await;
    assert!(daemon.stop().success());
    assert_eq!(sink.letters().iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), [DUPONT, NGUYEN]);
    assert_eq!(dovecot.flags(CENTRE, "Traités"), ["\\Seen", "\\Seen"]);
    installation.audit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_that_comes_after_the_mail_server_was_killed_is_answered() {
    let mut dovecot = Dovecot::start();
    let sink = SmtpSink::start(None).await;
    let installation = Installation::opened(&dovecot.imap_section(CENTRE, ""), &sink.smtp_section());
    let daemon = installation.start().await;
    write(&dovecot, DUPONT, "before", "statut").await;
    installation.quiet_after(1).await;

    dovecot.kill();
    daemon.says("the mail server cannot be reached").await;
    dovecot.start_again();
    write(&dovecot, DUPONT, "after", &format!("réserver Marie mer {} matin", day())).await;
    installation.quiet_after(2).await;
    assert!(daemon.stop().success());
    let answered = sink.letters().iter().map(|letter| Letter::parse(&letter.raw).in_reply_to).collect::<Vec<_>>();
    assert_eq!(answered, [vec!["before@example.org"], vec!["after@example.org"], vec![]]);
    assert_eq!(dovecot.flags(CENTRE, "INBOX"), ["\\Seen Guichet", "\\Seen Guichet"]);
    installation.audit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_that_is_refused_for_now_waits_alone_and_then_arrives_once() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start(None).await;
    let installation = Installation::opened(&dovecot.imap_section(CENTRE, ""), &sink.smtp_section());
    let daemon = installation.start().await;
    sink.plan(Stage::Recipient, Mishap::Reply("451 4.7.1 greylisted"));
    write(&dovecot, DUPONT, "greylisted", "statut").await;
    installation.await_answer(OUTBOX, "dupont@example.org | waiting | 1 | 5 | not now").await;
    write(&dovecot, NGUYEN, "next", "statut").await;
    let both = "dupont@example.org | waiting | 1 | 5 | not now\nnguyen@example.org | sent | 1 | 0 | ";
    installation.await_answer(OUTBOX, both).await;
    assert!(daemon.stop().success());
    assert_eq!(sink.letters().len(), 1);

    // Five minutes later.
    installation.ask("UPDATE outbox SET due = queued WHERE state = 'waiting'").await;
    let daemon = installation.start().await;
    let both = "dupont@example.org | sent | 2 | 0 | \nnguyen@example.org | sent | 1 | 0 | ";
    installation.await_answer(OUTBOX, both).await;
    assert!(daemon.stop().success());
    assert_eq!(sink.letters().iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), [NGUYEN, DUPONT]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_that_is_refused_for_good_is_given_up_and_told_and_the_daemon_goes_on() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start(None).await;
    let installation = Installation::opened(&dovecot.imap_section(CENTRE, ""), &sink.smtp_section());
    let daemon = installation.start().await;
    sink.plan(Stage::Recipient, Mishap::Reply("550 5.1.1 no such user"));
    write(&dovecot, DUPONT, "unreachable", "statut").await;
    let told = "dupont@example.org | dead | 1 | 0 | refused\ndirectrice@example.org | sent | 1 | 0 | ";
    installation.await_answer(OUTBOX, told).await;
    assert!(daemon.said().contains("given up"), "{}", daemon.said());
    sink.plan(Stage::Accepted, Mishap::Drop);
    write(&dovecot, NGUYEN, "in-doubt", "statut").await;
    installation.await_answer(OUTBOX, &format!("{told}\nnguyen@example.org | waiting | 1 | 15 | unknown")).await;
    write(&dovecot, DUPONT, "next", &format!("réserver Marie mer {} matin", day())).await;
    installation.await_answer("SELECT COUNT(*) FROM outbox WHERE state = 'sent'", "3").await;
    assert!(daemon.stop().success());
    let letters = sink.letters();
    assert_eq!(
        letters.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(),
        [DIRECTOR, NGUYEN, DUPONT, DIRECTOR]
    );
    let letter = Letter::parse(&letters[0].raw);
    assert_eq!(letter.subject, "Lettre non remise à Mme Dupont (dupont@example.org)");
    for words in [
        "Le serveur de messagerie la refuse définitivement.",
        "objet : Vos réservations",
        "erreur : refused: permanent error (550): 5.1.1 no such user",
        "prévenez cette personne autrement",
    ] {
        assert!(letter.words().replace('\u{a0}', " ").contains(words), "{words}: {}", letter.text);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nobody_can_be_reached_each_letter_is_told_once_and_then_only_logged_and_shown_by_the_check() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start(None).await;
    let installation = Installation::opened(&dovecot.imap_section(CENTRE, ""), &sink.smtp_section());
    let daemon = installation.start().await;
    // The parent's answer, the director's list, and both letters that tell of it.
    for _ in 0..4 {
        sink.plan(Stage::Recipient, Mishap::Reply("550 5.7.1 relaying denied"));
    }
    write(&dovecot, DUPONT, "booking", &format!("réserver Marie mer {} matin", day())).await;
    installation.await_answer("SELECT COUNT(*) FROM outbox WHERE state = 'dead'", "4").await;
    // Whatever could follow has its turn before this.
    write(&dovecot, NGUYEN, "status", "statut").await;
    installation.quiet_after(2).await;
    assert!(daemon.stop().success());
    assert_eq!(
        installation.ask("SELECT recipient, state FROM outbox ORDER BY id").await,
        "dupont@example.org | dead\ndirectrice@example.org | dead\ndirectrice@example.org | dead\n\
         operator@example.org | dead\nnguyen@example.org | sent"
    );
    assert_eq!(installation.ask("SELECT COUNT(*) FROM inbox WHERE channel = 'delivery'").await, "2");
    installation.audit().await;

    let check = installation.tell(&["check"]);
    assert_eq!(check.code, Some(0), "everything answers all the same: {check:?}");
    let shown: Vec<&str> = check.out.lines().filter_map(|line| line.strip_prefix("! letter to ")).collect();
    assert_eq!(shown.len(), 4, "{}", check.out);
    assert!(shown[3].starts_with(DUPONT) && shown[3].contains("given up: refused: permanent error (550)"), "{shown:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_that_is_being_handed_over_is_finished_before_the_daemon_stops() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start(None).await;
    let installation = Installation::opened(&dovecot.imap_section(CENTRE, ""), &sink.smtp_section());
    let daemon = installation.start().await;
    sink.plan(Stage::Accepted, Mishap::Delay(Duration::from_secs(1)));
    write(&dovecot, DUPONT, "slow", "statut").await;
    sink.await_letters(1).await;
    assert!(daemon.stop().success());
    assert_eq!(installation.ask(OUTBOX).await, "dupont@example.org | sent | 1 | 0 | ");
    assert_eq!(sink.letters().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_the_mailbox_numbers_its_messages_anew_nothing_is_answered_twice() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start(None).await;
    let installation = Installation::opened(&dovecot.imap_section(CENTRE, ""), &sink.smtp_section());
    let daemon = installation.start().await;
    write(&dovecot, DUPONT, "booking", &format!("réserver Marie mer {} matin", day())).await;
    write(&dovecot, NGUYEN, "status", "statut").await;
    // Without words in it and without a sender: closed from its outside.
    dovecot.deliver(CENTRE, b"Subject: nobody\r\n\r\nstatut\r\n").await;
    installation.quiet_after(3).await;

    dovecot.doveadm(&["mailbox", "update", "-u", CENTRE, "--uid-validity", "4242", "INBOX"]);
    write(&dovecot, NGUYEN, "after", &format!("réserver Léo mer {} matin", day())).await;
    installation.quiet_after(7).await;
    assert!(daemon.stop().success());
    assert_eq!(
        installation.ask("SELECT fate, COUNT(*) FROM inbox WHERE channel = 'mail' GROUP BY fate ORDER BY fate").await,
        "acted | 2\nduplicate | 2\nno_sender | 2\ntold | 1"
    );
    assert_eq!(installation.ask("SELECT COUNT(*) FROM booking").await, "2");
    let answered: Vec<_> = sink.letters().iter().flat_map(|letter| Letter::parse(&letter.raw).in_reply_to).collect();
    assert_eq!(answered, ["booking@example.org", "status@example.org", "after@example.org"]);
    let done = "\\Seen Guichet";
    assert_eq!(dovecot.flags(CENTRE, "INBOX"), [done, done, "", done]);
    installation.audit().await;
}
