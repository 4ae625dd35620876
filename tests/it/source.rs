//! Rust sources as a test reads them: words with their lines, paths, functions; comments, strings and tests put aside.

use std::iter::Peekable;
use std::slice::Iter;

/// A word or a sign, and the line it stands in (from 1).
#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    line: usize,
    text: String,
}

/// A path as `crate::store::Store`, with the line that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub line: usize,
    pub segments: Vec<String>,
    /// Whether a `use` brings it in: then a single word is a crate or a module.
    pub is_use: bool,
}

/// A function, by its first and last line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    pub line: usize,
    pub lines: usize,
}

/// A source file without what is only compiled for tests.
#[derive(Debug)]
pub struct Source {
    pub first_line: String,
    /// Without the lines of tests.
    pub lines: usize,
    /// Modules in other files that are only compiled for tests.
    pub test_modules: Vec<String>,
    tokens: Vec<Token>,
}

impl Source {
    pub fn read(text: &str) -> Self {
        let mut tokens = tokens(text);
        let mut lines = text.lines().count();
        let mut test_modules = Vec::new();
        while let Some((start, end)) = test_item(&tokens) {
            lines -= tokens[end - 1].line - tokens[start].line + 1;
            let item: Vec<Token> = tokens.drain(start..end).collect();
            if let [.., module, name, semicolon] = item.as_slice()
                && module.text == "mod"
                && semicolon.text == ";"
            {
                test_modules.push(name.text.clone());
            }
        }
        Self { first_line: text.lines().next().unwrap_or_default().to_owned(), lines, test_modules, tokens }
    }

    /// Every path, those of a `use` one by one.
    pub fn paths(&self) -> Vec<Named> {
        let mut paths = Vec::new();
        let mut rest = self.tokens.iter().peekable();
        let mut before = "";
        while let Some(token) = rest.next() {
            if token.text == "use" {
                use_tree(&mut rest, &[], &mut paths);
            } else if is_word(&token.text) && before != "." {
                let mut segments = vec![token.text.clone()];
                while rest.peek().is_some_and(|next| next.text == "::") {
                    rest.next();
                    match rest.next_if(|next| is_word(&next.text)) {
                        Some(next) => segments.push(next.text.clone()),
                        None => break,
                    }
                }
                paths.push(Named { line: token.line, segments, is_use: false });
            }
            before = &token.text;
        }
        paths
    }

    /// The first line that has one of these words.
    pub fn line_of(&self, words: &[&str]) -> Option<usize> {
        self.tokens.iter().find(|token| words.contains(&token.text.as_str())).map(|token| token.line)
    }

    pub fn functions(&self) -> Vec<Function> {
        let mut functions = Vec::new();
        for (index, pair) in self.tokens.windows(2).enumerate() {
            if pair[0].text != "fn" || !is_word(&pair[1].text) {
                continue;
            }
            let end = item_end(&self.tokens, index);
            let lines = self.tokens[end - 1].line - pair[0].line + 1;
            functions.push(Function { name: pair[1].text.clone(), line: pair[0].line, lines });
        }
        functions
    }
}

/// `a::{b, c::d as e, *}` to its paths.
fn use_tree(rest: &mut Peekable<Iter<Token>>, before: &[String], paths: &mut Vec<Named>) {
    let mut segments = before.to_vec();
    let mut line = 0;
    while let Some(token) = rest.next() {
        line = token.line;
        match token.text.as_str() {
            "::" => {}
            "{" => {
                while rest.peek().is_some_and(|next| next.text != "}") {
                    use_tree(rest, &segments, paths);
                    rest.next_if(|next| next.text == ",");
                }
                rest.next();
                return;
            }
            // Where the name is changed, the old one counts.
            "as" => {
                rest.next();
            }
            word => segments.push(word.to_owned()),
        }
        if rest.peek().is_none_or(|next| [",", "}", ";"].contains(&next.text.as_str())) {
            break;
        }
    }
    paths.push(Named { line, segments, is_use: true });
}

/// From `#[cfg(test)]` to the end of what it stands before.
fn test_item(tokens: &[Token]) -> Option<(usize, usize)> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let start = tokens.windows(MARK.len()).position(|window| window.iter().map(|token| &token.text).eq(MARK))?;
    let mut item = start + MARK.len();
    while tokens.get(item).is_some_and(|token| token.text == "#") {
        item = group_end(tokens, item + 1);
    }
    Some((start, item_end(tokens, item)))
}

/// Behind the `;` or the closing brace that ends an item.
fn item_end(tokens: &[Token], start: usize) -> usize {
    let mut index = start;
    while let Some(token) = tokens.get(index) {
        match token.text.as_str() {
            ";" => return index + 1,
            "{" => return group_end(tokens, index),
            "(" | "[" => index = group_end(tokens, index),
            _ => index += 1,
        }
    }
    tokens.len()
}

/// Behind the bracket that closes the one at `start`.
fn group_end(tokens: &[Token], start: usize) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(start) {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return index + 1;
        }
    }
    tokens.len()
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let (length, is_token) = piece(rest, first);
        let (taken, left) = rest.split_at(length);
        if is_token {
            tokens.push(Token { line, text: taken.to_owned() });
        }
        line += taken.matches('\n').count();
        rest = left;
    }
    tokens
}

/// The length of the next piece, and whether it is a token: not a blank, a comment, a string or a character.
fn piece(rest: &str, first: char) -> (usize, bool) {
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), false);
    }
    if rest.starts_with("/*") {
        return (comment_length(rest), false);
    }
    if let Some(length) = string_length(rest) {
        return (length, false);
    }
    if first == '\'' {
        return (character_length(rest), false);
    }
    if first.is_alphanumeric() || first == '_' {
        return (rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len()), true);
    }
    if rest.starts_with("::") {
        return (2, true);
    }
    (first.len_utf8(), !first.is_whitespace())
}

/// Block comments nest.
fn comment_length(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut index = 0;
    while let Some(next) = rest[index..].chars().next() {
        if rest[index..].starts_with("/*") {
            depth += 1;
            index += 2;
        } else if rest[index..].starts_with("*/") {
            depth -= 1;
            index += 2;
            if depth == 0 {
                break;
            }
        } else {
            index += next.len_utf8();
        }
    }
    index
}

/// `"…"`, `b"…"`, `r#"…"#` and their relatives.
fn string_length(rest: &str) -> Option<usize> {
    let prefix = rest.find(|c: char| !c.is_ascii_lowercase())?;
    if !["", "b", "c", "r", "br", "cr"].contains(&&rest[..prefix]) {
        return None;
    }
    let hashes = rest[prefix..].chars().take_while(|c| *c == '#').count();
    let open = prefix + hashes;
    if !rest[open..].starts_with('"') || (hashes > 0 && !rest[..prefix].ends_with('r')) {
        return None;
    }
    let body = &rest[open + 1..];
    let length = if rest[..prefix].ends_with('r') {
        let end = format!("\"{}", "#".repeat(hashes));
        body.find(&end).map_or(body.len(), |place| place + end.len())
    } else {
        let mut is_escaped = false;
        body.char_indices()
            .find(|(_, c)| {
                let is_end = *c == '"' && !is_escaped;
                is_escaped = *c == '\\' && !is_escaped;
                is_end
            })
            .map_or(body.len(), |(place, _)| place + 1)
    };
    Some(open + 1 + length)
}

/// A character, or the name of a lifetime.
fn character_length(rest: &str) -> usize {
    let body = &rest[1..];
    if let Some(escaped) = body.strip_prefix('\\') {
        // What follows the stroke may itself be a quotation mark.
        return escaped.char_indices().skip(1).find(|(_, c)| *c == '\'').map_or(rest.len(), |(place, _)| place + 3);
    }
    let mut after = body.char_indices().skip(1);
    match after.next() {
        Some((place, '\'')) => place + 2,
        _ => body.find(|c: char| !c.is_alphanumeric() && c != '_').map_or(rest.len(), |place| place + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.text).collect()
    }

    fn paths(text: &str) -> Vec<String> {
        Source::read(text).paths().into_iter().map(|path| path.segments.join("::")).collect()
    }

    #[test]
    fn comments_strings_and_characters_say_nothing() {
        assert_eq!(words("a // b {\n/* c /* d */ e */ f"), ["a", "f"]);
        assert_eq!(words(r##"a "b \" c" r#"d " e"# b"f" '"' '\'' '\\' g"##), ["a", "g"]);
        assert_eq!(words("fn a<'b>(c: &'b str) -> char { '{' }").iter().filter(|word| *word == "{").count(), 1);
        assert_eq!(words("'é' 'x' x"), ["x"]);
    }

    #[test]
    fn a_use_is_taken_apart() {
        assert_eq!(
            paths("use a::{b, c::{d, e as f}, g::*};\nuse h;\nuse crate::i::{self, J};"),
            ["a::b", "a::c::d", "a::c::e", "a::g::*", "h", "crate::i::self", "crate::i::J"]
        );
    }

    #[test]
    fn paths_in_the_text_are_found_and_methods_are_not() {
        assert_eq!(paths("x.crate_name(a::b::<c>::d)"), ["x", "a::b", "c", "d"]);
        assert_eq!(paths("::nom::branch::alt"), ["nom::branch::alt"]);
    }

    #[test]
    fn what_is_only_for_tests_is_put_aside() {
        let source = Source::read(
            "use a::b;\n#[cfg(test)]\nmod notes;\n#[cfg(test)]\n#[allow(x)]\nmod tests {\n    use c::d;\n}\nfn e() {}\n",
        );
        assert_eq!(source.test_modules, ["notes"]);
        assert_eq!(source.lines, 2);
        assert_eq!(source.paths().iter().filter(|path| path.is_use).count(), 1);
    }

    #[test]
    fn functions_are_measured_from_their_name_to_their_closing_brace() {
        let source = Source::read("fn a(x: [u8; 2]) -> u8 {\n    if b {\n    }\n}\ntrait T {\n    fn c(&self);\n}\n");
        let measured: Vec<(String, usize)> =
            source.functions().into_iter().map(|function| (function.name, function.lines)).collect();
        assert_eq!(measured, [("a".to_owned(), 4), ("c".to_owned(), 1)]);
    }
}
