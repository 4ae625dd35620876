//! What is not yet to be done: commands that wait for a "oui".

use serde::{Deserialize, Serialize};

use super::family::identity;

identity!(
    /// A draft's number; its letter bears it, with a token.
    DraftNumber
);

/// Why commands were held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftPurpose {
    /// The sender has not proven to be the registered person.
    ProveSender,
    /// So much would happen at once that it is asked first.
    Bulk,
    /// Something of an order must be asked; what was clear of it waits for the answer.
    Question,
}
