//! HTML to the text that a reader sees and the writer wrote: nothing hidden, nothing that a mail program marked as quoted.

use std::collections::BTreeSet;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::quotes::{HEAD, ends_in_attribution};

/// The visible new text; block elements stand on lines of their own.
///
/// In place of a quote stands one line with a quote sign, so that what follows it is known to stand below; in place of what
/// follows the head of a reply, another head.
///
/// Linear and without recursion: there is no tree. What is skipped ends where its own tag is closed as often as it was
/// opened; a tag that is never closed hides the rest, because a lost word asks back and a hidden one would act.
#[must_use]
pub fn visible_text(markup: &str) -> String {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut writer = Writer::default();
    for token in Tokenizer::new_with_emitter(markup, emitter) {
        let Ok(token) = token;
        if writer.ended {
            // Whose the words below are, nobody can tell.
            if matches!(&token, Token::String(text) if String::from_utf8_lossy(text).contains(char::is_alphanumeric)) {
                writer.new_line();
                writer.text.push_str(HEAD);
                break;
            }
            continue;
        }
        match token {
            Token::StartTag(tag) => writer.start(&tag),
            Token::EndTag(tag) => writer.end(&tag.name),
            Token::String(text) => writer.words(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    writer.text
}

/// These show no words of the writer, or words that the writer struck out.
const SILENT: [&str; 16] = [
    "style", "script", "title", "template", "noscript", "textarea", "svg", "math", "object", "iframe", "select",
    "audio", "video", "s", "strike", "del",
];

/// These have no end tag, so they cannot hold anything.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

const BLOCKS: [&str; 29] = [
    "address", "article", "body", "center", "dd", "div", "dl", "dt", "fieldset", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul",
];

/// Classes and ids by which mail programs mark a quote, a forward or their own footer: the element is skipped.
const QUOTE_MARKERS: [&str; 26] = [
    "gmail_quote",
    "gmail_quote_container",
    "gmail_extra",
    "gmail_attr",
    "yahoo_quoted",
    "yahoo-quoted",
    "yahooquotedbegin",
    "protonmail_quote",
    "zmail_extra",
    "zmail_extra_hr",
    "moz-forward-container",
    "moz-email-headers-table",
    "mail-editor-reference-message-container",
    "ms-outlook-mobile-reference-message",
    "reply-intro",
    "olk_src_body_section",
    "isforwardcontent",
    "isreplycontent",
    "wmquote",
    "tutanota_quote",
    "skiff_quote",
    "ik_mail_quote",
    "origbody",
    "orimsghtmlseperator",
    "reply139content",
    "iosymail",
];

/// And these by which they mark a signature.
const SIGNATURE_MARKERS: [&str; 4] =
    ["gmail_signature", "protonmail_signature_block", "moz-signature", "ms-outlook-mobile-signature"];

/// From these on nothing is the writer's: what follows is the quoted mail, not always inside of them.
const END_MARKERS: [&str; 6] = ["divrplyfwdmsg", "appendonsend", "zwchr", "replysplit", "orange_quote", "lwp_quote"];

/// Thunderbird's "… a écrit :"; the quote that follows is a `blockquote`, with the reply above or below it.
const HEAD_OF_QUOTE: &str = "moz-cite-prefix";

#[derive(Default)]
struct Writer {
    text: String,
    /// The tag that is skipped, and how often it is open.
    skipped: Option<(String, usize)>,
    /// The style sheet that is open.
    sheet: String,
    /// Classes and ids that a style sheet hides.
    hidden: BTreeSet<String>,
    /// How many `pre` are open: line breaks count inside.
    preformatted: usize,
    /// Between the head of a quote and the end of that quote.
    awaits_quote: bool,
    ended: bool,
}

impl Writer {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if let Some((skipped, open)) = &mut self.skipped {
            *open += usize::from(*skipped == name);
            return;
        }
        let marks = marks(tag);
        if marks.iter().any(|mark| mark == HEAD_OF_QUOTE) {
            self.awaits_quote = true;
            return;
        }
        if marks.iter().any(|mark| END_MARKERS.contains(&mark.as_str()) || mark.starts_with("__")) {
            self.ended = true;
            return;
        }
        let is_block = BLOCKS.contains(&name.as_str());
        if is_block {
            self.new_line();
        }
        if name == "br" {
            self.line_break();
        }
        if VOID.contains(&name.as_str()) {
            return;
        }
        let has_mark = |known: &[&str]| marks.iter().any(|mark| known.contains(&mark.as_str()));
        if (name == "blockquote" && !self.is_indented(tag)) || has_mark(&QUOTE_MARKERS) {
            self.quote();
            self.skipped = Some((name, 1));
        } else if SILENT.contains(&name.as_str()) || has_mark(&SIGNATURE_MARKERS) || self.hides(tag, &marks) {
            self.skipped = Some((name, 1));
        } else if name == "blockquote" {
            self.new_line();
        } else if name == "pre" {
            self.preformatted += 1;
        } else if matches!(name.as_str(), "td" | "th") {
            self.blank();
        }
    }

    fn end(&mut self, name: &[u8]) {
        let name = String::from_utf8_lossy(name);
        match &mut self.skipped {
            Some((skipped, open)) if *skipped == name => {
                *open -= 1;
                if *open > 0 {
                    return;
                }
                self.skipped = None;
                if name == "style" {
                    hidden_names(&std::mem::take(&mut self.sheet), &mut self.hidden);
                }
                self.awaits_quote &= name != "blockquote";
            }
            Some(_) => return,
            None => {}
        }
        if name == "pre" {
            self.preformatted = self.preformatted.saturating_sub(1);
        }
        if BLOCKS.contains(&name.as_ref()) || name == "blockquote" {
            self.new_line();
        }
    }

    /// Whether it is the writer's own paragraph, moved in by a button: it draws no line, and nobody else is named before it.
    fn is_indented(&self, tag: &StartTag<()>) -> bool {
        let style = attribute(tag, "style").unwrap_or_default().replace(char::is_whitespace, "");
        let draws_no_line = style.contains("border:none") || style.contains("border:0");
        draws_no_line
            && style.contains("margin")
            && attribute(tag, "type").is_none()
            && attribute(tag, "cite").is_none()
            && !self.awaits_quote
            && !ends_in_attribution(&self.text)
    }

    fn hides(&self, tag: &StartTag<()>, marks: &[String]) -> bool {
        is_hidden(tag) || (!self.hidden.is_empty() && marks.iter().any(|mark| self.hidden.contains(mark)))
    }

    fn words(&mut self, words: &str) {
        if self.skipped.as_ref().is_some_and(|(name, _)| name == "style") {
            self.sheet.push_str(words);
        }
        if self.skipped.is_some() || self.awaits_quote {
            return;
        }
        for c in words.chars() {
            match c {
                '\n' if self.preformatted > 0 => self.text.push('\n'),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => self.blank(),
                '\0' => {}
                _ => self.text.push(c),
            }
        }
    }

    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    fn line_break(&mut self) {
        if self.text.ends_with(' ') {
            self.text.pop();
        }
        self.text.push('\n');
    }

    /// The line that stands for a quote.
    fn quote(&mut self) {
        self.new_line();
        self.text.push_str(">\n");
    }

    /// What comes next stands on a line of its own.
    fn new_line(&mut self) {
        if self.text.ends_with(' ') {
            self.text.pop();
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

/// Classes, id and Zimbra's marker of an element, in lower case; `x_` is what Outlook puts before foreign ones.
fn marks(tag: &StartTag<()>) -> Vec<String> {
    let values = ["class", "id", "data-marker"].into_iter().filter_map(|name| attribute(tag, name));
    let words: Vec<String> =
        values.flat_map(|value| value.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
    words.into_iter().map(|word| word.trim_start_matches("x_").to_owned()).collect()
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(value).to_lowercase())
}

/// Whether a reader does not see the element. A style that cannot be read plainly hides it too.
fn is_hidden(tag: &StartTag<()>) -> bool {
    if tag.attributes.contains_key(b"hidden".as_slice())
        || attribute(tag, "color").is_some_and(|color| is_white(&color))
    {
        return true;
    }
    let Some(style) = attribute(tag, "style") else { return false };
    style.contains('\\') || style.contains("/*") || is_hiding(&style)
}

/// The classes and ids that a style sheet hides, on whatever medium; those of its last element, as a browser matches them.
fn hidden_names(sheet: &str, names: &mut BTreeSet<String>) {
    let sheet = sheet.to_lowercase();
    for rule in sheet.split('}') {
        let Some((selectors, declarations)) = rule.rsplit_once('{') else { continue };
        if !is_hiding(declarations) {
            continue;
        }
        let selectors = selectors.rsplit('{').next().unwrap_or_default().split(',');
        let last = selectors.filter_map(|selector| selector.split_whitespace().next_back());
        let elements =
            last.filter(|element| !element.contains(':')).filter_map(|element| element.rsplit_once(['.', '#']));
        names.extend(elements.map(|(_, name)| name.trim_start_matches("x_").to_owned()));
    }
}

/// Whether declarations hide an element: `display:none` and the like.
fn is_hiding(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let declarations = || {
        let pairs = style.split(';').filter_map(|declaration| declaration.split_once(':'));
        pairs.map(|(name, value)| (name, value.trim_end_matches("!important")))
    };
    let ground = declarations().find(|(name, _)| matches!(*name, "background" | "background-color"));
    let has_ground = ground.is_some_and(|(_, value)| !is_white(value));
    let is_cropped = declarations().any(|declaration| declaration == ("overflow", "hidden"));
    declarations().any(|(name, value)| match name {
        "color" => {
            value == "transparent"
                || (is_white(value) && !has_ground)
                || ground.is_some_and(|(_, ground)| ground == value)
        }
        "height" | "width" => is_cropped && is_zero(value),
        _ => hides(name, value),
    })
}

fn hides(name: &str, value: &str) -> bool {
    match name {
        "display" => value == "none",
        "visibility" => matches!(value, "hidden" | "collapse"),
        "font-size" | "font" => is_zero(value) || is_below_one(value),
        "opacity" | "max-height" | "max-width" | "line-height" => is_zero(value),
        "mso-hide" => value == "all",
        "text-decoration" | "text-decoration-line" => value.contains("line-through"),
        "text-indent" | "left" | "top" | "margin-left" => value.starts_with("-9"),
        _ => false,
    }
}

/// `0`, `0px`, `.0em`, and so little that it cannot be read (`1px` and below).
fn is_zero(value: &str) -> bool {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    !number.is_empty() && (number.chars().all(|c| matches!(c, '0' | '.')) || (number == "1" && value != "1"))
}

/// Part of a pixel or point.
fn is_below_one(value: &str) -> bool {
    (value.starts_with("0.") || value.starts_with('.')) && (value.ends_with("px") || value.ends_with("pt"))
}

fn is_white(color: &str) -> bool {
    let color: String = color.chars().filter(|c| !c.is_whitespace()).collect();
    let color = color.trim_end_matches("!important");
    color == "white"
        || (color.starts_with('#')
            && color.len() > 3
            && color.trim_start_matches('#').chars().all(|c| matches!(c, 'f' | 'e')))
        || color.starts_with("rgb(255,255,255")
        || color.starts_with("rgba(255,255,255")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blocks_are_lines_and_blanks_are_joined() {
        assert_eq!(visible_text("<p>ok  1</p><div>refuse 2<br>merci&nbsp;!</div>"), "ok 1\nrefuse 2\nmerci\u{a0}!\n");
        assert_eq!(visible_text("<pre>ok 1\nrefuse 2</pre>"), "ok 1\nrefuse 2\n");
        assert_eq!(visible_text("<table><tr><td>a</td><td>b</td></tr></table>"), "a b\n");
    }

    #[test]
    fn what_nobody_sees_is_not_there() {
        for hidden in [
            "<div style='display:none'>refuse 2</div>",
            "<div STYLE='Display : None !important'>refuse 2</div>",
            "<span style=\"visibility:hidden\">refuse 2</span>",
            "<span style='font-size:0px'>refuse 2</span>",
            "<span style='font-size: 0'>refuse 2</span>",
            "<span style='color:#FFFFFF'>refuse 2</span>",
            "<span style='color:#fff;background:white'>refuse 2</span>",
            "<span style='color: rgb(255, 255, 255)'>refuse 2</span>",
            "<font color=white>refuse 2</font>",
            "<p hidden>refuse 2</p>",
            "<div style='d\\69splay:none'>refuse 2</div>",
            "<div style='display:n/**/one'>refuse 2</div>",
            "<s>refuse 2</s>",
            "<strike>refuse 2</strike>",
            "<del>refuse <b>2</b></del>",
            "<span style='text-decoration: line-through'>refuse 2</span>",
            "<span style='text-decoration:line-through red'>refuse 2</span>",
            "<style>refuse 2</style>",
            "<style>p.x { color:red } .Preheader, td .y{display:none !important}</style><div class=preheader>refuse 2</div>",
            "<style>@media print { #foot { visibility: hidden } }</style><div id=foot>refuse 2</div>",
            "<span style='font-size:0.1px'>refuse 2</span>",
            "<span style='color:#036;background-color:#036'>refuse 2</span>",
            "<div style='height:0; overflow:hidden'>refuse 2</div>",
            "<div style='position:absolute; left:-9999px'>refuse 2</div>",
            "<div style='mso-hide:all'>refuse 2</div>",
            "<span style='opacity:0'>refuse 2</span>",
            "<script>refuse 2 <p></script>",
            "<!-- refuse 2 -->",
            "<!--[if mso]>refuse 2<![endif]-->",
            "<title>refuse 2</title>",
            "<textarea>refuse 2</textarea>",
            "<blockquote>refuse 2</blockquote>",
            "<blockquote><blockquote>a</blockquote>refuse 2</blockquote>",
            "<div class='x gmail_quote'><div>a</div>refuse 2</div>",
            "<div class=\"yahoo_quoted\">refuse 2</div>",
            "<div class=\"protonmail_quote\">refuse 2</div>",
            "<div class='x_gmail_quote'>refuse 2</div>",
        ] {
            let text = visible_text(&format!("<p>ok 1</p>{hidden}<p>merci</p>"));
            assert_eq!(text.replace(">\n", ""), "ok 1\nmerci\n", "{hidden}");
            assert_eq!(text.contains('>'), hidden.contains("quote"), "{hidden}");
        }
    }

    #[test]
    fn after_a_reply_marker_nothing_is_new() {
        for marker in [
            "<div id=\"divRplyFwdMsg\">De : </div>",
            "<div id='x_divRplyFwdMsg'>",
            "<div id=appendonsend></div>",
            "<div class=\"moz-cite-prefix\">Le 2 juillet</div>",
            "<div class=\"moz-cite-prefix\">Le 2 juillet</div><p>and no quote</p>",
            "<hr id=\"zwchr\" data-marker=\"__DIVIDER__\">",
        ] {
            let text = visible_text(&format!("<p>ok 1</p>{marker}<p>refuse 2</p>"));
            assert_eq!(text.replace(HEAD, ""), "ok 1\n", "{marker}");
        }
    }

    #[test]
    fn a_reply_below_its_quote_is_seen_and_known_to_stand_below() {
        let head = "<div class=\"moz-cite-prefix\">Le 2 juillet, X a écrit :<br></div>";
        let quote = "<blockquote type=cite>refuse 2<blockquote>a</blockquote>refuse 3</blockquote>";
        assert_eq!(visible_text(&format!("<p> </p>{head}{quote}<p>ok 1</p>")).trim(), ">\nok 1");
        assert_eq!(visible_text(&format!("<p>ok 1</p>{head}{quote}<p>refuse 2</p>")), "ok 1\n\n>\nrefuse 2\n");
        assert_eq!(visible_text(&format!("{head}<p>refuse 2</p>")).trim(), "");
    }

    #[test]
    fn a_paragraph_that_the_writer_moved_in_is_no_quote() {
        const INDENT: &str = "style='margin:0 0 0 40px; border: none; padding:0px'";
        let indented =
            format!("<p>Bonjour, les dates :</p><blockquote {INDENT}><div>ok 1</div></blockquote><p>merci</p>");
        assert_eq!(visible_text(&indented), "Bonjour, les dates :\nok 1\nmerci\n");
        let line = "Le lun. 2 juil. 2012 à 19:42, Accueil &lt;centre@accueil.test&gt; a écrit :";
        for quote in [
            format!("<blockquote {INDENT} type=cite>refuse 2</blockquote>"),
            format!("<blockquote class=gmail_quote {INDENT}>refuse 2</blockquote>"),
            format!("<p>{line}</p><blockquote {INDENT}>refuse 2</blockquote>"),
            format!("<div>{}</div><blockquote {INDENT}>refuse 2</blockquote>", line.replace(" Accueil", "<br>Accueil")),
            "<blockquote style='margin:0 0 0 .8ex;border-left:1px #ccc solid'>refuse 2</blockquote>".to_owned(),
        ] {
            assert!(!visible_text(&quote).contains("refuse"), "{quote}");
        }
    }

    #[test]
    fn what_a_style_sheet_only_shapes_is_seen() {
        for shaped in [
            "<style>.x{margin:0} .x a:hover{display:none} p{font-size:0}</style><p class=x>ok 1</p>",
            "<style>.hidden{display:none}</style><p class=x>ok 1</p>",
            "<p style='line-height:0.9;font-size:0.9em;height:0'>ok 1</p>",
            "<p style='color:#036;background:white'>ok 1</p>",
        ] {
            assert_eq!(visible_text(shaped), "ok 1\n", "{shaped}");
        }
    }

    #[test]
    fn white_words_on_a_coloured_ground_are_seen() {
        assert_eq!(visible_text("<a style='color:#fff;background-color:#036'>ok 1</a>"), "ok 1");
    }

    proptest! {
        #[test]
        fn any_markup_is_survived(markup in "(<[a-z/!-]{0,6}|>| style=|'|\"|&[a-z#0-9]{0,4};|[ -~é\n]){0,120}") {
            let text = visible_text(&markup);
            prop_assert!(text.len() <= markup.len() * 2 + 8);
        }
    }
}
