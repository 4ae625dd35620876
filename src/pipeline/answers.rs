//! What of ours a message answers: the draft of the very letter, or the only one that is open; and what a word then means.

use chrono::{DateTime, Utc};

use super::Pipeline;
use super::understanding::Understood;
use crate::clock::Clock;
use crate::domain::{Actor, DraftNumber, DraftPurpose, Language};
use crate::fault::Fault;
use crate::grammar::{self, TextPart};
use crate::identity::Purpose;
use crate::message::{Channel, Inbound};
use crate::rules::{self, Draft, Outline, Plan};
use crate::store::Writing;

/// What a message may answer.
#[derive(Debug, Default)]
pub(super) struct Answered {
    pub draft: Option<Draft>,
    /// The very letter is answered, as its mark proves.
    bound: bool,
    /// The questions that a word could answer, where there are several.
    several: Vec<Draft>,
}

impl Answered {
    /// "full day please" is answered in the language of the question that it answers.
    pub fn language(&self, plan: &Plan) -> Option<Language> {
        let answers = plan.answers.is_some() || plan.closes.is_some();
        self.draft.as_ref().filter(|_| answers || self.bound)?.language()
    }

    /// `plan` is what the message means by itself; a word or two may mean more where a question is open.
    pub fn meaning(&self, plan: Plan, understood: &Understood, outline: &Outline, received: DateTime<Utc>) -> Plan {
        let read = |words: &str, start: usize| match understood.part {
            TextPart::Body => grammar::fragment(words, start, &understood.lexicon),
            TextPart::Subject => None,
        };
        let found = read(&understood.text, 0);
        if self.several.len() > 1 {
            return match found {
                Some(found) if plan.commands().next().is_none() => {
                    rules::which(plan, &self.several, &found.span.of(&understood.text), found.span)
                }
                _ => plan,
            };
        }
        let Some(draft) = self.draft.as_ref() else { return plan };
        let words = found.map(|found| found.span.of(&understood.text));
        let fragment = words.as_deref().and_then(|words| read(words, draft.end_of_question()?));
        let answer = words.as_deref().zip(fragment.as_ref());
        rules::in_answer(plan, draft, self.bound, answer, outline, received)
    }
}

impl<C: Clock> Pipeline<C> {
    /// The draft whose letter is answered. A bare "oui" or "matin" that answers no letter of ours means the only draft that
    /// is open, unless that was held because nobody knew who wrote it: then its own letter must be answered.
    pub(super) async fn answered(
        &self,
        books: &mut Writing,
        inbound: &Inbound,
        understood: &Understood,
    ) -> Result<Answered, Fault> {
        let Some(person) = understood.actor.person() else { return Ok(Answered::default()) };
        if let Some(mark) = understood.answered(&[Purpose::Draft, Purpose::Question]) {
            let draft = books.draft(DraftNumber(mark.ticket.number)).await?;
            let draft = draft.filter(|draft| draft.purpose != DraftPurpose::Question || draft.person == person);
            return Ok(Answered { draft, bound: true, several: Vec::new() });
        }
        if !understood.actor.is_proven() || understood.marks.iter().any(|mark| !mark.is_expired) {
            return Ok(Answered::default());
        }
        let mut open = books.open_drafts(person, inbound.received).await?;
        if open.len() > 1 {
            open.retain(|draft| draft.purpose == DraftPurpose::Question);
            return Ok(Answered { several: open, ..Answered::default() });
        }
        let draft = open.pop();
        if inbound.channel != Channel::Terminal {
            // A director decides for others: only with the mark of the very letter.
            let may = matches!(understood.actor, Actor::Guardian { .. });
            let draft = draft.filter(|draft| may && draft.purpose != DraftPurpose::ProveSender);
            return Ok(Answered { draft, ..Answered::default() });
        }
        // At the terminal the newest letter is the one that is answered.
        let list = books.newest_list().await?.filter(|_| matches!(understood.actor, Actor::Director { .. }));
        let draft = draft.filter(|draft| list.is_none_or(|list| list.opened <= draft.held()));
        Ok(Answered { draft, ..Answered::default() })
    }
}
