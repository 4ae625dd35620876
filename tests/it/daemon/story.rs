//! The story that the house plan opens with, through Postfix and Dovecot: a request, a list, "ok", a notice, a
//! cancellation.

use chrono::{Datelike, NaiveDate};

use super::{CENTRE, DIRECTOR, DUPONT, Installation, Letter, Mail, Mailbox, wednesday_after};
use crate::servers::dovecot::Dovecot;
use crate::servers::postfix::Postfix;

/// What every letter has, and these words in this order in its text.
fn says(letter: &Letter, to: &str, subject: &str, words: &[&str]) {
    assert_eq!(letter.from, format!("Accueil de loisirs <{CENTRE}>"));
    assert_eq!(letter.to, [to]);
    assert_eq!(letter.subject.replace('\u{a0}', " "), subject);
    assert_eq!(letter.auto_submitted, "auto-replied");
    assert!(letter.message_id.ends_with("@example.org"), "{}", letter.message_id);
    assert_eq!(letter.attachments, 0);
    for (kind, text) in [("text", letter.words()), ("HTML", letter.html.clone())] {
        let mut rest = text.as_str();
        for word in words {
            rest = rest.split_once(word).unwrap_or_else(|| panic!("not in the {kind}: {word}\n{text}")).1;
        }
    }
    assert!(letter.html.contains("<html lang=\"fr\">") && letter.html.contains("</html>"), "{}", letter.html);
}

/// That the letter continues the thread of the mail that it answers.
fn answers(letter: &Letter, mail: &Mail) {
    let thread: Vec<String> = mail.thread.iter().cloned().chain([format!("{}@example.org", mail.id)]).collect();
    assert_eq!(letter.in_reply_to, thread[mail.thread.len()..]);
    assert_eq!(letter.references, thread);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_is_listed_accepted_and_cancelled_on_real_servers() {
    let dovecot = Dovecot::start();
    let postfix = Postfix::start(&dovecot);
    let installation = Installation::opened(&dovecot.imap_section(CENTRE, ""), &postfix.smtp_section(CENTRE));
    let mut parent = Mailbox::open(&dovecot, DUPONT).await;
    let mut director = Mailbox::open(&dovecot, DIRECTOR).await;
    let daemon = installation.start().await;
    let wednesday = wednesday_after(7);
    let day = wednesday.format("%d/%m/%Y");
    let spoken = spoken(wednesday);

    let request = Mail::new(DUPONT, "request", format!("Bonjour,\nréserver Marie mer {day} journée\nMerci"));
    postfix.bring(DUPONT, CENTRE, &request.bytes()).await;
    let answer = parent.letter().await;
    let subject = format!("Demande n° 1 enregistrée : Marie, {spoken} [#1]");
    says(&answer, DUPONT, &subject, &["réserver Marie mer", "en demande"]);
    answers(&answer, &request);
    let list = director.letter().await;
    let subject = format!("1 demande à valider - semaine {} [lot 1]", week(wednesday));
    says(&list, DIRECTOR, &subject, &["1 ligne attend votre décision", "DUPONT Marie", "ok", "attente 1", "list.1."]);
    assert!(list.references.is_empty(), "a list begins a thread: {:?}", list.references);

    let approval = Mail::reply(DIRECTOR, "ok-1", "ok", &list);
    postfix.bring(DIRECTOR, CENTRE, &approval.bytes()).await;
    let receipt = director.letter().await;
    says(
        &receipt,
        DIRECTOR,
        "1 réservation acceptée [lot 1]",
        &["Lot 1", "DUPONT Marie", "accepté", "1 famille est prévenue"],
    );
    answers(&receipt, &approval);
    let notice = parent.letter().await;
    says(&notice, DUPONT, &format!("Accepté : Marie, {spoken} [#1]"), &[&format!("accepté pour Marie, {spoken}")]);

    let cancellation = Mail::reply(DUPONT, "cancel", &format!("annuler Marie mer {day}"), &notice);
    postfix.bring(DUPONT, CENTRE, &cancellation.bytes()).await;
    let answer = parent.letter().await;
    says(&answer, DUPONT, &format!("Demande d'annulation : Marie, {spoken}"), &["annuler Marie mer"]);
    answers(&answer, &cancellation);
    let list = director.letter().await;
    let subject = format!("1 demande à valider - semaine {} [lot 2]", week(wednesday));
    says(&list, DIRECTOR, &subject, &["DUPONT Marie", "annulation demandée", "list.2."]);

    let approval = Mail::reply(DIRECTOR, "ok-2", "ok", &list);
    postfix.bring(DIRECTOR, CENTRE, &approval.bytes()).await;
    says(&director.letter().await, DIRECTOR, "1 annulation acceptée [lot 2]", &["DUPONT Marie", "annulation acceptée"]);
    let notice = parent.letter().await;
    says(&notice, DUPONT, &format!("Annulé : Marie, {spoken} [#1]"), &[&format!("annulé pour Marie, {spoken}")]);

    postfix.bring(DUPONT, CENTRE, &Mail::new(DUPONT, "chat", "Le gâteau était délicieux").bytes()).await;
    says(&parent.letter().await, DUPONT, "Une précision, s'il vous plaît", &["Le gâteau était délicieux"]);

    installation.quiet_after(5).await;
    assert!(daemon.stop().success());
    assert_eq!((parent.letters().await, director.letters().await), (Vec::new(), Vec::new()));
    // What was dealt with bears the keyword; what was not understood is left unread for a person.
    let done = "\\Seen Guichet";
    assert_eq!(dovecot.flags(CENTRE, "INBOX"), [done, done, done, done, ""]);
    assert_eq!(installation.ask("SELECT state, COUNT(*) FROM booking GROUP BY state").await, "cancelled | 1");
    installation.audit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_that_comes_back_is_not_answered_and_stays_unread_for_a_person() {
    let dovecot = Dovecot::start();
    let postfix = Postfix::start(&dovecot);
    let installation = Installation::new(&dovecot.imap_section(CENTRE, ""), &postfix.smtp_section(CENTRE));
    let families = installation.spreadsheets().join("families.csv");
    let moved = std::fs::read_to_string(&families).unwrap().replace(DUPONT, "dupont@nowhere.test");
    std::fs::write(&families, moved).unwrap();
    installation.import();
    let daemon = installation.start().await;
    dovecot.deliver(CENTRE, &Mail::new("dupont@nowhere.test", "status", "statut").vouched()).await;
    installation.quiet_after(2).await;
    assert!(daemon.stop().success());
    let fates = installation.ask("SELECT fate FROM inbox WHERE channel = 'mail' ORDER BY id").await;
    assert_eq!(fates, "told\nbounce");
    assert_eq!(dovecot.flags(CENTRE, "INBOX"), ["\\Seen Guichet", ""]);
    assert_eq!(installation.ask("SELECT COUNT(*) FROM outbox").await, "1");
}

/// `mercredi 11 juillet`.
fn spoken(day: NaiveDate) -> String {
    const MONTHS: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    let date = if day.day() == 1 { "1er".to_owned() } else { day.day().to_string() };
    format!("mercredi {date} {}", MONTHS[usize::try_from(day.month0()).unwrap()])
}

fn week(day: NaiveDate) -> u32 {
    day.iso_week().week()
}
