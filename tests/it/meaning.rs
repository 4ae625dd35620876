//! What `explain` says of the family Martin's messages, on Tuesday 9 June 2026: the meaning before any rule.

use serde_json::{Value, json};

use crate::house::{House, Proof};

fn martin() -> House {
    House::open(guichet::sample::Sample::named("martin").unwrap())
}

/// What the message means to the counter, written by the parent.
fn meaning(text: &str) -> Value {
    martin().explain("martin@example.org", &[], text)
}

#[test]
fn orders_mean_what_they_say() {
    let table = [
        (
            "réserver Zoé mer 8/07 journée",
            json!({"cmds":[{"verb":"book","children":["Zoé"],"dates":["2026-07-08"],"slot":"full_day"}]}),
        ),
        (
            "book Zoe and Hugo Wed 8 July morning with lunch",
            json!({"cmds":[{"verb":"book","children":["Zoé","Hugo"],"dates":["2026-07-08"],"slot":"morning+meal"}]}),
        ),
        (
            "Hugo du 6 au 10 juillet sauf le 8, après-midi",
            json!({"cmds":[{"verb":"book","children":["Hugo"],"slot":"afternoon",
                "dates":["2026-07-06","2026-07-07","2026-07-09","2026-07-10"]}]}),
        ),
        (
            "réserver Zoé du lundi 6 juillet au vendredi journée sauf mercredi",
            json!({"cmds":[{"verb":"book","children":["Zoé"],"slot":"full_day",
                "dates":["2026-07-06","2026-07-07","2026-07-09","2026-07-10"]}]}),
        ),
        (
            "les deux du 13 au 17 juillet sauf le 14, journée",
            json!({"cmds":[{"verb":"book","children":["Zoé","Hugo"],"slot":"full_day",
                "dates":["2026-07-13","2026-07-15","2026-07-16","2026-07-17"]}]}),
        ),
        (
            "réserver Zoé du 6 au 15 juillet journée sauf samedi et dimanche",
            json!({"cmds":[{"verb":"book","children":["Zoé"],"slot":"full_day",
                "dates":["2026-07-06","2026-07-07","2026-07-08","2026-07-09","2026-07-10","2026-07-13","2026-07-15"]}]}),
        ),
        (
            "les deux du 13 au 17 juillet journée",
            json!({"cmds":[{"verb":"book","children":["Zoé","Hugo"],"slot":"full_day",
                "dates":["2026-07-13","2026-07-15","2026-07-16","2026-07-17"]}]}),
        ),
        (
            "Zoé ne viendra pas mercredi 17",
            json!({"cmds":[{"verb":"cancel","children":["Zoé"],"dates":["2026-06-17"]}]}),
        ),
        ("annuler 42", json!({"cmds":[{"verb":"cancel","ids":[42]}]})),
        ("annuler 2", json!({"cmds":[{"verb":"cancel","ids":[2]}]})),
        ("statut", json!({"cmds":[{"verb":"status"}]})),
        ("aide", json!({"cmds":[{"verb":"help"}]})),
        ("merci beaucoup", json!({"cmds":[]})),
        (
            "Zoé mer 8/07 matin, Hugo jeu 9/07 après-midi",
            json!({"cmds":[
                {"verb":"book","children":["Zoé"],"dates":["2026-07-08"],"slot":"morning"},
                {"verb":"book","children":["Hugo"],"dates":["2026-07-09"],"slot":"afternoon"}]}),
        ),
        (
            "réserver Hugoo mer 8/07 matin",
            json!({"cmds":[{"verb":"book","children":["Hugo"],"dates":["2026-07-08"],"slot":"morning",
                "inferred":["child_typo"]}]}),
        ),
    ];
    for (text, expected) in table {
        assert_eq!(meaning(text), expected, "{text}");
    }
}

#[test]
fn what_is_doubtful_is_asked_with_its_place() {
    let table = [
        (
            "réserver Zoé mercredi 11/07 journée",
            json!({"ask":"weekday_mismatch","text":[13,27],"suggest":["2026-07-08","2026-07-15"]}),
        ),
        ("tous les mercredis pour Hugo le matin", json!({"ask":"missing_end"})),
        ("on hésite, peut-être Zoé jeudi", json!({"ask":"conditional"})),
        ("réserver Zoé 31/06 matin", json!({"ask":"invalid_date","text":[13,18]})),
        ("réserver Anna mer 8/07 matin", json!({"ask":"unknown_child","text":[9,13],"suggest":["Zoé","Hugo"]})),
        ("réserver mer 8/07 matin", json!({"ask":"missing_child","suggest":["Zoé","Hugo"]})),
        ("Zoé 6/07 journée. Zoé 8/07 matin. Hugo aussi", json!({"ask":"missing_date"})),
        ("annuler 42-44", json!({"ask":"unclear_intent"})),
        ("annuler Zoé du 6 au 10 juillet sauf mercredi matin", json!({"ask":"ambiguous_slot"})),
        ("Zoé 6/07 journée 7/07 absente", json!({"ask":"unclear_intent"})),
        ("réserver Hugo mer 8/07 matin, Zoé 31/06 matin", json!({"ask":"invalid_date","partial":null})),
        ("annuler", json!({"ask":"missing_child"})),
        ("réserver", json!({"ask":"missing_child"})),
        ("annuler Zoé", json!({"ask":"missing_date"})),
        ("réserver Zoé matin", json!({"ask":"missing_date","suggest":["2026-06-10","2026-06-17","2026-06-24"]})),
        ("réserver Zoé mer 8/07", json!({"ask":"missing_slot","suggest":["full_day","morning","afternoon","meal"]})),
        (
            "réserver Zoé mardi 14 juillet matin",
            json!({"ask":"closed_day","text":[13,29],"suggest":["2026-07-13","2026-07-15","2026-07-16"]}),
        ),
        ("réserver Zoé mercredi 3 juin matin", json!({"ask":"past_date"})),
        ("réserver Zoé du 17 au 13 juillet matin", json!({"ask":"invalid_range"})),
        ("book Zoé 07/08 full day", json!({"ask":"date_order","text":[9,14],"suggest":["2026-07-08"]})),
        ("réserver Zoé mer 8/07 demi-journée", json!({"ask":"ambiguous_slot"})),
        ("réserver Zoé du 6 au 10 juillet journée sauf le 20 juillet", json!({"ask":"ambiguous_date"})),
        ("oui", json!({"ask":"no_pending","text":[0,3]})),
        ("ok 1 3", json!({"ask":"no_pending"})),
        ("n'annulez pas Zoé mercredi 17", json!({"ask":"unclear_intent"})),
        ("jusqu'à quand puis-je annuler ?", json!({"ask":"question"})),
        ("réserver Zoé mer 8/07 matin\nannuler Zoé mer 8/07", json!({"ask":"contradiction"})),
        (
            "réserver Hugo mer 8/07 matin\nréserver Zoé 31/06 matin",
            json!({"ask":"invalid_date","partial":[
                {"verb":"book","children":["Hugo"],"dates":["2026-07-08"],"slot":"morning"}]}),
        ),
    ];
    for (text, expected) in table {
        let asked = meaning(text);
        for (key, value) in expected.as_object().unwrap() {
            assert_eq!(&asked[key], value, "{text}: {asked}");
        }
    }
}

/// The list of six lines: Zoé's days, Hugo's, those of the families Nguyen and Diallo.
fn with_six_lines() -> (House, Vec<String>) {
    let mut house = martin();
    for (from, text) in [
        ("martin@example.org", "réserver Zoé lun 6/07, mar 7/07 et jeu 9/07 journée"),
        ("martin@example.org", "réserver Zoé mer 8/07 matin"),
        ("martin@example.org", "réserver Hugo mer 8/07 matin"),
        ("nguyen@example.org", "réserver Léo et Mai mer 8/07 journée"),
        ("diallo@example.org", "réserver Awa du 6 au 10 juillet journée"),
    ] {
        house.mail(from, Proof::Pass, &[], text);
    }
    let list = house.letters().into_iter().rfind(|letter| letter.to.as_str() == "directrice@example.org").unwrap();
    assert!(list.subject.starts_with("6 "), "{}", list.subject);
    (house, vec![list.message_id])
}

#[test]
fn a_director_s_words_are_bound_to_the_list_that_is_answered() {
    let (house, list) = with_six_lines();
    let meaning = |text: &str| house.explain("directrice@example.org", &list, text);
    assert_eq!(
        meaning("ok sauf 2, refuse 2 : plus de place"),
        json!({"cmds":[
            {"verb":"approve","items":[1,3,4,5,6]},
            {"verb":"refuse","items":[2],"reason":"plus de place"}]})
    );
    assert_eq!(meaning("ok"), json!({"cmds":[{"verb":"approve","items":[1,2,3,4,5,6]}]}));
    assert_eq!(meaning("accept 1 3"), json!({"cmds":[{"verb":"approve","items":[1,3]}]}));
    assert_eq!(meaning("attente 4"), json!({"cmds":[{"verb":"waitlist","items":[4]}]}));
    assert_eq!(
        meaning("accepter 1-3, refuser le reste : complet"),
        json!({"cmds":[
        {"verb":"approve","items":[1,2,3]},
        {"verb":"refuse","items":[4,5,6],"reason":"complet"}]})
    );
    assert_eq!(meaning("accepter 9")["ask"], "unknown_item");
    assert_eq!(meaning("non")["ask"], "bulk");
    assert_eq!(meaning("statut"), json!({"cmds":[{"verb":"pending"}]}));
    assert_eq!(house.explain("directrice@example.org", &[], "ok")["ask"], "no_pending");
}

#[test]
fn an_answer_of_a_word_is_the_order_that_it_makes_whole() {
    let mut house = martin();
    let mut ask = |text: &str| {
        house.mail("martin@example.org", Proof::Pass, &[], text);
        house.letters().into_iter().next().unwrap().message_id
    };
    let (slot, child, day) =
        (ask("réserver Zoé mer 8/07"), ask("annuler mer 8/07"), ask("réserver Zoé mercredi 11/07 journée"));
    let book = |date: &str, slot: &str| json!({"verb":"book","children":["Zoé"],"dates":[date],"slot":slot});
    let cancel = |children: &[&str]| json!({"verb":"cancel","children":children,"dates":["2026-07-08"]});
    for (letter, text, expected) in [
        (&slot, "matin", book("2026-07-08", "morning")),
        (&slot, "1", book("2026-07-08", "full_day")),
        (&slot, "matin et repas", book("2026-07-08", "morning+meal")),
        (&slot, "oui, le matin", book("2026-07-08", "morning")),
        (&child, "Hugo", cancel(&["Hugo"])),
        (&child, "les deux", cancel(&["Zoé", "Hugo"])),
        (&child, "tous", cancel(&["Zoé", "Hugo"])),
        (&child, "2", cancel(&["Hugo"])),
        (&day, "2", book("2026-07-15", "full_day")),
        (&day, "mercredi 15", book("2026-07-15", "full_day")),
        (&day, "le 15", book("2026-07-15", "full_day")),
        (&day, "mercredi 15 juillet", book("2026-07-15", "full_day")),
        (
            &day,
            "du 20 au 21 juillet",
            json!({"verb":"book","children":["Zoé"],"dates":["2026-07-20","2026-07-21"],"slot":"full_day"}),
        ),
    ] {
        let meaning = house.explain("martin@example.org", std::slice::from_ref(letter), text);
        assert_eq!(meaning, json!({ "cmds": [expected] }), "{text}");
    }
    for (letter, text, reason) in [
        (&slot, "oui", "missing_slot"),
        (&slot, "4", "missing_slot"),
        (&slot, "Hugo matin", "missing_slot"),
        (&slot, "matin ou après-midi", "missing_slot"),
        (&child, "matin", "missing_child"),
        (&child, "Anna", "unknown_child"),
        (&day, "3", "weekday_mismatch"),
        (&day, "peut-être le 15", "weekday_mismatch"),
    ] {
        let meaning = house.explain("martin@example.org", std::slice::from_ref(letter), text);
        assert_eq!(meaning["ask"], reason, "{text}: {meaning}");
    }
}

#[test]
fn a_director_decides_by_name_day_and_place_in_the_list() {
    let (house, list) = with_six_lines();
    let meaning = |text: &str| house.explain("directrice@example.org", &list, text);
    let approved = |items: &[u32]| json!({"cmds":[{"verb":"approve","items":items}]});
    for (text, items) in [
        ("famille Martin ok", &[1, 2, 3][..]),
        ("Hugo ok", &[3]),
        ("ok pour Zoé sauf mercredi", &[1]),
        ("Zoé et Hugo pour mercredi c'est d'accord", &[2, 3]),
        ("ok sauf Awa", &[1, 2, 3, 4, 5]),
        ("yes to the Martins", &[1, 2, 3]),
        ("accepter 1 à 5 sauf 3", &[1, 2, 4, 5]),
        ("ok pour Zoé lundi, mardi et jeudi", &[1]),
        ("Awa Diallo ok", &[6]),
    ] {
        assert_eq!(meaning(text), approved(items), "{text}");
    }
    assert_eq!(
        meaning("ok 1 2 3, les 3 autres en attente"),
        json!({"cmds":[{"verb":"approve","items":[1,2,3]},{"verb":"waitlist","items":[4,5,6]}]})
    );
    assert_eq!(
        meaning("Zoé ok, le reste je regarde ce soir"),
        json!({"cmds":[{"verb":"approve","items":[1,2]},{"verb":"hold","items":[3,4,5,6]}]})
    );
    for (text, reason) in [
        ("Awa ok sauf le mercredi", "unclear_intent"),
        ("Zoé lundi ok", "unclear_intent"),
        ("Léa ok", "unknown_child"),
        ("famille Dupont acceptée", "unknown_child"),
        ("ok 1 2, les 3 autres en attente", "unclear_intent"),
        ("refuser le reste", "bulk"),
        ("ok Zoé 8", "not_understood"),
        ("refuser 1, accepter 1 et 2", "contradiction"),
    ] {
        assert_eq!(meaning(text)["ask"], reason, "{text}");
    }
}

#[test]
fn a_director_orders_for_a_family_by_its_name() {
    let house = martin();
    let meaning = |text: &str| house.explain("directrice@example.org", &[], text);
    assert_eq!(
        meaning("réserver famille Martin Zoé mercredi 17 juin journée"),
        json!({"cmds":[{"verb":"book_for","family":"MARTIN","children":["Zoé"],"dates":["2026-06-17"],"slot":"full_day"}]})
    );
    assert_eq!(
        meaning("annuler famille Martin Hugo 24 juin : varicelle"),
        json!({"cmds":[{"verb":"cancel_for","family":"MARTIN","children":["Hugo"],"dates":["2026-06-24"],"reason":"varicelle"}]})
    );
    assert_eq!(meaning("facturer mai"), json!({"cmds":[{"verb":"run_invoices","month":"2026-05"}]}));
    assert_eq!(
        meaning("pointage 3 juin : Hugo Martin absent"),
        json!({"cmds":[{"verb":"attendance","family":"MARTIN","children":["Hugo"],"dates":["2026-06-03"],"state":"absent"}]})
    );
    for (text, reason) in [
        ("réserver famille Martin 17 juin journée", "missing_child"),
        ("réserver famille Martin Léo 17 juin journée", "unknown_child"),
        ("annuler famille Martin Zoé et Nguyen Léo 8 juillet", "ambiguous_child"),
        ("réserver Zoé mercredi 17 juin journée", "no_family"),
        ("règlement Dupont 30 € espèces", "unknown_child"),
    ] {
        assert_eq!(meaning(text)["ask"], reason, "{text}");
    }
}

#[test]
fn explaining_does_nothing() {
    let house = martin();
    let before = house.dump();
    house.explain("martin@example.org", &[], "réserver Zoé mer 8/07 journée");
    assert_eq!(house.dump(), before);
    assert_eq!(house.ask("SELECT COUNT(*) FROM inbox"), "1", "only the import");
}
