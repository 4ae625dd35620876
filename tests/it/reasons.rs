//! Every reason to ask that the catalogue has is met by messages in both languages, each with its code.

use std::collections::BTreeMap;

use serde_json::json;

use crate::explain::{DIRECTOR, told};

/// What a family writes, and why it is asked. A slot that a day does not run needs another centre: `school.rs`.
const PARENTS: &[(&str, &str)] = &[
    ("missing_child", "réserver mer 8/07 journée"),
    ("missing_child", "book Wed 8 July full day"),
    ("unknown_child", "réserver Léa mer 8/07 journée"),
    ("unknown_child", "book Emma Wed 8 July full day"),
    ("ambiguous_child", "réserver Zoé ou Hugo mer 8/07 journée"),
    ("ambiguous_child", "réserver ma nièce mer 8/07 journée"),
    ("missing_date", "réserver Zoé journée"),
    ("missing_date", "cancel Zoe"),
    ("invalid_date", "réserver Zoé 31/06 journée"),
    ("invalid_date", "book Zoe 32 July full day"),
    ("date_order", "book Zoe 7/8 full day"),
    ("date_order", "book Zoe on 7/10 full day please"),
    ("weekday_mismatch", "réserver Zoé mercredi 11/07 journée"),
    ("weekday_mismatch", "book Zoe Monday 8 July full day"),
    ("ambiguous_date", "réserver Zoé le 20 ou le 21 juillet journée"),
    ("ambiguous_date", "réserver Zoé mercredi prochain journée"),
    ("past_date", "réserver Zoé mer 3/06 journée"),
    ("past_date", "book Zoe 2 June 2026 full day"),
    ("invalid_range", "réserver Zoé du 17 au 13 juillet journée"),
    ("invalid_range", "book Zoe from 17 July to 13 July full day"),
    ("missing_end", "tous les mercredis pour Hugo le matin"),
    ("missing_end", "book Zoe every Wednesday full day"),
    ("closed_day", "réserver Zoé mar 14/07 journée"),
    ("closed_day", "book Zoe Saturday 11 July full day"),
    ("missing_slot", "réserver Zoé mer 8/07"),
    ("missing_slot", "book Hugo Wed 8 July"),
    ("ambiguous_slot", "réserver Zoé mer 8/07 demi-journée"),
    ("ambiguous_slot", "book Zoe Wed 8 July half day"),
    ("unknown_activity", "réserver Zoé sortie zoo jeudi 16 juillet"),
    ("unknown_activity", "book Zoe Thursday 16 July full day for the outing"),
    ("conditional", "on hésite, peut-être Zoé jeudi 9 juillet"),
    ("conditional", "maybe book Zoe Wed 8 July full day"),
    ("question", "jusqu'à quand puis-je annuler Zoé le 8 juillet ?"),
    ("question", "when can I cancel Zoe for 8 July?"),
    ("unclear_intent", "n'annulez pas Zoé mer 8/07"),
    ("unclear_intent", "don't cancel Zoe 8 July"),
    ("contradiction", "réserver Zoé mer 8/07 journée. annuler Zoé mer 8/07"),
    ("contradiction", "book Zoe 8 July full day. cancel Zoe 8 July."),
    ("no_pending", "oui"),
    ("no_pending", "yes"),
    ("not_understood", "blablabla"),
    ("not_understood", "lorem ipsum dolor"),
];

/// What the director answers to the list of the sample centre.
const DIRECTORS: &[(&str, &str)] =
    &[("unknown_item", "ok 9"), ("unknown_item", "refuse 8: full"), ("bulk", "non"), ("bulk", "refuse all")];

#[test]
fn every_reason_to_ask_has_two_messages_that_meet_it() {
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for (writer, table) in [("martin@example.org", PARENTS), (DIRECTOR, DIRECTORS)] {
        let lines: Vec<_> = table.iter().map(|(_, text)| json!({ "text": text })).collect();
        let meanings = told(&["--centre", "martin", "--as", writer, "--jsonl"], &lines);
        for ((reason, text), meaning) in table.iter().zip(meanings) {
            assert_eq!(meaning["ask"], *reason, "{text}: {meaning}");
            *met.entry(reason).or_default() += 1;
        }
    }
    let once: Vec<_> = met.iter().filter(|(_, count)| **count < 2).collect();
    assert!(once.is_empty(), "met once only: {once:?}");
    assert_eq!(met.len(), 23, "{:?}", met.keys());
}
