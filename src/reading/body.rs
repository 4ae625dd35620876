//! The text parts of a mail: found without recursion, decoded, and the one kind chosen that a person wrote.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode_char;

use super::header::{self, Field};
use super::prescan::split_at_empty_line;
use super::structured::Parameterised;
use super::{flowed, html, marks};

/// What was found in the body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// As it is shown to a reader, quotes included.
    pub text: String,
    /// The marks of our letters in any part, hidden or quoted.
    pub marks: Vec<String>,
}

/// No parent writes more; what is cut off is the end, where quotes are (in octets).
const LONGEST_TEXT: usize = 128 * 1024;
/// Markup is longer than its words (in octets).
const LONGEST_MARKUP: usize = 256 * 1024;

/// Text parts; what follows more of them is not read.
const MOST_TEXTS: usize = 64;
/// Multiparts within multiparts; deeper ones are not entered. Mail programs make five at most.
const DEEPEST: usize = 16;

/// Finds and decodes the text of a mail: `text/plain` where it holds a word, else HTML.
///
/// Attachments are not read, whatever their type, and nested messages are not entered.
#[must_use]
pub fn read(fields: &[Field], body: &[u8]) -> Body {
    let (mut plain, mut markup, mut found) = (String::new(), String::new(), Vec::new());
    for part in text_parts(fields, body) {
        let is_markup = part.content.kind == "text/html";
        let (whole, longest) = if is_markup { (&mut markup, LONGEST_MARKUP) } else { (&mut plain, LONGEST_TEXT) };
        let decoded = part.decode(longest.saturating_sub(whole.len()));
        marks::gather(&decoded, &mut found);
        if part.content.says("format", "flowed") && !is_markup {
            add(whole, &flowed::unflow(&decoded, part.content.says("delsp", "yes")));
        } else {
            add(whole, &decoded);
        }
    }
    let text = if plain.contains(char::is_alphanumeric) { plain } else { html::visible_text(&markup) };
    Body { text: header::prefix(&text, LONGEST_TEXT).to_owned(), marks: found }
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

/// A text part that is not an attachment, still encoded.
#[derive(Debug)]
struct Part<'a> {
    content: Parameterised,
    encoding: String,
    bytes: &'a [u8],
}

impl Part<'_> {
    fn decode(&self, longest: usize) -> String {
        // An octet takes at most three when encoded, so this much suffices, and bounds the work.
        let bytes = self.bytes.get(..longest * 3).unwrap_or(self.bytes);
        let octets = match self.encoding.as_str() {
            "base64" => base64_decode(bytes).or_else(|| base64_decode(&base64_alone(bytes))),
            "quoted-printable" => Some(quoted_printable(bytes)),
            _ => None,
        };
        let octets = octets.unwrap_or_else(|| bytes.to_vec());
        let octets = octets.get(..longest).map_or(octets.as_slice(), whole_lines);
        let text = in_charset(octets, self.content.parameter("charset"));
        text.replace("\r\n", "\n").replace('\r', "\n").replace(['\0', '\u{feff}'], "")
    }
}

/// Without the line that a bound has cut, perhaps within a character.
fn whole_lines(octets: &[u8]) -> &[u8] {
    let end = octets.iter().rposition(|byte| *byte == b'\n');
    end.and_then(|end| octets.get(..=end)).unwrap_or(octets)
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
fn in_charset(bytes: &[u8], label: Option<&str>) -> String {
    let label = label.unwrap_or_default().to_ascii_lowercase();
    let unlabelled = matches!(label.as_str(), "" | "us-ascii" | "ascii" | "utf-8" | "utf8" | "unknown-8bit");
    match charset_decoder(label.as_bytes()) {
        Some(decode) if !unlabelled => decode(bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => windows_1252(bytes),
        },
    }
}

/// Where the walk over the lines of a body stands.
enum Place {
    /// Before the first or after the last part of a multipart, or in a part that is not read.
    Outside,
    /// In the header of a part, which began here.
    Header(usize),
    /// In a text part, which began here.
    Text(usize, Parameterised, String),
}

/// Walks over a body once, line by line, with the open boundaries on a stack of bounded height.
struct Walk<'a> {
    body: &'a [u8],
    boundaries: Vec<Vec<u8>>,
    place: Place,
    parts: Vec<Part<'a>>,
}

fn text_parts<'a>(fields: &[Field], body: &'a [u8]) -> Vec<Part<'a>> {
    let mut walk = Walk { body, boundaries: Vec::new(), place: Place::Outside, parts: Vec::new() };
    walk.enter(fields, 0);
    let mut offset = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        if walk.parts.len() >= MOST_TEXTS {
            break;
        }
        walk.line(line, offset);
        offset += line.len();
    }
    walk.close(offset);
    walk.parts
}

impl Walk<'_> {
    fn line(&mut self, line: &[u8], offset: usize) {
        if let Some((depth, is_last)) = self.boundary(line) {
            self.close(offset);
            self.boundaries.truncate(if is_last { depth } else { depth + 1 });
            self.place = if is_last { Place::Outside } else { Place::Header(offset + line.len()) };
        } else if let Place::Header(start) = self.place
            && matches!(line, b"\n" | b"\r\n")
        {
            let fields = header::fields(self.body.get(start..offset).unwrap_or_default());
            self.enter(&fields, offset + line.len());
        }
    }

    /// Which open boundary the line is, innermost first, and whether it is the closing one.
    fn boundary(&self, line: &[u8]) -> Option<(usize, bool)> {
        let mark = line.strip_prefix(b"--")?.trim_ascii_end();
        let mut open = self.boundaries.iter().enumerate().rev();
        open.find_map(|(depth, boundary)| match mark.strip_prefix(boundary.as_slice())? {
            b"" => Some((depth, false)),
            b"--" => Some((depth, true)),
            _ => None,
        })
    }

    /// Begins the part whose header was read.
    fn enter(&mut self, fields: &[Field], start: usize) {
        let content = Parameterised::parse(header::value(fields, "content-type").unwrap_or("text/plain"));
        let disposition = Parameterised::parse(header::value(fields, "content-disposition").unwrap_or("inline"));
        let is_file = disposition.kind == "attachment" || disposition.has("filename") || content.has("name");
        let boundary = content.parameter("boundary").filter(|boundary| !boundary.is_empty());
        self.place = Place::Outside;
        match (content.kind.as_str(), boundary) {
            // Whole letters of other people, each without a type of its own.
            ("multipart/digest", _) => {}
            (kind, Some(boundary)) if kind.starts_with("multipart/") && self.boundaries.len() < DEEPEST => {
                self.boundaries.push(boundary.trim_end().as_bytes().to_vec());
            }
            ("text/plain" | "text/html" | "text" | "", _) if !is_file => {
                let encoding = header::value(fields, "content-transfer-encoding").unwrap_or_default();
                self.place = Place::Text(start, content, encoding.trim().to_ascii_lowercase());
            }
            _ => {}
        }
    }

    /// Ends the part before `end`; the line break before a boundary belongs to the boundary.
    fn close(&mut self, end: usize) {
        match std::mem::replace(&mut self.place, Place::Outside) {
            Place::Text(start, content, encoding) => {
                let bytes = self.body.get(start..end).unwrap_or_default();
                self.parts.push(Part { content, encoding, bytes });
            }
            // A part without an empty line: some programs leave it out where the header is empty.
            Place::Header(start) => {
                let (header, bytes) = split_at_empty_line(self.body.get(start..end).unwrap_or_default());
                if header::fields(header).is_empty() {
                    let bytes = if bytes.is_empty() { header } else { bytes };
                    self.parts.push(Part {
                        content: Parameterised::parse("text/plain"),
                        encoding: String::new(),
                        bytes,
                    });
                }
            }
            Place::Outside => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let fields = header::fields(format!("Content-Type: {content_type}").as_bytes());
            assert_eq!(read(&fields, body.as_bytes()).text, expected, "{content_type} {body:?}");
        }
    }
}
