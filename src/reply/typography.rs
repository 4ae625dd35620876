//! How words are set: French spaces that do not break, lines that stay one line, paragraphs of one width.

use std::iter::repeat_n;

/// Keeps what stands before and after it on one line.
pub(super) const NO_BREAK_SPACE: &str = "\u{a0}";

/// Makes the space inside `« … »`, before `: ; ! ?` and after `n°` one that does not break, as French wants it.
/// What stands in the tags of a template is left alone.
pub(super) fn bound(source: &str) -> String {
    let mut set = String::with_capacity(source.len());
    let mut characters = source.chars().peekable();
    let mut in_tag = false;
    let mut before = ' ';
    while let Some(character) = characters.next() {
        let after = characters.peek().copied();
        match (character, after) {
            ('{', Some('{' | '%' | '#')) => in_tag = true,
            ('%' | '}' | '#', Some('}')) => in_tag = false,
            _ => {}
        }
        let binds = character == ' '
            && (matches!(before, '«' | '°') || matches!(after, Some('»' | ':' | ';' | '!' | '?')))
            && !in_tag;
        if binds {
            set.push_str(NO_BREAK_SPACE);
        } else {
            set.push(character);
        }
        before = character;
    }
    set
}

/// `text` on one line, without characters that steer a screen or a header; every character keeps its place.
pub(super) fn inert(text: &str) -> String {
    text.chars().map(|character| if is_steering(character) { ' ' } else { character }).collect()
}

/// `text` on one line, with single spaces.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|character| character == ' ' || is_steering(character)).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Words that somebody else wrote, to be shown: one line, shortened, without an address that a mail program would turn
/// into a link. Every character that stays keeps its place.
pub(super) fn quoted(text: &str) -> String {
    inert(text).replace("://", "\u{2236}//").replace("www.", "www\u{2024}").replace("WWW.", "WWW\u{2024}")
}

/// At most `longest` characters of `text`.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    text.chars().take(longest.saturating_sub(1)).chain(['…']).collect()
}

/// A text body: no spaces at line ends, no more than one empty line in a row, one line end at its end.
pub(super) fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut empty = true;
    for line in text.lines().map(|line| line.trim_end_matches(' ')) {
        if !(line.is_empty() && empty) {
            tidy.push_str(line);
            tidy.push('\n');
        }
        empty = line.is_empty();
    }
    tidy.truncate(tidy.trim_end().len());
    tidy.push('\n');
    tidy
}

/// Breaks `text` at spaces into lines of at most `width` characters; a longer word has a line of its own.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// `text` and as many spaces as bring it to `width` characters.
pub(super) fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.chars().count());
    text.chars().chain(repeat_n(' ', missing)).collect()
}

/// Control characters, line ends, and the marks that turn the direction of writing or hide letters.
fn is_steering(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn french_spaces_do_not_break_and_tags_are_left_alone() {
        assert_eq!(bound("« {{ a }} » : oui ? n° 4"), "«\u{a0}{{ a }}\u{a0}»\u{a0}: oui\u{a0}? n°\u{a0}4");
        assert_eq!(bound("{{ a if b != c else ' ;' }} ;"), "{{ a if b != c else ' ;' }}\u{a0};");
    }

    #[test]
    fn a_header_cannot_be_smuggled_into_a_line() {
        assert_eq!(one_line("Zoé\r\nBcc: x@example.org\u{202e}"), "Zoé Bcc: x@example.org");
    }

    #[test]
    fn links_of_others_are_inert() {
        assert_eq!(quoted("voir https://a.test"), "voir https\u{2236}//a.test");
    }

    #[test]
    fn empty_lines_do_not_pile_up() {
        assert_eq!(tidy("\n\na  \n\n\n\nb\n\n"), "a\n\nb\n");
    }

    proptest! {
        #[test]
        fn wrapping_loses_no_word_and_keeps_the_width(text in "[a-zé]{1,12}( [a-zé]{1,12}){0,30}", width in 12usize..80) {
            let lines = wrapped(&text, width);
            prop_assert_eq!(lines.join(" "), text);
            prop_assert!(lines.iter().all(|line| line.chars().count() <= width));
        }

        #[test]
        fn inert_text_keeps_every_place(text in "\\PC{0,40}[\r\n\t]?\\PC{0,40}") {
            prop_assert_eq!(inert(&text).chars().count(), text.chars().count());
        }
    }
}
