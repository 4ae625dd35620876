//! What a director orders for a family: whose children are meant, by the family's name in the same sentence.

use std::collections::BTreeMap;

use super::command::{Cancellation, Command, Errand, Step};
use super::entry::{Need, Reader};
use super::resolve::Resolver;
use crate::domain::Family;
use crate::grammar::{Cause, ChildRef, Detail, Entry, ErrandKind, Order, Span, Verb, folded};

impl Resolver<'_> {
    /// The family that a sentence names, with all of its children; where it names none or several, the question.
    pub(super) fn household(&self, sentence: Span, entries: &[Entry]) -> Result<&Family, Cause> {
        let text = folded(&sentence.of(self.text));
        let named = || self.outline.households.iter().filter(|family| text.contains(&folded(&family.name)));
        let children = || entries.iter().flat_map(|entry| &entry.children);
        let has_all = |family: &&Family| {
            children().all(|child| match &child.value {
                ChildRef::Named(name) | ChildRef::Typo(name) => {
                    family.children.iter().any(|known| known.first_name == *name)
                }
                ChildRef::All(_) | ChildRef::Unknown(_) => true,
            })
        };
        let mut fitting = named().filter(has_all);
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Ok(only),
            (Some(_), Some(_)) => Err(Cause::AmbiguousChild { written: sentence.of(self.text) }),
            (None, _) if named().next().is_some() => Err(Cause::AmbiguousChild { written: sentence.of(self.text) }),
            (None, _) => Err(Cause::NoFamily),
        }
    }

    /// "réserver famille Martin Zoé mercredi journée": as the family would order it.
    pub(super) fn order_for(&mut self, order: &Order) -> Vec<Step> {
        let family = match self.household(order.sentence, &order.entries) {
            Ok(family) => family.clone(),
            Err(cause) => return vec![self.complain(order.span, order.span, cause)],
        };
        // "annuler 42": whose, a request tells; a family's name beside it might belie it. And who decides for others is
        // understood to the last word.
        let unknown = order.unknown.first().copied();
        if let Some(place) = unknown.or_else(|| order.requests.first().map(|number| number.span)) {
            return vec![self.complain(order.span, place, Cause::UnclearIntent)];
        }
        let kind = if order.verb.value == Verb::Cancel { ErrandKind::CancelFor } else { ErrandKind::BookFor };
        let mut steps = self.entries(order, Some(&family));
        for step in &mut steps {
            if let Step::Do(meant) = step {
                meant.command = for_family(kind, &family, std::mem::replace(&mut meant.command, Command::Help));
            }
        }
        steps
    }

    pub(super) fn reader_for<'r>(&'r self, need: Need, family: Option<&'r Family>) -> Reader<'r> {
        Reader { family: family.or(self.outline.family.as_ref()), ..self.reader(need) }
    }
}

fn for_family(kind: ErrandKind, family: &Family, command: Command) -> Command {
    let mut details = BTreeMap::from([(Detail::Family, family.name.clone())]);
    let (children, days, slots) = match command {
        Command::Book { children, days, slots, .. } => (children, days, Some(slots)),
        Command::Cancel { what: Cancellation::Days { children, days, slots }, reason } => {
            details.extend(reason.map(|reason| (Detail::Reason, reason)));
            (children, days, slots)
        }
        other => return other,
    };
    Command::Errand(Errand { kind, children, days, slots, requests: Vec::new(), items: Vec::new(), details })
}
