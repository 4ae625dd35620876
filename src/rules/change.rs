//! Changes as written to changes as meant: whose booking, of which day, and what it is to become.

use std::collections::BTreeSet;

use super::command::{Command, Inference, Modification, Step};
use super::entry::{Need, Trouble};
use super::resolve::Resolver;
use crate::domain::RequestNumber;
use crate::grammar::{Cause, Change};

impl Resolver<'_> {
    pub(super) fn change(&self, written: &Change) -> Step {
        let mut inferred = BTreeSet::new();
        match self.change_meant(written, &mut inferred) {
            Ok(modification) => self.done(written.sentence, Command::Modify(modification), inferred),
            Err(trouble) => self.trouble(written.sentence, trouble),
        }
    }

    fn change_meant(&self, written: &Change, inferred: &mut BTreeSet<Inference>) -> Result<Modification, Trouble> {
        let Some(family) = &self.outline.family else {
            return Err(Trouble { span: written.span, cause: Cause::NoFamily, suggestions: Vec::new() });
        };
        let (now, then) = (self.reader(Need::Errand), self.reader(Need::Booking));
        let mut children = now.children_named(&written.from)?;
        if children.is_empty() && written.requests.is_empty() {
            match family.children.as_slice() {
                [only] => {
                    inferred.insert(Inference::OnlyChild);
                    children.push(only.id);
                }
                _ => return Err(now.missing_child(written.span)),
            }
        }
        let (days, to_days) = (now.days_named(&written.from)?, then.days_named(&written.to)?);
        let on = if to_days.is_empty() { &days } else { &to_days };
        Ok(Modification {
            requests: written.requests.iter().map(|number| RequestNumber(number.value)).collect(),
            from_slots: now.slots_named(&written.from, &days)?,
            to_slots: then.slots_named(&written.to, on)?,
            to_children: then.children_named(&written.to)?,
            children,
            days,
            to_days,
        })
    }
}
