//! `format=flowed` undone (RFC 3676): a soft line break is a blank, not the end of a command.

/// Joins flowed lines; `delete_space` is the parameter `DelSp=yes`, where the blank at the break is not the writer's.
///
/// Lines are joined only where both are quoted equally deep; the signature mark `-- ` stands alone.
#[must_use]
pub fn unflow(text: &str, delete_space: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut open_depth: Option<usize> = None;
    for line in text.split('\n') {
        let unquoted = line.trim_start_matches('>');
        let depth = line.len() - unquoted.len();
        let content = unquoted.strip_prefix(' ').unwrap_or(unquoted);
        let is_signature = content == "-- ";
        if open_depth != Some(depth) || is_signature {
            begin_line(&mut joined, depth);
        }
        let flows = content.ends_with(' ') && !is_signature;
        joined.push_str(if flows && delete_space { content.strip_suffix(' ').unwrap_or(content) } else { content });
        open_depth = flows.then_some(depth);
    }
    joined.strip_prefix('\n').unwrap_or(&joined).to_owned()
}

fn begin_line(joined: &mut String, depth: usize) {
    joined.push('\n');
    if depth > 0 {
        joined.push_str(&">".repeat(depth));
        joined.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_soft_break_inside_a_command_is_undone() {
        assert_eq!(
            unflow("réserver Marie mer \n11/07 journée\nMerci", false),
            "réserver Marie mer 11/07 journée\nMerci"
        );
        assert_eq!(unflow("réserver Marie 11/ \n07", true), "réserver Marie 11/07");
    }

    #[test]
    fn signature_stuffing_and_quotes_keep_their_lines() {
        assert_eq!(unflow("ok \n-- \nMarie", false), "ok \n-- \nMarie");
        assert_eq!(unflow(" >pas une citation\n From moi", false), ">pas une citation\nFrom moi");
        assert_eq!(unflow("> a \n> b \nc", false), "> a b \nc");
        assert_eq!(unflow(">> a \n> b", false), ">> a \n> b");
    }

    proptest! {
        #[test]
        fn words_are_never_lost(text in "[a-z >\n-]{0,200}") {
            let letters = |text: &str| text.chars().filter(char::is_ascii_lowercase).collect::<String>();
            prop_assert_eq!(letters(&unflow(&text, false)), letters(&text));
        }
    }
}
