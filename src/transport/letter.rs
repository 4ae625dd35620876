//! A letter's bytes: RFC 5322, ASCII only, the same each time it is built.

use chrono::{DateTime, Utc};
use data_encoding::{BASE64, HEXLOWER};
use ring::digest;

use crate::config::Centre;
use crate::message::Outgoing;

/// RFC 5322 §2.1.1: lines of 78 characters, 998 at the very most. RFC 2045 §6.7 has 76 for quoted-printable.
const LONGEST_LINE: usize = 76;
/// 45 bytes are 60 characters of base64; with `=?utf-8?B?…?=` that stays under the 75 of RFC 2047 §2.
const ENCODED_WORD: usize = 45;
/// A thread's identifiers that a letter repeats; the first and the newest are those that programs look at.
const MOST_REFERENCES: usize = 20;
/// A longer identifier is not worth repeating (RFC 5322 §2.1.1, with the brackets and the header's name).
const LONGEST_IDENTIFIER: usize = 250;

/// Builds the letter's bytes. `date` is the instant it was queued.
///
/// Whatever the texts hold, they make no header of their own: control characters become spaces.
#[must_use]
pub fn seal(letter: &Outgoing, from: &Centre, date: DateTime<Utc>) -> Vec<u8> {
    let boundary = boundary(&letter.message_id);
    let mut lines = vec![
        format!("Date: {}", date.to_rfc2822()),
        format!("From: {} <{}>", display_name(&from.name), from.address),
        format!("To: {}", letter.to),
        format!("Subject: {}", unstructured(&letter.subject)),
        format!("Message-ID: {}", identifiers([&letter.message_id])),
    ];
    let in_reply_to = identifiers(&letter.in_reply_to);
    if !in_reply_to.is_empty() {
        lines.push(format!("In-Reply-To: {in_reply_to}"));
    }
    let references = identifiers(first_and_newest(&letter.references));
    if !references.is_empty() {
        lines.push(format!("References: {references}"));
    }
    // RFC 3834 §5, and the same for Exchange: no automatic answer to an automatic letter.
    lines.push("Auto-Submitted: auto-replied".to_owned());
    lines.push("X-Auto-Response-Suppress: All".to_owned());
    lines.push("MIME-Version: 1.0".to_owned());
    lines.push(format!("Content-Type: multipart/alternative; boundary=\"{boundary}\""));
    lines.push(String::new());
    for (kind, text) in [("plain", &letter.text), ("html", &letter.html)] {
        lines.push(format!("--{boundary}"));
        lines.push(format!("Content-Type: text/{kind}; charset=utf-8"));
        lines.push("Content-Transfer-Encoding: quoted-printable".to_owned());
        lines.push(String::new());
        lines.push(quoted_printable(text));
    }
    lines.push(format!("--{boundary}--"));
    lines.push(String::new());
    lines.join("\r\n").into_bytes()
}

/// `=_` cannot occur in quoted-printable text, so no text can end its own part (RFC 2045 §6.7).
fn boundary(message_id: &str) -> String {
    let hash = digest::digest(&digest::SHA256, message_id.as_bytes());
    let short = hash.as_ref().first_chunk::<12>().map_or_else(String::new, |bytes| HEXLOWER.encode(bytes));
    format!("=_{short}")
}

fn display_name(name: &str) -> String {
    let name = one_line(name);
    if name.is_ascii() && name.len() <= LONGEST_LINE {
        format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        encoded_words(&name)
    }
}

/// A header value that is text (RFC 5322 §2.2.1).
fn unstructured(text: &str) -> String {
    let text = one_line(text);
    if text.is_ascii() && text.len() <= LONGEST_LINE && !text.contains("=?") { text } else { encoded_words(&text) }
}

fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.trim().to_owned()
}

/// RFC 2047: words of base64, none of them ending within a character, folded.
fn encoded_words(text: &str) -> String {
    let mut words = vec![String::new()];
    for c in text.chars() {
        match words.last_mut() {
            Some(word) if word.len() + c.len_utf8() <= ENCODED_WORD => word.push(c),
            _ => words.push(c.to_string()),
        }
    }
    let encoded: Vec<String> =
        words.iter().map(|word| format!("=?utf-8?B?{}?=", BASE64.encode(word.as_bytes()))).collect();
    encoded.join("\r\n ")
}

/// Message identifiers, folded. They may come from a stranger's letter: only what an identifier is made of is kept.
fn identifiers<'a>(identifiers: impl IntoIterator<Item = &'a String>) -> String {
    let kept = identifiers.into_iter().filter_map(|identifier| {
        let plain: String = identifier.chars().filter(|c| c.is_ascii_graphic() && !"<>".contains(*c)).collect();
        (!plain.is_empty() && plain.len() <= LONGEST_IDENTIFIER).then(|| format!("<{plain}>"))
    });
    kept.collect::<Vec<_>>().join("\r\n ")
}

fn first_and_newest(references: &[String]) -> impl Iterator<Item = &String> {
    let too_many = references.len().saturating_sub(MOST_REFERENCES);
    references.iter().take(1).chain(references.iter().skip(1 + too_many))
}

/// RFC 2045 §6.7, over lines that end as they should, whatever ended them before.
fn quoted_printable(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.split('\n').map(quoted_printable_line).collect::<Vec<_>>().join("\r\n")
}

fn quoted_printable_line(line: &str) -> String {
    let mut encoded = String::with_capacity(line.len());
    let mut width = 0;
    for (place, byte) in line.bytes().enumerate() {
        let is_last = place + 1 == line.len();
        // White space at the end of a line gets lost on the way.
        let as_it_is = matches!(byte, b'!'..=b'<' | b'>'..=b'~') || (matches!(byte, b' ' | b'\t') && !is_last);
        let piece = if as_it_is { char::from(byte).to_string() } else { format!("={byte:02X}") };
        if width + piece.len() >= LONGEST_LINE {
            encoded.push_str("=\r\n");
            width = 0;
        }
        width += piece.len();
        encoded.push_str(&piece);
    }
    encoded
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use mail_parser::MessageParser;
    use proptest::prelude::*;

    use super::*;

    fn centre() -> Centre {
        toml::from_str("name = 'Centre \"Les Alouettes\"'\naddress = 'centre@example.org'").unwrap()
    }

    fn letter() -> Outgoing {
        Outgoing {
            to: "marie@example.org".parse().unwrap(),
            language: centre().language,
            subject: "Réservé : Marie, mercredi 11 juillet".to_owned(),
            text: "Bonjour,\nMarie · mercredi 11 juillet · journée : demandé \nÀ bientôt".to_owned(),
            html: "<p>Bonjour, Marie est inscrite à la journée du mercredi 11 juillet : à bientôt !</p>".to_owned(),
            message_id: "abc123@example.org".to_owned(),
            in_reply_to: Some("question@example.org".to_owned()),
            references: vec!["first@example.org".to_owned(), "question@example.org".to_owned()],
        }
    }

    fn sealed(letter: &Outgoing) -> String {
        String::from_utf8(seal(letter, &centre(), Utc.with_ymd_and_hms(2012, 7, 2, 7, 0, 0).unwrap())).unwrap()
    }

    fn header_names(sealed: &str) -> Vec<&str> {
        let header = sealed.split("\r\n\r\n").next().unwrap();
        header.split("\r\n").filter(|line| !line.starts_with(' ')).map(|line| line.split(':').next().unwrap()).collect()
    }

    #[test]
    fn a_letter_is_read_back_as_it_was_written() {
        let bytes = sealed(&letter());
        let message = MessageParser::default().parse(bytes.as_bytes()).unwrap();
        assert_eq!(message.subject(), Some(letter().subject.as_str()));
        assert_eq!(message.from().unwrap().first().unwrap().name(), Some("Centre \"Les Alouettes\""));
        assert_eq!(message.from().unwrap().first().unwrap().address(), Some("centre@example.org"));
        assert_eq!(message.to().unwrap().first().unwrap().address(), Some("marie@example.org"));
        assert_eq!(message.message_id(), Some("abc123@example.org"));
        assert_eq!(message.in_reply_to().as_text(), Some("question@example.org"));
        assert_eq!(message.date().unwrap().to_rfc3339(), "2012-07-02T07:00:00Z");
        assert_eq!(message.body_text(0).unwrap().replace("\r\n", "\n").trim_end(), letter().text);
        assert_eq!(message.body_html(0).unwrap().trim_end(), letter().html);
    }

    #[test]
    fn it_says_that_it_is_automatic_and_each_header_stands_once() {
        let bytes = sealed(&letter());
        assert_eq!(
            header_names(&bytes),
            [
                "Date",
                "From",
                "To",
                "Subject",
                "Message-ID",
                "In-Reply-To",
                "References",
                "Auto-Submitted",
                "X-Auto-Response-Suppress",
                "MIME-Version",
                "Content-Type"
            ]
        );
        assert!(bytes.contains("\r\nAuto-Submitted: auto-replied\r\n"));
        assert!(bytes.contains("\r\nX-Auto-Response-Suppress: All\r\n"));
    }

    #[test]
    fn building_it_twice_gives_the_same_bytes() {
        assert_eq!(sealed(&letter()), sealed(&letter()));
    }

    #[test]
    fn a_long_thread_keeps_its_first_and_its_newest() {
        let references: Vec<String> = (0..50).map(|number| format!("{number}@example.org")).collect();
        let bytes = sealed(&Outgoing { references, ..letter() });
        let message = MessageParser::default().parse(bytes.as_bytes()).unwrap();
        let kept = message.references().as_text_list().unwrap().to_vec();
        assert_eq!(kept.len(), 20);
        assert_eq!(
            (kept[0].as_ref(), kept[1].as_ref(), kept[19].as_ref()),
            ("0@example.org", "31@example.org", "49@example.org")
        );
    }

    #[test]
    fn a_name_cannot_smuggle_a_header_in() {
        let subject = "Zoé\r\nBcc: x@y.test\r\n\r\n<script>".to_owned();
        let in_reply_to = Some("a@b.test>\r\nBcc: x@y.test".to_owned());
        let bytes = sealed(&Outgoing { subject, in_reply_to, ..letter() });
        assert!(!bytes.contains("\r\nBcc"));
        assert!(bytes.contains("In-Reply-To: <a@b.testBcc:x@y.test>\r\n"));
    }

    fn hostile() -> impl Strategy<Value = String> {
        proptest::collection::vec(
            prop_oneof![
                any::<char>().prop_map(String::from),
                "[ -~]{0,60}",
                Just("\r\n".to_owned()),
                Just("\r\n.\r\n".to_owned()),
                Just("\0".to_owned())
            ],
            0..12,
        )
        .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn whatever_the_texts_the_headers_and_parts_stay(
            name in hostile(), subject in hostile(), text in hostile(), html in hostile(), id in hostile()
        ) {
            let letter = Outgoing {
                subject: subject.clone(), text: text.clone(), html, in_reply_to: Some(format!("x{id}")), references: vec![format!("x{id}")], ..letter()
            };
            let from = Centre { name, ..centre() };
            let bytes = String::from_utf8(seal(&letter, &from, DateTime::UNIX_EPOCH)).unwrap();
            prop_assert_eq!(header_names(&bytes).iter().filter(|name| !["In-Reply-To", "References"].contains(name)).count(), 9);
            prop_assert!(bytes.is_ascii());
            prop_assert!(bytes.split("\r\n").all(|line| line.len() <= 998 && !line.contains(['\r', '\n', '\0'])));
            let message = MessageParser::default().parse(bytes.as_bytes()).unwrap();
            prop_assert_eq!(message.parts.len(), 3);
            let read = message.body_text(0).unwrap();
            let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n").trim_end().to_owned();
            prop_assert_eq!(lines(&read), lines(&text));
        }
    }
}
