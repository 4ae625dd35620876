//! How much a message asks for at once, and whether that is asked first.

use super::command::{Bulk, Cancellation, Command, Extent, Meant, Step};
use crate::domain::bounds;
use crate::grammar::VerdictKind;

/// Whether so much would happen at once that it is asked first: by the bounds, or because a word would refuse
/// several lines that it does not name.
pub(super) fn bulk(steps: &[Step]) -> Option<Bulk> {
    let commands: Vec<&Meant> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Do(meant) => Some(meant),
            Step::Ask { .. } => None,
        })
        .collect();
    let child_days = commands.iter().map(|meant| child_days(&meant.command)).sum();
    let decides = |meant: &&&Meant| matches!(meant.command, Command::Decide { .. });
    let alone = commands.iter().filter(decides).count() == 1;
    let refuses_many = commands.iter().any(|meant| match &meant.command {
        Command::Decide { kind: VerdictKind::Refuse, extent, items, .. } if items.len() > 1 => match extent {
            Extent::Whole => true,
            // "refuser le reste", and nothing that it is the rest of.
            Extent::Rest => alone,
            Extent::Named => false,
        },
        _ => false,
    });
    let too_many = commands.len() > bounds::COMMANDS_BEFORE_CONFIRMATION
        || child_days > bounds::CHILD_DAYS_BEFORE_CONFIRMATION
        || refuses_many;
    too_many.then_some(Bulk { commands: commands.len(), child_days })
}

fn child_days(command: &Command) -> usize {
    match command {
        Command::Book { children, days, .. }
        | Command::Cancel { what: Cancellation::Days { children, days, .. }, .. } => children.len() * days.len(),
        _ => 0,
    }
}
