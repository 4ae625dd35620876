//! The parts of a mail by their boundaries: texts to be read, and files, whose bytes nobody looks at.

use std::io::BufRead;

use super::header::{self, Field};
use super::prescan::{LONGEST_HEADER, Tally, split_at_empty_line};
use super::structured::Parameterised;
use crate::message::Fate;

/// Text parts; what follows more of them is not read.
const MOST_TEXTS: usize = 64;
/// Parts of any kind; nobody attaches so many photos.
const MOST_PARTS: usize = 1_000;
/// Multiparts within multiparts; deeper ones are not entered. Mail programs make five at most.
const DEEPEST: usize = 16;
/// Lines of a mail in several parts. Files of 25 MiB have half as many, as mail programs fold them.
const MOST_LINES: usize = 1_000_000;
/// So much of the letters that are attached is looked at for what chokes parsers (in octets).
const LOOKED_INTO_MESSAGES: usize = 2 * 1024 * 1024;

/// A text part that is not a file, still encoded.
#[derive(Debug)]
pub(super) struct TextPart<'a> {
    pub content: Parameterised,
    /// In lower case; empty where none is named.
    pub encoding: String,
    pub bytes: &'a [u8],
    /// The same for texts of which a reader sees one: those within one `multipart/alternative`.
    pub group: usize,
}

/// What a mail is made of.
#[derive(Debug, Default)]
pub(super) struct Parts<'a> {
    pub texts: Vec<TextPart<'a>>,
    /// Files that were attached.
    pub files: usize,
    /// Files within a `multipart/related`: pictures of a signature mostly, and photos put into the text.
    pub embedded: usize,
    /// Whether there is a text part that was left out: behind too many others, or too deep.
    pub is_cut: bool,
}

/// Finds the parts of a body in one walk over its lines, without recursion; a file's bytes are passed over.
///
/// # Errors
/// `TooComplex` for shapes that no mail program makes.
pub(super) fn parts<'a>(fields: &[Field], body: &'a [u8]) -> Result<Parts<'a>, Fate> {
    let mut walk = Walk::new(body);
    walk.enter(fields, 0);
    let mut rest = body;
    // Where no multipart is open, the rest is one part.
    while !walk.open.is_empty() && !walk.parts.is_cut {
        let before = rest.len();
        // The library's own search is quick where a loop over octets is not.
        rest.skip_until(b'\n').map_err(|_| Fate::TooComplex)?;
        if rest.len() == before {
            break;
        }
        let from = body.len() - before;
        let to = body.len() - rest.len();
        walk.line(body.get(from..to).unwrap_or_default(), from)?;
    }
    walk.close(body.len())?;
    Ok(walk.parts)
}

/// An open multipart.
struct Open {
    boundary: Vec<u8>,
    /// Of the outermost `multipart/alternative` that it is or lies in.
    group: Option<usize>,
    is_related: bool,
}

/// Where the walk over the lines of a body stands.
enum Place {
    /// Before the first or after the last part of a multipart, or in a part that is not read.
    Outside,
    /// In the header of a part, which began here.
    Header(usize),
    /// In a text part, which began here.
    Text(usize, Parameterised, String),
    /// In a letter that is attached, which began here.
    Message(usize),
}

/// The walk, with the open multiparts on a stack of bounded height.
struct Walk<'a> {
    body: &'a [u8],
    open: Vec<Open>,
    place: Place,
    parts: Parts<'a>,
    groups: usize,
    lines: usize,
    delimiters: usize,
    /// Octets of part headers, and of attached letters, so far.
    headers: usize,
    messages: usize,
    tally: Tally,
}

impl<'a> Walk<'a> {
    fn new(body: &'a [u8]) -> Self {
        Self {
            body,
            open: Vec::new(),
            place: Place::Outside,
            parts: Parts::default(),
            groups: 0,
            lines: 0,
            delimiters: 0,
            headers: 0,
            messages: 0,
            tally: Tally::default(),
        }
    }

    fn line(&mut self, line: &[u8], offset: usize) -> Result<(), Fate> {
        self.lines += 1;
        if self.lines > MOST_LINES {
            return Err(Fate::TooComplex);
        }
        if let Some((depth, is_last)) = self.boundary(line) {
            self.delimiters += 1;
            if self.delimiters > MOST_PARTS {
                return Err(Fate::TooComplex);
            }
            self.close(offset)?;
            self.open.truncate(if is_last { depth } else { depth + 1 });
            self.place = if is_last { Place::Outside } else { Place::Header(offset + line.len()) };
        } else if let Place::Header(start) = self.place {
            self.headers += line.len();
            if self.headers > LONGEST_HEADER {
                return Err(Fate::TooComplex);
            }
            if matches!(line, b"\n" | b"\r\n") {
                let block = self.body.get(start..offset).unwrap_or_default();
                self.tally.count(block)?;
                self.enter(&header::fields(block), offset + line.len());
            }
        }
        Ok(())
    }

    /// Which open boundary the line is, innermost first, and whether it is the closing one.
    fn boundary(&self, line: &[u8]) -> Option<(usize, bool)> {
        let mark = line.strip_prefix(b"--")?.trim_ascii_end();
        let mut open = self.open.iter().enumerate().rev();
        open.find_map(|(depth, open)| match mark.strip_prefix(open.boundary.as_slice())? {
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
            ("multipart/digest", _) => self.parts.files += 1,
            (kind, Some(boundary)) if kind.starts_with("multipart/") => {
                if self.open.len() < DEEPEST {
                    self.open_multipart(kind, boundary);
                } else {
                    self.parts.is_cut = true;
                }
            }
            ("text/plain" | "text/html" | "text" | "", _) if !is_file => {
                let encoding = header::value(fields, "content-transfer-encoding").unwrap_or_default();
                self.place = Place::Text(start, content, encoding.trim().to_ascii_lowercase());
            }
            (kind, _) => {
                self.count_file(kind);
                if kind.starts_with("message/") {
                    self.place = Place::Message(start);
                }
            }
        }
    }

    fn open_multipart(&mut self, kind: &str, boundary: &str) {
        let around = self.open.last();
        let is_related = around.is_some_and(|around| around.is_related) || kind == "multipart/related";
        let mut group = around.and_then(|around| around.group);
        if group.is_none() && kind == "multipart/alternative" {
            group = Some(self.new_group());
        }
        self.open.push(Open { boundary: boundary.trim_end().as_bytes().to_vec(), group, is_related });
    }

    fn new_group(&mut self) -> usize {
        self.groups += 1;
        self.groups
    }

    /// What mail programs add by themselves is nobody's file: signatures and visiting cards.
    fn count_file(&mut self, kind: &str) {
        let is_added = kind.ends_with("-signature") || kind.contains("vcard") || kind.starts_with("multipart/");
        if self.open.last().is_some_and(|open| open.is_related) {
            self.parts.embedded += usize::from(!is_added);
        } else {
            self.parts.files += usize::from(!is_added);
        }
    }

    /// Ends the part before `end`; the line break before a boundary belongs to the boundary.
    fn close(&mut self, end: usize) -> Result<(), Fate> {
        let body = self.body;
        match std::mem::replace(&mut self.place, Place::Outside) {
            Place::Text(start, content, encoding) => {
                self.add_text(content, encoding, body.get(start..end).unwrap_or_default());
            }
            // A part without an empty line: some programs leave it out where the header is empty.
            Place::Header(start) => {
                let (header, bytes) = split_at_empty_line(body.get(start..end).unwrap_or_default());
                self.tally.count(header)?;
                if header::fields(header).is_empty() {
                    let bytes = if bytes.is_empty() { header } else { bytes };
                    self.add_text(Parameterised::parse("text/plain"), String::new(), bytes);
                }
            }
            // Nobody enters it here; what chokes parsers is refused all the same, as it is everywhere else.
            Place::Message(start) => {
                let bytes = body.get(start..end).unwrap_or_default();
                let left = LOOKED_INTO_MESSAGES.saturating_sub(self.messages);
                let bytes = bytes.get(..left).unwrap_or(bytes);
                self.messages += bytes.len();
                self.tally.count(bytes)?;
            }
            Place::Outside => {}
        }
        Ok(())
    }

    fn add_text(&mut self, content: Parameterised, encoding: String, bytes: &'a [u8]) {
        if self.parts.texts.len() >= MOST_TEXTS {
            self.parts.is_cut |= !bytes.trim_ascii().is_empty();
            return;
        }
        let group = match self.open.last().and_then(|open| open.group) {
            Some(group) => group,
            None => self.new_group(),
        };
        self.parts.texts.push(TextPart { content, encoding, bytes, group });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(content_type: &str, body: &str) -> (Vec<(usize, String)>, usize, usize, bool) {
        let fields = header::fields(format!("Content-Type: {content_type}").as_bytes());
        let parts = parts(&fields, body.as_bytes()).unwrap();
        let texts = parts.texts.iter().map(|part| (part.group, String::from_utf8_lossy(part.bytes).trim().to_owned()));
        (texts.collect(), parts.files, parts.embedded, parts.is_cut)
    }

    #[test]
    fn texts_between_photos_are_found_and_alternatives_belong_together() {
        let body = "--m\n\nfirst\n--m\nContent-Type: image/jpeg; name=a.jpg\n\n/9j/\n--m\n\nsecond\n\
                    --m\nContent-Type: multipart/alternative; boundary=a\n\n\
                    --a\n\nplain\n--a\nContent-Type: multipart/related; boundary=r\n\n\
                    --r\nContent-Type: text/html\n\nmarkup\n--r\nContent-Type: image/png\n\niVBO\n--r--\n--a--\n\
                    --m\nContent-Type: application/pgp-signature\n\nx\n--m--\nepilogue\n";
        let (texts, files, embedded, is_cut) = found("multipart/mixed; boundary=m", body);
        let wanted = [(1, "first"), (2, "second"), (3, "plain"), (3, "markup")];
        assert_eq!(texts, wanted.map(|(group, text)| (group, text.to_owned())));
        assert_eq!((files, embedded, is_cut), (1, 1, false));
    }

    #[test]
    fn what_is_left_out_is_told() {
        let many = "--m\n\nok\n".repeat(MOST_TEXTS);
        assert!(!found("multipart/mixed; boundary=m", &many).3);
        assert!(found("multipart/mixed; boundary=m", &format!("{many}--m\n\nrefuse 2\n")).3);
        let deep = |levels: usize| {
            let open = |level: usize| format!("--{level}\nContent-Type: multipart/mixed; boundary={}\n\n", level + 1);
            (0..levels).map(open).chain([format!("--{levels}\n\nok\n")]).collect::<String>()
        };
        let (texts, _, _, is_cut) = found("multipart/mixed; boundary=0", &deep(DEEPEST - 1));
        assert_eq!((texts.len(), is_cut), (1, false));
        assert!(found("multipart/mixed; boundary=0", &deep(DEEPEST)).3);
    }

    #[test]
    fn shapes_that_no_mail_program_makes_are_refused() {
        let fields = header::fields(b"Content-Type: multipart/mixed; boundary=m");
        let endless_header = format!("--m\nX: {}\n", "x".repeat(LONGEST_HEADER));
        let many_lines = format!("--m\nContent-Type: image/png\n\n{}", "\n".repeat(MOST_LINES));
        let never_closed = "--m\nContent-Type: multipart/mixed; boundary=n\n\n".repeat(100);
        let many_parts = "--m\n".repeat(MOST_PARTS + 1);
        let letters = format!("--m\nContent-Type: message/rfc822\n\n{}", "Content-Type: message/rfc822\n\n".repeat(40));
        for body in [endless_header, many_lines, many_parts, never_closed, letters] {
            assert_eq!(parts(&fields, body.as_bytes()).unwrap_err(), Fate::TooComplex);
        }
    }
}
