//! Reference marks of our letters (`list.17.15523.…`), found wherever a mail repeats them.

/// A mail quotes a few of our letters, never more than this.
const MOST_MARKS: usize = 32;
/// 128 bits in base 32 without padding.
const CODE_LENGTH: usize = 26;
const LONGEST_NUMBER: usize = 19;
const PURPOSES: [&str; 4] = ["list", "draft", "reply", "ask"];

/// Adds the marks found in `text`, in lower case and each once. Whether they are ours is not decided here.
pub fn gather(text: &str, marks: &mut Vec<String>) {
    let bytes = text.as_bytes();
    let mut start = 0;
    while let Some(dot) = bytes.get(start..).and_then(|rest| rest.iter().position(|byte| *byte == b'.')) {
        let dot = start + dot;
        start = dot + 1;
        if let Some(mark) = mark_around(text, dot)
            && marks.len() < MOST_MARKS
            && !marks.contains(&mark)
        {
            marks.push(mark);
        }
    }
}

/// The mark whose first dot stands at `dot`.
fn mark_around(text: &str, dot: usize) -> Option<String> {
    let purpose = PURPOSES.into_iter().find(|purpose| {
        let start = dot.checked_sub(purpose.len());
        let word = start.and_then(|start| text.get(start..dot));
        word.is_some_and(|word| word.eq_ignore_ascii_case(purpose))
    })?;
    let start = dot.checked_sub(purpose.len())?;
    let before = text.get(..start)?.bytes().next_back();
    if before.is_some_and(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let after_number = after_digits(text, dot + 1)?;
    let after_day = after_digits(text, after_number)?;
    let end = after_day + CODE_LENGTH;
    let code = text.get(after_day..end)?;
    let whole = text.as_bytes().get(end).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let well_formed = code.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'2'..=b'7'));
    (whole && well_formed).then(|| text.get(start..end).unwrap_or_default().to_ascii_lowercase())
}

/// The place after a number and its dot.
fn after_digits(text: &str, start: usize) -> Option<usize> {
    let rest = text.as_bytes().get(start..)?;
    let digits = rest.iter().take(LONGEST_NUMBER + 1).take_while(|byte| byte.is_ascii_digit()).count();
    let ends_in_dot = rest.get(digits) == Some(&b'.');
    ((1..=LONGEST_NUMBER).contains(&digits) && ends_in_dot).then_some(start + digits + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "abcdefghijklmnopqrstuvwxy2";

    fn found(text: &str) -> Vec<String> {
        let mut marks = Vec::new();
        gather(text, &mut marks);
        marks
    }

    #[test]
    fn marks_are_found_in_any_case_and_each_once() {
        let text =
            format!("<LIST.17.15523.{}@guichet.test>\n> (draft.3.1.{CODE}) list.17.15523.{CODE}.", CODE.to_uppercase());
        assert_eq!(found(&text), [format!("list.17.15523.{CODE}"), format!("draft.3.1.{CODE}")]);
    }

    #[test]
    fn what_only_resembles_a_mark_is_left() {
        for text in [
            format!("mylist.1.2.{CODE}"),
            format!("list..2.{CODE}"),
            format!("list.1.{CODE}"),
            format!("list.1.2.{CODE}x"),
            format!("list.1.2.{}", CODE.replace('2', "1")),
            format!("list.123456789012345678901.2.{CODE}"),
            "list.1.2.abc".to_owned(),
            "é.list.1.2.é".to_owned(),
        ] {
            assert!(found(&text).is_empty(), "{text}");
        }
    }
}
