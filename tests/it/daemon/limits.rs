//! What is more than the counter takes: it says so, and does nothing by halves.

use super::{CENTRE, DUPONT, Installation, Letter, Mail, wednesday_after};
use crate::servers::dovecot::Dovecot;
use crate::servers::smtp_sink::SmtpSink;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_message_that_is_too_large_nothing_is_done_and_its_writer_is_told_what_to_do() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start(None).await;
    let installation = Installation::opened(&dovecot.imap_section(CENTRE, ""), &sink.smtp_section());
    let daemon = installation.start().await;
    let day = wednesday_after(7).format("%d/%m/%Y");
    let words = format!("réserver Marie mer {day} matin");
    // What stands behind the first half megabyte might be "sauf" or "non".
    let photo = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcd\n".repeat(26 * 1024 * 1024 / 63);
    let mail = Mail { subject: &words, ..Mail::new(DUPONT, "photo", format!("{words}\n\n{photo}")) };
    dovecot.deliver(CENTRE, &mail.vouched()).await;
    installation.quiet_after(1).await;
    assert!(daemon.stop().success());

    assert_eq!(installation.ask("SELECT fate FROM inbox WHERE channel = 'mail'").await, "too_big");
    assert_eq!(installation.ask("SELECT COUNT(*) FROM booking").await, "0");
    assert_eq!(dovecot.flags(CENTRE, "INBOX"), [""], "it stays unread");
    let letters = sink.letters();
    assert_eq!(letters.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), [DUPONT]);
    let letter = Letter::parse(&letters[0].raw);
    let first = letter.text.split("\n\n").next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(
        first,
        "Bonjour, votre message fait 27 Mo : il est trop volumineux pour être lu en entier (la limite est de 25 Mo). \
         Rien de ce qu'il demande n'a été fait."
    );
    assert!(letter.words().contains("Renvoyez-le sans la pièce jointe"), "{}", letter.text);
    assert_eq!(letter.in_reply_to, ["photo@example.org"]);
    installation.audit().await;
}

/// A mail as a telephone sends it: photos, and words around them.
fn with_photos(id: &str, words: &str) -> Vec<u8> {
    let photo =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQg=\r\n".repeat(3 * 1024 * 1024 / 78);
    let part = |text: &str| format!("--p\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n");
    let file = format!(
        "--p\r\nContent-Type: image/jpeg; name=IMG_1.jpeg\r\nContent-Disposition: inline; filename=IMG_1.jpeg\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{photo}"
    );
    let body = format!("{}{file}{}--p--", part(""), part(words));
    let mail = String::from_utf8(Mail { subject: "", ..Mail::new(DUPONT, id, body) }.vouched()).unwrap();
    mail.replacen("text/plain; charset=UTF-8; format=flowed", "multipart/mixed; boundary=p", 1).into_bytes()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_behind_a_photo_of_three_megabytes_are_done_and_a_photo_alone_stays_unread() {
    let dovecot = Dovecot::start();
    let sink = SmtpSink::start(None).await;
    let installation = Installation::opened(&dovecot.imap_section(CENTRE, ""), &sink.smtp_section());
    let daemon = installation.start().await;
    let words = format!("réserver Marie mer {} matin", wednesday_after(7).format("%d/%m/%Y"));
    dovecot.deliver(CENTRE, &with_photos("photo", "Envoyé de mon iPhone")).await;
    installation.quiet_after(1).await;
    dovecot.deliver(CENTRE, &with_photos("words", &words)).await;
    installation.quiet_after(2).await;
    assert!(daemon.stop().success());

    let fates = "SELECT fate FROM inbox WHERE channel = 'mail' ORDER BY sequence";
    assert_eq!(installation.ask(fates).await, "files_only\nacted");
    assert_eq!(installation.ask("SELECT COUNT(*) FROM booking").await, "1");
    let flags = dovecot.flags(CENTRE, "INBOX");
    assert!(!flags[0].contains("Seen") && flags[1].contains("\\Seen"), "{flags:?}");
    let letters = sink.letters();
    let to_parent = Letter::parse(&letters.iter().find(|letter| letter.to == DUPONT).unwrap().raw);
    assert!(to_parent.words().contains("une personne du centre le verra"), "{}", to_parent.text);
    installation.audit().await;
}
