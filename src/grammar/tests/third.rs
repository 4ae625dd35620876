//! A third, tiny language is read when it brings its words, and no line of code.

use std::collections::BTreeMap;

use super::super::classes::Class;
use super::super::errand::ErrandKind;
use super::super::files::{FILES, LanguageFiles};
use super::super::words::of_a_test::read_with;
use super::super::{is_month_first, word};
use super::{lexicon, meaning};
use crate::domain::Language;
use crate::grammar::{Parsed, Role, TextPart, parse};

const SPANISH: Language = Language::imagined("es");

/// Some words of Spanish, by class.
const WORDS: &[(&str, &[&str])] = &[
    ("book", &["reservar", "reserve"]),
    ("cancel", &["anular", "anule"]),
    ("absent", &["no vendrá", "está enferma"]),
    ("status", &["estado"]),
    ("help", &["ayuda"]),
    ("greeting", &["hola", "buenos días"]),
    ("yes", &["vale"]),
    ("approve", &["aceptar"]),
    ("refuse", &["rechazar"]),
    ("except", &["excepto"]),
    ("and", &["y"]),
    ("article", &["el", "la", "los"]),
    ("from", &["de", "del"]),
    ("to", &["al", "hasta"]),
    ("tomorrow", &["mañana"]),
    ("monday", &["lunes"]),
    ("wednesday", &["miércoles"]),
    ("friday", &["viernes"]),
    ("every", &["todos los"]),
    ("july", &["julio"]),
    ("full-day", &["día completo", "todo el día"]),
    ("morning", &["por la mañana"]),
    ("meal", &["comida"]),
    ("with", &["con"]),
    ("both", &["los dos"]),
    ("condition", &["quizás"]),
    ("courtesy", &["gracias", "por favor"]),
];

/// A word file of these words. Classes and errands that no test says have a made-up word, for none may be without.
fn spanish() -> String {
    let known: BTreeMap<&str, &[&str]> = WORDS.iter().copied().collect();
    let letters = |key: &str| key.chars().filter(char::is_ascii_alphabetic).collect::<String>();
    let class = |class: &Class| match known.get(class.key()) {
        Some(words) => format!("{} = {words:?}\n", class.key()),
        None => format!("{} = [\"xx{}\"]\n", class.key(), letters(class.key())),
    };
    let errand = |kind: &ErrandKind| format!("{} = [\"zz{}\"]\n", kind.verb(), letters(kind.verb()));
    let words: String = Class::ALL.iter().map(class).collect();
    let errands: String = ErrandKind::ALL.iter().map(errand).collect();
    let reading = "[reading]\nweekday_article = [\"el\"]\n";
    format!("{reading}[words]\n{words}[errands]\n{errands}[details]\n[spellings]\nm1ana = \"mañana\"\n")
}

/// French and English, also when others have come to the embedded ones.
fn two() -> Vec<LanguageFiles> {
    FILES.iter().filter(|files| [Language::FR, Language::EN].contains(&files.language)).copied().collect()
}

/// The family MARTIN writes while the third language is there.
fn read(text: &str, role: Role) -> Parsed {
    let files = LanguageFiles { language: SPANISH, words: spanish().leak(), examples: "", common: "hijo\n" };
    read_with(&[two(), vec![files]].concat());
    parse(text, TextPart::Body, &lexicon(role, Language::FR))
}

#[test]
fn a_third_language_is_read_from_its_files() {
    for (text, expected) in [
        ("Reservar Zoé miércoles 8 de julio, día completo. Gracias", "book Zoé Wed.8/7 day"),
        (
            "Hola, reserve los dos del lunes 6 al viernes 10 de julio excepto el 8 por la mañana con comida",
            "book all2 Mon.6/7..Fri.10/7 -8/7 morning+meal",
        ),
        ("Zoé no vendrá el miércoles 8 de julio", "cancel Zoé Wed.8/7"),
        ("anular 42", "cancel #42"),
        ("estado", "status"),
        ("reservar Zoé m1ana todo el día", "book Zoé tomorrow day"),
        ("quizás Zoé el miércoles 8 de julio", "✗conditional"),
    ] {
        let parsed = read(text, Role::Parent);
        assert_eq!(meaning(&parsed), expected, "{text}");
        assert_eq!(parsed.language, Some(SPANISH), "{text}");
    }
    assert_eq!(meaning(&read("aceptar 1 y 3", Role::Director)), "approve 1,3");
    assert_eq!((word(SPANISH, "full_day"), is_month_first(SPANISH)), (Some("día completo"), false));
}

#[test]
fn the_other_languages_are_read_beside_a_third_one() {
    for (text, expected, language) in [
        ("réserver Zoé mercredi 8 juillet journée", "book Zoé Wed.8/7 day", Language::FR),
        ("book Zoe Wed 8 July full day", "book Zoé Wed.8/7 day", Language::EN),
    ] {
        let parsed = read(text, Role::Parent);
        assert_eq!((meaning(&parsed).as_str(), parsed.language), (expected, Some(language)), "{text}");
    }
}

#[test]
fn without_its_files_a_third_language_is_not_read() {
    read_with(&two());
    let parsed = super::read("reservar Zoé miércoles 8 de julio, día completo", Role::Parent);
    assert!(parsed.sentences.is_empty() && parsed.language != Some(SPANISH), "{parsed:?}");
    assert_eq!(word(SPANISH, "book"), None);
}
