//! Folder names on the wire: modified UTF-7 (RFC 3501 §5.1.3).

use data_encoding::BASE64_NOPAD;

/// Encodes a name, such as `Traités` as `Trait&AOk-s`.
pub(super) fn encode(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    let mut foreign = Vec::new();
    for c in name.chars() {
        if matches!(c, ' '..='~') {
            end_foreign(&mut foreign, &mut encoded);
            encoded.push(c);
            if c == '&' {
                encoded.push('-');
            }
        } else {
            foreign.extend(c.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    end_foreign(&mut foreign, &mut encoded);
    encoded
}

fn end_foreign(foreign: &mut Vec<u8>, encoded: &mut String) {
    if !foreign.is_empty() {
        encoded.push('&');
        // A slash separates folders, so the alphabet has a comma in its place.
        encoded.push_str(&BASE64_NOPAD.encode(foreign).replace('/', ","));
        encoded.push('-');
        foreign.clear();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The inverse, written from the RFC for this test alone.
    fn decode(encoded: &str) -> String {
        let mut name = String::new();
        let mut rest = encoded;
        while let Some((plain, after)) = rest.split_once('&') {
            name.push_str(plain);
            let (foreign, after) = after.split_once('-').unwrap();
            if foreign.is_empty() {
                name.push('&');
            } else {
                let bytes = BASE64_NOPAD.decode(foreign.replace(',', "/").as_bytes()).unwrap();
                let units: Vec<u16> = bytes.chunks(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
                name.push_str(&String::from_utf16(&units).unwrap());
            }
            rest = after;
        }
        name + rest
    }

    #[test]
    fn names_are_encoded_as_the_rfc_has_them() {
        for (name, encoded) in [
            ("INBOX", "INBOX"),
            ("Traités", "Trait&AOk-s"),
            ("Traités – été", "Trait&AOk-s &IBM- &AOk-t&AOk-"),
            ("mercredis & vacances", "mercredis &- vacances"),
            // RFC 3501 §5.1.3's own example.
            ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
            ("🎈", "&2DzfiA-"),
        ] {
            assert_eq!(super::encode(name), encoded);
        }
    }

    proptest! {
        #[test]
        fn encoding_is_ascii_and_can_be_undone(name in "\\PC{0,40}") {
            let encoded = super::encode(&name);
            prop_assert!(encoded.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
            prop_assert_eq!(decode(&encoded), name);
        }
    }
}
