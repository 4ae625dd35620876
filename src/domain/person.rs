//! Who is speaking, and how far they are believed.

use serde::{Deserialize, Serialize};

use super::{Address, DirectorId, FamilyId, GuardianId, Language};

/// A registered person to whom letters go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Person {
    Guardian(GuardianId),
    Director(DirectorId),
}

/// How much the sender of a message has proven (house plan, "Who may do what").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Trust {
    /// A registered address without a verdict, or with a failed one: its commands are held as a draft.
    Unproven,
    /// Aligned DMARC or DKIM pass from the configured server, a reply bearing our token, or the operator's terminal.
    Proven,
}

/// The sender of a message, as far as the counter knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// An address that nobody registered.
    Stranger(Address),
    Guardian {
        id: GuardianId,
        family: FamilyId,
        address: Address,
        language: Language,
        trust: Trust,
    },
    Director {
        id: DirectorId,
        address: Address,
        language: Language,
        trust: Trust,
    },
}

impl Actor {
    /// The registered person, if there is one.
    #[must_use]
    pub fn person(&self) -> Option<Person> {
        match self {
            Self::Stranger(_) => None,
            Self::Guardian { id, .. } => Some(Person::Guardian(*id)),
            Self::Director { id, .. } => Some(Person::Director(*id)),
        }
    }

    /// Where an answer goes: the address on file, never the one that a message asks for.
    #[must_use]
    pub fn address(&self) -> &Address {
        match self {
            Self::Stranger(address) | Self::Guardian { address, .. } | Self::Director { address, .. } => address,
        }
    }

    /// Whether the actor's commands may be done without asking back.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        matches!(self, Self::Guardian { trust: Trust::Proven, .. } | Self::Director { trust: Trust::Proven, .. })
    }
}
