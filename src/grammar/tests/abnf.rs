//! A small reader of ABNF that generates sentences: what the grammar file says is read, in every language.

use std::collections::{BTreeMap, BTreeSet};

use super::super::classes::Class;
use super::super::{Household, Lexicon, Names, Role, Ruling, Sentence, TextPart, Verb, VerdictKind, parse};
use super::read_words;
use crate::domain::{Language, ServiceCode, SlotCode};

const FILE: &str = include_str!("../../../grammars/commands.abnf");

/// A form of RFC 5234, as far as the file uses it.
#[derive(Debug, Clone, PartialEq)]
enum Form {
    Choice(Vec<Form>),
    Sequence(Vec<Form>),
    Optional(Box<Form>),
    Repeated(Box<Form>),
    Literal(String),
    Rule(String),
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn taken(&mut self, sign: &str) -> bool {
        self.spaces();
        let stripped = self.rest.strip_prefix(sign);
        self.rest = stripped.unwrap_or(self.rest);
        stripped.is_some()
    }

    fn choice(&mut self) -> Form {
        let mut forms = vec![self.sequence()];
        while self.taken("/") {
            forms.push(self.sequence());
        }
        Form::Choice(forms)
    }

    fn sequence(&mut self) -> Form {
        let mut forms = Vec::new();
        loop {
            self.spaces();
            if self.rest.is_empty() || self.rest.starts_with(['/', ')', ']']) {
                return Form::Sequence(forms);
            }
            forms.push(self.element());
        }
    }

    fn element(&mut self) -> Form {
        if self.taken("*") {
            return Form::Repeated(Box::new(self.element()));
        }
        if self.taken("[") {
            let inside = self.choice();
            assert!(self.taken("]"), "an option is not closed before {:?}", self.rest);
            return Form::Optional(Box::new(inside));
        }
        if self.taken("(") {
            let inside = self.choice();
            assert!(self.taken(")"), "a group is not closed before {:?}", self.rest);
            return inside;
        }
        if self.taken("\"") {
            let (literal, rest) = self.rest.split_once('"').expect("a literal is not closed");
            self.rest = rest;
            return Form::Literal(literal.to_owned());
        }
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        assert!(!name.is_empty(), "no rule name before {:?}", self.rest);
        self.rest = rest;
        Form::Rule(name.to_owned())
    }
}

fn rules() -> BTreeMap<String, Vec<Form>> {
    let mut rules: BTreeMap<String, Vec<Form>> = BTreeMap::new();
    for line in FILE.lines().filter(|line| !line.starts_with(';') && !line.trim().is_empty()) {
        let (name, form) = line.split_once('=').expect("a line is a rule");
        let mut reader = Reader { rest: form.strip_prefix('/').unwrap_or(form) };
        let choice = reader.choice();
        assert!(reader.rest.is_empty(), "{line}: {:?} is left", reader.rest);
        let known = rules.entry(name.trim().to_owned()).or_default();
        assert_eq!(form.starts_with('/'), !known.is_empty(), "{line}: `=/` adds to a rule");
        known.push(choice);
    }
    rules
}

fn named(form: &Form, names: &mut BTreeSet<String>) {
    match form {
        Form::Choice(forms) | Form::Sequence(forms) => forms.iter().for_each(|form| named(form, names)),
        Form::Optional(form) | Form::Repeated(form) => named(form, names),
        Form::Rule(name) => {
            names.insert(name.clone());
        }
        Form::Literal(_) => {}
    }
}

/// Chances that are the same in every run (Knuth's MMIX multiplier).
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }
}

struct Generator<'r> {
    rules: &'r BTreeMap<String, Vec<Form>>,
    words: BTreeMap<String, Vec<String>>,
    dice: Dice,
}

impl Generator<'_> {
    fn write(&mut self, form: &Form, text: &mut String) {
        match form {
            Form::Choice(forms) => {
                let chosen = self.dice.below(forms.len());
                self.write(&forms[chosen], text);
            }
            Form::Sequence(forms) => forms.iter().for_each(|form| self.write(form, text)),
            Form::Optional(form) | Form::Repeated(form) => {
                if self.dice.below(2) == 0 {
                    self.write(form, text);
                }
            }
            Form::Literal(literal) => text.push_str(literal),
            Form::Rule(name) if name == "SP" => text.push(' '),
            Form::Rule(name) if name == "NL" => text.push('\n'),
            Form::Rule(name) => self.rule(name, text),
        }
    }

    fn rule(&mut self, name: &str, text: &mut String) {
        if let Some(forms) = self.rules.get(name) {
            let chosen = self.dice.below(forms.len());
            self.write(&forms[chosen], text);
        } else {
            let words = &self.words[&name.to_lowercase()];
            let chosen = self.dice.below(words.len());
            text.push_str(words[chosen].trim_start_matches('!'));
        }
    }
}

/// A centre that has every usual slot, so that every word of the files means something.
fn lexicon(role: Role) -> Lexicon {
    let slots = Class::SLOTS.map(|(_, code)| (SlotCode(code.into()), Vec::new()));
    let names = Names {
        children: vec!["Zoé".into(), "Hugo".into()],
        surnames: vec!["Martin".into()],
        households: vec![Household { surname: "NGUYEN".into(), children: vec!["Léo".into(), "Mai".into()] }],
        slots: slots.into(),
        school: Some(ServiceCode("periscolaire".into())),
        ..Names::default()
    };
    Lexicon { role, language: Language::FR, names }
}

/// What a sentence was read as, in the names of the rules.
fn kind(sentence: &Sentence) -> &'static str {
    match sentence {
        Sentence::Yes(_) => "yes",
        Sentence::No(_) => "no",
        Sentence::Order(order) => match order.verb.value {
            Verb::Book => "book",
            Verb::Cancel => "cancel",
            Verb::Status => "status",
            Verb::Help => "help",
        },
        Sentence::Change(_) => "modify",
        Sentence::Errand(errand) => errand.kind.verb(),
        Sentence::Verdict(verdict) => match verdict.ruling {
            Ruling::Decide(VerdictKind::Approve) => "approve",
            Ruling::Decide(VerdictKind::Refuse) => "refuse",
            Ruling::Decide(VerdictKind::Waitlist) => "waitlist",
            Ruling::PutOff => "hold",
        },
    }
}

#[test]
fn every_class_stands_in_the_grammar_and_every_name_there_is_known() {
    let rules = rules();
    let mut names = BTreeSet::new();
    rules.values().flatten().for_each(|form| named(form, &mut names));
    names.remove("SP");
    names.remove("NL");
    let classes: BTreeSet<String> = Class::ALL.iter().map(|class| class.key().to_uppercase()).collect();
    let unknown: Vec<_> = names.iter().filter(|name| !rules.contains_key(*name) && !classes.contains(*name)).collect();
    let unused: Vec<_> = classes.iter().filter(|class| !names.contains(*class)).collect();
    assert_eq!((unknown, unused), (Vec::<&String>::new(), Vec::<&String>::new()));
}

#[test]
fn generated_sentences_are_read_as_their_rule_says() {
    let rules = rules();
    let orders = ["book", "cancel", "modify", "status", "help", "yes", "no"].map(|rule| (rule, Role::Parent, true));
    let verdicts = ["approve", "refuse", "waitlist", "hold"].map(|rule| (rule, Role::Director, true));
    let asked = [
        "conditional",
        "question",
        "unclear-intent",
        "missing-end",
        "ambiguous-child",
        "ambiguous-date",
        "unknown-activity",
        "not-understood",
    ];
    let asked = asked.map(|rule| (rule, Role::Parent, false));
    let mut wrong = BTreeSet::new();
    for language in Language::ALL {
        let mut generator = Generator { rules: &rules, words: read_words(language), dice: Dice(2012) };
        for (rule, role, done) in orders.into_iter().chain(verdicts).chain(asked) {
            for _ in 0..400 {
                let mut text = String::new();
                generator.rule(rule, &mut text);
                let parsed = parse(&text, TextPart::Body, &lexicon(role));
                let kinds: BTreeSet<&str> = parsed.sentences.iter().map(kind).collect();
                let reasons: Vec<_> =
                    parsed.complaints.iter().map(|complaint| complaint.cause.reason().replace('_', "-")).collect();
                let right = if done {
                    reasons.is_empty() && kinds.iter().eq([&rule])
                } else {
                    kinds.is_empty() && reasons.contains(&rule.to_owned())
                };
                if !right {
                    wrong.insert(format!("{rule} {text:?}: {kinds:?} {reasons:?}"));
                }
            }
        }
    }
    let shown: Vec<_> = wrong.iter().take(60).cloned().collect();
    assert!(wrong.is_empty(), "{} sentences:\n{}", wrong.len(), shown.join("\n"));
}
