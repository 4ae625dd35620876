//! Every letter in every language: complete, in plain words, escaped; a few of them word by word.

use std::collections::BTreeSet;
use std::path::Path;

use super::samples;
use super::*;
use crate::domain::DraftPurpose;
use crate::grammar::Cause;
use crate::rules::{DecisionResult, Notice, Outcome, Reader, Transcript, TranscriptEntry};

const MARK: &str = "list.17.15523.k7f3";

fn writer() -> Writer {
    Writer::new(samples::brax()).unwrap()
}

impl Writer {
    /// The letter alone, whoever reads it.
    fn write(&self, letter: &Letter, language: Language, mark: Option<&str>) -> Result<Words, Fault> {
        let reader = Reader::Stranger("martin@example.org".parse().unwrap());
        self.write_answer(&Answer::new(reader, letter.clone()), language, mark, &|_| true)
    }
}

fn all_words() -> Vec<(String, Words)> {
    let writer = writer();
    let mut all = Vec::new();
    for language in Language::ALL {
        for (name, letter) in samples::letters() {
            let words =
                writer.write(&letter, language, Some(MARK)).map_err(|fault| format!("{name}: {}", fault.chain()));
            all.push((format!("{}-{name}", language.code()), words.unwrap()));
        }
        for (name, answer) in samples::paced() {
            let words = writer.write_answer(&answer, language, Some(MARK), &|_| true).unwrap();
            all.push((format!("{}-{name}", language.code()), words));
        }
        let words = writer.write_set_aside(&samples::set_aside(), language).unwrap();
        all.push((format!("{}-set-aside", language.code()), words));
    }
    all
}

#[test]
fn every_letter_has_words_for_every_code_in_every_language() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/letters");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, words) in all_words() {
        std::fs::write(folder.join(format!("{name}.html")), &words.html).unwrap();
        std::fs::write(folder.join(format!("{name}.txt")), format!("{}\n\n{}", words.subject, words.text)).unwrap();
        for part in [&words.subject, &words.text, &words.html] {
            assert!(!part.trim().is_empty(), "{name}");
            for code in ["{{", "{%", "undefined", "none", "_", "E-", "waitlisted", "None", "Some("] {
                assert!(!part.contains(code), "{name} says `{code}`:\n{part}");
            }
        }
        assert_eq!(words.subject.lines().count(), 1, "{name}");
        assert!(words.text.lines().all(|line| !line.ends_with(' ')), "{name}");
    }
}

/// Nearly everybody reads the HTML. It is walked block by block (a paragraph, a row of a table); each must say the next
/// words of the text, in whatever order inside of a row.
#[test]
fn the_html_of_every_letter_says_the_words_of_its_text() {
    for (name, words) in all_words() {
        let language = Language::ALL.into_iter().find(|language| name.starts_with(language.code())).unwrap();
        let (text, heading) = without_headings(&words.text, language);
        let mut rest = text.as_slice();
        for block in blocks(&words.html) {
            let said = block.join(" ");
            // A row of the list names the column that has a heading in the text.
            let mut block = if name.contains("-list") { words_of(&said.replace(&heading, "")) } else { block };
            assert!(block.len() <= rest.len(), "{name}: the HTML says more: {said}");
            let (same, after) = rest.split_at(block.len());
            let mut same = same.to_vec();
            same.sort();
            block.sort();
            assert_eq!(block, same, "{name}: the HTML says: {said}");
            rest = after;
        }
        assert!(rest.is_empty(), "{name}: the text says more: {rest:?}");
    }
}

/// The words of a text, without signs that stand alone: a row's "·", the line under a doubt.
fn words_of(text: &str) -> Vec<String> {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    words.map(str::to_lowercase).collect()
}

/// The words of a text body without the headings of the list's table, and what its HTML says in each row instead.
fn without_headings(text: &str, language: Language) -> (Vec<String>, String) {
    let writer = writer();
    let tongue = &writer.tongues[&language];
    let say = |key: &str| tongue.say(key, &facts! { places => "" }).unwrap();
    let sorted = |line: &str| words_of(line).into_iter().collect::<BTreeSet<_>>();
    let headings: Vec<String> =
        tongue.keys().iter().filter(|key| key.starts_with("list.column.")).map(|key| say(key)).collect();
    let headings = sorted(&headings.join(" "));
    let lines: Vec<&str> = text.lines().filter(|line| sorted(line) != headings).collect();
    (words_of(&lines.join(" ")), words_of(&say("list.free_places")).join(" "))
}

/// What a reader sees of a page: the words of each paragraph, caption, list item and row.
fn blocks(html: &str) -> Vec<Vec<String>> {
    const ENDS: [&[u8]; 8] = [b"p", b"div", b"li", b"tr", b"caption", b"title", b"body", b"table"];
    let (_, body) = html.split_once("<body").unwrap();
    let mut blocks = vec![String::new()];
    for token in html5gum::Tokenizer::new(&format!("<body{body}")) {
        let Ok(token) = token;
        let (tag, is_break) = match &token {
            html5gum::Token::String(words) => {
                blocks.last_mut().unwrap().push_str(std::str::from_utf8(words).unwrap());
                continue;
            }
            html5gum::Token::StartTag(tag) => (&tag.name, *tag.name == b"br"[..] || *tag.name == b"td"[..]),
            html5gum::Token::EndTag(tag) => (&tag.name, *tag.name == b"td"[..]),
            _ => continue,
        };
        if ENDS.contains(&tag.as_slice()) {
            blocks.push(String::new());
        } else if is_break {
            blocks.last_mut().unwrap().push(' ');
        }
    }
    let blocks = blocks.iter().map(|block| words_of(block));
    blocks.filter(|block| !block.is_empty()).collect()
}

#[test]
fn both_languages_have_words_for_the_same_codes() {
    let keys = |sources| Tongue::new(sources, &samples::brax()).unwrap().keys().into_iter().collect::<BTreeSet<_>>();
    let (french, english) = (keys(&SOURCES[0]), keys(&SOURCES[1]));
    assert_eq!(french.difference(&english).collect::<Vec<_>>(), Vec::<&String>::new(), "French alone");
    assert_eq!(english.difference(&french).collect::<Vec<_>>(), Vec::<&String>::new(), "English alone");
    let causes: BTreeSet<String> = samples::causes().iter().map(|cause| cause.reason().to_owned()).collect();
    let said = french.iter().filter_map(|key| key.strip_prefix("cause.")?.strip_suffix(".why"));
    assert_eq!(said.map(str::to_owned).collect::<BTreeSet<_>>(), causes);
    let states: BTreeSet<&str> = french.iter().filter_map(|key| key.strip_prefix("state.")).collect();
    assert_eq!(states, samples::STATES.into_iter().collect());
}

/// A third, tiny language: one letter, and the phrases that it says.
const ESPERANTO: Sources = Sources {
    language: Language::imagined("eo"),
    phrases: "binding_spaces = false\nweekdays = [\"lundo\", \"mardo\", \"merkredo\"]\nmonths = [\"januaro\"]\n[date]\n\
              day = \"{{ weekdays[weekday] }}, la {{ number }}-a de {{ months[month] }}\"\n[frame]\nhello = \"Saluton!\"\n",
    letters: &[
        ("neutral/subject.txt", "{{ say(\"frame.hello\") }}"),
        ("neutral/body.txt", "Via mesaĝo alvenis en {{ centre }} ({{ '2012-01-04'|day }})."),
        ("neutral/body.html", "<p lang=\"{{ language }}\">Via mesaĝo alvenis.</p>"),
    ],
};

#[test]
fn a_third_language_is_written_from_its_files() {
    let writer = Writer::of(&[ESPERANTO], samples::brax()).unwrap();
    let words = writer.write(&Letter::Neutral, ESPERANTO.language, None).unwrap();
    assert_eq!((words.subject.as_str(), words.html.as_str()), ("Saluton!", "<p lang=\"eo\">Via mesaĝo alvenis.</p>"));
    assert_eq!(words.text, "Via mesaĝo alvenis en Accueil de loisirs de Brax (merkredo, la 4-a de januaro).\n");
}

#[test]
fn a_language_that_lacks_a_phrase_is_told_at_start() {
    let sources = [SOURCES, &[ESPERANTO]].concat();
    let told = Writer::of(&sources, samples::brax()).unwrap_err().chain();
    assert!(told.starts_with("templates/eo/phrases.toml lacks "), "{told}");
}

/// The letters that the house shows to others, word by word. After a wanted change, copy the text that is printed.
#[test]
fn letters_read_as_the_snapshots_do() {
    let letters = [
        ("mixed", samples::booked_mixed()),
        ("mismatch", samples::weekday_mismatch()),
        ("list", samples::list()),
        ("notice", samples::notice_mixed()),
        ("confirmation", samples::confirmation(DraftPurpose::ProveSender)),
        ("word", samples::word(1, &[crate::grammar::ErrandKind::Contact])),
        ("places", samples::transcript("Mme Martin", vec![samples::entry("des places ?", vec![samples::places()])])),
        ("roster", samples::shown(samples::roster())),
        ("family", samples::shown(samples::family())),
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters");
    let mut differences = String::new();
    let writer = writer();
    // A language that comes needs no snapshots; once it has one, it has all of them.
    let shown = |language: &Language| folder.join(format!("{}-list.txt", language.code())).exists();
    for language in Language::ALL.into_iter().filter(shown) {
        for (name, letter) in &letters {
            let words = writer.write(letter, language, Some(MARK)).unwrap();
            let now = format!("{}\n\n{}", words.subject, words.text);
            let file = folder.join(format!("{}-{name}.txt", language.code()));
            let kept = std::fs::read_to_string(&file).unwrap_or_default();
            differences.push_str(&difference(&file, &kept, &now));
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

/// The lines that differ, and the whole text as it is now.
fn difference(file: &Path, kept: &str, now: &str) -> String {
    if kept == now {
        return String::new();
    }
    let longest = kept.lines().count().max(now.lines().count());
    let lines = (0..longest).filter_map(|number| {
        let (kept, now) = (kept.lines().nth(number), now.lines().nth(number));
        (kept != now).then(|| format!("{}:\n- {}\n+ {}\n", number + 1, kept.unwrap_or(""), now.unwrap_or("")))
    });
    format!("{}\n{}\nThe letter as it is now:\n{now}\n", file.display(), lines.collect::<String>())
}

fn question_letter(quote: &str) -> Letter {
    let question = crate::rules::Question {
        quote: quote.into(),
        from: 0,
        to: quote.chars().count(),
        cause: Cause::UnknownChild { written: "<b>".into() },
        choices: vec![],
        cancels: false,
        child: Some("<img src=x>".into()),
        day: None,
        until: None,
        would: vec![],
    };
    let entries = vec![TranscriptEntry { quote: None, inferred: vec![], outcomes: vec![Outcome::Question(question)] }];
    Letter::Transcript(Transcript {
        name: "M. <script>".into(),
        for_director: false,
        entries,
        unread: vec![],
        passed_on: false,
        question: None,
    })
}

#[test]
fn names_and_quotes_cannot_write_html() {
    let words = writer().write(&question_letter("<u onclick=x>https://a.test"), Language::FR, None).unwrap();
    for tag in ["<b>", "<img", "<script", "<u onclick", "https://"] {
        assert!(!words.html.contains(tag), "{tag} in\n{}", words.html);
    }
    assert!(words.html.contains("M. &lt;script&gt;"), "{}", words.html);
    assert!(words.text.contains("« <b> »".replace(' ', "\u{a0}").as_str()), "{}", words.text);
}

#[test]
fn a_subject_stays_one_line_whatever_a_name_says() {
    let Letter::Notice(notice) = samples::notice_of(DecisionResult::Accepted) else { panic!("a notice") };
    let rows = notice.rows.into_iter().map(|row| crate::rules::NoticeRow { child: "Zoé\r\nBcc: x".into(), ..row });
    let letter = Letter::Notice(Notice { rows: rows.collect(), ..notice });
    let words = writer().write(&letter, Language::FR, None).unwrap();
    assert_eq!(words.subject, "Accepté\u{a0}: Zoé Bcc: x, 5 jours, du 6 au 10 juillet [#42]");
}

#[test]
fn letters_carry_the_marker_and_those_that_wait_for_an_answer_the_mark() {
    let writer = writer();
    for (language, marker) in
        [(Language::FR, "— Répondez au-dessus de cette ligne —"), (Language::EN, "— Please reply above this line —")]
    {
        for (name, letter) in samples::letters() {
            let words = writer.write(&letter, language, Some(MARK)).unwrap();
            let waits = matches!(letter, Letter::List(_) | Letter::Confirmation(_));
            let is_plain = matches!(
                letter,
                Letter::Neutral | Letter::Unproven(_) | Letter::TooLarge(_) | Letter::Lost(_) | Letter::Incident
            );
            let teaches = !is_plain && name != "nothing";
            assert_eq!(words.text.starts_with(&format!("{marker}\n\n")), teaches, "{name}");
            assert_eq!(words.html.contains(marker), teaches, "{name}");
            assert_eq!(words.text.contains(MARK) && words.html.contains(MARK), waits, "{name}");
        }
    }
}

#[test]
fn no_french_sign_is_torn_from_its_word() {
    for (name, words) in all_words().into_iter().filter(|(name, _)| name.starts_with("fr-")) {
        for torn in [" ;", " !", " ?", "« ", " »", " : "] {
            // Quotes of what somebody wrote keep their own spaces.
            let ours = words.text.replace("refuser 2 : plus de place", "");
            assert!(!ours.contains(torn), "{name} has `{torn}`:\n{}", words.text);
        }
    }
}

#[test]
fn years_are_said_where_days_lie_in_two() {
    let days = [(2026, 12, 31), (2027, 1, 2)].map(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d).unwrap());
    let outcomes = vec![Outcome::NothingBooked { child: "Zoé".into(), days: days.into(), slots: None }];
    let letter = samples::transcript("Mme Martin", vec![samples::entry("", outcomes)]);
    let words = writer().write(&letter, Language::EN, None).unwrap();
    let text = words.text.replace('\n', " ");
    assert!(text.contains("on Thursday 31 December 2026 and on Saturday 2 January 2027"), "{text}");
}

#[test]
fn a_centre_names_its_director_and_its_slots() {
    let centre = Centre { director: Some("Mme Leroy".into()), phone: None, ..samples::brax() };
    let words = Writer::new(centre).unwrap().write(&samples::booked_week(), Language::FR, None).unwrap();
    assert!(words.text.contains("Mme Leroy doit"), "{}", words.text);
    assert!(words.text.ends_with("Accueil de loisirs de Brax\n"), "{}", words.text);
    let Letter::List(mut list) = samples::list() else { panic!("a list") };
    for line in &mut list.lines {
        line.slots.full_day = false;
        line.slots.slots.truncate(1);
        for slot in &mut line.slots.slots {
            slot.name = Some("matinée".into());
        }
    }
    let words = writer().write(&Letter::List(list), Language::FR, None).unwrap();
    assert!(words.text.contains("matinée") && !words.text.contains("matin "), "{}", words.text);
}

fn told(for_director: bool, outcomes: Vec<Outcome>) -> String {
    let entries = vec![TranscriptEntry { quote: None, inferred: vec![], outcomes }];
    let letter = Letter::Transcript(Transcript {
        name: "X".into(),
        for_director,
        entries,
        unread: vec![],
        passed_on: false,
        question: None,
    });
    let words = writer().write(&letter, Language::FR, None).unwrap();
    words.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_reason_is_passed_on_only_with_what_was_refused_now() {
    let refused = |result| samples::decided(1, "MARTIN Zoé", vec![(8, result)], Some("complet"));
    assert!(told(true, vec![refused(DecisionResult::Refused)]).contains("Mot transmis à la famille pour la ligne 1"));
    assert!(!told(true, vec![refused(DecisionResult::AlreadyRefused)]).contains("Mot transmis"));
}

#[test]
fn a_child_s_day_counts_once_however_many_lines_it_has() {
    let line = |line| samples::decided(line, "MARTIN Zoé", vec![(8, DecisionResult::Accepted)], None);
    let text = told(true, vec![line(1), line(2)]);
    assert!(text.contains(": 1 réservation acceptée."), "{text}");
}

#[test]
fn a_status_counts_only_what_is_still_to_come() {
    let row = |state, is_living| crate::rules::StatusRow {
        request: crate::domain::RequestNumber(1),
        child: "Zoé".into(),
        day: samples::july(8),
        slots: samples::full_day(),
        state,
        is_living,
        rank: None,
        reason: None,
    };
    let text = told(
        false,
        vec![Outcome::Status {
            rows: vec![row("refused", false), row("cancelled", false), row("accepted", true)],
            about: None,
        }],
    );
    assert!(text.contains("voici votre réservation à venir."), "{text}");
    let (living, over) = text.split_once("Zoé : refusé ou annulé").unwrap();
    assert!(living.contains("accepté") && !living.contains("refusé") && over.contains("annulé"), "{text}");
    let text = told(false, vec![Outcome::Status { rows: vec![row("refused", false)], about: None }]);
    assert!(text.contains("vous n'avez aucune réservation en cours") && !text.contains("Pour annuler"), "{text}");
}

#[test]
fn a_director_is_asked_in_a_director_s_words() {
    for cause in samples::causes() {
        let question = crate::rules::Question { cause, choices: vec![], child: None, day: None, ..samples::mismatch() };
        let text = told(true, vec![Outcome::Question(question)]);
        assert!(!text.contains("Prénom") && !text.contains("Pour réserver"), "{text}");
        assert!(!text.contains("réserver et d'annuler"), "{text}");
    }
}

#[test]
fn who_was_not_understood_is_told_whom_to_ask() {
    let question = crate::rules::Question { cause: Cause::NotUnderstood, ..samples::mismatch() };
    let text = told(false, vec![Outcome::Question(question)]);
    let phone = samples::brax().phone.unwrap();
    assert!(text.contains(&format!("Pour parler à la direction : {phone}.")), "{text}");
}

#[test]
fn what_is_said_of_other_messages_stands_in_both_forms_of_every_letter_to_a_sender() {
    for (name, answer) in samples::paced() {
        let words = writer().write_answer(&answer, Language::EN, Some(MARK), &|_| true).unwrap();
        for part in [words.text.split_whitespace().collect::<Vec<_>>().join(" "), words.html.clone()] {
            // 9:00 and 20 seconds: at 9:00 it would be too early to write again.
            assert!(part.contains("before Monday 6 July at 9:01"), "{name}: {part}");
            assert!(part.contains("received since Monday 6 July at 8:55, were not answered"), "{name}: {part}");
        }
    }
}
