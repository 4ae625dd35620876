//! An e-mail address as it is compared: one strict addr-spec, never folded by Unicode rules.

use std::fmt;
use std::str::FromStr;

/// A mailbox (RFC 5321 `Local-part "@" Domain`, without quotes, comments, routes or literals).
///
/// The domain and the local part are lower-cased as ASCII only: `mıke@…` and `mike@…` stay two people, because Unicode
/// case folding has sent other people's letters to attackers. Two addresses are the same when their bytes are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(String);

/// Why a text is not an address that we would write to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("there must be exactly one @")]
    At,
    #[error("a part is empty, too long, or starts or ends with a dot")]
    Shape,
    #[error("a character is not allowed")]
    Character,
}

/// RFC 5321 §4.5.3.1: 64 octets before the @, 255 after.
const LONGEST_LOCAL_PART: usize = 64;
const LONGEST_DOMAIN: usize = 255;

impl Address {
    /// The address as text, lower-cased.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands after the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let (local, domain) = text.trim().split_once('@').ok_or(AddressError::At)?;
        if domain.contains('@') {
            return Err(AddressError::At);
        }
        check(local, LONGEST_LOCAL_PART, is_local_character)?;
        check(domain, LONGEST_DOMAIN, is_domain_character)?;
        Ok(Self(format!("{}@{}", local.to_ascii_lowercase(), domain.to_ascii_lowercase())))
    }
}

impl TryFrom<String> for Address {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, AddressError> {
        text.parse()
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn check(part: &str, longest: usize, allowed: fn(char) -> bool) -> Result<(), AddressError> {
    if part.is_empty() || part.len() > longest || part.split('.').any(str::is_empty) {
        return Err(AddressError::Shape);
    }
    if part.chars().all(allowed) { Ok(()) } else { Err(AddressError::Character) }
}

/// RFC 5322 `atext` and the dot; letters beyond ASCII as RFC 6531 has them, but no control or format character.
fn is_local_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c) || (!c.is_ascii() && c.is_alphanumeric())
}

fn is_domain_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '.' || (!c.is_ascii() && c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_folded_as_ascii_only() {
        assert_eq!("Marie@Example.ORG".parse::<Address>().unwrap().as_str(), "marie@example.org");
        assert_ne!("mıke@example.org".parse::<Address>().unwrap(), "mike@example.org".parse::<Address>().unwrap());
    }

    #[test]
    fn shapes_that_hide_a_second_mailbox_are_refused() {
        for shape in [
            "",
            "marie",
            "@example.org",
            "marie@",
            "a@b@c.org",
            "<a@b.org>c@d.org",
            "@a.org,@b.org:c@d.org",
            "\"a\"@b.org",
            "a b@c.org",
            "a@b..org",
            ".a@b.org",
            "a@[127.0.0.1]",
            "a@b.org\r\nBcc: x@y.org",
            "a@b.org\0",
        ] {
            assert!(shape.parse::<Address>().is_err(), "{shape:?}");
        }
    }
}
