//! What a director orders for a family: whose children are meant, by the family's name in the same sentence.

use std::collections::BTreeMap;

use super::command::{Cancellation, Command, Errand, Step};
use super::entry::{Need, Reader};
use super::resolve::Resolver;
use crate::domain::Family;
use crate::grammar::{Cause, ChildRef, Detail, Entry, ErrandKind, Order, Span, Spanned, Verb, letters};

impl Resolver<'_> {
    /// The family that a sentence names, with all of its children; where it names none or several, the question.
    pub(super) fn household(&self, sentence: Span, entries: &[Entry]) -> Result<&Family, Cause> {
        let text = letters(&sentence.of(self.text));
        let named = || self.outline.households.iter().filter(|family| text.contains(&letters(&family.name)));
        let children = || entries.iter().flat_map(|entry| &entry.children);
        let has_all = |family: &&Family| {
            children().all(|child| match &child.value {
                ChildRef::Named(name) | ChildRef::Typo(name) | ChildRef::Nickname(name) => {
                    family.children.iter().any(|known| known.first_name == *name)
                }
                ChildRef::All(_) | ChildRef::Unknown(_) | ChildRef::OneOf(_) | ChildRef::Kin(_) => true,
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
        let why = self.reason_of(order);
        let in_reason = |place: &&Span| why.as_ref().is_some_and(|why| why.span.from <= place.from);
        let unknown = order.unknown.iter().find(|place| !in_reason(place)).copied();
        if let Some(place) = unknown.or_else(|| order.requests.first().map(|number| number.span)) {
            return vec![self.complain(order.span, place, Cause::UnclearIntent)];
        }
        let kind = if order.verb.value == Verb::Cancel { ErrandKind::CancelFor } else { ErrandKind::BookFor };
        let mut steps = self.entries(order, Some(&family));
        for step in &mut steps {
            if let Step::Do(meant) = step {
                meant.command = for_family(kind, &family, meant.command.clone(), why.as_ref());
            }
        }
        steps
    }

    /// Why a director cancels: what stands behind the colon, whatever the words.
    fn reason_of(&self, order: &Order) -> Option<Spanned<String>> {
        let end = order.entries.iter().map(|entry| entry.span.to).max()?;
        let behind = Span::new(end, order.sentence.to);
        let (_, why) = behind
            .of(self.text)
            .split_once(':')
            .filter(|_| order.verb.value == Verb::Cancel)
            .map(|(before, why)| (before.to_owned(), why.to_owned()))?;
        let length = why.chars().count();
        let place = Span::new(order.sentence.to.saturating_sub(length), order.sentence.to);
        Some(Spanned::new(why.trim().to_owned(), place)).filter(|why| !why.value.is_empty())
    }

    pub(super) fn reader_for<'r>(&'r self, need: Need, family: Option<&'r Family>) -> Reader<'r> {
        Reader { family: family.or(self.outline.family.as_ref()), ..self.reader(need) }
    }
}

fn for_family(kind: ErrandKind, family: &Family, command: Command, why: Option<&Spanned<String>>) -> Command {
    let mut details = BTreeMap::from([(Detail::Family, family.name.clone())]);
    let (children, days, slots) = match command {
        Command::Book { children, days, slots, .. } => (children, days, Some(slots)),
        Command::Cancel { what: Cancellation::Days { children, days, slots }, reason } => {
            let reason = reason.or_else(|| why.map(|why| why.value.clone()));
            details.extend(reason.map(|reason| (Detail::Reason, reason)));
            (children, days, slots)
        }
        other => return other,
    };
    Command::Errand(Errand { kind, children, days, slots, requests: Vec::new(), items: Vec::new(), details })
}
