//! Looks over stored bytes before anything parses them: sizes, counts of nested parts, the header block.

use crate::domain::bounds::LARGEST_MESSAGE;
use crate::message::Fate;

/// Above this a mail is not looked into at all.
const LARGEST_MAIL: usize = LARGEST_MESSAGE as usize;
/// The longest header block; the longest of 1,939 public mails is a quarter of it.
pub const LONGEST_HEADER: usize = 256 * 1024;
/// The most `boundary=` parameters; public mails have at most 14.
pub const MOST_BOUNDARIES: usize = 64;
/// The most `message/rfc822` and `message/global` parts; public mails have at most 14.
pub const MOST_NESTED_MESSAGES: usize = 32;

/// A mail within all bounds, cut into its two halves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Halves<'a> {
    pub header: &'a [u8],
    /// Without the empty line before it.
    pub body: &'a [u8],
}

/// Cuts a mail into header and body, in time linear in its length.
///
/// # Errors
/// `TooBig`, or `TooComplex` for a header that no mail program makes.
pub fn halves(raw: &[u8]) -> Result<Halves<'_>, Fate> {
    if raw.len() > LARGEST_MAIL {
        return Err(Fate::TooBig);
    }
    let (header, body) = split_at_empty_line(raw);
    if header.len() > LONGEST_HEADER {
        return Err(Fate::TooComplex);
    }
    Tally::default().count(header)?;
    Ok(Halves { header, body })
}

/// The header block ends at the first empty line; without one everything is header.
pub(super) fn split_at_empty_line(raw: &[u8]) -> (&[u8], &[u8]) {
    let mut end = 0;
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        if matches!(line, b"\n" | b"\r\n") {
            let (header, rest) = raw.split_at_checked(end).unwrap_or((raw, b""));
            return (header, rest.get(line.len()..).unwrap_or_default());
        }
        end += line.len();
        if end > LONGEST_HEADER {
            break;
        }
    }
    (raw, b"")
}

/// Counts what parsers choke on: nesting overflows their stack, boundaries that never come make them quadratic.
#[derive(Default)]
pub(super) struct Tally {
    boundaries: usize,
    nested_messages: usize,
}

impl Tally {
    /// Counts in `bytes` too, beside all that was counted before.
    ///
    /// # Errors
    /// `TooComplex` for more than any mail program makes.
    pub fn count(&mut self, bytes: &[u8]) -> Result<(), Fate> {
        // Both words carry a `=` or a `/`, so only the text before each of these two is compared.
        let mut rest = bytes;
        while let Some(place) = rest.iter().position(|byte| matches!(byte, b'=' | b'/')) {
            let (before, after) = rest.split_at_checked(place).unwrap_or((rest, b""));
            let sign = after.first().copied();
            rest = after.get(1..).unwrap_or_default();
            if sign == Some(b'=') {
                self.boundaries += usize::from(names_a_boundary(before));
            } else {
                let nested =
                    ends_with(before, b"message") && (begins_with(rest, b"rfc822") || begins_with(rest, b"global"));
                self.nested_messages += usize::from(nested);
            }
            if self.boundaries > MOST_BOUNDARIES || self.nested_messages > MOST_NESTED_MESSAGES {
                return Err(Fate::TooComplex);
            }
        }
        Ok(())
    }
}

/// `boundary=`, and with RFC 2231 also `boundary*=` and `boundary*0*=`, blanks before the sign or not.
fn names_a_boundary(before: &[u8]) -> bool {
    let longest = before.len().saturating_sub(40);
    let near = before.get(longest..).unwrap_or(before);
    let kept = near.iter().rposition(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'*' | b'0'..=b'9'));
    kept.and_then(|last| near.get(..=last)).is_some_and(|name| ends_with(name, b"boundary"))
}

fn ends_with(bytes: &[u8], word: &[u8]) -> bool {
    let start = bytes.len().checked_sub(word.len());
    start.and_then(|start| bytes.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
}

fn begins_with(bytes: &[u8], word: &[u8]) -> bool {
    bytes.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_and_body_part_at_the_first_empty_line() {
        for (raw, header, body) in [
            ("A: 1\r\n\r\nx", "A: 1\r\n", "x"),
            ("A: 1\n\nx\n\ny", "A: 1\n", "x\n\ny"),
            ("A: 1", "A: 1", ""),
            ("", "", ""),
            ("\nx", "", "x"),
        ] {
            let halves = halves(raw.as_bytes()).unwrap();
            assert_eq!((halves.header, halves.body), (header.as_bytes(), body.as_bytes()), "{raw:?}");
        }
    }

    #[test]
    fn every_spelling_of_a_boundary_counts() {
        for spelling in ["boundary=", "Boundary =", "BOUNDARY*=", "boundary*0*=", "boundary\r\n\t="] {
            let mail = format!("Content-Type: multipart/mixed; {spelling}x\r\n").repeat(MOST_BOUNDARIES + 1);
            assert_eq!(halves(mail.as_bytes()), Err(Fate::TooComplex), "{spelling}");
            let mail = format!("Content-Type: multipart/mixed; {spelling}x\r\n").repeat(MOST_BOUNDARIES);
            assert!(halves(mail.as_bytes()).is_ok(), "{spelling}");
        }
    }

    #[test]
    fn words_and_lines_that_only_resemble_do_not_count() {
        let lines = "the boundary is message/text and --=_boundary_\r\n".repeat(500);
        assert_eq!(Tally::default().count(lines.as_bytes()), Ok(()));
    }

    #[test]
    fn a_large_mail_is_whole_and_a_larger_one_is_not_looked_into() {
        let mail = format!("A: 1\r\n\r\n{}", "x".repeat(LARGEST_MAIL - 8));
        assert_eq!(halves(mail.as_bytes()).unwrap().body.len(), LARGEST_MAIL - 8);
        assert_eq!(halves(&vec![b'x'; LARGEST_MAIL + 1]), Err(Fate::TooBig));
    }
}
