//! Sending: over a server that fails on purpose, and over Postfix.

use std::time::Duration;

use chrono::{DateTime, Utc};
use guichet::config::{Centre, Smtp};
use guichet::domain::Language;
use guichet::message::Outgoing;
use guichet::transport::smtp::{self, SmtpOutlet};
use guichet::transport::{Outlet, SendError};
use tokio::time::{sleep, timeout};

use super::{CENTRE, SOON, baseline, drain, inlet};
use crate::servers::dovecot::Dovecot;
use crate::servers::postfix::Postfix;
use crate::servers::smtp_sink::{Mishap, SmtpSink, Stage};

fn letter(to: &str) -> Outgoing {
    Outgoing {
        to: to.parse().unwrap(),
        language: Language::FR,
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
    let returned = timeout(SOON, async {
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
