//! The header block as it was sent: fields in their order, unfolded, and the strict reading of one sender.

use std::borrow::Cow;

use mail_parser::parsers::MessageStream;

use super::structured::without_comments;
use crate::domain::Address;
use crate::message::Fate;

/// A header field: its name in lower case without blanks and control characters, its value on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    pub value: String,
}

/// A subject is read this far (in octets); decoding encoded words is not linear in their number.
const LONGEST_SUBJECT: usize = 2_000;

/// A Message-ID is at most this long (in octets); a header line has at most 998 (RFC 5322 §2.1.1).
const LONGEST_ID: usize = 500;

/// The fields of a header block, in their order.
///
/// Mail programs disagree on odd lines (`From : …`, ` From: …`, a NUL in the name): whoever reads one of them as a second
/// sender could be told another story than we are. So every line that *anybody* may read as a From is one here.
#[must_use]
pub fn fields(block: &[u8]) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for line in block.split(|byte| *byte == b'\n') {
        let line = decoded(line.strip_suffix(b"\r").unwrap_or(line));
        let folded = line.starts_with([' ', '\t']);
        match fields.last_mut() {
            Some(last) if folded && (!is_a_hidden_from(&line) || is_a_signature(&last.value)) => {
                last.value.push_str(&line);
            }
            _ => fields.push(Field { name: String::new(), value: line.into_owned() }),
        }
    }
    fields.iter().filter_map(named).collect()
}

/// The first value of a field; `name` in lower case.
#[must_use]
pub fn value<'a>(fields: &'a [Field], name: &str) -> Option<&'a str> {
    values(fields, name).next()
}

/// All values of a field, from the top; `name` in lower case.
pub fn values<'a>(fields: &'a [Field], name: &str) -> impl Iterator<Item = &'a str> {
    fields.iter().filter(move |field| field.name == name).map(|field| field.value.as_str())
}

/// The subject with its encoded words (RFC 2047) decoded, blanks joined, no control characters.
#[must_use]
pub fn subject(fields: &[Field]) -> String {
    let raw = value(fields, "subject").unwrap_or_default();
    let line = format!("{}\n", prefix(raw, LONGEST_SUBJECT));
    let decoded = MessageStream::new(line.as_bytes()).parse_unstructured().into_text().unwrap_or_default();
    let visible: String = decoded.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether [`subject`] reads all of it.
#[must_use]
pub fn is_subject_whole(fields: &[Field]) -> bool {
    value(fields, "subject").is_none_or(|subject| subject.len() <= LONGEST_SUBJECT)
}

/// Message-IDs of a field such as `References`, without angle brackets.
///
/// They are written into our answers, so none is taken that would not fit a header line as it stands.
pub fn message_ids(value: &str) -> impl Iterator<Item = String> + '_ {
    let ids = value.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(id, _)| id.trim());
    ids.filter(|id| (1..=LONGEST_ID).contains(&id.len()) && id.chars().all(|c| c.is_ascii_graphic())).map(str::to_owned)
}

/// The one mailbox that wrote the mail.
///
/// # Errors
/// `NoSender`, `ManySenders` (RFC 7489 §6.6.1) or `BadAddress`: anything but one plain mailbox.
pub fn sender(fields: &[Field]) -> Result<Address, Fate> {
    let mut all = values(fields, "from");
    let value = all.next().ok_or(Fate::NoSender)?.trim();
    if all.next().is_some() {
        return Err(Fate::ManySenders);
    }
    if value.is_empty() {
        return Err(Fate::NoSender);
    }
    mailbox(value)
}

fn mailbox(value: &str) -> Result<Address, Fate> {
    if value.chars().any(|c| c.is_control() && c != '\t') {
        return Err(Fate::BadAddress);
    }
    let bare = without_comments(value).ok_or(Fate::BadAddress)?;
    let (name, rest) = split_display_name(bare.trim());
    let Some(angle) = rest.strip_prefix('<') else {
        return address(rest);
    };
    let (inside, after) = angle.split_once('>').ok_or(Fate::BadAddress)?;
    if inside.trim().is_empty() && after.trim().is_empty() && name.trim().is_empty() {
        return Err(Fate::NoSender);
    }
    let address = address(inside)?;
    // A bare address for a name is common (`a@b.org <a@b.org>`); another one there is a trick.
    let name_is_plain = !name.contains([',', ';', ':', '>', '\\'])
        && (!name.contains('@') || name.trim().eq_ignore_ascii_case(address.as_str()));
    if name_is_plain && after.trim().is_empty() { Ok(address) } else { Err(Fate::BadAddress) }
}

fn address(text: &str) -> Result<Address, Fate> {
    // `=?` opens an encoded word, which mail programs would show decoded and servers take as it stands.
    if text.contains("=?") { Err(Fate::BadAddress) } else { text.parse().map_err(|_| Fate::BadAddress) }
}

/// Cuts before the first `<` outside quotes; what is quoted in the name is left out of it, for it proves nothing.
fn split_display_name(value: &str) -> (String, &str) {
    let mut name = String::new();
    let mut quoted = false;
    let mut escaped = false;
    for (place, c) in value.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '<' if !quoted => return (name, value.get(place..).unwrap_or_default()),
            _ if !quoted => name.push(c),
            _ => {}
        }
    }
    (String::new(), value)
}

fn named(field: &Field) -> Option<Field> {
    let (name, value) = field.value.split_once(':')?;
    let name: String = name.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').collect();
    let name = name.trim().to_ascii_lowercase();
    (!name.is_empty() && !name.contains(' ')).then(|| Field { name, value: value.trim().to_owned() })
}

fn is_a_hidden_from(line: &str) -> bool {
    let Some((name, value)) = line.split_once(':') else { return false };
    name.trim().eq_ignore_ascii_case("from") && value.contains('@')
}

/// A signature lists the names of the fields it covers, and may fold anywhere.
fn is_a_signature(line: &str) -> bool {
    let name = prefix(line, 40).to_ascii_lowercase();
    let name = name.split(':').next().unwrap_or_default();
    name.contains("dkim") || name.starts_with("arc-")
}

fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(super::body::windows_1252(bytes)),
    }
}

/// The longest beginning of `text` of at most `longest` octets that ends between two characters.
pub(super) fn prefix(text: &str, longest: usize) -> &str {
    let end = (0..=longest.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sender_of(header: &[u8]) -> Result<String, Fate> {
        sender(&fields(header)).map(|address| address.as_str().to_owned())
    }

    #[test]
    fn one_plain_mailbox_is_a_sender() {
        for header in [
            "From: marie@example.org",
            "From: <Marie@Example.org>",
            "from:marie@example.org\n",
            "FROM: \"Dupont, Marie\" <marie@example.org>",
            "From: =?utf-8?q?Zo=C3=A9?= <marie@example.org>",
            "From: Marie DUPONT\r\n <marie@example.org>\r\n",
            "From: marie@example.org (Marie)",
            "From: marie@example.org <marie@example.org>",
            "From: \"directrice@centre.test\" <marie@example.org>",
            "From: M. Dupont <marie@example.org>",
            "DKIM-Signature: v=1; d=example.org; h=to:\r\n\tfrom:subject; i=@example.org\r\nFrom: marie@example.org",
        ] {
            assert_eq!(sender_of(header.as_bytes()), Ok("marie@example.org".to_owned()), "{header:?}");
        }
    }

    /// The shapes that made mail servers and mail programs see two different senders (Chen, Paxson, Jiang: "Composition
    /// Kills", USENIX Security 2020), written anew.
    #[test]
    fn the_22_shapes_of_a_forged_sender_are_refused() {
        let shapes: [(&[u8], Fate); 22] = [
            (b"From: <any@attack.test>\r\nFrom: <marie@example.org>", Fate::ManySenders),
            (b"From: <marie@example.org>\r\nfrom: <any@attack.test>", Fate::ManySenders),
            (b"From : <any@attack.test>\r\nFrom: <marie@example.org>", Fate::ManySenders),
            (b"From: <marie@example.org>\r\nFrom\t: <any@attack.test>", Fate::ManySenders),
            (b" From: <any@attack.test>\r\nFrom: <marie@example.org>", Fate::ManySenders),
            (b"From: <marie@example.org>\r\n From: <any@attack.test>", Fate::ManySenders),
            (b"From\r\n : <any@attack.test>\r\nFrom: <marie@example.org>", Fate::ManySenders),
            (b"From\0: <any@attack.test>\r\nFrom: <marie@example.org>", Fate::ManySenders),
            (b"X: \r\nFrom: a@attack.test\r\nX: y\r\nFrOm:marie@example.org", Fate::ManySenders),
            (b"Sender: <marie@example.org>\r\nTo: centre@accueil.test", Fate::NoSender),
            (b"Resent-From: <marie@example.org>", Fate::NoSender),
            (b"From: <>", Fate::NoSender),
            (b"From: <any@attack.test>, <marie@example.org>", Fate::BadAddress),
            (b"From: any@attack.test,<marie@example.org>", Fate::BadAddress),
            (b"From: marie@example.org <any@attack.test>", Fate::BadAddress),
            (b"From: <any@attack.test>marie@example.org", Fate::BadAddress),
            (b"From: <@attack.test,@any.test:marie@example.org>", Fate::BadAddress),
            (b"From: =?utf-8?B?PG1hcmllQGV4YW1wbGUub3JnPg==?=", Fate::BadAddress),
            (b"From: <=?utf-8?q?marie=40example.org?=@attack.test>", Fate::BadAddress),
            (b"From: \\\"<any@attack.test>\\\" <marie@example.org>", Fate::BadAddress),
            (b"From: <any@attack.test\0marie@example.org>", Fate::BadAddress),
            (b"From: parents: <marie@example.org>;", Fate::BadAddress),
        ];
        for (header, fate) in shapes {
            assert_eq!(sender_of(header), Err(fate), "{:?}", String::from_utf8_lossy(header));
        }
    }

    #[test]
    fn a_subject_is_one_decoded_line() {
        for (header, expected) in [
            ("Subject: =?utf-8?B?UsOpc2VydmVyIA==?= =?utf-8?Q?Zo=C3=A9?=", "Réserver Zoé"),
            ("Subject: annuler\r\n\tMarie  11/07", "annuler Marie 11/07"),
            ("Subject: ok\0 1", "ok 1"),
            ("Subject: =?iso-8859-1?q?r=E9server?=", "réserver"),
            ("To: x", ""),
        ] {
            assert_eq!(subject(&fields(header.as_bytes())), expected, "{header:?}");
        }
        assert_eq!(subject(&fields(b"Subject: r\xe9server")), "réserver");
    }

    #[test]
    fn message_ids_that_would_break_a_header_are_left_out() {
        let value = format!("<a@b.test> x <c d@e> <é@b.test> <{}> <f@g.test>", "y".repeat(501));
        assert_eq!(message_ids(&value).collect::<Vec<_>>(), ["a@b.test", "f@g.test"]);
        assert_eq!(message_ids("a@b.test <unclosed").count(), 0);
    }
}
