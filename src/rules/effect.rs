//! What a decision changes. Applied to a snapshot and applied to the database, an effect means the same.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Draft, RegistryChange, Snapshot};
use crate::domain::{Booking, DraftNumber, FamilyId, GuardianId, Language, RequestList, RequestNumber};

/// A numbered set of bookings that were asked for together (*demande n° 42*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub number: RequestNumber,
    pub family: FamilyId,
    /// Who asked, and is told of decisions.
    pub guardian: GuardianId,
    /// The language it was asked in; decisions are told in it.
    pub language: Language,
    /// The Message-ID of the mail that asked: decisions continue its thread.
    pub message_id: Option<String>,
    pub received: DateTime<Utc>,
    /// What the family wrote beside it and was no order: for the director's eyes.
    pub remark: Option<String>,
}

/// One change of the books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    AddRequest(Request),
    /// Writes a booking as it now stands: new, or in a new state.
    PutBooking(Booking),
    OpenList(RequestList),
    HoldDraft(Draft),
    CloseDraft {
        number: DraftNumber,
    },
    /// Families, directors or the programme, as an import brings them.
    Register(RegistryChange),
}

impl Effect {
    /// The name under which the audit keeps it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::AddRequest(_) => "add_request",
            Self::PutBooking(_) => "put_booking",
            Self::OpenList(_) => "open_list",
            Self::HoldDraft(_) => "hold_draft",
            Self::CloseDraft { .. } => "close_draft",
            Self::Register(_) => "register",
        }
    }
}

impl Snapshot {
    /// Applies an effect in memory, so that the next command of the same message sees it.
    pub fn apply(&mut self, effect: &Effect) {
        match effect {
            Effect::AddRequest(request) => {
                self.counters.request = self.counters.request.max(request.number.0 + 1);
                self.remarks.extend(request.remark.clone().map(|remark| (request.number, remark)));
                self.requests.insert(request.number, request.clone());
            }
            Effect::PutBooking(booking) => self.put(booking.clone()),
            Effect::OpenList(list) => {
                self.counters.list = self.counters.list.max(list.number.0 + 1);
                self.lists.insert(list.number, list.clone());
            }
            Effect::HoldDraft(draft) => {
                self.counters.draft = self.counters.draft.max(draft.number.0 + 1);
                self.drafts.insert(draft.number, draft.clone());
            }
            Effect::CloseDraft { number } => {
                if let Some(draft) = self.drafts.get_mut(number) {
                    draft.closed = true;
                }
            }
            // A registry is imported by a message of its own; nothing in the same message looks at it again.
            Effect::Register(_) => {}
        }
    }
}
