//! What the centre's own receiving server found about the sender (`Authentication-Results`, RFC 8601).

use super::Verdict;
use super::header::Field;
use super::structured::{split_outside_quotes, unquoted, without_comments};
use crate::domain::Address;

/// The verdict of the server named `authserv_id` on a mail from `from`.
///
/// Anybody can write such a header into a mail. A server puts its own above what it received, and has to strip those that
/// bear its name already (§5), but not all do. So:
/// - headers with another name are not read, and none without a configured name;
/// - reading stops at the first `Received` of a foreign host (its `by` is a full name outside the server's own domain),
///   since all below was in the mail when it came to us;
/// - a pass counts in the topmost header alone: what a sender wrote stands below it. A failure counts in any: nobody
///   forges one against themselves;
/// - a header that cannot be read to the letter says nothing.
///
/// A forgery in a mail for which the server wrote no header of its own, and did not strip, cannot be told; the name must be
/// configured only for a server that always writes one.
#[must_use]
pub fn verdict(fields: &[Field], from: &Address, authserv_id: Option<&str>) -> Verdict {
    let Some(server) = authserv_id.map(str::trim).filter(|server| !server.is_empty()) else { return Verdict::None };
    let near = fields.iter().take_while(|field| field.name != "received" || is_own_hop(&field.value, server));
    let headers: Vec<Option<Vec<Finding>>> = near
        .filter(|field| field.name == "authentication-results" && is_named(&field.value, server))
        .map(|field| findings(&field.value))
        .collect();
    let top: &[Finding] = headers.first().and_then(Option::as_deref).unwrap_or_default();
    if headers.iter().flatten().flatten().any(|finding| finding.is("dmarc", "fail")) {
        Verdict::Fail
    } else if top.iter().any(|finding| finding.proves(from)) {
        Verdict::Pass
    } else if headers.iter().flatten().flatten().any(|finding| finding.is("dkim", "fail") && finding.signs_for(from)) {
        Verdict::Fail
    } else {
        Verdict::None
    }
}

/// One method's result with its properties, such as `dkim=pass header.d=example.org`; all but values in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Finding {
    method: String,
    result: String,
    properties: Vec<(String, String)>,
}

impl Finding {
    fn is(&self, method: &str, result: &str) -> bool {
        self.method == method && self.result == result
    }

    fn property(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn proves(&self, from: &Address) -> bool {
        let aligned = self.property("header.from").is_some_and(|domain| domain.eq_ignore_ascii_case(from.domain()));
        (self.is("dmarc", "pass") && aligned) || (self.is("dkim", "pass") && self.signs_for(from))
    }

    /// Relaxed alignment without a public suffix list: the signing domain is the sender's or one above it. Gmail names
    /// `header.i` alone, whose domain is the signing one or below it (RFC 6376 §3.5).
    fn signs_for(&self, from: &Address) -> bool {
        let agent = || self.property("header.i").and_then(|agent| agent.rsplit_once('@')).map(|(_, domain)| domain);
        let Some(domain) = self.property("header.d").or_else(agent) else { return false };
        let domain = domain.to_ascii_lowercase();
        let above =
            from.domain().strip_suffix(domain.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        above && domain.contains('.') && !domain.starts_with('.')
    }
}

/// `authres-header-field` of §2.2; nothing where it is not well-formed.
fn findings(value: &str) -> Option<Vec<Finding>> {
    let bare = without_comments(value)?;
    let mut pieces = split_outside_quotes(&bare, ';').into_iter();
    let mut identity = pieces.next()?.split_whitespace();
    identity.next()?;
    if identity.next().is_some_and(|version| version != "1") || identity.next().is_some() {
        return None;
    }
    pieces.map(str::trim).filter(|piece| !piece.is_empty() && *piece != "none").map(finding).collect()
}

/// `method [ "/" version ] "=" result *( property "=" value )`.
fn finding(piece: &str) -> Option<Finding> {
    let mut pairs = pairs(piece)?.into_iter();
    let (method, result) = pairs.next()?;
    let (method, version) = method.split_once('/').unwrap_or((&method, "1"));
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let known = version.trim() == "1" && is_word(method.trim()) && is_word(&result);
    known.then(|| Finding {
        method: method.trim().to_owned(),
        result: result.to_ascii_lowercase(),
        properties: pairs.collect(),
    })
}

/// `name = value` pairs with blanks anywhere between, names in lower case.
fn pairs(piece: &str) -> Option<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    let mut rest = piece.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=')?;
        let name: String = name.split_whitespace().collect();
        if name.is_empty() || name.contains('"') {
            return None;
        }
        let after = after.trim_start();
        let end = split_outside_quotes(after, ' ').first().map_or(after.len(), |value| value.len());
        let (value, following) = after.split_at_checked(end)?;
        if value.is_empty() {
            return None;
        }
        pairs.push((name.to_ascii_lowercase(), unquoted(value)));
        rest = following.trim_start();
    }
    Some(pairs)
}

fn is_named(value: &str, server: &str) -> bool {
    let bare = without_comments(value).unwrap_or_default();
    let identity = split_outside_quotes(&bare, ';').first().map(|piece| piece.trim().to_owned()).unwrap_or_default();
    let name = if identity.starts_with('"') { unquoted(&identity) } else { first_word(&identity).to_owned() };
    name.eq_ignore_ascii_case(server)
}

fn first_word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default()
}

/// Whether a `Received` was written by a host of the server's own: the same last two labels, or no full name at all
/// (internal hops give addresses and short names).
fn is_own_hop(received: &str, server: &str) -> bool {
    let bare = without_comments(received).unwrap_or_else(|| received.to_owned());
    let mut words = bare.split_whitespace().skip_while(|word| !word.eq_ignore_ascii_case("by")).skip(1);
    let host = words.next().unwrap_or_default().trim_end_matches([';', '.']).to_ascii_lowercase();
    let is_full_name = host.contains('.') && host.contains(|c: char| c.is_ascii_alphabetic()) && !host.contains(':');
    !is_full_name || domain_of(&host) == domain_of(&server.to_ascii_lowercase())
}

fn domain_of(host: &str) -> String {
    let labels: Vec<&str> = host.rsplit('.').take(2).collect();
    labels.join(".")
}
