//! Whole days as files that a director could read: what is written to the counter, and every letter that leaves.
//!
//! ```text
//! # B1 A full day is all its slots.            the first line says what the story shows
//! centre alsh                                  the sample centre
//! + directors.csv | M. le directeur adjoint,…  one more row in one of its files, imported now
//! @ 2012-07-02 09:00                           the clock, in the centre's time
//! > dupont@example.org | réserver …            a mail whose sender the receiving server vouches for
//! >> directrice@example.org | ok               the same, as a reply to the newest letter that this address got
//! ?> dupont@example.org | …                    a mail for which nobody vouches (?>> as a reply)
//! x> dupont@example.org | …                    a mail that the receiving server says is forged (x>> as a reply)
//! ! acted                                      its fate
//! < dupont@example.org | subject               a letter to this address, with these words in its subject …
//! | words                                      … and these in its text, in this order
//! - words                                      … and these nowhere in it
//! ```
//!
//! `⏎` in a message is a new line. Every letter must be named, none may be left.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{NaiveDateTime, TimeZone, Utc};
use guichet::message::{Fate, Outgoing};
use guichet::sample::Sample;

use crate::house::{House, Proof};

#[test]
fn every_story_goes_as_it_is_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/stories");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 10, "the stories are missing");
    let failures: Vec<String> = paths
        .iter()
        .filter_map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            let told = std::panic::catch_unwind(|| tell(&text));
            told.err().map(|_| path.file_name().unwrap().to_string_lossy().into_owned())
        })
        .collect();
    assert!(failures.is_empty(), "these stories went otherwise: {failures:?}");
}

struct Telling {
    house: House,
    /// Letters that left and that the story has not named yet.
    unread: Vec<Outgoing>,
    /// The thread of the newest letter that each address got, for a reply.
    newest: BTreeMap<String, Vec<String>>,
    fate: Option<Fate>,
    /// The letter that is being looked at, as one line, and how far it was read.
    open: Option<(String, usize)>,
}

fn tell(text: &str) {
    let mut telling: Option<Telling> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim_end();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix("centre ") {
            telling =
                Some(Telling::open(Sample::named(name).unwrap_or_else(|| panic!("line {number}: no centre {name}"))));
            continue;
        }
        let telling = telling.as_mut().unwrap_or_else(|| panic!("line {number}: the story must begin with its centre"));
        telling.line(number, line);
    }
    telling.expect("a story has a centre").end();
}

impl Telling {
    fn open(sample: Sample) -> Self {
        let house = House::open(sample);
        Self { house, unread: Vec::new(), newest: BTreeMap::new(), fate: None, open: None }
    }

    fn line(&mut self, number: usize, line: &str) {
        let (sign, rest) = line.split_once(' ').unwrap_or_else(|| panic!("line {number}: {line}"));
        match sign {
            "@" => self.set_clock(number, rest),
            ">" => self.mail(number, rest, Proof::Pass, false),
            ">>" => self.mail(number, rest, Proof::Pass, true),
            "?>" => self.mail(number, rest, Proof::None, false),
            "?>>" => self.mail(number, rest, Proof::None, true),
            "x>" => self.mail(number, rest, Proof::Fail, false),
            "x>>" => self.mail(number, rest, Proof::Fail, true),
            "+" => self.house.import(Some(rest.split_once(" | ").unwrap_or_else(|| panic!("line {number}: {rest}")))),
            "!" => assert_eq!(self.fate.map(Fate::name), Some(rest), "line {number}: the fate of the message"),
            "<" => self.letter(number, rest),
            "|" => self.words(number, rest),
            "-" => self.no_words(number, rest),
            _ => panic!("line {number}: a line begins with + @ > >> ?> ?>> x> ! < | or -, not {sign}"),
        }
    }

    fn set_clock(&mut self, number: usize, text: &str) {
        let local =
            NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap_or_else(|_| panic!("line {number}: {text}"));
        self.house.clock.set(chrono_tz::Europe::Paris.from_local_datetime(&local).unwrap().with_timezone(&Utc));
    }

    fn mail(&mut self, number: usize, rest: &str, proof: Proof, is_reply: bool) {
        self.nothing_unread(number);
        let (from, text) = rest.split_once(" | ").unwrap_or((rest, ""));
        let thread = match self.newest.get(from) {
            Some(thread) if is_reply => thread.clone(),
            None if is_reply => panic!("line {number}: {from} has no letter to answer"),
            _ => Vec::new(),
        };
        self.fate = Some(self.house.mail(from, proof, &thread, &text.replace('⏎', "\r\n")));
        self.unread = self.house.letters();
        for letter in &self.unread {
            let thread = letter.references.iter().chain([&letter.message_id]).cloned().collect();
            self.newest.insert(letter.to.to_string(), thread);
        }
        self.open = None;
    }

    fn letter(&mut self, number: usize, rest: &str) {
        let (to, subject) = rest.split_once(" | ").unwrap_or((rest, ""));
        let index = self.unread.iter().position(|letter| letter.to.as_str() == to);
        let index = index.unwrap_or_else(|| panic!("line {number}: no letter to {to}; there are {:#?}", self.unread));
        let letter = self.unread.remove(index);
        assert!(
            one_line(&letter.subject).contains(&one_line(subject)),
            "line {number}: the subject is {:?}",
            letter.subject
        );
        assert!(
            letter.html.contains("<html") && letter.html.contains("</html>"),
            "line {number}: the letter has no HTML"
        );
        self.open = Some((one_line(&letter.text), 0));
    }

    fn words(&mut self, number: usize, words: &str) {
        let (letter, from) = self.open.as_mut().unwrap_or_else(|| panic!("line {number}: no letter is open"));
        let words = one_line(words);
        match letter.get(*from..).and_then(|rest| rest.find(&words)) {
            Some(place) => *from += place + words.len(),
            None => panic!("line {number}: not found (or not in this order): {words}\nin: {letter}"),
        }
    }

    fn no_words(&mut self, number: usize, words: &str) {
        let (letter, _) = self.open.as_ref().unwrap_or_else(|| panic!("line {number}: no letter is open"));
        assert!(!letter.contains(&one_line(words)), "line {number}: found: {words}\nin: {letter}");
    }

    fn nothing_unread(&self, number: usize) {
        let left: Vec<_> =
            self.unread.iter().map(|letter| format!("{}: {}\n{}", letter.to, letter.subject, letter.text)).collect();
        assert!(left.is_empty(), "before line {number}: letters that the story does not name:\n{}", left.join("\n\n"));
    }

    fn end(self) {
        self.nothing_unread(usize::MAX);
    }
}

/// Line breaks and runs of spaces (also those that do not break) are one space: where a letter wraps is no matter here.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
