//! Mail that no person wrote: bounces, receipts, out-of-office notes, lists, our own letters. None is answered or obeyed.

use super::header::{Field, value, values};
use super::structured::Parameterised;
use crate::domain::Address;
use crate::message::Fate;

/// More hops than this is a loop (RFC 5321 §6.3 asks for a bound of at least 100 in a relay; real mail has under 20).
const MOST_HOPS: usize = 50;

/// Subjects that begin so are answers of a machine. A bare "Absence" is not among them: parents announce absences.
const SUBJECTS: [&str; 18] = [
    "réponse automatique",
    "reponse automatique",
    "réponse d'absence",
    "message automatique",
    "absence du bureau",
    "absent du bureau",
    "absente du bureau",
    "je suis absent",
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "auto:",
    "automatic response",
    "out of office",
    "out of the office",
    "vacation reply",
    "away from the office",
];

const NO_REPLY: [&str; 8] = [
    "noreply",
    "no-reply",
    "no_reply",
    "donotreply",
    "do-not-reply",
    "nepasrepondre",
    "ne-pas-repondre",
    "ne_pas_repondre",
];

/// The fate of a mail that a machine wrote; nothing where a person may have written it.
///
/// `X-Auto-Response-Suppress` alone says nothing: Exchange puts it on people's mails too.
#[must_use]
pub fn fate(fields: &[Field], subject: &str, own: &[Address]) -> Option<Fate> {
    if values(fields, "received").count() > MOST_HOPS || is_from_us(fields, own) {
        return Some(Fate::OwnLoop);
    }
    report(fields).or_else(|| answer(fields, subject)).or_else(|| list(fields)).or_else(|| returned(fields))
}

fn is_from_us(fields: &[Field], own: &[Address]) -> bool {
    values(fields, "x-loop").any(|value| own.iter().any(|own| value.to_ascii_lowercase().contains(own.as_str())))
}

/// RFC 3464 and RFC 8098, and what servers send without either.
fn report(fields: &[Field]) -> Option<Fate> {
    let content = Parameterised::parse(value(fields, "content-type").unwrap_or_default());
    match content.kind.as_str() {
        "multipart/report" if content.says("report-type", "disposition-notification") => return Some(Fate::Receipt),
        "message/disposition-notification" => return Some(Fate::Receipt),
        "multipart/report" | "message/delivery-status" => return Some(Fate::Bounce),
        _ => {}
    }
    let daemons = ["mailer-daemon", "mailerdaemon", "mail-daemon", "postmaster"];
    let names_one = |name| values(fields, name).any(|value| daemons.iter().any(|daemon| has_local_part(value, daemon)));
    (["from", "sender", "return-path"].into_iter().any(names_one) || value(fields, "x-failed-recipients").is_some())
        .then_some(Fate::Bounce)
}

/// RFC 3834 and its forerunners.
fn answer(fields: &[Field], subject: &str) -> Option<Fate> {
    let submitted = value(fields, "auto-submitted").map(|value| Parameterised::parse(value).kind);
    let is_marked = submitted.is_some_and(|kind| kind != "no")
        || ["x-autoreply", "x-auto-reply", "x-autorespond", "x-autoresponder", "x-autoreply-from"]
            .into_iter()
            .any(|name| value(fields, name).is_some_and(|value| !value.eq_ignore_ascii_case("no")))
        || values(fields, "precedence")
            .any(|value| matches!(value.to_ascii_lowercase().as_str(), "auto_reply" | "auto-reply"));
    let subject = subject.to_lowercase().replace('’', "'");
    let is_worded = SUBJECTS.iter().any(|start| subject.starts_with(start));
    let is_no_reply = values(fields, "from").any(|value| NO_REPLY.iter().any(|name| has_local_part(value, name)));
    (is_marked || is_worded || is_no_reply).then_some(Fate::AutoReply)
}

/// A read receipt as Outlook words it, where a server took its report away: "Lu : Liste", and a text that says when, or none.
#[must_use]
pub fn is_receipt(subject: &str, text: &str) -> bool {
    const SUBJECTS: [&str; 4] = ["lu:", "non lu:", "read:", "not read:"];
    const WORDS: [&str; 4] = ["a été lu", "sans être lu", "was read", "without being read"];
    let plain = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let subject = plain(subject).replace(" :", ":");
    let says_so = || {
        let text = plain(text);
        (text.starts_with("votre message") || text.starts_with("your message"))
            && WORDS.iter().any(|words| text.contains(words))
    };
    SUBJECTS.iter().any(|start| subject.starts_with(start)) && (!text.contains(char::is_alphanumeric) || says_so())
}

/// RFC 2919, RFC 2369 and the older word for it.
fn list(fields: &[Field]) -> Option<Fate> {
    let is_listed = value(fields, "list-id").is_some() || value(fields, "list-post").is_some();
    let is_bulk = values(fields, "precedence")
        .any(|value| matches!(value.to_ascii_lowercase().as_str(), "bulk" | "list" | "junk"));
    (is_listed || is_bulk).then_some(Fate::List)
}

/// An empty return path asks not to be answered; delivery reports have it (RFC 5321 §4.5.5).
fn returned(fields: &[Field]) -> Option<Fate> {
    value(fields, "return-path")
        .is_some_and(|path| path.replace(char::is_whitespace, "") == "<>")
        .then_some(Fate::Bounce)
}

/// Whether an address in the value has this local part; a daemon often has no domain.
fn has_local_part(value: &str, name: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let address = value.rsplit_once('<').map_or(value.as_str(), |(_, address)| address);
    let local = address.split(['@', '>', ' ', '(']).next().unwrap_or_default();
    local == name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::header::fields;

    fn of(header: &str) -> Option<Fate> {
        let own = ["centre@accueil.test".parse().unwrap()];
        let fields = fields(format!("From: marie@example.org\n{header}").as_bytes());
        let subject = crate::reading::header::subject(&fields);
        fate(&fields, &subject, &own)
    }

    #[test]
    fn machines_are_told_by_their_headers() {
        for (header, fate) in [
            ("Auto-Submitted: auto-replied (vacation)", Fate::AutoReply),
            ("Auto-Submitted: auto-generated; owner-email=\"x\"", Fate::AutoReply),
            ("X-Autoreply: yes", Fate::AutoReply),
            ("X-Autorespond: absent", Fate::AutoReply),
            ("Precedence: auto_reply", Fate::AutoReply),
            ("Subject: Réponse automatique : votre liste", Fate::AutoReply),
            ("Subject: =?utf-8?q?R=C3=A9ponse_automatique?=", Fate::AutoReply),
            ("Subject: Automatic reply: list", Fate::AutoReply),
            ("Subject: Absent du bureau", Fate::AutoReply),
            ("Subject: Out of Office", Fate::AutoReply),
            ("Precedence: bulk", Fate::List),
            ("Precedence: List", Fate::List),
            ("List-Id: <parents.example.org>", Fate::List),
            ("Content-Type: multipart/report; report-type=delivery-status; boundary=x", Fate::Bounce),
            ("Content-Type: multipart/report; boundary=x", Fate::Bounce),
            ("Content-Type: Multipart/Report; report-type=\"disposition-notification\"", Fate::Receipt),
            ("Return-Path: <>", Fate::Bounce),
            ("Return-Path: <MAILER-DAEMON>", Fate::Bounce),
            ("Sender: MAILER-DAEMON@mx.example.org (Mail Delivery System)", Fate::Bounce),
            ("X-Failed-Recipients: lea@example.org", Fate::Bounce),
            ("X-Loop: centre@accueil.test", Fate::OwnLoop),
        ] {
            assert_eq!(of(header), Some(fate), "{header}");
        }
        assert_eq!(of(&"Received: by a.test\n".repeat(51)), Some(Fate::OwnLoop));
    }

    #[test]
    fn receipts_are_told_by_their_words() {
        let french =
            "Votre message\n\n   À : Accueil\n   Objet : Liste\n   Envoyé : lundi 2 juillet\n\n a été\nlu le lundi";
        let english = "Your message \n  To: Accueil\n  Subject: List\n\n was read on Monday, 2 July 2012";
        for (subject, text) in [
            ("Lu : Liste", french),
            ("Lu\u{a0}: Liste", french),
            ("LU: Liste", ""),
            ("Read: List", english),
            ("Non lu : Liste", "Votre message a été supprimé sans être lu le lundi"),
            ("Not read: List", "Your message was deleted without being read on Monday"),
        ] {
            assert!(is_receipt(subject, text), "{subject}");
        }
        for (subject, text) in [
            ("Lu : Liste", "réserver Marie mer 11/07"),
            ("Lu et approuvé", french),
            ("Re: Lu : Liste", french),
            ("Read: List", "ok"),
        ] {
            assert!(!is_receipt(subject, text), "{subject}: {text}");
        }
    }

    #[test]
    fn people_are_not_taken_for_machines() {
        for header in [
            "Auto-Submitted: no",
            "X-Auto-Response-Suppress: All",
            "Subject: Undelivered Mail Returned to Sender",
            "Subject: Absence de Marie mercredi 11/07",
            "Subject: Re: Réponse automatique",
            "Precedence: first-class",
            "Return-Path: <marie@example.org>",
            "X-Loop: marie@example.org",
            "Content-Type: multipart/mixed; boundary=report-type",
        ] {
            assert_eq!(of(header), None, "{header}");
        }
        assert_eq!(of(&"Received: by a.test\n".repeat(50)), None);
    }
}
