//! The new text of a mail alone: without quotes, forwards, signatures, footers of phones, and what stands below our mark.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::footers::is_footer;
use super::header::prefix;
use super::heads::{
    attribution, is_attribution_with_text, is_header_block, is_header_line, is_separator, names_an_origin,
};

/// The first line of every letter of ours in each language, so that a quote of it can be told from new words. They stand in
/// the phrases of the letters, and `src/build.rs` takes them from there.
pub const MARKERS: &[&str] = include!(concat!(env!("OUT_DIR"), "/markers.rs"));

/// The markers as [`fold`] has them, dashes aside.
static FOLDED_MARKERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let words = |marker: &&str| fold(marker).trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    MARKERS.iter().map(words).collect()
});

/// A quoted line this long may have been broken by a mail program that left the rest without its `>`.
const LINE_THAT_WRAPS: usize = 60;
/// Lines are told apart by their beginning (in octets).
const LONGEST_FOLDED: usize = 400;

/// The words that the sender wrote, and nothing else.
///
/// Above a quote everything is new. Below quotes marked with `>` a reply is taken where there is none above: its lines must
/// stand apart from the quote, since a broken quoted line looks like a new one. Where a quote is not marked line by line,
/// nothing below its head is believed.
#[must_use]
pub fn new_text(text: &str) -> String {
    let Sorted { above, below, .. } = sorted(text);
    if above.is_empty() { below } else { above }
}

/// What stands between quoted lines, as an answer to the line above it; below words that stand above the quote, all that
/// stands between and below. Empty where nothing does.
#[must_use]
pub fn between_quotes(text: &str) -> String {
    sorted(text).between
}

/// Whether there is nothing but the words of somebody else, of which none is marked line by line: what stands below their
/// head may be the sender's own, and nobody can tell.
#[must_use]
pub fn is_quote_alone(text: &str) -> bool {
    let Sorted { above, below, between, ends_in_quote } = sorted(text);
    ends_in_quote && [above, below, between].iter().all(String::is_empty)
}

/// The head that stands for one that HTML marks, with a line for what is below it.
pub(super) const HEAD: &str = "-----Original Message-----\n>\n";

/// A sender's words by their place.
struct Sorted {
    above: String,
    below: String,
    /// Where nothing is above: those of `below` that more quoted lines follow, and what may be the rest of one. Else what
    /// is below.
    between: String,
    /// Whether it ends in the words of somebody else that are not marked line by line.
    ends_in_quote: bool,
}

fn sorted(text: &str) -> Sorted {
    let lines: Vec<Line> = text.split('\n').map(Line::new).collect();
    let (mut above, mut under, mut between) = (Vec::new(), Vec::new(), 0);
    let mut reading = Reading::Above;
    let mut ends_in_quote = false;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        let (kind, length) = kind(rest);
        match kind {
            Kind::End => {
                ends_in_quote = !is_signature(line) && says_something(rest.get(length..).unwrap_or_default());
                break;
            }
            Kind::Attribution if !quote_follows(rest.get(length..).unwrap_or_default()) => {
                ends_in_quote = says_something(rest.get(length..).unwrap_or_default());
                break;
            }
            Kind::Attribution => reading = Reading::below(reading),
            Kind::Quoted => {
                reading = Reading::after_quoted(line);
                between = under.len();
            }
            Kind::Footer => {}
            Kind::Words if reading == Reading::Above => above.push(line.text),
            Kind::Words if line.folded.is_empty() && reading != Reading::Below => reading = Reading::Below,
            Kind::Words => under.push((reading, line.text)),
        }
        at += length;
    }
    let above = trimmed(&above);
    let taken = |wanted: &dyn Fn(usize, Reading) -> bool| {
        let lines = under.iter().enumerate().filter(|(index, (reading, _))| wanted(*index, *reading));
        trimmed(&lines.map(|(_, (_, text))| *text).collect::<Vec<_>>())
    };
    let below = taken(&|_, reading| reading == Reading::Below);
    // A broken quote below a reply is nothing to ask about; an answer right under a long question is.
    let between = taken(&|index, reading| match reading {
        Reading::Below => index < between || !above.is_empty(),
        Reading::Asked => true,
        Reading::Above | Reading::Broken => above.is_empty(),
    });
    Sorted { above, below, between, ends_in_quote }
}

/// Whether the last lines name somebody whose words follow.
pub(super) fn ends_in_attribution(text: &str) -> bool {
    const LINES: usize = 4;
    let lines: Vec<Line> =
        text.lines().rev().filter(|line| !line.trim().is_empty()).take(LINES).map(Line::new).collect();
    let lines: Vec<Line> = lines.into_iter().rev().collect();
    (0..lines.len()).any(|from| {
        let rest = lines.get(from..).unwrap_or_default();
        attribution(rest).is_some_and(|length| length == rest.len())
    })
}

/// Whether the new words of a text are the same whatever follows it: they stand above a quote or a signature. Its last
/// line may be cut, and says nothing.
#[must_use]
pub fn is_settled(text: &str) -> bool {
    let lines = text.rsplit_once('\n').map_or("", |(lines, _)| lines);
    let new = new_text(lines);
    !new.is_empty() && new == new_text(&format!("{lines}\n\nsauf Marie\n"))
}

/// What the next line may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// No quote has come yet.
    Above,
    /// Under a quote: unquoted lines are the sender's.
    Below,
    /// Right under a long quoted line, whose rest this may be.
    Broken,
    /// The same under a question, which this may answer.
    Asked,
}

impl Reading {
    fn below(self) -> Self {
        if self == Self::Above { Self::Below } else { self }
    }

    fn after_quoted(line: &Line<'_>) -> Self {
        if line.text.chars().count() < LINE_THAT_WRAPS {
            Self::Below
        } else if line.folded.ends_with('?') {
            Self::Asked
        } else {
            Self::Broken
        }
    }
}

/// What a line is, and how many lines belong to it.
enum Kind {
    Words,
    Quoted,
    Footer,
    /// "Le … a écrit :"
    Attribution,
    /// Nothing after it is new.
    End,
}

pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// For comparing; without quote signs, stars and outer blanks.
    pub(super) folded: String,
    pub(super) is_quoted: bool,
}

impl<'a> Line<'a> {
    fn new(text: &'a str) -> Self {
        let visible = text.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
        let is_quoted = visible.starts_with(['>', '›', '»']) || visible.starts_with("&gt;");
        Self { text, folded: fold(prefix(text, LONGEST_FOLDED)), is_quoted }
    }
}

fn kind(rest: &[Line<'_>]) -> (Kind, usize) {
    let Some(line) = rest.first() else { return (Kind::End, 1) };
    if line.is_quoted {
        return (Kind::Quoted, 1);
    }
    if is_end(line) || is_header_block(rest) || is_header_line(line) {
        return (Kind::End, 1);
    }
    if let Some(length) = attribution(rest) {
        return (Kind::Attribution, length);
    }
    if is_attribution_with_text(line) {
        return (Kind::End, 1);
    }
    (if is_footer(&line.folded) { Kind::Footer } else { Kind::Words }, 1)
}

fn is_end(line: &Line<'_>) -> bool {
    is_signature(line)
        || FOLDED_MARKERS.iter().any(|marker| line.folded.contains(marker.as_str()))
        || is_separator(line)
        || names_an_origin(line)
}

fn is_signature(line: &Line<'_>) -> bool {
    matches!(line.text.trim_end(), "--" | "-- ")
}

fn says_something(rest: &[Line<'_>]) -> bool {
    rest.iter().any(|line| line.is_quoted || line.folded.contains(char::is_alphanumeric))
}

fn quote_follows(rest: &[Line<'_>]) -> bool {
    rest.iter().find(|line| !line.folded.is_empty() || line.is_quoted).is_some_and(|line| line.is_quoted)
}

/// Lower case without accents, curly quotes and odd blanks made plain; quote signs and stars around are left out.
fn fold(text: &str) -> String {
    let plain: String = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        let letters = text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c) && !is_invisible(*c));
        let lower = letters.flat_map(char::to_lowercase);
        lower
            .map(|c| match c {
                '’' | '‘' | 'ʼ' | '`' => '\'',
                '–' | '—' | '‐' | '‑' | '−' => '-',
                _ => c,
            })
            .collect()
    };
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").replace('*', "").trim_matches(|c: char| c == '>' || c == '|' || c == ' ').to_owned()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// The lines without empty ones and rules at both ends.
fn trimmed(lines: &[&str]) -> String {
    let is_empty = |line: &&&str| {
        line.chars().all(|c| c.is_whitespace() || is_invisible(c) || matches!(c, '_' | '-' | '=' | '*' | '—' | '–'))
    };
    let start = lines.iter().take_while(is_empty).count();
    let end = lines.len() - lines.iter().rev().take_while(is_empty).count();
    lines.get(start..end).unwrap_or_default().join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_above_a_quote_are_settled() {
        for (text, settled) in [
            ("ok\n\nLe lun. 2 juil. 2012 à 19:42, Accueil <centre@accueil.test> a écrit :\n\n> Bonjour", true),
            ("ok\n\n> Bonjour", true),
            ("ok\n-- \nMarie", true),
            ("ok\n\n— Répondez au-dessus de cette ligne —", true),
            ("ok", false),
            ("ok\n\nMerci", false),
            ("> Bonjour\n\nok", false),
            ("> Bonjour", false),
            ("", false),
        ] {
            assert_eq!(is_settled(&format!("{text}\n")), settled, "{text:?}");
        }
        assert!(!is_settled("ok\n--"), "the line may go on");
    }

    #[test]
    fn a_quote_without_marks_may_hold_an_answer() {
        let head = "De : Accueil\nEnvoyé : lundi 2 juillet 2012 19:42\nÀ : Marie\nObjet : Liste";
        for (text, alone) in [
            (format!("{head}\n\nBonjour\n\nMarie 11/07 journée"), true),
            (format!("\n________________________________\n{head}\n\nBonjour"), true),
            (format!("Envoyé de mon iPhone\n\n{head}\n\nBonjour"), true),
            ("-----Message d'origine-----\nBonjour\n\nok".to_owned(), true),
            (format!("ok\n\n{head}\n\nBonjour"), false),
            ("> Bonjour\n> Marie".to_owned(), false),
            ("> Bonjour\n\nok".to_owned(), false),
            ("-- \nMarie".to_owned(), false),
            (String::new(), false),
        ] {
            assert_eq!(is_quote_alone(&text), alone, "{text}");
        }
    }

    #[test]
    fn attributions_end_the_new_text() {
        for attribution in [
            "Le lun. 2 juil. 2012 à 19:42, Accueil <centre@accueil.test> a écrit :",
            "Le lun. 2 juil. 2012 à 19:42, Accueil de loisirs <centre@accueil.test>\na écrit :",
            "Le lun. 2 juil. 2012 à 19:42,\nAccueil de loisirs <centre@accueil.test>\na écrit :",
            "Le lundi 2 juillet 2012 à 19:42:10 UTC+2, Accueil <centre@accueil.test> a écrit\u{a0}:",
            "Le 02/07/2012 à 19:42, Accueil a écrit :",
            "Le 2012-07-02 19:42, Accueil a écrit:",
            "Le 02/07/2012 19:42, « Accueil » <centre@accueil.test> a e\u{301}crit :",
            "On Mon, Jul 2, 2012 at 7:42 PM Accueil <centre@accueil.test> wrote:",
            "On Mon, 2 Jul 2012 at 19:42, Accueil\n<centre@accueil.test> wrote:",
            "Accueil <centre@accueil.test> a écrit :",
            "-----Message d'origine-----",
            "-----Message d’origine-----",
            "----- Mail original -----",
            "-------- Message original --------",
            "-----Original Message-----",
            "---------- Forwarded message ---------",
            "---------- Message transféré ----------",
            "Début du message réexpédié :",
            "Begin forwarded message:",
            "De : Accueil\nEnvoyé : lundi 2 juillet 2012 19:42\nÀ : Marie\nObjet : Liste",
            "*De :* Accueil\n*Envoyé :* lundi\n*À :* Marie\n*Objet :* Liste",
            "________________________________\nDe : Accueil\nEnvoyé : lundi\nÀ : Marie\nObjet : Liste",
            "From: Accueil\nSent: Monday\nTo: Marie\nSubject: List",
            "Objet: Liste\nDate: 2012-07-02\nDe: Accueil\nÀ: Marie",
            "Message du 02/07/12 19:42",
            "2012-07-02 19:42 GMT+02:00 Accueil <centre@accueil.test>:",
            "El lun, 2 jul 2012 a las 19:42, Accueil (<centre@accueil.test>)\nescribió:",
            "Am Mo., 2. Juli 2012 um 19:42 Uhr schrieb Accueil <\ncentre@accueil.test>:",
            "Em seg., 2 de jul. de 2012 às 19:42, Accueil <centre@accueil.test>\nescreveu:",
            "Il giorno lun 2 lug 2012 alle ore 19:42 Accueil <centre@accueil.test> ha\nscritto:",
            "пн, 2 июл. 2012 г. в 19:42, Accueil <centre@accueil.test>:",
            "De: Accueil\nEnviado: lunes, 2 de julio de 2012 19:42\nPara: Marie\nAsunto: Lista",
            "Von: Accueil\nGesendet: Montag, 2. Juli 2012 19:42\nAn: Marie\nBetreff: Liste",
            "========================================\nMessage du : 02/07/2012 19:42\nDe : \"Accueil\"",
            "envoyé : 2 juillet 2012 à 19:42\nde : Accueil\nà : Marie\nobjet : Liste",
            "Le lun., juil. 2, 2012 à 19:42, Accueil<centre@accueil.test> a écrit :   Bonjour",
            "On Mon, Jul 2, 2012 at 19:42, Accueil<centre@accueil.test> wrote:   Hello",
            "---------- Message transmis ----------",
            "Message transmis",
            "Message transféré de Mamie :",
            "Message transféré de Mamie DUPONT",
            "*Message transféré par Mamie :*",
            "Transféré par Mamie :",
            "Transféré par Mamie",
            "----- Transféré par Mamie le 02/07/2012 -----",
            "----- Forwarded by Mamie on 02/07/2012 -----",
            "Forwarded by Mamie:",
            "Forwarded message from Mamie:",
            "Begin forwarded message from Mamie:",
            "Message original",
            "Original message",
            "On behalf of Mamie:",
            "De la part de Mamie :",
            "Mamie a écrit :",
            "MAMIE A ÉCRIT\u{a0}:",
            "Mamie m’a écrit :",
            "Mamie écrit :",
            "Papi et Mamie ont écrit :",
            "Mamie wrote:",
            "Mamie a écrit le 02/07/2012 à 19:42 :",
            "Mamie wrote on Mon, 2 Jul 2012:",
            "Le lundi,\nMamie\na écrit :",
            "En réponse à Mamie :",
            "En réponse à Mamie DUPONT",
            "En réponse à « Mamie » <mamie@example.org>",
            "In reply to Mamie:",
            "From: Mamie\nSent: Monday",
            "De : Mamie\nEnvoyé : lundi",
            "From: Mamie Sent: Monday To: Marie Subject: List",
            "De : Mamie Envoyé : lundi À : Marie",
            "— Répondez au-dessus de cette ligne —",
            "— please REPLY above this line —",
            "-- ",
            "--",
        ] {
            let text = format!("ok 1\n\n{attribution}\n\nrefuse 2\naccept 3");
            assert_eq!(new_text(&text), "ok 1", "{attribution}");
        }
    }

    #[test]
    fn words_that_only_resemble_a_quote_are_kept() {
        for text in [
            "Le mercredi 11/07 Marie vient",
            "réserver Marie\nle 11/07 : journée",
            "Bonjour,\nréserver Marie mer 11/07 journée\n\nMerci !",
            "On Wednesday 11/07 Marie comes",
            "pour : Marie",
            "Le 11/07 Marie\nle 12/07 Lilou",
            "la directrice a écrit : venez",
            "Mamie a écrit une lettre\nréserver Marie 11/07",
            "Mamie a écrit : elle garde Marie\nréserver Lilou 11/07",
            "Je confirme par écrit :\nréserver Marie 11/07",
            "Comme je l’ai écrit :\nréserver Marie 11/07",
            "En réponse à votre mail :\nréserver Marie 11/07",
            "En réponse à la question, oui\nréserver Marie 11/07",
            "Transféré par erreur\nréserver Marie 11/07",
            "Message transmis à Mamie hier\nréserver Marie 11/07",
            "De la part de Mamie, merci\nréserver Marie 11/07",
            "- Marie\n- Lilou",
            "Envoyé par erreur :\nannuler Marie 11/07",
            "réserver Marie\nDate : 11/07\nDe : 9h\nÀ : 17h\nMerci",
            "Envoyé depuis mon bureau, annuler Marie mercredi",
            "réserver\nPour : Marie\nDate : 11/07\nDe : 9h à 17h\nMerci",
            "Le 11 juillet 2012 à 9:30 nous arrivons :\nréserver Marie 11/07",
            "réserver Marie 11/07\n-----\nsauf la cantine",
            "réserver Marie 11/07/2012\nà 8:30\nmerci de m’écrire :\nsauf la cantine",
            "Envoyé de mon iPhone : annuler Marie mercredi",
            "Envoyé depuis mon mobile. Annuler Marie mercredi",
            "Envoyé avec retard\nannuler Marie mercredi",
            "Sent from work: cancel Marie",
        ] {
            assert_eq!(new_text(text), text);
        }
    }

    #[test]
    fn a_command_above_an_attribution_is_not_taken_for_its_first_line() {
        let text = "Le mercredi 11/07 réserver Marie\nLe lun. 2 juil. 2012 à 19:42, Accueil\na écrit :\n> accept 3";
        assert_eq!(new_text(text), "Le mercredi 11/07 réserver Marie");
        let text = "réserver Marie 11/07/2012\nAccueil <centre@accueil.test> a écrit :\n> accept 3";
        assert_eq!(new_text(text), "réserver Marie 11/07/2012");
    }

    #[test]
    fn only_quoted_words_leave_nothing() {
        assert_eq!(new_text("> ok 1\n> accept 3"), "");
        assert_eq!(new_text("\n\nLe 02/07/2012 à 19:42, X a écrit :\n> ok 1\n"), "");
        assert_eq!(new_text("— Répondez au-dessus de cette ligne —\nok 1"), "");
        assert_eq!(new_text(""), "");
    }

    #[test]
    fn replies_between_and_below_quotes_are_read_where_none_is_above() {
        assert_eq!(
            new_text("Le 02/07/2012 à 19:42, X a écrit :\n> quel jour ?\nmercredi\n> pour qui ?\nMarie"),
            "mercredi\nMarie"
        );
        assert_eq!(new_text("> — Répondez au-dessus de cette ligne —\n> 1. Marie\n\nok"), "ok");
        assert_eq!(new_text("ok 1\n> quote\nrefuse 2"), "ok 1");
        assert_eq!(between_quotes("ok 1\n> quote\nrefuse 2"), "refuse 2");
        assert_eq!(between_quotes("> quote\nrefuse 2"), "", "all of it is new");
        assert_eq!(between_quotes("Ok\n> 1. Marie\nrefuse 1\n> 2. Léo\n"), "refuse 1");
        assert_eq!(between_quotes("> 1. Marie\nok\n> 2. Léo\nnon"), "ok");
    }

    #[test]
    fn the_rest_of_a_broken_quoted_line_is_not_new() {
        let long = "> Réponses possibles, une par ligne ou à la suite : ok, accept 1 3, refuse 2";
        assert_eq!(new_text(&format!("{long}\naccept 4\n> suite\n")), "");
        assert_eq!(new_text(&format!("{long}\naccept 4\n\nok 1")), "ok 1");
        assert_eq!(between_quotes(&format!("{long}\naccept 4\n\nok 1")), "accept 4", "it may be an answer");
        assert_eq!(between_quotes(&format!("ok 1\n\n{long}\naccept 4\n> suite\n")), "");
        let question = "> Souhaitez-vous annuler aussi la cantine et la garderie de ce jour-là ?";
        assert_eq!(between_quotes(&format!("ok 1\n\n{question}\nsauf la cantine\n> suite\n")), "sauf la cantine");
    }

    #[test]
    fn reading_the_new_text_again_changes_nothing() {
        for text in ["a\n\nb\n> c", "Bonjour\n\nok 1\n-- \nMarie", "> a\n\nb"] {
            assert_eq!(new_text(&new_text(text)), new_text(text));
        }
    }
}
