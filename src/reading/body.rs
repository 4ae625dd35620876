//! The texts of a mail, decoded: of alternatives the one that a person wrote, and all that stand one below the other.

use std::collections::BTreeMap;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode_char;

use super::header::Field;
use super::parts::{self, TextPart};
use super::{flowed, html, marks};
use crate::message::Fate;

/// What was found in the body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// As it is shown to a reader, quotes included.
    pub text: String,
    /// The marks of our letters in any part, hidden or quoted.
    pub marks: Vec<String>,
    /// Whether a part of the text was left out, somewhere.
    pub has_gaps: bool,
    /// Whether the text goes on after what was read of it.
    pub goes_on: bool,
    /// Files that were attached, and files within the text (pictures of a signature mostly).
    pub files: usize,
    pub embedded: usize,
}

/// No parent writes more (in octets).
const LONGEST_TEXT: usize = 128 * 1024;
/// Markup is longer than its words (in octets).
const LONGEST_MARKUP: usize = 256 * 1024;
/// What a program writes for readers that show no HTML (in characters).
const LONGEST_STUB: usize = 300;

/// Finds and decodes the text of a mail, each part of it: of alternatives `text/plain` where it holds a word, else HTML.
///
/// Attachments are not read, whatever their type, and nested messages are not entered.
///
/// # Errors
/// `TooComplex` for shapes that no mail program makes.
pub fn read(fields: &[Field], body: &[u8]) -> Result<Body, Fate> {
    let parts = parts::parts(fields, body)?;
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    let mut marks = Vec::new();
    let (mut plain_left, mut markup_left) = (LONGEST_TEXT, LONGEST_MARKUP);
    for part in &parts.texts {
        let is_markup = part.content.kind == "text/html";
        let left = if is_markup { &mut markup_left } else { &mut plain_left };
        let (decoded, is_cut) = decode(part, *left);
        *left = left.saturating_sub(decoded.len());
        marks::gather(&decoded, &mut marks);
        groups.entry(part.group).or_default().add(part, &decoded, is_cut);
    }
    let mut text = String::new();
    let mut goes_on = false;
    let mut seen: Vec<Vec<String>> = Vec::new();
    for group in groups.values() {
        let words = group.shown();
        // Some programs forget to say that their HTML is the same again.
        let bare: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        if !seen.contains(&bare) {
            add(&mut text, &words);
            seen.push(bare);
        }
        goes_on = group.is_cut();
        if goes_on {
            break;
        }
    }
    Ok(Body { text, marks, has_gaps: parts.is_cut, goes_on, files: parts.files, embedded: parts.embedded })
}

/// The texts of which a reader sees one.
#[derive(Default)]
struct Group {
    plain: String,
    markup: String,
    is_plain_cut: bool,
    is_markup_cut: bool,
}

impl Group {
    fn add(&mut self, part: &TextPart, decoded: &str, is_cut: bool) {
        if part.content.kind == "text/html" {
            add(&mut self.markup, decoded);
            self.is_markup_cut |= is_cut;
        } else {
            self.is_plain_cut |= is_cut;
            if part.content.says("format", "flowed") {
                add(&mut self.plain, &flowed::unflow(decoded, part.content.says("delsp", "yes")));
            } else {
                add(&mut self.plain, decoded);
            }
        }
    }

    /// What a reader sees.
    fn shown(&self) -> String {
        if self.shows_markup() { html::visible_text(&self.markup) } else { self.plain.clone() }
    }

    fn is_cut(&self) -> bool {
        self.is_plain_cut || (self.shows_markup() && self.is_markup_cut)
    }

    fn shows_markup(&self) -> bool {
        let says_nothing = !self.plain.contains(char::is_alphanumeric);
        !self.markup.is_empty() && (says_nothing || self.is_stub())
    }

    /// "Votre logiciel ne lit pas le HTML.": it speaks of the other part, which holds other words.
    fn is_stub(&self) -> bool {
        let names_markup = |text: &str| {
            let mut words = text.split(|c: char| !c.is_alphanumeric());
            words.any(|word| word.eq_ignore_ascii_case("html"))
        };
        self.plain.chars().count() <= LONGEST_STUB && names_markup(&self.plain) && {
            let shown = html::visible_text(&self.markup);
            shown.contains(char::is_alphanumeric) && !names_markup(&shown)
        }
    }
}

/// Bytes in the most usual charset of mails that name none; the five bytes it lacks stay control characters.
#[must_use]
pub fn windows_1252(bytes: &[u8]) -> String {
    match charset_decoder(b"windows-1252") {
        Some(decode) => decode(bytes),
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn add(whole: &mut String, part: &str) {
    if !whole.is_empty() && !whole.ends_with('\n') {
        whole.push('\n');
    }
    whole.push_str(part);
}

/// The text of a part up to `longest` octets, and whether that is not all of it.
fn decode(part: &TextPart, longest: usize) -> (String, bool) {
    // An octet takes at most three when encoded, so this much suffices, and bounds the work.
    let (bytes, rest) = part.bytes.split_at_checked(longest * 3).unwrap_or((part.bytes, b""));
    let octets = match part.encoding.as_str() {
        "base64" => base64_decode(bytes).or_else(|| base64_decode(&base64_alone(bytes))),
        "quoted-printable" => Some(quoted_printable(bytes)),
        _ => None,
    };
    let octets = octets.unwrap_or_else(|| bytes.to_vec());
    let (octets, beyond) = octets.split_at_checked(longest).unwrap_or((&octets, b""));
    let is_cut = !beyond.trim_ascii().is_empty() || !rest.trim_ascii().is_empty();
    let text = in_charset(octets, part.content.parameter("charset"));
    (text.replace("\r\n", "\n").replace('\r', "\n").replace(['\0', '\u{feff}'], ""), is_cut)
}

/// Footers that a relay adds below an encoded part are no base64; without them the part can be read.
fn base64_alone(bytes: &[u8]) -> Vec<u8> {
    let lines = bytes.split(|byte| *byte == b'\n');
    let encoded = lines.take_while(|line| {
        line.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'\r' | b' '))
    });
    encoded.flatten().copied().collect()
}

/// RFC 2045 §6.7; a `=` that encodes nothing stays as it is, since relays and old programs leave some unencoded.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut octets = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let visible = line.trim_ascii_end();
        let (mut rest, is_joined) = visible.strip_suffix(b"=").map_or((visible, false), |start| (start, true));
        while let Some((first, after)) = rest.split_first() {
            rest = after;
            let encoded = match (first, after) {
                (b'=', [high, low, ..]) => quoted_printable_decode_char(*high, *low),
                _ => None,
            };
            rest = if encoded.is_some() { rest.get(2..).unwrap_or_default() } else { rest };
            octets.push(encoded.unwrap_or(*first));
        }
        if line.ends_with(b"\n") && !is_joined {
            octets.push(b'\n');
        }
    }
    octets
}

/// A label is believed unless the bytes contradict it: a name must never be matched with a replacement character in it.
/// No Western text is well-formed UTF-8 by chance, beyond ASCII.
fn in_charset(bytes: &[u8], label: Option<&str>) -> String {
    let label = label.unwrap_or_default().to_ascii_lowercase();
    let is_western = ["iso-8859-1", "iso-8859-15", "windows-1252", "latin1"].contains(&label.as_str());
    let unlabelled = matches!(label.as_str(), "" | "us-ascii" | "ascii" | "utf-8" | "utf8" | "unknown-8bit")
        || (is_western && std::str::from_utf8(bytes).is_ok());
    match charset_decoder(label.as_bytes()) {
        Some(decode) if !unlabelled => decode(bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => windows_1252(bytes),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::header;

    fn text_of(content_type: &str, body: &str) -> Body {
        let fields = header::fields(format!("Content-Type: {content_type}").as_bytes());
        read(&fields, body.as_bytes()).unwrap()
    }

    #[test]
    fn quoted_printable_is_decoded_where_it_can_be() {
        for (encoded, expected) in [
            ("r=C3=A9server 11/=\r\n07 \t\r\nok=20\n", "réserver 11/07\nok \n"),
            ("=C3=\n=A9", "é"),
            ("a=b <x y=\"z\"> =c3=a9=", "a=b <x y=\"z\"> é"),
            ("=\n=", ""),
        ] {
            assert_eq!(String::from_utf8_lossy(&quoted_printable(encoded.as_bytes())), expected, "{encoded:?}");
        }
    }

    #[test]
    fn a_charset_is_believed_unless_the_bytes_contradict() {
        for (bytes, label, expected) in [
            (b"Zo\xc3\xab".as_slice(), None, "Zoë"),
            (b"Zo\xeb", None, "Zoë"),
            (b"Zo\xeb", Some("utf-8"), "Zoë"),
            (b"Zo\xc3\xab", Some("US-ASCII"), "Zoë"),
            (b"L\xe9o \x80", Some("iso-8859-1"), "Léo €"),
            (b"L\xe9o \xa4", Some("ISO-8859-15"), "Léo €"),
            (b"L\xe9o", Some("x-unheard-of"), "Léo"),
            (b"L\xc3\xa9o", Some("iso-8859-1"), "Léo"),
            (b"L\xc3\xa9o", Some("Windows-1252"), "Léo"),
            (b"le 8/07 \x96 9/07 \x92", Some("windows-1252"), "le 8/07 – 9/07 ’"),
            (b"Mai \x1b$B1X\x1b(B 8/07", Some("ISO-2022-JP"), "Mai 駅 8/07"),
            (b"Mai 8/07", Some("ISO-2022-JP"), "Mai 8/07"),
            (b"Le\xcc\x81o \xe2\x80\xaf", Some("utf-8"), "Le\u{301}o \u{202f}"),
        ] {
            assert_eq!(in_charset(bytes, label), expected, "{label:?}");
        }
    }

    #[test]
    fn parts_are_found_whatever_is_missing() {
        for (content_type, body, expected) in [
            ("multipart/mixed; boundary=a", "preamble\n--a\nok 1\n", "ok 1\n"),
            ("multipart/mixed; boundary=a", "--a\n\nok 1\n", "ok 1\n"),
            ("multipart/mixed; boundary=a", "--a\n\nok 1\n--a--\nrefuse 2\n", "ok 1\n"),
            (
                "multipart/mixed; boundary=a",
                "--a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nok 1\n--a\n\nok 2\n",
                "ok 1\nok 2\n",
            ),
            ("multipart/mixed; boundary=never", "ok 1\n", ""),
            ("multipart/mixed", "ok 1\n", ""),
            ("application/pdf", "ok 1\n", ""),
            ("text/plain; boundary=a", "--a\nok 1\n", "--a\nok 1\n"),
            ("text", "ok 1", "ok 1"),
        ] {
            assert_eq!(text_of(content_type, body).text, expected, "{content_type} {body:?}");
        }
    }

    #[test]
    fn every_text_is_read_and_of_alternatives_one() {
        let html = "Content-Type: text/html\n\n";
        for (kind, parts, expected) in [
            ("mixed", ["\nok 1".to_owned(), "\nrefuse 2".into()], "ok 1\nrefuse 2"),
            ("mixed", ["\nok 1".to_owned(), format!("{html}<p>refuse 2")], "ok 1\nrefuse 2"),
            ("alternative", ["\nok 1".to_owned(), format!("{html}<p>refuse 2")], "ok 1"),
            ("alternative", ["\n-".to_owned(), format!("{html}<p>refuse 2")], "refuse 2"),
            ("alternative", ["\nVotre logiciel ne lit pas le HTML.".to_owned(), format!("{html}<p>ok 1")], "ok 1"),
            ("alternative", ["\nThis is an HTML message".to_owned(), format!("{html}<p>ok 1")], "ok 1"),
            ("alternative", ["\nok 1 (en HTML)".to_owned(), format!("{html}<p>ok 1 (en HTML)")], "ok 1 (en HTML)"),
            // The same again, by a program that knows no alternatives.
            ("mixed", ["\nok  1".to_owned(), format!("{html}<p>ok 1")], "ok  1"),
        ] {
            let body = format!("--a\n{}\n--a\n{}\n--a--\n", parts[0], parts[1]);
            let read = text_of(&format!("multipart/{kind}; boundary=a"), &body);
            assert_eq!(read.text.trim(), expected, "{kind} {parts:?}");
            assert!(!read.has_gaps && !read.goes_on);
        }
    }

    #[test]
    fn a_text_that_is_cut_is_told_wherever_it_stands() {
        let most = "é".repeat(LONGEST_TEXT / 2);
        let long = format!("{most}!");
        let encoded = data_encoding::BASE64_MIME.encode(long.as_bytes());
        let base64 = "Content-Transfer-Encoding: base64\n";
        let mixed = |parts: &[&str]| format!("--a\n{}\n--a--\n", parts.join("\n--a\n"));
        for (parts, is_whole) in [
            (mixed(&[&format!("\n{most}\r")]), true),
            (mixed(&[&format!("\n{long}")]), false),
            (mixed(&[&format!("{base64}\n{encoded}")]), false),
            (mixed(&[&format!("\n{most}"), "\nnon"]), false),
            (mixed(&[&format!("\n{most}"), "Content-Type: text/html\n\n<p>non"]), true),
            (mixed(&[&format!("Content-Type: text/html\n\n<p>{}", "x".repeat(LONGEST_MARKUP))]), false),
        ] {
            let read = text_of("multipart/mixed; boundary=a", &parts);
            assert_eq!(!read.goes_on, is_whole, "{}", header::prefix(&parts, 40));
        }
        let parts = mixed(&["\nok", &format!("Content-Type: text/html\n\n<p>{}", "x".repeat(LONGEST_MARKUP))]);
        let read = text_of("multipart/alternative; boundary=a", &parts);
        assert!(!read.goes_on && read.text == "ok\n", "nobody looks at the HTML: {:?}", read.text);
    }
}
