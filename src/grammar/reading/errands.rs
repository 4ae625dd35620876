//! Errands in their text: where a sentence turns to one, and the text that reaches to the end of the message.

use super::super::classes::{Class, Classes};
use super::super::errand::{Read, cut, heads, read, read_below};
use super::super::parser::Problem;
use super::super::tokens::{self, Kind, Token};
use super::super::verdict::Answer;
use super::super::words::Mark;
use super::super::{Cause, Complaint, Detail, Errand, ErrandKind, Role, Sentence, Span};
use super::correction::before_correction;
use super::{After, Line, Reading};

/// The marks that no longer word of talk covers: "mon planning vient de changer" and "I forgot to tell you" ask for
/// nothing.
pub(super) fn outside_talk(marks: Vec<Mark>, tokens: &[Token]) -> Vec<Mark> {
    let covers =
        |token: &Token, mark: Span| token.span.from <= mark.from && mark.to <= token.span.to && token.span != mark;
    let talks = |mark: &Mark| tokens.iter().any(|token| token.classes.meets(Class::TALK) && covers(token, mark.span));
    marks.into_iter().filter(|mark| !talks(mark)).collect()
}

impl Reading<'_> {
    /// A sentence in the pieces that are read apart: orders and errands.
    pub(super) fn pieces<'t>(&self, segment: &'t [Token]) -> Vec<&'t [Token]> {
        let director = self.lexicon.role == Role::Director;
        let answer = if director { self.answer(segment) } else { None };
        let cuts = cut(segment, &self.marks, self.lexicon.role);
        let pieces: Vec<&[Token]> = cuts.into_iter().filter_map(|cut| segment.get(cut)).collect();
        match answer {
            // "accepter tout, puis fermer le 10 juillet"
            Some(Answer::Unclear { .. }) if pieces.first().is_some_and(|first| self.decides(first)) => pieces,
            Some(_) => vec![segment],
            None => pieces.into_iter().flat_map(|piece| before_correction(piece)).collect(),
        }
    }

    /// Whether words are decisions, understood to the last of them.
    fn decides(&self, tokens: &[Token]) -> bool {
        matches!(self.answer(tokens), Some(Answer::Yes(_) | Answer::No(_) | Answer::Verdicts(_)))
    }

    /// Reads an errand; `false` when the sentence asks none.
    pub(super) fn read_errand(&mut self, tokens: &[Token], line: &Line<'_>) -> bool {
        let found = read(tokens, &self.marks, &self.own, self.lexicon.role, &|span| line.text(span));
        let Some(found) = found else { return false };
        self.add_errand(found, tokens, line);
        true
    }

    /// Reads `règlements du jour :` and the lines below it that name a family, a payment each.
    pub(super) fn read_ledger(&mut self, tokens: &[Token], line: &Line<'_>) -> bool {
        if self.lexicon.role != Role::Director {
            return false;
        }
        let opens = tokens.last().is_some_and(|last| last.is_mark(':'));
        let family = tokens.iter().any(|token| token.family().is_some());
        let counts = tokens.iter().any(|token| token.is_number() || token.kind == Kind::Masked);
        let kind = heads(&self.marks, tokens::span_of(tokens), Role::Director).next().map(|(kind, _)| kind);
        if opens && !family && !counts && kind == Some(ErrandKind::RecordPayment) && self.is_plain_heading(tokens) {
            self.ledger = kind;
            self.first_unknown = self.first_unknown.or(Some(tokens::span_of(tokens)));
            return true;
        }
        let Some(kind) = self.ledger.filter(|_| kind.is_none() && counts) else {
            self.ledger = None;
            return false;
        };
        let found = read_below(kind, tokens, &self.marks, &self.own, &|span| line.text(span));
        self.add_errand(found, tokens, line);
        true
    }

    /// "Règlements en retard :" heads no payments.
    fn is_plain_heading(&self, tokens: &[Token]) -> bool {
        const SMALL: Classes = Classes::of(&[
            Class::Article,
            Class::From,
            Class::Polite,
            Class::Courtesy,
            Class::Have,
            Class::TwoLines,
            Class::ThreeLines,
            Class::FourLines,
            Class::Today,
            Class::This,
        ]);
        let marked = |token: &Token| {
            self.marks.iter().any(|mark| mark.span.from <= token.span.from && token.span.to <= mark.span.to)
        };
        let light = |token: &Token| token.classes.meets(SMALL) && !token.has(Class::Condition);
        tokens.iter().all(|token| !token.is_word() || marked(token) || light(token))
    }

    fn add_errand(&mut self, found: Read, tokens: &[Token], line: &Line<'_>) {
        self.add_heading();
        self.after = After::Nothing;
        let place = tokens::span_of(tokens);
        self.votes.add_marks(&self.marks, place);
        match found {
            Read::Asked(problem, span) => self.complain(place, &[(problem, span)], line),
            Read::Errand(errand) => {
                if errand.kind.takes_text() {
                    let colon = tokens.iter().find(|token| token.is_mark(':'));
                    self.text_from = Some(colon.map_or(place.to, |colon| colon.span.to));
                }
                self.parsed.sentences.push(Sentence::Errand(*errand));
            }
        }
    }

    /// Gives a broadcast the text that it announced: all that follows. Without one there is nothing to send.
    pub(super) fn add_text(&mut self, characters: &[char]) {
        let Some(from) = self.text_from else { return };
        let text: String = characters.iter().skip(from).collect();
        let text = text.trim().to_owned();
        let Some(Sentence::Errand(errand)) = self.parsed.sentences.last_mut() else { return };
        if !text.is_empty() {
            errand.details.insert(Detail::Text, text);
        } else if self.lexicon.role == Role::Director {
            let place = errand.sentence;
            self.parsed.sentences.pop();
            self.add_complaint(Problem::UnclearIntent, place);
        }
    }

    /// A person reads the whole message, however many of its sentences ask for one.
    pub(super) fn join_contacts(&mut self) {
        let mut asked = false;
        let is_contact =
            |sentence: &Sentence| matches!(sentence, Sentence::Errand(errand) if errand.kind == ErrandKind::Contact);
        self.parsed.sentences.retain(|sentence| !is_contact(sentence) || !std::mem::replace(&mut asked, true));
    }

    /// "Attestation 2025 svp, une attestation fiscale": one paper, though its name stands twice; what says most stays.
    pub(super) fn join_errands(&mut self) {
        let mut kept: Vec<Sentence> = Vec::with_capacity(self.parsed.sentences.len());
        for sentence in std::mem::take(&mut self.parsed.sentences) {
            let Sentence::Errand(errand) = &sentence else {
                kept.push(sentence);
                continue;
            };
            let is_said = |other: &Sentence| matches!(other, Sentence::Errand(other) if errand.is_part_of(other));
            let says_less = |other: &Sentence| matches!(other, Sentence::Errand(other) if other.is_part_of(errand));
            if kept.iter().any(is_said) {
                continue;
            }
            kept.retain(|other| !says_less(other));
            kept.push(sentence);
        }
        self.parsed.sentences = kept;
    }

    /// "Ma voisine dit que c'est souvent plein. Reste-t-il des places le 17 ?": to who only asks for something, no question
    /// is put about a sentence that can order nothing.
    pub(super) fn drop_idle_questions(&mut self) {
        // A calendar may have been the heading of a list.
        let asks = |errand: &Errand| match errand.kind {
            ErrandKind::Calendar => false,
            kind => kind.only_asks() || kind == ErrandKind::Language,
        };
        let only_asks = |sentence: &Sentence| matches!(sentence, Sentence::Errand(errand) if asks(errand));
        let orders = self.parsed.sentences.is_empty() || !self.parsed.sentences.iter().all(only_asks);
        if orders || self.lexicon.role == Role::Director {
            return;
        }
        let idle = |place: Span| self.idle.iter().any(|idle| idle.from <= place.from && place.to <= idle.to);
        let errand = self.parsed.sentences.last().map_or(0, |sentence| sentence.span().to);
        // "Reste-t-il une place ? Si oui, je la prends.": what hangs on the answer is not passed over.
        let hangs = |complaint: &Complaint| complaint.cause == Cause::Conditional && errand <= complaint.span.from;
        self.parsed.complaints.retain(|complaint| !idle(complaint.span) || hangs(complaint));
        self.doubt = self.doubt.filter(|(_, span)| !idle(*span));
    }

    /// "Zoé a perdu son gilet.": of a child, without a day and without a word that orders: for a person (rule D18).
    pub(super) fn tell_a_person(&mut self) {
        let nothing = self.parsed.sentences.is_empty() && self.parsed.complaints.is_empty();
        if let Some(place) = self.of_child.filter(|_| nothing && self.doubt.is_none() && self.told.is_none()) {
            self.parsed.sentences.push(Sentence::Errand(Errand::of(ErrandKind::Contact, place)));
        }
    }

    /// What nobody understood and asks something is for a person to answer.
    pub(super) fn ask_a_person(&mut self, tokens: &[Token]) {
        let place = tokens::span_of(tokens);
        self.parsed.sentences.push(Sentence::Errand(Errand::of(ErrandKind::Contact, place)));
    }
}

/// Whether a sentence that was not read is a question with words in it.
pub(super) fn asks_something(tokens: &[Token]) -> bool {
    tokens.last().is_some_and(|token| token.is_mark('?')) && tokens.iter().any(Token::is_unknown_word)
}

/// "Hugo a 4 ans et sa sœur 7, est-ce qu'ils seront dans le même groupe ?": made of words that nobody knows, though it names
/// children and days, and ordering nothing: for a person to answer.
pub(super) fn is_free_question(tokens: &[Token]) -> bool {
    const ORDERS: Classes =
        Classes::of(&[Class::Book, Class::Booking, Class::Cancel, Class::Cancellation, Class::Absent, Class::Absence]);
    let unknown = tokens.iter().filter(|token| token.is_unknown_word() && !token.capital).count();
    let orders = tokens.iter().any(|token| token.classes.meets(ORDERS));
    tokens.last().is_some_and(|token| token.is_mark('?')) && unknown >= 3 && !orders
}
