//! Replies in the manner of many mail programs: heads of quotes × breaks × signs × the place of the reply.

use super::super::quotes::{between_quotes, new_text};

/// The head of a quote as a program writes it, with the quote signs that it uses below.
struct Program {
    name: &'static str,
    head: &'static str,
    signs: Signs,
    /// Whether the program breaks long lines of its own.
    breaks: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Signs {
    /// "> " before each quoted line.
    Quoted,
    /// The same before the head too.
    HeadToo,
    /// Nothing.
    Bare,
}

const fn broken(name: &'static str, head: &'static str, signs: Signs) -> Program {
    Program { name, head, signs, breaks: true }
}

const fn whole(name: &'static str, head: &'static str, signs: Signs) -> Program {
    Program { name, head, signs, breaks: false }
}

const PROGRAMS: [Program; 44] = [
    broken("Gmail", "Le lun. 2 juil. 2012 à 19:42, Accueil de loisirs <centre@accueil.test> a écrit :", Signs::Quoted),
    broken(
        "Gmail, narrow blank",
        "Le lun. 2 juil. 2012 à\u{202f}19:42, Accueil <centre@accueil.test> a écrit\u{a0}:",
        Signs::Quoted,
    ),
    broken(
        "Gmail, older",
        "Le 2 juillet 2012 à 19:42, Accueil de loisirs <centre@accueil.test> a écrit :",
        Signs::Quoted,
    ),
    broken("Gmail, oldest", "2012-07-02 19:42 GMT+02:00 Accueil de loisirs <centre@accueil.test>:", Signs::Quoted),
    broken(
        "Gmail in English",
        "On Mon, Jul 2, 2012 at 7:42\u{202f}PM Accueil de loisirs <centre@accueil.test> wrote:",
        Signs::Quoted,
    ),
    broken(
        "Gmail in English, 24 hours",
        "On Mon, 2 Jul 2012 at 19:42, Accueil de loisirs <centre@accueil.test> wrote:",
        Signs::Quoted,
    ),
    broken(
        "Gmail in Spanish",
        "El lun, 2 jul 2012 a las 19:42, Accueil de loisirs (<centre@accueil.test>) escribió:",
        Signs::Quoted,
    ),
    broken(
        "Gmail in Portuguese",
        "Em seg., 2 de jul. de 2012 às 19:42, Accueil de loisirs <centre@accueil.test> escreveu:",
        Signs::Quoted,
    ),
    whole(
        "Gmail, forwarded",
        "---------- Forwarded message ---------\nDe : Mamie <mamie@example.org>\nDate: lun. 2 juil. 2012 à 19:42\nSubject: Marie\nTo: Marie",
        Signs::Bare,
    ),
    broken("iPhone", "Le 2 juil. 2012 à 19:42, Accueil de loisirs <centre@accueil.test> a écrit :", Signs::HeadToo),
    broken(
        "iPhone, twelve hours",
        "Le 2 juil. 2012 à 7:42 PM, Accueil de loisirs <centre@accueil.test> a écrit :",
        Signs::HeadToo,
    ),
    broken(
        "iPhone in English",
        "On 2 Jul 2012, at 19:42, Accueil de loisirs <centre@accueil.test> wrote:",
        Signs::HeadToo,
    ),
    whole(
        "iPhone, forwarded",
        "Début du message transféré :\n\n> De: Mamie <mamie@example.org>\n> Objet: Marie",
        Signs::Quoted,
    ),
    broken("Apple Mail", "Le 2 juil. 2012 à 19:42, Accueil de loisirs <centre@accueil.test> a écrit :", Signs::Quoted),
    broken("Thunderbird", "Le 02/07/2012 à 19:42, Accueil de loisirs a écrit\u{a0}:", Signs::Quoted),
    broken("Thunderbird, dashes", "Le 02-07-2012 à 19:42, Accueil de loisirs via ALSH a écrit :", Signs::Quoted),
    broken("Thunderbird in English", "On 02/07/2012 19:42, Accueil de loisirs wrote:", Signs::Quoted),
    whole(
        "Thunderbird, forwarded",
        "-------- Message transféré --------\nSujet : \tMarie\nDate : \tMon, 2 Jul 2012 19:42:00 +0200\nDe : \tMamie\nPour : \tMarie",
        Signs::Bare,
    ),
    broken("Roundcube", "Le 2012-07-02 19:42, Accueil de loisirs a écrit :", Signs::Quoted),
    broken(
        "Proton",
        "Le lundi 2 juillet 2012 à 19:42, Accueil de loisirs <centre@accueil.test> a écrit :",
        Signs::Quoted,
    ),
    broken(
        "Proton in English",
        "On Monday, July 2nd, 2012 at 7:42 PM, Accueil de loisirs <centre@accueil.test> wrote:",
        Signs::Quoted,
    ),
    whole(
        "Proton, older",
        "------- Original Message -------\nLe lundi 2 juillet 2012 à 19:42, Accueil <centre@accueil.test> a écrit :",
        Signs::Quoted,
    ),
    broken(
        "Yahoo",
        "Le lundi 2 juillet 2012 à 19:42:10 UTC+2, Accueil de loisirs <centre@accueil.test> a écrit :",
        Signs::Bare,
    ),
    broken(
        "Yahoo, older",
        "Le Lundi 2 juillet 2012 19h42, Accueil de loisirs <centre@accueil.test> a écrit :",
        Signs::Bare,
    ),
    broken(
        "Yahoo, phone",
        "Le lun., juil. 2, 2012 à 19:42, Accueil de loisirs<centre@accueil.test> a écrit :",
        Signs::Bare,
    ),
    broken(
        "Yahoo in English",
        "On Monday, July 2, 2012 at 07:42:10 PM GMT+2, Accueil <centre@accueil.test> wrote:",
        Signs::Bare,
    ),
    whole(
        "Outlook",
        "De : Accueil de loisirs <centre@accueil.test>\nEnvoyé : lundi 2 juillet 2012 19:42\nÀ : Marie\nObjet : Quel jour ?",
        Signs::Bare,
    ),
    whole(
        "Outlook, bold",
        "*De :* Accueil de loisirs <centre@accueil.test>\n*Envoyé :* lundi 2 juillet 2012 19:42\n*À :* Marie\n*Objet :* Quel jour ?",
        Signs::Bare,
    ),
    whole(
        "Outlook, origin",
        "-----Message d'origine-----\nDe : Accueil [mailto:centre@accueil.test]\nEnvoyé : lundi 2 juillet 2012 19:42\nÀ : Marie\nObjet : Quel jour ?",
        Signs::Bare,
    ),
    whole(
        "Outlook, origin with a curly quote",
        "-----Message d’origine-----\nDe : Accueil\nEnvoyé : lundi 2 juillet 2012 19:42",
        Signs::Quoted,
    ),
    whole(
        "Outlook on the web",
        "________________________________\nDe\u{a0}: Accueil <centre@accueil.test>\nEnvoyé\u{a0}: lundi 2 juillet 2012 19:42\nÀ\u{a0}: Marie\nObjet\u{a0}: Quel jour ?",
        Signs::Bare,
    ),
    whole(
        "Outlook in English",
        "From: Accueil <centre@accueil.test>\nSent: Monday, July 2, 2012 7:42:10 PM\nTo: Marie\nSubject: Quel jour ?",
        Signs::Bare,
    ),
    whole(
        "Outlook in Spanish",
        "De: Accueil <centre@accueil.test>\nEnviado: lunes, 2 de julio de 2012 19:42\nPara: Marie\nAsunto: Quel jour ?",
        Signs::Bare,
    ),
    whole(
        "Outlook in German",
        "Von: Accueil <centre@accueil.test>\nGesendet: Montag, 2. Juli 2012 19:42\nAn: Marie\nBetreff: Quel jour ?",
        Signs::Bare,
    ),
    whole(
        "Windows Mail",
        "De : Accueil<mailto:centre@accueil.test>\nEnvoyé le :lundi 2 juillet 2012 19:42\nÀ : Marie\nObjet :Quel jour ?",
        Signs::Bare,
    ),
    whole(
        "Orange",
        "Message du 02/07/12 19:42\n> De : \"Accueil\" <centre@accueil.test>\n> A : marie@example.org\n> Copie à :\n> Objet : Quel jour ?",
        Signs::HeadToo,
    ),
    whole(
        "Orange today",
        "envoyé : 2 juillet 2012 à 19:42\nde : Accueil <centre@accueil.test>\nà : marie@example.org\nobjet : Quel jour ?",
        Signs::Bare,
    ),
    whole(
        "Orange, phone",
        "----------------\n\nDe: Accueil\nEnvoyé: lundi, 2 juillet 2012, 19:42\nÀ: marie@example.org\nObjet: Quel jour ?",
        Signs::Bare,
    ),
    whole(
        "Free",
        "----- Mail original -----\nDe: \"Accueil\" <centre@accueil.test>\nÀ: \"Marie\"\nEnvoyé: Lundi 2 Juillet 2012 19:42:00\nObjet: Quel jour ?",
        Signs::Bare,
    ),
    whole(
        "La Poste",
        "Message du 02/07/12 19:42\n> De : \"Accueil\" <centre@accueil.test>\n> A : \"marie\"\n> Objet : Quel jour ?",
        Signs::HeadToo,
    ),
    whole(
        "SFR",
        "========================================\n\nMessage du : 02/07/2012 19:42\nDe : \"Accueil\" <centre@accueil.test>\nA : marie@example.org\nSujet : Quel jour ?",
        Signs::Bare,
    ),
    whole(
        "Samsung",
        "-------- Message d'origine --------\nDe : Accueil <centre@accueil.test>\nDate : 02/07/2012 19:42 (GMT+01:00)\nÀ : marie@example.org\nObjet : Quel jour ?",
        Signs::Bare,
    ),
    whole(
        "Samsung, joined",
        "-------- Message d'origine --------De : Accueil Date : 02/07/2012 19:42 (GMT+01:00) À : marie@example.org Objet : Quel jour ?",
        Signs::Bare,
    ),
    whole(
        "Samsung in English",
        "-------- Original message --------\nFrom: Accueil <centre@accueil.test>\nDate: 02/07/2012 19:42 (GMT+01:00)\nTo: marie@example.org\nSubject: Quel jour ?",
        Signs::Bare,
    ),
];

/// What a letter of ours or an old one of the parent says; nothing of it may be read again. No mark of ours helps.
const LETTER: &str = "Bonjour,\n\nannuler Marie mer 11/07\naccept 1 3\nrefuse 987\n\nsauf mercredi";

/// Lines broken between words so that none is longer than `width`, where a word allows it.
fn folded(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().unwrap();
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n")
}

fn signed(text: &str, sign: &str) -> String {
    text.split('\n').map(|line| format!("{sign}{line}")).collect::<Vec<_>>().join("\n")
}

/// The heads of all programs as they are, and broken at several widths; each with the quote that follows it.
fn quotes() -> Vec<(String, Signs, String)> {
    let mut quotes = Vec::new();
    for Program { name, head, signs, breaks } in &PROGRAMS {
        let widths: &[usize] = if *breaks { &[1_000, 80, 76, 72, 64, 50, 40] } else { &[1_000] };
        for width in widths {
            let head = folded(head, *width);
            let spellings: &[&str] = if *signs == Signs::Bare { &["> "] } else { &["> ", ">", ">> "] };
            for sign in spellings {
                let quote = match signs {
                    Signs::Quoted => format!("{head}\n{}", signed(LETTER, sign)),
                    Signs::HeadToo => format!("{}\n{sign}\n{}", signed(&head, sign), signed(LETTER, sign)),
                    Signs::Bare => format!("{head}\n\n{LETTER}"),
                };
                quotes.push((format!("{name}, broken at {width}, signed {sign}"), *signs, quote));
            }
        }
    }
    quotes
}

const REPLIES: [&str; 5] = [
    "ok",
    "réserver Marie du 9 au 13 juillet\nsauf mercredi",
    "Bonjour,\n\nMarie ne viendra pas le mercredi 11/07.\n\nMerci,\nMme DUPONT",
    "oui\n- Marie\n- Lilou",
    "book Marie Wed 11 July full day",
];

const FOOTERS: [&str; 6] = [
    "",
    "\n\nEnvoyé de mon iPhone",
    "\n\nTélécharger Outlook pour Android<https://aka.test/AAb9ysg>",
    "\n\nEnvoyé à partir de Yahoo Mail pour Android",
    "\nEnvoyé depuis l'application Mail Orange",
    "\n\nSent from my Galaxy",
];

#[test]
fn a_reply_on_top_is_read_and_nothing_else_whatever_the_program() {
    let mut checked = 0;
    for (name, _, quote) in quotes() {
        for reply in REPLIES {
            let footer = FOOTERS[checked % FOOTERS.len()];
            let text = format!("{reply}{footer}\n\n{quote}\n");
            assert_eq!(new_text(&text), reply, "{name}\n{text}");
            assert_eq!(between_quotes(&text), "", "{name}\n{text}");
            checked += 1;
        }
    }
    assert!(checked >= 2_000, "{checked}");
}

#[test]
fn a_reply_below_or_between_is_read_where_quoted_lines_are_marked() {
    let marked = |(_, signs, _): &(String, Signs, String)| *signs != Signs::Bare;
    for (name, _, quote) in quotes().into_iter().filter(marked) {
        let text = format!("{quote}\n\nmercredi 11\n\n> Avec ou sans repas ?\nsans repas\n\nEnvoyé de mon iPhone\n");
        let read = new_text(&text);
        let lines: Vec<&str> = read.lines().filter(|line| !line.is_empty()).collect();
        // Below a rule that names another letter nothing is believed, nor in a forward.
        let ends = quote.contains("-----") || quote.contains("transféré");
        assert_eq!(lines, if ends { Vec::new() } else { vec!["mercredi 11", "sans repas"] }, "{name}\n{text}");
    }
}

#[test]
fn an_answer_below_a_quote_is_told_beside_the_one_above() {
    for (name, signs, quote) in quotes() {
        let text = format!("réserver Marie du 9 au 13 juillet\n\n{quote}\n\nsauf mercredi\n");
        assert_eq!(new_text(&text), "réserver Marie du 9 au 13 juillet", "{name}");
        let beside = between_quotes(&text);
        assert!(beside.is_empty() || (beside == "sauf mercredi" && signs != Signs::Bare), "{name}: {beside}");
    }
}
