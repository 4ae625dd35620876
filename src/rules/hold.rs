//! Holding commands back: of a sender who has proven nothing, or because so much would happen at once.

use super::Effect;
use super::answer::{Confirmation, HeldCommand, Letter, Outcome, Unproven};
use super::command::{Cancellation, Command, Draft, Plan, Step};
use super::decision::{Decision, Desk};
use super::slot_names::SlotNames;
use crate::domain::bounds;
use crate::domain::{ChildId, DraftNumber, DraftPurpose, ListNumber};
use crate::grammar::ErrandKind;
use crate::message::Fate;

impl Desk<'_> {
    /// Level 1: what was understood waits for a "oui" from the registered address; nothing that came in is repeated.
    pub(super) fn hold_unproven(self, plan: &Plan) -> Decision {
        if self.is_flooded() {
            return Decision { effects: Vec::new(), answers: Vec::new(), fate: Fate::RateLimited };
        }
        if plan.commands().next().is_none() {
            let (child, day) = self.example();
            let letter = Letter::Unproven(Unproven { name: self.sender_name(), child, day });
            let fate = self.fate_of(plan);
            return self.only(letter, fate);
        }
        self.hold(plan, DraftPurpose::ProveSender)
    }

    /// More than a slip of the hand may do: asked first.
    pub(super) fn hold_bulk(self, plan: &Plan) -> Decision {
        self.hold(plan, DraftPurpose::Bulk)
    }

    /// Closes the draft that is answered: its steps are to be done now, or what is told instead.
    pub(super) fn close_draft(&mut self, number: DraftNumber, yes: bool) -> Result<Vec<Step>, Box<Outcome>> {
        let draft = self.books.drafts.get(&number).filter(|draft| draft.person == self.sender && !draft.closed);
        let Some(draft) = draft else {
            return Err(Box::new(Outcome::DraftOver { number, expired: false, line: None }));
        };
        if self.context.received > draft.expires {
            return Err(Box::new(Outcome::DraftOver { number, expired: true, line: None }));
        }
        let steps = draft.steps.clone();
        self.effect(Effect::CloseDraft { number });
        if yes { Ok(steps) } else { Err(Box::new(Outcome::DraftDropped { number })) }
    }

    fn hold(mut self, plan: &Plan, purpose: DraftPurpose) -> Decision {
        let number = DraftNumber(self.books.counters.draft);
        let expires = self.context.received + bounds::CONFIRMATION;
        let draft = Draft { number, person: self.sender, purpose, steps: plan.steps.clone(), expires, closed: false };
        self.effect(Effect::HoldDraft(draft));
        let commands = plan.commands().map(|meant| self.in_our_words(&meant.command)).collect();
        let name = self.sender_name();
        let letter = Letter::Confirmation(Confirmation { name, draft: number, purpose, expires, commands });
        self.only(letter, Fate::AskedConfirmation)
    }

    pub(super) fn in_our_words(&self, command: &Command) -> HeldCommand {
        let names = |children: &[ChildId]| {
            children.iter().filter_map(|id| self.books.child(*id)).map(|child| child.first_name.clone()).collect()
        };
        let slots = |slots| SlotNames::of(slots, &self.books.programme);
        match command {
            Command::Book { children, days, slots: wanted, .. } => {
                HeldCommand::Book { children: names(children), days: days.clone(), slots: slots(wanted) }
            }
            Command::Cancel { what: Cancellation::Requests(numbers), .. } => {
                HeldCommand::CancelRequests { requests: numbers.clone() }
            }
            Command::Cancel { what: Cancellation::Days { children, days, slots: part }, .. } => {
                HeldCommand::Cancel { children: names(children), days: days.clone(), slots: part.as_ref().map(slots) }
            }
            Command::Status => HeldCommand::Status,
            Command::Help => HeldCommand::Help,
            Command::Modify(_) => HeldCommand::Errand { errand: ErrandKind::Modify },
            Command::Errand(errand) => HeldCommand::Errand { errand: errand.kind },
            Command::Decide { list, kind, items, .. } => {
                let children = self.children_of_lines(*list, items);
                HeldCommand::Decide { list: *list, kind: *kind, items: items.clone(), children }
            }
        }
    }

    /// The children of some lines of a list, each once.
    fn children_of_lines(&self, list: ListNumber, items: &[u32]) -> Vec<String> {
        let lines = self.books.lists.get(&list).into_iter().flat_map(|list| &list.lines);
        let bookings = lines.filter(|line| items.contains(&line.number)).flat_map(|line| &line.bookings);
        let mut children: Vec<String> = Vec::new();
        for booking in bookings.filter_map(|id| self.books.bookings.get(id)) {
            let name = self.full_name(booking);
            if !children.contains(&name) {
                children.push(name);
            }
        }
        children
    }
}
