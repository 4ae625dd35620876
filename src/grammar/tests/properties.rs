//! What holds for every text: it is survived, places are inside, noise changes nothing, a slip never means something else.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::files::{FILES, LanguageFiles};
use super::super::notation::meaning;
use super::super::words::Words;
use super::super::{Lexicon, Parsed, Role, Sentence, Span, TextPart, WordsError, parse};
use super::{all_examples, lexicon, read};
use crate::domain::Language;

/// All places that a reading names.
fn places(parsed: &Parsed) -> Vec<Span> {
    let mut places: Vec<Span> =
        parsed.complaints.iter().flat_map(|complaint| [complaint.span, complaint.sentence]).collect();
    for sentence in &parsed.sentences {
        places.push(sentence.span());
        match sentence {
            Sentence::Order(order) => {
                places.push(order.verb.span);
                places.extend(order.requests.iter().map(|number| number.span));
                places.extend(order.reason.iter().map(|reason| reason.span));
                for entry in &order.entries {
                    places.push(entry.span);
                    places.extend(entry.children.iter().map(|child| child.span));
                    places.extend(entry.days.iter().chain(&entry.except).map(|days| days.span));
                    places.extend(entry.slots.iter().map(|slot| slot.span));
                }
            }
            Sentence::Verdict(verdict) => places.extend(verdict.reason.iter().map(|reason| reason.span)),
            Sentence::Change(change) => {
                places.extend(change.requests.iter().map(|number| number.span));
                for entry in [&change.from, &change.to] {
                    places.extend(entry.children.iter().map(|child| child.span));
                    places.extend(entry.days.iter().chain(&entry.except).map(|days| days.span));
                    places.extend(entry.slots.iter().map(|slot| slot.span));
                }
            }
            Sentence::Errand(errand) => {
                let entry = &errand.entry;
                places.extend(errand.requests.iter().map(|number| number.span));
                places.extend(entry.children.iter().map(|child| child.span));
                places.extend(entry.days.iter().chain(&entry.except).map(|days| days.span));
                places.extend(entry.slots.iter().map(|slot| slot.span));
            }
            Sentence::Yes(_) | Sentence::No(_) => {}
        }
    }
    places
}

fn check_places(text: &str, role: Role) {
    let length = text.chars().count();
    for place in places(&read(text, role)) {
        assert!(place.from <= place.to && place.to <= length, "{place:?} of {length} in {text:?}");
    }
}

fn role() -> impl Strategy<Value = Role> {
    prop_oneof![Just(Role::Parent), Just(Role::Director)]
}

/// Pieces of commands in any order, which reach deeper than any letters do.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "réserver",
        "book",
        "annuler",
        "cancel",
        "Zoé",
        "Hugo",
        "Chloé",
        "mer",
        "8/07",
        "8",
        "juillet",
        "July",
        "du",
        "au",
        "à",
        "sauf",
        "except",
        "et",
        ",",
        "ou",
        "journée",
        "matin",
        "avec",
        "sans",
        "repas",
        "ok",
        "non",
        "1",
        "1-3",
        "3-1",
        ":",
        "malade",
        ";",
        "\n",
        ".",
        "?",
        "semaine",
        "tous les",
        "si",
        "ne",
        "pas",
        "le reste",
        "quand même",
        "2026-07-08",
        "31/06",
        "-",
        "/",
        "42",
        "999999999999",
        "👍",
        "e\u{301}",
        "\u{202e}",
        "né le",
        "ans",
        "les",
        "2",
        "12 €",
        "8h30",
    ]);
    prop::collection::vec(piece, 0..25).prop_map(|pieces| pieces.join(" "))
}

/// Few words of the word files, of any class, with names and numbers between: two verbs and nothing else, a sign without
/// its part.
fn few_words() -> impl Strategy<Value = String> {
    let quoted = |line: &str| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let classes: Vec<_> = FILES.iter().flat_map(|file| file.words.lines().map(quoted)).collect();
    let classes: Vec<_> = classes.into_iter().filter(|words| !words.is_empty()).collect();
    let ours = (prop::sample::select(classes), any::<prop::sample::Index>());
    let word = prop_oneof![
        3 => ours.prop_map(|(class, which)| which.get(&class).clone()),
        2 => prop::sample::select(vec!["Zoé", "Hugo", "8/07", "42", "5", "12,50 €", ",", ":", "(", ")", "-", "?"]).prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 1..7).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn any_few_words_of_ours_are_survived(text in few_words(), role in role()) {
        check_places(&text, role);
    }
}

proptest! {
    #[test]
    fn any_text_is_survived_and_places_are_inside(text in any::<String>(), role in role()) {
        check_places(&text, role);
    }

    #[test]
    fn any_pieces_of_commands_are_survived_and_places_are_inside(text in pieces(), role in role()) {
        check_places(&text, role);
    }
}

#[test]
fn capitals_spaces_accents_and_politeness_never_change_a_meaning() {
    let plain: fn(char) -> char = |c| match c {
        'é' | 'è' | 'ê' => 'e',
        'à' | 'â' => 'a',
        'ï' | 'î' => 'i',
        'û' | 'ù' => 'u',
        other => other,
    };
    // Who only greets asks how to begin; who also thanks does not.
    let greets = |text: &str| ["bonjour", "Bonjour !", "?", "hello", "Hi!"].contains(&text);
    // What is passed on as it was written changes with the writing.
    let quotes = |meaning: &str| ["reason=", "text=", "name=", "address="].iter().any(|key| meaning.contains(key));
    let plain_examples = all_examples().filter(|example| !example.asked && !example.meaning.contains(['?', ':']));
    let plain_examples = plain_examples.filter(|example| !quotes(example.meaning));
    for example in plain_examples.filter(|example| !greets(example.text)) {
        let text = example.text.replace(" / ", "\n");
        let variants = [
            text.replace(' ', "  "),
            text.replace(' ', "\u{a0}"),
            text.chars().map(plain).collect::<String>(),
            unicode_normalization::UnicodeNormalization::nfd(text.as_str()).collect(),
            text.replace('\'', "’"),
            format!("Bonjour,\n{text}\nMerci, bonne journée"),
            format!("Hello, {text}"),
            format!("\u{feff}{text} 🙂"),
        ];
        for variant in variants {
            assert_eq!(meaning(&read(&variant, example.role)), example.meaning, "{variant:?}");
        }
        // A title's names and a broken line are told by small letters.
        let wrapped = text.lines().any(|line| line.chars().count() >= 60);
        if !text.contains("Mme") && !text.contains("Mrs") && !wrapped {
            assert_eq!(meaning(&read(&text.to_uppercase(), example.role)), example.meaning, "{}", text.to_uppercase());
        }
    }
}

/// All ways to slip once in a word: a letter lost, doubled, changed, put in, two swapped.
fn slips(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut slips = Vec::new();
    for at in 0..letters.len() {
        let (before, after) = (&letters[..at], &letters[at + 1..]);
        let join = |middle: &[char]| before.iter().chain(middle).chain(after).collect::<String>();
        slips.push(join(&[]));
        slips.push(join(&[letters[at], letters[at]]));
        slips.extend(('a'..='z').map(|letter| join(&[letter])));
        slips.extend(('a'..='z').map(|letter| join(&[letter, letters[at]])));
        if let Some(next) = letters.get(at + 1) {
            slips.push(before.iter().chain(&[*next, letters[at]]).chain(&letters[at + 2..]).collect());
        }
    }
    slips
}

#[test]
fn a_slip_in_a_verb_or_a_weekday_never_means_something_else() {
    let sentences = [
        ("réserver", "réserver Zoé mercredi 8/07 journée", Role::Parent),
        ("mercredi", "réserver Zoé mercredi 8/07 journée", Role::Parent),
        ("mercredi", "Zoé mercredi journée", Role::Parent),
        ("mercredi", "réserver Zoé mardi matin, Hugo mercredi", Role::Parent),
        ("annuler", "annuler Zoé mercredi 8/07", Role::Parent),
        ("annuler", "annuler 42", Role::Parent),
        ("annuler", "annuler mes demandes", Role::Parent),
        ("absente", "Zoé absente mercredi 8/07", Role::Parent),
        ("viendra", "Zoé ne viendra pas mercredi 8/07", Role::Parent),
        ("pas", "Zoé ne viendra pas mercredi 8/07", Role::Parent),
        ("book", "book Zoé Wednesday 8/07 full day", Role::Parent),
        ("Wednesday", "book Zoé Wednesday 8/07 full day", Role::Parent),
        ("cancel", "cancel Zoé Wednesday 8/07", Role::Parent),
        ("cancel", "cancel 42", Role::Parent),
        ("drop", "drop Zoé 8/07", Role::Parent),
        ("remove", "remove Zoé 8/07", Role::Parent),
        ("retirer", "retirer Zoé 8/07", Role::Parent),
        ("supprimer", "supprimer Zoé 8/07", Role::Parent),
        ("inscrire", "inscrire Zoé 8/07 journée", Role::Parent),
        ("malade", "Zoé malade 8/07", Role::Parent),
        ("sauf", "réserver Zoé du 6 au 10 juillet sauf le 8", Role::Parent),
        ("accepter", "accepter 1 3", Role::Director),
        ("refuser", "refuser 2 : complet", Role::Director),
        ("attente", "attente 4", Role::Director),
        ("sauf", "ok sauf 2", Role::Director),
        ("except", "accept all except 2", Role::Director),
        ("accept", "accept 1 3", Role::Director),
        ("refuse", "refuse 2", Role::Director),
        ("viendra", "Zoé viendra mercredi 8/07", Role::Parent),
        ("won't", "Zoé won't come Wednesday 8/07", Role::Parent),
        ("not", "Zoé is not coming Wednesday 8/07", Role::Parent),
        ("au", "réserver Zoé du 6 au 10 juillet", Role::Parent),
        ("et", "réserver Zoé lundi 6 et mardi 7 juillet", Role::Parent),
        ("juillet", "réserver Zoé 8 juillet journée", Role::Parent),
        ("journée", "réserver Zoé mer 8/07 journée", Role::Parent),
        ("matin", "réserver Zoé mer 8/07 matin", Role::Parent),
        ("sans", "réserver Zoé mer 8/07 journée sans repas", Role::Parent),
        ("n'annulez", "n'annulez pas Zoé mer 8/07", Role::Parent),
        ("pas", "n'annulez pas Zoé mer 8/07", Role::Parent),
        ("reste", "refuser le reste", Role::Director),
        ("tout", "accepter tout sauf 2", Role::Director),
    ];
    let in_week = |days: [&'static str; 7], before: &str, after: &str| {
        days.map(|day| (day.to_owned(), format!("{before} {day} {after}"), Role::Parent))
    };
    let sentences = sentences.map(|(word, sentence, role)| (word.to_owned(), sentence.to_owned(), role));
    let sentences = sentences.into_iter().chain(in_week(FRENCH_WEEK, "Zoé", "journée"));
    let sentences = sentences.chain(in_week(ENGLISH_WEEK, "book Zoé", "full day"));
    let mut wrong = Vec::new();
    for (word, sentence, role) in sentences {
        let (word, sentence) = (word.as_str(), sentence.as_str());
        let right = read(sentence, role);
        for slip in slips(word) {
            let text = sentence.replacen(word, &slip, 1);
            let parsed = read(&text, role);
            // An entry without its part of the day is asked about when the day is known.
            let asks_slot = meaning(&right).ends_with(" day") || meaning(&right).ends_with(" morning");
            let same = asks_slot && !parsed.sentences.is_empty() && meaning(&right).starts_with(&meaning(&parsed))
                || parsed.complaints.is_empty()
                    && without_weekday(&meaning(&parsed)) == without_weekday(&meaning(&right));
            // A child that nobody knows is asked about.
            let asked = !parsed.complaints.is_empty() || meaning(&parsed).contains('?');
            if !same && !asked {
                wrong.push(format!("{text} ⇒ {}", meaning(&parsed)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

const FRENCH_WEEK: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const ENGLISH_WEEK: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A date with and without its weekday is the same date.
fn without_weekday(meaning: &str) -> String {
    let days = ["Mon.", "Tue.", "Wed.", "Thu.", "Fri.", "Sat.", "Sun."];
    days.iter().fold(meaning.to_owned(), |meaning, day| meaning.replace(day, ""))
}

#[test]
fn what_is_asked_is_asked_however_it_is_written() {
    let done = |meaning: &str| {
        let parts = meaning.split(" | ").map(str::trim).filter(|part| !part.is_empty() && !part.starts_with('✗'));
        parts.map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let mut wrong = Vec::new();
    for example in all_examples().filter(|example| example.asked) {
        let text = example.text.replace(" / ", "\n");
        let allowed = done(&meaning(&read(&text, example.role)));
        let variants = [
            text.replace(' ', "  "),
            text.replace(' ', "\u{a0}"),
            unicode_normalization::UnicodeNormalization::nfd(text.as_str()).collect(),
            text.replace('\'', "’"),
            format!("Bonjour,\n{text}\nMerci, bonne journée"),
            format!("\u{feff}{text} 🙂"),
            text.to_lowercase(),
        ];
        for variant in variants {
            let read = done(&meaning(&read(&variant, example.role)));
            // What is passed on is written below its order, whatever it says.
            let read: BTreeSet<_> = read.into_iter().filter(|one| !one.contains("text=")).collect();
            if !read.is_subset(&allowed) {
                wrong.push(format!("{variant:?} ⇒ {read:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_hostile_text_is_survived() {
    let kilobytes = 64 * 1024;
    let texts = [
        "a".repeat(kilobytes),
        "8".repeat(kilobytes),
        "8/07,".repeat(kilobytes / 5),
        "réserver ".repeat(kilobytes / 9),
        "ok 1-200, ".repeat(kilobytes / 10),
        "du ".repeat(kilobytes / 3),
        "\n".repeat(10_000_000),
        "e\u{301}".repeat(kilobytes),
        "\u{202e}".repeat(kilobytes),
        "👍".repeat(kilobytes / 4),
        "@".repeat(kilobytes),
        format!("{}\n", "8, ".repeat(1_300)).repeat(16),
        format!("{}\n", "refuse 1 : , 1, 2, ".repeat(200)).repeat(16),
        "Zoé mer 8/07 journée\n".repeat(500_000),
    ];
    for text in texts {
        for role in [Role::Parent, Role::Director] {
            check_places(&text, role);
        }
    }
}

#[test]
fn reading_stops_after_five_unknown_lines_and_at_a_signature() {
    let parsed = read("lapins\nlièvres\npies\nmerles\nblaireaux\nannuler 42", Role::Parent);
    assert_eq!((parsed.unknown_lines, parsed.sentences.len()), (5, 0));
    assert_eq!(meaning(&parsed), "✗unclear_intent", "what follows is looked through, and asked about");
    let parsed = read("annuler 42\n-- \nannuler 43", Role::Parent);
    assert_eq!(meaning(&parsed), "cancel #42");
}

#[test]
fn a_subject_is_read_unless_it_answers_one() {
    let subject = |text| meaning(&parse(text, TextPart::Subject, &lexicon(Role::Parent, Language::FR)));
    assert_eq!(subject("annuler 42"), "cancel #42");
    assert_eq!(subject("Re: annuler 42"), "");
    assert_eq!(subject("RE : annuler 42"), "");
}

#[test]
fn a_complaint_names_the_place_of_its_words() {
    let text = "Bonjour,\nréserver Zoé 31/06 journée";
    let parsed = read(text, Role::Parent);
    let complaint = &parsed.complaints[0];
    assert_eq!((complaint.span, complaint.span.of(text).as_str()), (Span::new(22, 27), "31/06"));
    assert_eq!(complaint.sentence.of(text), "réserver Zoé 31/06 journée");
}

#[test]
fn the_language_is_that_of_the_verb() {
    let language = |text| read(text, Role::Parent).language;
    assert_eq!(language("réserver Zoé Wed 8/07 full day"), Some(Language::FR));
    assert_eq!(language("book Zoé mer 8/07 journée"), Some(Language::EN));
    assert_eq!(language("Zoé mer 8/07 journée"), Some(Language::FR));
    assert_eq!(language("42"), None);
}

#[test]
fn a_text_without_a_command_is_no_complaint_when_it_is_only_polite() {
    for text in ["", "Bonjour,\n\nmerci beaucoup !\nCordialement", "Thanks!"] {
        let parsed = read(text, Role::Parent);
        assert_eq!((parsed.sentences.len(), parsed.complaints.len(), parsed.unknown_lines), (0, 0, 0), "{text:?}");
    }
}

#[test]
fn a_child_who_is_called_like_a_month_is_a_child() {
    let mut names = lexicon(Role::Parent, Language::FR).names;
    names.children = vec!["Léo".into(), "Mai".into()];
    let family = Lexicon { role: Role::Parent, language: Language::FR, names };
    let read = |text: &str| meaning(&parse(text, TextPart::Body, &family));
    assert_eq!(read("réserver Mai mer 8 juillet journée"), "book Mai Wed.8/7 day");
    assert_eq!(read("réserver Mai et Léo 8 mai journée"), "book Mai+Léo 8/5 day");
}

#[test]
fn a_broken_word_file_is_told_by_file_and_class() {
    let text = "[words]\nbook = [\"book\"]\nbok = [\"x\"]\ncancel = [\"…\"]\n[errands]\nvisit = [\"x\"]\n[details]\n[spellings]\n";
    let broken = |words| FILES.iter().map(move |files| LanguageFiles { words, ..*files }).collect::<Vec<_>>();
    let (_, errors) = Words::read(&broken(text));
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert!(told.contains(&"grammars/en.toml has no words of the class `status`".to_owned()), "{told:?}");
    assert!(
        told.contains(&"grammars/en.toml has words of the class `bok`, which nothing reads".to_owned()),
        "{told:?}"
    );
    assert!(told.contains(&"grammars/en.toml, class `cancel`: the word `…` has no letter".to_owned()), "{told:?}");
    let (_, errors) =
        Words::read(&broken("[reading]\nshouted = [\"x\"]\n[words]\n[errands]\n[details]\n[spellings]\n"));
    assert!(errors[0].to_string().contains("unknown variant `shouted`"), "{errors:?}");
    let (_, errors) = Words::read(&broken("words = 3"));
    assert!(matches!(errors.first(), Some(WordsError::Toml { file, .. }) if file == "fr.toml"));
}
