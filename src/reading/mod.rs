//! Stored bytes to the text that a person wrote, its parts, and the sender's verdict. No network, no store, no commands.

use serde::{Deserialize, Serialize};

use crate::domain::Address;
use crate::message::Fate;

/// What a person wrote, and what is known of who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub from: Address,
    pub verdict: Verdict,
    pub subject: String,
    /// The new text alone: nothing quoted, forwarded, hidden or below a signature mark.
    pub text: String,
    /// Without angle brackets.
    pub message_id: Option<String>,
    /// `References` and `In-Reply-To`, oldest first, without angle brackets, each once.
    pub references: Vec<String>,
    /// Reference marks of our letters found anywhere in the mail (also in what it quotes); proven or not elsewhere.
    pub marks: Vec<String>,
}

/// What the configured receiving server says of the sender (RFC 8601).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// DMARC passed, or DKIM passed for the From address' own domain.
    Pass,
    /// Something failed; failure is stronger than a pass.
    Fail,
    /// Nobody that we trust said anything.
    None,
}

/// Whose verdicts count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trusted {
    /// The `authserv-id` of the centre's receiving server; without one there is never a pass.
    pub authserv_id: Option<String>,
    /// The centre's own addresses: mail from them is our own, come back.
    pub own_addresses: Vec<Address>,
}

/// Reads a stored mail.
///
/// # Errors
/// The fate of a mail that is not to be acted upon.
pub fn read(_raw: &[u8], _trusted: &Trusted) -> Result<Reading, Fate> {
    Err(Fate::Undecodable)
}
