//! What makes two mails the same mail, whatever way they came.

use data_encoding::BASE32_NOPAD;
use ring::digest::{Context, SHA256};

use super::Reading;

/// Beginnings of a subject that a mail program writes, not a person: answers and forwards, in French and English.
const REPLY_PREFIXES: [&str; 6] = ["re", "ré", "tr", "fw", "fwd", "rép"];

impl Reading {
    /// The same for two copies of one mail under different transport keys: sender, Message-ID and new words. A Message-ID
    /// alone would let a stranger use up somebody else's. Without one the whole mail counts, so that two short mails
    /// with the same words are still two.
    #[must_use]
    pub fn content_key(&self, raw: &[u8]) -> String {
        let mut hash = Context::new(&SHA256);
        let mut add = |piece: &[u8]| {
            hash.update(&piece.len().to_be_bytes());
            hash.update(piece);
        };
        add(self.from.as_str().as_bytes());
        match &self.message_id {
            Some(id) => {
                add(id.as_bytes());
                add(self.subject.as_bytes());
                for word in self.text.split_whitespace() {
                    add(word.as_bytes());
                }
            }
            None => add(raw),
        }
        BASE32_NOPAD.encode(hash.finish().as_ref())
    }

    /// Whether the sender wrote the subject: not the one of an answer or a forward.
    #[must_use]
    pub fn has_own_subject(&self) -> bool {
        let subject = self.subject.trim();
        let is_reply = subject.split_once(':').is_some_and(|(prefix, _)| {
            let prefix = prefix.trim().to_lowercase();
            REPLY_PREFIXES.contains(&prefix.trim_end_matches(|c: char| c.is_ascii_digit() || "[]".contains(c)))
        });
        !subject.is_empty() && !is_reply
    }
}

#[cfg(test)]
mod tests {
    use super::super::Verdict;
    use super::*;

    fn reading(subject: &str, text: &str, message_id: Option<&str>) -> Reading {
        Reading {
            between: String::new(),
            from: "marie@example.org".parse().unwrap(),
            verdict: Verdict::None,
            subject: subject.into(),
            text: text.into(),
            message_id: message_id.map(str::to_owned),
            references: Vec::new(),
            marks: Vec::new(),
            is_whole: true,
            is_quote_alone: false,
            files: 0,
        }
    }

    #[test]
    fn two_copies_of_a_mail_are_one() {
        let first = reading("Marie", "réserver Marie\nmer 11/07", Some("1@example.org")).content_key(b"one way");
        let second = reading("Marie", "réserver Marie mer  11/07 ", Some("1@example.org")).content_key(b"another");
        let other = reading("Marie", "annuler Marie mer 11/07", Some("1@example.org")).content_key(b"one way");
        assert_eq!(first, second);
        assert_ne!(first, other);
    }

    #[test]
    fn without_an_id_the_whole_mail_counts() {
        let key = |raw: &[u8]| reading("", "oui", None).content_key(raw);
        assert_ne!(key(b"Date: 1\n\noui"), key(b"Date: 2\n\noui"));
    }

    #[test]
    fn the_subject_of_an_answer_is_not_the_sender_s() {
        for subject in ["Re: Demande n° 42", "RE : réserver", "Re[2]: réserver", "TR: réserver", "", "  "] {
            assert!(!reading(subject, "", None).has_own_subject(), "{subject:?}");
        }
        for subject in ["réserver Marie mer 11/07 journée", "Marie : réserver mer 11/07"] {
            assert!(reading(subject, "", None).has_own_subject(), "{subject:?}");
        }
    }
}
