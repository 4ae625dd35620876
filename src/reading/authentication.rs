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
/// - a DMARC result for another author than the mail's own From is a failure, whatever it is: the server saw another author
///   than we do (RFC 7489 §3.1 has one author domain, the From's). A domain above the From's is another;
/// - a pass counts in the topmost of these headers alone, since what a sender wrote stands below. Some servers report each
///   method in a header of its own, but a second header right below the first cannot be told from a forgery that came
///   with the mail: where the topmost speaks of SPF alone there is no pass, and the sender is asked to confirm. A failure
///   counts in any: nobody forges one against themselves;
/// - a header that cannot be read to the letter says nothing, and nothing below it is a pass.
///
/// A forgery in a mail for which the server wrote no header of its own, and did not strip, cannot be told; the name must be
/// configured only for a server that always writes one.
#[must_use]
pub fn verdict(fields: &[Field], from: &Address, authserv_id: Option<&str>) -> Verdict {
    let Some(server) = authserv_id.map(str::trim).filter(|server| !server.is_empty()) else { return Verdict::None };
    let near = || fields.iter().take_while(|field| field.name != "received" || is_own_hop(&field.value, server));
    let is_ours = |field: &&Field| field.name == "authentication-results" && is_named(&field.value, server);
    let all: Vec<Finding> = near().filter(is_ours).filter_map(|field| findings(&field.value)).flatten().collect();
    let topmost = near().find(is_ours).and_then(|field| findings(&field.value));
    if all.iter().any(|finding| finding.is("dmarc", "fail") || finding.is_about_another(from)) {
        Verdict::Fail
    } else if topmost.iter().flatten().any(|finding| finding.proves(from)) {
        Verdict::Pass
    } else if all.iter().any(|finding| finding.is("dkim", "fail") && finding.signs_for(from)) {
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

    /// Whether it is a DMARC result for an author who is not the From.
    fn is_about_another(&self, from: &Address) -> bool {
        let mut authors = self.properties.iter().filter(|(name, _)| name == "header.from");
        self.method == "dmarc" && authors.any(|(_, author)| !is_domain_of(author, from))
    }

    fn proves(&self, from: &Address) -> bool {
        let aligned = self.property("header.from").is_some() && !self.is_about_another(from);
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

/// Whether `author`, a domain or an address, has the domain of `from`; letters beyond ASCII are compared as they stand in
/// the DNS (RFC 5891).
fn is_domain_of(author: &str, from: &Address) -> bool {
    let author = author.trim_matches(['<', '>']);
    let domain = author.rsplit_once('@').map_or(author, |(_, domain)| domain).trim_end_matches('.');
    let in_dns = |domain: &str| idna::domain_to_ascii(domain).ok();
    in_dns(domain).is_some_and(|domain| in_dns(from.domain()) == Some(domain))
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
    // A header made unreadable is still the server's: what stands below it must not take its place.
    let bare = without_comments(value).unwrap_or_else(|| value.to_owned());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::header::fields;
    use proptest::prelude::*;

    fn of(header: &str) -> Verdict {
        verdict(&fields(header.as_bytes()), &"marie@example.org".parse().unwrap(), Some("mx.accueil.test"))
    }

    fn one(result: &str) -> Verdict {
        of(&format!("Authentication-Results: {result}"))
    }

    #[test]
    fn an_aligned_pass_of_our_server_is_a_pass() {
        for result in [
            "mx.accueil.test; dmarc=pass header.from=example.org",
            "MX.Accueil.Test 1; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=Example.ORG",
            "mx.accueil.test; dkim=pass header.d=example.org",
            "\"mx.accueil.test\"; dkim=pass reason=\"good; signature\" header.d=\"example.org\"",
            "mx.accueil.test; dkim=pass header.i=@example.org header.s=s1 header.b=abc/+d=; spf=fail smtp.mailfrom=x@other.test",
            "mx.accueil.test (our (own) host) 1; spf=none; dkim = pass (1024-bit key) header.d = example.org;",
            "mx.accueil.test; dkim/1=pass header.d=example.org",
            "mx.accueil.test; dkim=fail header.d=list.test; dkim=pass header.d=example.org",
            "mx.accueil.test;\r\n\tspf=pass smtp.mailfrom=example.org;\r\n\tdmarc=pass action=none header.from=example.org",
        ] {
            assert_eq!(one(result), Verdict::Pass, "{result}");
        }
    }

    #[test]
    fn a_signature_of_a_parent_domain_is_aligned() {
        let from = "marie@mail.example.org".parse().unwrap();
        let of = |domain: &str| {
            let header = format!("Authentication-Results: mx.accueil.test; dkim=pass header.d={domain}");
            verdict(&fields(header.as_bytes()), &from, Some("mx.accueil.test"))
        };
        assert_eq!(of("example.org"), Verdict::Pass);
        assert_eq!(of("mail.example.org"), Verdict::Pass);
        assert_eq!(of("xmail.example.org"), Verdict::None);
        assert_eq!(of("ample.org"), Verdict::None);
        assert_eq!(of("org"), Verdict::None);
        assert_eq!(of("x.mail.example.org"), Verdict::None);
    }

    #[test]
    fn what_is_not_said_to_the_letter_is_no_verdict() {
        for result in [
            "mx.accueil.test; none",
            "mx.accueil.test",
            "other.test; dmarc=pass header.from=example.org",
            "mx.accueil.test.attack.test; dmarc=pass header.from=example.org",
            "mx.accueil.test 2; dmarc=pass header.from=example.org",
            "mx.accueil.test; dmarc=pass",
            "mx.accueil.test; dkim=pass header.d=gmail.test",
            "mx.accueil.test; notdkim=pass header.d=example.org",
            "mx.accueil.test; dkim=none (dkim=pass header.d=example.org)",
            "mx.accueil.test; dkim=none reason=\"; dkim=pass header.d=example.org\"",
            "mx.accueil.test; dkim=pass header.d=example.org'a.attack.test",
            "mx.accueil.test; dkim=pass header.d=example.org\"a.attack.test",
            "mx.accueil.test; spf=pass smtp.mailfrom=x(@attack.test; dkim=pass header.d=example.org",
            "mx.accueil.test; spf=pass smtp.mailfrom=example.org",
            "mx.accueil.test; spf=pass dkim=pass header.d=example.org",
            "mx.accueil.test; dkim/2=pass header.d=example.org",
            "mx.accueil.test; dkim=temperror header.d=example.org",
            "mx.accueil.test; dkim pass header.d=example.org",
            "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.org; dkim=pass header.d=example.org",
            "; dkim=pass header.d=example.org",
            "",
        ] {
            assert_eq!(one(result), Verdict::None, "{result}");
        }
    }

    #[test]
    fn failure_is_stronger_than_a_pass() {
        let fail = "Authentication-Results: mx.accueil.test; dmarc=fail header.from=example.org\n";
        let pass = "Authentication-Results: mx.accueil.test; dkim=pass header.d=example.org\n";
        assert_eq!(of(&format!("{fail}{pass}")), Verdict::Fail);
        assert_eq!(of(&format!("{pass}{fail}")), Verdict::Fail);
        assert_eq!(
            one("mx.accueil.test; dkim=pass header.d=example.org; dmarc=fail header.from=example.org"),
            Verdict::Fail
        );
        assert_eq!(one("mx.accueil.test; dkim=fail header.d=example.org"), Verdict::Fail);
    }

    #[test]
    fn a_result_for_another_author_is_a_failure_whatever_else_passed() {
        for result in [
            "dmarc=pass header.from=attack.test",
            "dmarc=none header.from=attack.test",
            "dmarc=pass header.from=org",
            "dmarc=pass header.from=mail.example.org",
            "dmarc=pass header.from=example.org.attack.test",
            "dmarc=pass header.from=marie@attack.test",
            "dmarc=pass header.from=\"\"",
            "dmarc=pass header.from=exam\u{ad}ple.org.attack.test",
            "dmarc=pass header.from=example.org header.from=attack.test",
            "dkim=pass header.d=example.org; dmarc=pass header.from=attack.test",
            "dmarc=pass header.from=example.org; dmarc=pass header.from=attack.test",
        ] {
            assert_eq!(one(&format!("mx.accueil.test; {result}")), Verdict::Fail, "{result}");
        }
        let below = "Authentication-Results: mx.accueil.test; dmarc=pass header.from=attack.test";
        let above = "Authentication-Results: mx.accueil.test; dmarc=pass header.from=example.org";
        assert_eq!(of(&format!("{above}\n{below}")), Verdict::Fail);
        let foreign = "Authentication-Results: mx.other.test; dmarc=pass header.from=attack.test";
        assert_eq!(of(&format!("{above}\n{foreign}")), Verdict::Pass, "nobody asked that server");
    }

    #[test]
    fn one_domain_may_be_written_in_two_ways() {
        for (from, author, verdict_wanted) in [
            ("marie@école.test", "xn--cole-9oa.test", Verdict::Pass),
            ("marie@xn--cole-9oa.test", "ÉCOLE.test", Verdict::Pass),
            ("marie@école.test", "ecole.test", Verdict::Fail),
            ("marie@example.org", "Example.ORG.", Verdict::Pass),
            ("marie@example.org", "<Marie@Example.org>", Verdict::Pass),
            ("marie@mail.example.org", "example.org", Verdict::Fail),
            ("marie@example.org", "exаmple.org", Verdict::Fail),
        ] {
            let header = format!("Authentication-Results: mx.accueil.test; dmarc=pass header.from={author}");
            let said = verdict(&fields(header.as_bytes()), &from.parse().unwrap(), Some("mx.accueil.test"));
            assert_eq!(said, verdict_wanted, "{from} {author}");
        }
    }

    #[test]
    fn a_header_that_the_sender_wrote_is_not_believed() {
        let ours = "Authentication-Results: mx.accueil.test; dkim=none; spf=softfail smtp.mailfrom=example.org\n";
        let forged = "Authentication-Results: mx.accueil.test; dmarc=pass header.from=example.org\n";
        assert_eq!(of(&format!("{ours}{forged}")), Verdict::None);
        let foreign_hop = "Received: from a.test by relay.attack.test with SMTP; Mon, 2 Jul 2012 09:00:00 +0200\n";
        assert_eq!(of(&format!("{foreign_hop}{forged}")), Verdict::None);
        let own_hops = "Received: from b.test (b.test [192.0.2.1])\n\tby mx2.accueil.test (Postfix)\nReceived: by 2002:a05:6a:: with SMTP\n\
                        Received: from x by localhost with LMTP\n";
        assert_eq!(of(&format!("{own_hops}{forged}")), Verdict::Pass);
    }

    #[test]
    fn without_a_configured_server_nobody_is_believed() {
        let header = "Authentication-Results: mx.accueil.test; dmarc=pass header.from=example.org";
        let from = "marie@example.org".parse().unwrap();
        assert_eq!(verdict(&fields(header.as_bytes()), &from, None), Verdict::None);
        assert_eq!(
            verdict(&fields(b"Authentication-Results: ; dmarc=pass header.from=example.org"), &from, Some("")),
            Verdict::None
        );
    }

    #[test]
    fn of_a_server_that_reports_each_method_apart_the_topmost_header_counts() {
        let dmarc = "Authentication-Results: mx.accueil.test; dmarc=pass (p=none dis=none) header.from=example.org\n";
        let dkim = "Authentication-Results: mx.accueil.test; dkim=pass (2048-bit key) header.d=example.org header.i=@example.org\n";
        assert_eq!(of(&format!("{dmarc}{dkim}")), Verdict::Pass);
        assert_eq!(of(&format!("{dkim}{dmarc}")), Verdict::Pass);
        let spf = "Authentication-Results: mx.accueil.test; spf=pass smtp.mailfrom=example.org\n";
        assert_eq!(of(&format!("{spf}{dkim}")), Verdict::None);
        assert_eq!(of(&format!("{spf}{dmarc}")), Verdict::None);
        assert_eq!(of(&format!("{spf}{}", dmarc.replace("dmarc=pass", "dmarc=fail"))), Verdict::Fail);
        assert_eq!(of(&format!("{spf}Subject: x\n{dkim}")), Verdict::None);
        let unreadable = "Authentication-Results: mx.accueil.test; dkim=none (\n";
        assert_eq!(of(&format!("{unreadable}{dkim}")), Verdict::None);
    }

    proptest! {
        #[test]
        fn a_sender_cannot_speak_out_of_a_value(
            words in "([ -~]|; dkim=pass header.d=example.org|dmarc=pass header.from=example.org|\"|\\(|\\)|\\\\){0,12}",
        ) {
            let quoted = words.replace('\\', "\\\\").replace('"', "\\\"");
            let comment = words.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
            let bare = words.replace([';', '"', '(', ')', '\\'], "");
            for result in [
                format!("mx.accueil.test; dkim=none reason=\"{quoted}\"; spf=pass smtp.mailfrom=x"),
                format!("mx.accueil.test; dkim=none ({comment}) header.d=attack.test"),
                format!("mx.accueil.test; spf=pass smtp.mailfrom={bare}"),
            ] {
                prop_assert_eq!(one(&result), Verdict::None, "{}", result);
            }
        }
    }
}
