//! Questions that a word can answer: held with what was clear, answered once, renewed, or left to a person.

use super::Effect;
use super::answer::Outcome;
use super::command::{Answering, Draft, Plan, Step};
use super::decision::{Desk, plain_entry};
use super::question::shortened;
use crate::domain::bounds;
use crate::domain::{Actor, DraftNumber, DraftPurpose};

impl Desk<'_> {
    /// Takes the steps of an answer away where its question is over, or only a person can help; whether it is over.
    pub(super) fn answer_question(&mut self, plan: &Plan, steps: &mut Vec<Step>) -> bool {
        if !plan.which.is_empty() {
            steps.clear();
            let questions = plan.which.iter().map(|question| shortened(question)).collect();
            self.entries.push(plain_entry(Outcome::WhichQuestion { questions }));
            return false;
        }
        let Some((number, how)) = plan.answers else { return false };
        let own = self.books.drafts.get(&number).filter(|draft| draft.person == self.sender);
        let is_open = own.is_some_and(|draft| draft.is_open(self.context.received));
        match how {
            Answering::Replaces => {}
            _ if !is_open => {
                let expired = own.is_some_and(|draft| !draft.closed);
                let line = plan.commands().next().filter(|_| expired).map(|meant| self.in_our_words(&meant.command));
                self.entries.push(plain_entry(Outcome::DraftOver { number, expired, line }));
                steps.clear();
            }
            Answering::Completes => {}
            Answering::GivesUp => {
                let words = own.and_then(Draft::question).map(|(_, open)| shortened(open.words.trim()));
                self.entries.push(plain_entry(Outcome::HandedOver { quote: words.unwrap_or_default() }));
                steps.clear();
            }
        }
        !is_open
    }

    /// The question of a family's message, where it is the only one and a word can answer it; its letter says so.
    pub(super) fn question_to_hold(&mut self, steps: &[Step]) -> Option<Step> {
        let mut asked = steps.iter().filter(|step| matches!(step, Step::Ask { .. }));
        let (Some(only @ Step::Ask { open: Some(_), .. }), None) = (asked.next(), asked.next()) else { return None };
        if !matches!(self.context.actor, Actor::Guardian { .. }) {
            return None;
        }
        let number = DraftNumber(self.books.counters.draft);
        self.question = Some((number, self.context.received + bounds::CONFIRMATION));
        Some(only.clone())
    }

    /// Closes the question that was answered, and holds the one that is put now.
    pub(super) fn renew_question(&mut self, plan: &Plan, over: bool, held: Option<Step>) {
        if let (Some((number, _)), false) = (plan.answers, over) {
            self.effect(Effect::CloseDraft { number });
        }
        if let (Some(step), Some((number, expires))) = (held, self.question) {
            let (person, purpose) = (self.sender, DraftPurpose::Question);
            self.effect(Effect::HoldDraft(Draft {
                number,
                person,
                purpose,
                steps: vec![step],
                expires,
                closed: false,
            }));
        }
    }
}
