//! Structured header values (RFC 5322 §3.2, RFC 2045 §5.1): comments away, cut at a sign outside quotes, parameters.

/// The value with each comment turned into a blank; nothing where a comment or a quoted string is never closed.
#[must_use]
pub fn without_comments(value: &str) -> Option<String> {
    let mut bare = String::with_capacity(value.len());
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut characters = value.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' if quoted => {
                bare.push(c);
                bare.push(characters.next()?);
            }
            '\\' if depth > 0 => {
                characters.next()?;
            }
            '"' if depth == 0 => {
                quoted = !quoted;
                bare.push(c);
            }
            '(' if !quoted => depth += 1,
            ')' if !quoted => {
                depth = depth.checked_sub(1)?;
                bare.push(' ');
            }
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    (depth == 0 && !quoted).then_some(bare)
}

/// Cuts a value without comments at each `sign` that stands outside quotes.
#[must_use]
pub fn split_outside_quotes(value: &str, sign: char) -> Vec<&str> {
    let mut quoted = false;
    let mut escaped = false;
    value
        .split(|c: char| {
            let was_escaped = escaped;
            escaped = quoted && c == '\\' && !was_escaped;
            if c == '"' && !was_escaped {
                quoted = !quoted;
            }
            c == sign && !quoted
        })
        .collect()
}

/// A value without its quotes, if it has any.
#[must_use]
pub fn unquoted(value: &str) -> String {
    let value = value.trim();
    let Some(inside) = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return value.to_owned();
    };
    let mut plain = String::with_capacity(inside.len());
    let mut characters = inside.chars();
    while let Some(c) = characters.next() {
        plain.push(if c == '\\' { characters.next().unwrap_or(c) } else { c });
    }
    plain
}

/// A value such as `text/plain; charset="utf-8"; format=flowed`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameterised {
    /// In lower case, without blanks.
    pub kind: String,
    parameters: Vec<(String, String)>,
}

impl Parameterised {
    /// Reads as much as is well-formed; a value with an unclosed quote or comment is read as it stands.
    #[must_use]
    pub fn parse(value: &str) -> Self {
        let bare = without_comments(value).unwrap_or_else(|| value.replace('"', ""));
        let mut pieces = split_outside_quotes(&bare, ';').into_iter();
        let kind: String = pieces.next().unwrap_or_default().split_whitespace().collect();
        let parameters = pieces
            .filter_map(|piece| piece.split_once('='))
            .map(|(name, value)| (name.trim().to_ascii_lowercase(), unquoted(value)))
            .collect();
        Self { kind: kind.to_ascii_lowercase(), parameters }
    }

    /// The first parameter of this name (in lower case).
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the parameter is there with this value, letter case aside.
    #[must_use]
    pub fn says(&self, name: &str, value: &str) -> bool {
        self.parameter(name).is_some_and(|known| known.eq_ignore_ascii_case(value))
    }

    /// Whether there is a parameter of this name, split and encoded by RFC 2231 or not.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.parameters.iter().any(|(known, _)| known.split('*').next() == Some(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_nest_and_quotes_hide_them() {
        assert_eq!(without_comments("a (b (c) \\) d) e").as_deref(), Some("a    e"));
        assert_eq!(without_comments("\"(a)\" b").as_deref(), Some("\"(a)\" b"));
        assert_eq!(without_comments("a (b"), None);
        assert_eq!(without_comments("a \"b"), None);
        assert_eq!(without_comments("a) b"), None);
    }

    #[test]
    fn a_content_type_gives_its_parameters() {
        let value = Parameterised::parse("Text/Plain; charset=\"utf-8\" (yes); Format=flowed; boundary=\"a;b=c\\\"\"");
        assert_eq!(value.kind, "text/plain");
        assert_eq!(value.parameter("charset"), Some("utf-8"));
        assert!(value.says("format", "FLOWED"));
        assert_eq!(value.parameter("boundary"), Some("a;b=c\""));
        assert!(Parameterised::parse("a/b; name*0*=x").has("name"));
    }
}
