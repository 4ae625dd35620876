//! The lines by which mail programs announce the words of somebody else.

use super::quotes::Line;

/// "-----Message d'origine-----" and the like, dashed or alone on the line.
pub(super) fn is_separator(line: &Line<'_>) -> bool {
    const NAMES: [&str; 36] = [
        "message d'origine",
        "message original",
        "message initial",
        "message transfere",
        "message transmis",
        "message renvoye",
        "message reexpedie",
        "message precedent",
        "mail original",
        "mail transfere",
        "mail transmis",
        "courriel transfere",
        "courriel transmis",
        "courriel original",
        "courrier original",
        "e-mail original",
        "original message",
        "original email",
        "original mail",
        "forwarded message",
        "forwarded email",
        "forwarded mail",
        "forwarded by",
        "transfere par",
        "transmis par",
        "begin forwarded message",
        "debut du message reexpedie",
        "debut du message transfere",
        // Of families whose telephone speaks another language.
        "mensaje original",
        "mensaje reenviado",
        "messaggio originale",
        "messaggio inoltrato",
        "mensagem original",
        "mensagem encaminhada",
        "ursprungliche nachricht",
        "weitergeleitete nachricht",
    ];
    let is_rule = |c: char| matches!(c, '-' | '_' | '=' | '–' | '—' | '*' | '~' | ' ' | ':');
    let name = line.folded.trim_matches(is_rule);
    let has_rule = line.folded.starts_with("--") || line.folded.starts_with("__") || line.folded.starts_with("==");
    NAMES.iter().any(|known| name == *known || (has_rule && name.starts_with(known)))
}

/// "Message transféré de Mamie :", "En réponse à Mamie", "On behalf of …:": a line of its own that names whose words follow.
///
/// It ends with a colon, holds an address, or has nothing but a name: a sentence of the sender's own goes on.
pub(super) fn names_an_origin(line: &Line<'_>) -> bool {
    const OPENINGS: [&str; 26] = [
        "message transfere ",
        "message transmis ",
        "message reexpedie ",
        "message renvoye ",
        "message original ",
        "message d'origine ",
        "mail transfere ",
        "mail transmis ",
        "courriel transfere ",
        "courriel transmis ",
        "debut du message ",
        "original message ",
        "forwarded message ",
        "begin forwarded message ",
        "forwarded email ",
        "forwarded mail ",
        "forwarded by ",
        "forwarded from ",
        "transfere par ",
        "transfere de ",
        "transmis par ",
        "on behalf of ",
        "sent on behalf of ",
        "de la part de ",
        "en reponse a ",
        "in reply to ",
    ];
    // "En réponse à votre mail :" is how people begin, not programs.
    const TO_US: [&str; 5] = ["votre ", "vos ", "ta ", "ton ", "your "];
    let Some(origin) = OPENINGS.iter().find_map(|opening| line.folded.strip_prefix(opening)) else { return false };
    if TO_US.iter().any(|word| origin.starts_with(word)) {
        return false;
    }
    let words = origin.split_whitespace().skip_while(|word| matches!(*word, "de" | "par" | "from" | "by")).count();
    let mut written = line.text.split_whitespace().rev().take(words);
    let is_name = (1..=4).contains(&words) && written.all(|word| word.starts_with(char::is_uppercase));
    origin.ends_with(':') || origin.contains('@') || is_name
}

/// "De : / Envoyé : / À : / Objet :", in any order and language of ours: three such lines close together, one a sender's,
/// or two of them where one says when it was sent; also with all of them on one line.
pub(super) fn is_header_block(rest: &[Line<'_>]) -> bool {
    const SENDERS: [&str; 6] = ["de", "from", "expediteur", "sender", "von", "da"];
    const SENT: [&str; 10] = [
        "envoye",
        "envoye le",
        "sent",
        "enviado",
        "enviado el",
        "enviada",
        "enviada em",
        "inviato",
        "gesendet",
        "datum",
    ];
    const OTHERS: [&str; 21] = [
        "date",
        "le",
        "a",
        "to",
        "pour",
        "destinataire",
        "destinataires",
        "objet",
        "subject",
        "sujet",
        "cc",
        "copie a",
        "repondre a",
        "reply-to",
        "importance",
        "para",
        "an",
        "asunto",
        "assunto",
        "oggetto",
        "betreff",
    ];
    // "De : 9h à 17h" in a parent's own list names nobody.
    let is_name = |value: &str| {
        value.chars().filter(|c| c.is_alphabetic()).count() >= 3
            && !value.trim_start().starts_with(|c: char| c.is_ascii_digit())
    };
    let key = |line: &Line<'_>| {
        let (key, value) = line.folded.split_once(':')?;
        let key = key.trim();
        (SENT.contains(&key) || OTHERS.contains(&key) || (SENDERS.contains(&key) && is_name(value)))
            .then(|| key.to_owned())
    };
    if rest.first().and_then(key).is_none() {
        return false;
    }
    let mut keys: Vec<String> = rest.iter().take(8).filter_map(key).collect();
    keys.sort();
    keys.dedup();
    let is_sent = keys.iter().any(|key| SENT.contains(&key.as_str()));
    (keys.len() >= 3 || is_sent) && keys.iter().any(|key| SENDERS.contains(&key.as_str()))
}

/// "From: Accueil Sent: Monday To: Marie", as a program leaves it that joins lines.
pub(super) fn is_header_line(line: &Line<'_>) -> bool {
    let joined = line.folded.replace(" :", ":");
    let has = |names: &[&str]| names.iter().any(|name| joined.contains(name));
    ["de:", "from:"].iter().any(|start| joined.starts_with(start))
        && has(&[" envoye:", " envoye le:", " sent:", " date:"])
}

/// "Le lun. 2 juil. 2012 à 19:42, X <…> a écrit :" on one line or up to four; the number of lines.
pub(super) fn attribution(rest: &[Line<'_>]) -> Option<usize> {
    let opens = |line: &Line<'_>| {
        ["le ", "on ", "en date du ", "message du "].iter().any(|start| line.folded.starts_with(start))
    };
    let first = rest.first()?;
    let is_dated = !opens(first) && has_clock_or_year(&first.folded);
    let mut joined = String::new();
    for (index, line) in rest.iter().take(4).enumerate() {
        let goes_on = (opens(first) || is_dated) && !opens(line) && !line.is_quoted && !line.folded.is_empty();
        // A line of the sender's own may hold a date too.
        if index > 0 && (!goes_on || (is_dated && line.folded.contains('@') && is_attribution(&line.folded))) {
            return None;
        }
        joined.push(' ');
        joined.push_str(&line.folded);
        if is_attribution(joined.trim()) {
            return Some(index + 1);
        }
    }
    None
}

/// "19:42", or "2012" where a program breaks the line behind it.
fn has_clock_or_year(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_clock = |four: &[u8]| {
        matches!(four, [a, b':', c, d] if a.is_ascii_digit() && c.is_ascii_digit() && d.is_ascii_digit())
            || matches!(four, [b'2', b'0', c, d] if c.is_ascii_digit() && d.is_ascii_digit())
    };
    bytes.windows(4).any(is_clock)
}

/// In any language: a time, an address in angle brackets, and a colon at the end.
fn names_time_and_address(before: &str) -> bool {
    before.contains('@') && before.contains(['<', '(']) && has_clock_or_year(before)
}

/// A name before the verb is enough, but the line ends with the colon: "Mamie a écrit une lettre" is the sender's own.
fn is_attribution(line: &str) -> bool {
    const VERBS: [&str; 9] =
        ["a ecrit", "ont ecrit", "ecrit", "ecrivait", "wrote", "writes", "a repondu", "a envoye", "a transmis"];
    // "Je confirme par écrit :", "comme je l'ai écrit :", "as I wrote:".
    const OWN: [&str; 6] = ["par", "ai", "avais", "avons", "i", "we"];
    let Some(before) = line.strip_suffix(':').map(str::trim_end) else {
        return line.starts_with("message du ") && line.contains(|c: char| c.is_ascii_digit());
    };
    let has_source = before.contains(|c: char| c == '@' || c.is_ascii_digit());
    let ends_in_verb = VERBS.iter().filter_map(|verb| before.strip_suffix(verb)).any(|name| {
        let last_word = name.trim_end().rsplit([' ', '\'']).next().unwrap_or_default();
        !name.ends_with(char::is_alphanumeric) && (has_source || !OWN.contains(&last_word))
    });
    let is_dated = has_source && [" a ecrit le ", " wrote on "].iter().any(|verb| before.contains(verb));
    ends_in_verb || is_dated || names_time_and_address(before)
}

/// "Le … à 19:42, X<…> a écrit :   Bonjour", as an app leaves it that joins lines.
pub(super) fn is_attribution_with_text(line: &Line<'_>) -> bool {
    let folded = line.folded.as_str();
    let opens = folded.starts_with("le ") || folded.starts_with("on ");
    opens && ["> a ecrit :", "> a ecrit:", "> wrote:"].iter().any(|verb| folded.contains(verb))
}
