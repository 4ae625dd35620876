//! How long it takes to understand a text: `cargo bench --bench grammar`. With `-- --phrases` for each line of standard
//! input (language, a tab, a text) the median in nanoseconds, as `dates/compare.py` asks.

mod table;

use std::hint::black_box;
use std::time::{Duration, Instant};

use guichet::domain::{Language, SlotCode};
use guichet::grammar::{Lexicon, Names, Role, TextPart, parse};

use table::Limits;

/// Understanding a usual message takes no longer.
const LIMIT: Duration = Duration::from_micros(20);
/// Nor does a hostile text of 64 KiB.
const HOSTILE_LIMIT: Duration = Duration::from_millis(20);
/// Each phrase of another program's table is read so often.
const PHRASE_RUNS: usize = 2_000;

struct Case {
    name: &'static str,
    text: String,
    role: Role,
    limit: Option<Duration>,
    runs: usize,
}

fn usual(name: &'static str, text: &str, role: Role) -> Case {
    Case { name, text: text.to_owned(), role, limit: Some(LIMIT), runs: 20_000 }
}

/// 64 KiB of long lines that are still read.
fn lines_of(piece: &str) -> String {
    let line = piece.repeat(3_900 / piece.len());
    format!("{line}\n").repeat(16)
}

fn hostile(name: &'static str, text: String) -> Case {
    Case { name, text, role: Role::Parent, limit: Some(HOSTILE_LIMIT), runs: 200 }
}

fn commands(kibibytes: usize) -> String {
    "réserver Zoé mer 8/07 journée\n".repeat(kibibytes * 1024 / 32)
}

fn cases() -> Vec<Case> {
    vec![
        usual("French, as taught", "réserver Zoé mer 8/07 journée", Role::Parent),
        usual("English, as taught", "book Zoe and Hugo Wed 8 July morning with lunch", Role::Parent),
        usual(
            "French, a letter",
            "Bonjour,\n\nPourriez-vous réserver Zoé du 6 au 10 juillet sauf le 8, journée ?\n\nMerci d'avance,\nMme Martin",
            Role::Parent,
        ),
        // Read to the word and then for its gist: no usual message, so without a limit.
        Case {
            limit: None,
            ..usual(
                "French, a letter for its gist",
                "Bonjour,\n\nNotre nounou nous a lâchés pour la fin du mois. Je voudrais donc inscrire Zoé du 27 au 30 juillet, \
                 toute la journée. Le 31 nous serons en route pour la Bretagne.\n\nMerci d'avance,\nMme Martin",
                Role::Parent,
            )
        },
        usual("two entries", "Zoé mer 8/07 journée, Hugo jeu 9/07 matin", Role::Parent),
        usual("cancellation", "Zoé ne viendra pas mercredi 17", Role::Parent),
        usual("a slip in a name", "réserver Hugp mer 8/07 matin", Role::Parent),
        usual("director", "ok sauf 2, refuse 2 : plus de place", Role::Director),
        hostile("64 KiB of one word", "a".repeat(64 * 1024)),
        // Twice the text takes twice the time.
        hostile("16 KiB of commands", commands(16)),
        hostile("32 KiB of commands", commands(32)),
        hostile("64 KiB of commands", commands(64)),
        hostile("64 KiB of dates in lines", lines_of("8/07, ")),
        hostile("64 KiB of numbers in lines", lines_of("8, ")),
        hostile("64 KiB of small words in lines", lines_of("du ")),
        hostile("64 KiB of names with slips in lines", lines_of("Hugp, ")),
        Case { role: Role::Director, ..hostile("64 KiB of reasons in lines", lines_of("refuse 1 : , 1, 2, 3, 4, ")) },
        hostile("64 KiB of unknown words in lines", "mercrodu annuleur matinal\n".repeat(64 * 1024 / 26)),
        Case { limit: None, ..hostile("10 MB of empty lines", "\n".repeat(10_000_000)) },
    ]
}

fn lexicon(role: Role, language: Language) -> Lexicon {
    let slots = ["morning", "meal", "afternoon"].map(|code| (SlotCode(code.to_owned()), Vec::new()));
    let names = Names { children: vec!["Zoé".to_owned(), "Hugo".to_owned()], slots: slots.into(), ..Names::default() };
    Lexicon { role, language, names }
}

fn measure(case: &Case, language: Language) -> Vec<Duration> {
    let lexicon = lexicon(case.role, language);
    (0..case.runs)
        .map(|_| {
            let start = Instant::now();
            black_box(parse(black_box(&case.text), TextPart::Body, &lexicon));
            start.elapsed()
        })
        .collect()
}

fn phrases(lines: &str) {
    for line in lines.lines() {
        let (language, text) = line.split_once('\t').unwrap_or(("fr", line));
        let case = Case { runs: PHRASE_RUNS, ..usual("", text, Role::Parent) };
        let language = Language::from_code(language).unwrap_or_default();
        let mut times = measure(&case, language);
        times.sort_unstable();
        println!("{}", times.get(times.len() / 2).map_or(0, Duration::as_nanos));
    }
}

fn main() {
    if std::env::args().any(|argument| argument == "--phrases") {
        return phrases(&std::io::read_to_string(std::io::stdin()).unwrap_or_default());
    }
    table::head("grammar::parse");
    for case in cases() {
        table::times(case.name, &mut measure(&case, Language::FR), Limits { median: case.limit, p99: None });
    }
}
