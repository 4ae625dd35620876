//! Lines that telephones, webmails and virus scanners add to every mail.

/// What telephones, webmails and their scanners add on their own.
///
/// A sender's own sentence may begin like one ("Envoyé depuis mon bureau, annuler Marie"): each clause must name a device
/// or a program.
#[must_use]
pub(super) fn is_footer(folded: &str) -> bool {
    const OPENINGS: [&str; 9] = [
        "envoye de mon ",
        "envoye depuis ",
        "envoye a partir ",
        "envoye avec ",
        "envoye via ",
        "envoye d'un ",
        "sent from ",
        "sent with ",
        "sent via ",
    ];
    const WHOLE: [&str; 25] = [
        "obtenir outlook",
        "obtenez outlook",
        "telecharger outlook",
        "telechargez outlook",
        "get outlook",
        "obtenir bluemail",
        "obtenez bluemail",
        "telecharger bluemail",
        "telechargez bluemail",
        "get bluemail",
        "download bluemail",
        "provenance : courrier",
        "provenance: courrier",
        "yahoo mail ",
        "yahoo mail:",
        "yahoo mail :",
        "sans virus",
        "garanti sans virus",
        "virus-free",
        "cet e-mail a ete verifie par le logiciel antivirus",
        "l'absence de virus dans ce courrier electronique",
        "this email has been checked for viruses",
        "<#dab4fad8-",
        "[image:",
        "[cid:",
    ];
    let clauses = |rest: &str| {
        let rest = rest.split(['<', '[']).next().unwrap_or_default().trim_end_matches(['.', ' ']).to_owned();
        !rest.contains(':') && rest.split([',', '.', ';', '!']).all(names_a_program)
    };
    WHOLE.iter().any(|start| folded.starts_with(start))
        || OPENINGS.iter().find_map(|opening| folded.strip_prefix(opening)).is_some_and(clauses)
}

fn names_a_program(clause: &str) -> bool {
    const NAMES: [&str; 43] = [
        "iphone",
        "ipad",
        "ios",
        "mac",
        "android",
        "galaxy",
        "samsung",
        "huawei",
        "honor",
        "xiaomi",
        "redmi",
        "oppo",
        "oneplus",
        "pixel",
        "blackberry",
        "windows",
        "mobile",
        "mobiles",
        "portable",
        "telephone",
        "smartphone",
        "tablette",
        "tablet",
        "appareil",
        "device",
        "phone",
        "orange",
        "sfr",
        "bouygues",
        "free",
        "laposte",
        "laposte.net",
        "yahoo",
        "outlook",
        "gmail",
        "proton",
        "protonmail",
        "mail",
        "email",
        "messagerie",
        "webmail",
        "bluemail",
        "thunderbird",
    ];
    // A name for the device, and what the program says of itself; an order takes more.
    const MOST_WORDS: usize = 9;
    let words = || clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words().count() <= MOST_WORDS && words().any(|word| NAMES.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::super::quotes::new_text;

    #[test]
    fn telephones_and_webmails_add_nothing() {
        for footer in [
            "Envoyé de mon iPhone",
            "Envoyé depuis Yahoo Mail pour iPhone",
            "Envoyé à partir de l’appareil mobile",
            "Obtenir Outlook pour Android",
            "Télécharger Outlook pour iOS",
            "Télécharger BlueMail pour Android",
            "Télécharger BlueMail pour iOS<https://bluemail.test/r?b=15774>",
            "Get BlueMail for Android",
            "Envoyé avec BlueMail",
            "Sent from BlueMail for Android",
            "Sent from my iPhone",
            "Get Outlook for iOS<https://aka.test/x>",
            "Provenance : Courrier pour Windows",
            "Envoyé depuis l’application Mail Orange",
            "Envoyé à partir de Yahoo Mail pour Android",
            "Envoyé depuis mon appareil mobile Samsung.",
            "Envoyé de mon smartphone Galaxy A52 5G",
            "Envoyé avec la messagerie sécurisée Proton Mail.",
            "Envoyé avec Proton Mail, la messagerie sécurisée.",
            "Envoyé depuis mon mobile SFR",
            "Téléchargez Outlook pour Android<https://aka.test/AAb9ysg>",
            "Provenance : Courrier<https://go.test/fwlink/?LinkId=550986> pour Windows 10",
            "Yahoo Mail : Recherchez, organisez, maîtrisez",
            "Garanti sans virus. www.avast.com",
            "Garanti sans virus.www.avast.com\n<#DAB4FAD8-2DD7-40BB-A1B8-4E2AA1F9FDF2>",
            "[image: Logo]",
        ] {
            assert_eq!(new_text(&format!("ok 1\n\n{footer}\n")), "ok 1", "{footer}");
        }
    }
}
