//! Errands in their text: where a sentence turns to one, and the text that reaches to the end of the message.

use super::super::errand::{Read, cut, read};
use super::super::parser::Problem;
use super::super::tokens::{self, Token};
use super::super::{Detail, Errand, ErrandKind, Role, Sentence};
use super::correction::before_correction;
use super::{After, Line, Reading};

impl Reading<'_> {
    /// A sentence in the pieces that are read apart: orders and errands.
    pub(super) fn pieces<'t>(&self, segment: &'t [Token]) -> Vec<&'t [Token]> {
        if self.lexicon.role == Role::Director && self.answer(segment).is_some() {
            return vec![segment];
        }
        let cuts = cut(segment, &self.marks, self.lexicon.role);
        let pieces = cuts.into_iter().filter_map(|cut| segment.get(cut));
        pieces.flat_map(|piece| before_correction(piece)).collect()
    }

    /// Reads an errand; `false` when the sentence asks none.
    pub(super) fn read_errand(&mut self, tokens: &[Token], line: &Line<'_>) -> bool {
        if self.lexicon.role == Role::Director && self.answer(tokens).is_some() {
            return false;
        }
        let found = read(tokens, &self.marks, &self.own, self.lexicon.role, &|span| line.text(span));
        let Some(found) = found else { return false };
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
        true
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

    /// What nobody understood and asks something is for a person to answer.
    pub(super) fn ask_a_person(&mut self, tokens: &[Token]) {
        let place = tokens::span_of(tokens);
        self.parsed.sentences.push(Sentence::Errand(Errand::of(ErrandKind::Contact, place)));
    }
}
