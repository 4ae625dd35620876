//! Questions with what was clear beside them: what an answer in a word can make whole.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::command::{Command, Step};
use super::entry::{Filled, Need};
use super::open::Open;
use super::ordered::Ordered;
use super::resolve::Resolver;
use crate::domain::bounds::CHOICES;
use crate::grammar::{self, Cause, Complaint, DayRef, DaySet, Order, Suggestion};

impl Resolver<'_> {
    /// What the grammar asks; with the order that a "oui" would mean, where doubt alone holds it back.
    pub fn ask_or_offer(&self, complaint: &Complaint) -> Step {
        let complaint = &self.with_days_of_choice(complaint);
        let asked = |order: &&Order| order.span.join(complaint.span) == complaint.sentence;
        // "Zoé mercredi 8 en journée. On verra.": what is asked about stands beside an order that is whole.
        let beside = |order: &Order| order.span.to <= complaint.span.from || complaint.span.to <= order.span.from;
        let open = self.parsed.doubted.iter().find(asked).and_then(|order| match complaint.cause {
            Cause::Conditional => self.offer(order, complaint),
            _ if beside(order) => self.offer(order, complaint),
            _ => Open::lacking(order, complaint, self.text).map(|open| self.as_written(open)),
        });
        Step::Ask {
            quote: self.quote(complaint.sentence.join(complaint.span)),
            complaint: complaint.clone(),
            open: open.map(Box::new),
        }
    }

    /// "le 17 juin ou le 24": what the writer hesitates between is what is offered.
    fn with_days_of_choice(&self, complaint: &Complaint) -> Complaint {
        let mut complaint = complaint.clone();
        if let (Cause::AmbiguousDate { written }, []) = (&complaint.cause, complaint.suggestions.as_slice()) {
            let calendar = self.outline.calendar();
            let date = |day: DayRef| {
                let dates = calendar.dates(&DaySet::Single(day), "", true).ok()?;
                dates.days.first().copied().filter(|date| *date > self.outline.today)
            };
            let days: BTreeSet<NaiveDate> = grammar::days_of_choice(written).into_iter().filter_map(date).collect();
            complaint.suggestions = days.into_iter().take(CHOICES).map(Suggestion::Day).collect();
        }
        complaint
    }

    fn offer(&self, order: &Order, complaint: &Complaint) -> Option<Open> {
        let mut alone = Resolver { previous: self.previous.clone(), ordered: Ordered::default(), ..*self };
        let commands = alone.order_steps(order).into_iter().map(|step| match step {
            Step::Do(meant) => Some(meant.command),
            Step::Ask { .. } => None,
        });
        let would: Vec<Command> = commands.collect::<Option<_>>()?;
        (!would.is_empty()).then(|| self.as_written(Open::doubted(order, complaint, would, self.text)))
    }

    /// What the order was written behind, in which language and on which day.
    fn as_written(&self, open: Open) -> Open {
        let previous = self.previous.clone();
        let entry = open.entry.and_then(|index| open.order.entries.get(index));
        let named = entry.and_then(|entry| self.reader(Need::Errand).children_named(entry).ok()).unwrap_or_default();
        let children = if named.is_empty() { previous.children.clone() } else { named };
        Open { previous, children, language: self.parsed.language, today: self.outline.today, ..open }
    }

    /// What is clear of an order, for the answer to the question about one of its entries.
    pub fn open(&self, order: &Order, index: usize, complaint: &Complaint, before: &Filled) -> Option<Open> {
        let open = Open::new(order, index, complaint, self.text)?;
        Some(Open { previous: before.clone(), ..self.as_written(open) })
    }
}
