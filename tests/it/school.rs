//! Children by what the file tells of them, and a centre of two services whose slots have hours: what `explain` says.

use serde_json::{Value, json};

use crate::house::House;

const CHILDREN: &str = "family,first_name,last_name,born,sex,nicknames\n\
    F001,Zoé,MARTIN,2019-03-14,F,Zouzou|Zoz\nF001,Hugo,MARTIN,2022-02-05,M,\nF001,Maxime,MARTIN,2023-05-06,M,\n\
    F002,Léo,NGUYEN,2017-01-18,,\nF002,Mai,NGUYEN,2020-04-11,F,\nF003,Awa,DIALLO,2015-09-07,,\n";
const SERVICES: &str = "service,service_name,slot,slot_name,from,to\n\
    alsh,Accueil de loisirs,morning,,08:30,12:00\nalsh,Accueil de loisirs,meal,,12:00,13:30\n\
    alsh,Accueil de loisirs,afternoon,,13:30,17:30\n\
    periscolaire,Périscolaire,before_school,,07:30,08:30\nperiscolaire,Périscolaire,lunch,,11:30,13:30\n\
    periscolaire,Périscolaire,study,Étude|devoirs,16:30,17:30\nperiscolaire,Périscolaire,after_school,Tisanière,17:30,18:30\n";
/// Wednesday 24 June has both services; Wednesday 1 July has no afternoon.
const OPENINGS: &str = "from,to,weekdays,slots,places\n\
    2026-06-03,2026-07-01,wed,morning+meal+afternoon,40\n2026-07-01,2026-07-01,,afternoon,closed\n\
    2026-07-06,2026-07-31,mon-fri,morning+meal+afternoon,40\n\
    2026-06-01,2026-07-03,mon tue thu fri,before_school+lunch+study+after_school,40\n\
    2026-06-24,2026-06-24,,before_school+lunch,40\n";

fn house() -> House {
    let house = House::open(guichet::sample::Sample::named("martin").unwrap());
    house.import_instead(&[("children.csv", CHILDREN), ("services.csv", SERVICES), ("openings.csv", OPENINGS)]);
    house
}

fn book(children: &[&str], date: &str, slot: &str) -> Value {
    json!({"cmds":[{"verb":"book","children":children,"dates":[date],"slot":slot}]})
}

fn with(mut meaning: Value, key: &str, value: Value) -> Value {
    meaning["cmds"][0][key] = value;
    meaning
}

#[test]
fn a_slot_word_of_two_services_means_the_one_that_runs() {
    let house = house();
    let meaning = |text: &str| house.explain("martin@example.org", &[], text);
    let school = |slot: &str| with(book(&["Zoé"], "2026-06-16", slot), "service", json!("periscolaire"));
    assert_eq!(meaning("Zoé mardi 16 juin périscolaire soir"), school("after_school"));
    assert_eq!(meaning("périscolaire matin pour Zoé mardi 16 juin"), school("before_school"));
    assert_eq!(meaning("Zoé mardi 16 juin matin"), school("before_school"));
    assert_eq!(meaning("Zoé mardi 16 juin cantine"), school("lunch"));
    assert_eq!(meaning("Zoé mardi 16 juin étude"), book(&["Zoé"], "2026-06-16", "study"));
    assert_eq!(meaning("Zoé mardi 16 juin devoirs"), book(&["Zoé"], "2026-06-16", "study"));
    assert_eq!(meaning("Zoé mardi 16 juin tisanière"), book(&["Zoé"], "2026-06-16", "after_school"));
    let leisure = with(book(&["Zoé"], "2026-06-17", "morning+meal"), "service", json!("alsh"));
    assert_eq!(meaning("Zoé mercredi 17 juin matin et cantine"), leisure);
    let asked = meaning("Zoé mercredi 24 juin matin");
    assert_eq!((&asked["ask"], &asked["suggest"]), (&json!("ambiguous_slot"), &json!(["before_school", "morning"])));
    assert_eq!(meaning("Zoé mercredi 24 juin périscolaire matin")["cmds"][0]["slot"], "before_school");
    let asked = meaning("Zoé mercredi 1er juillet après-midi");
    assert_eq!((&asked["ask"], &asked["suggest"]), (&json!("slot_not_offered"), &json!(["morning", "meal"])));
}

#[test]
fn hours_are_the_slots_that_lie_there_and_no_others() {
    let house = house();
    let meaning = |text: &str| house.explain("martin@example.org", &[], text);
    let by_hours = |slot: &str| with(book(&["Zoé"], "2026-07-08", slot), "inferred", json!(["slot_by_hours"]));
    assert_eq!(meaning("Zoé mer 8/07 9h-12h"), by_hours("morning"));
    assert_eq!(meaning("Zoé mer 8/07 de 8h30 à 17h30"), by_hours("full_day"));
    assert_eq!(meaning("Zoé mer 8/07 jusqu'à midi"), by_hours("morning"));
    assert_eq!(meaning("Zoé mer 8/07 à partir de 14h"), by_hours("afternoon"));
    assert_eq!(meaning("book Zoe Wed 8 July from 2 pm"), by_hours("afternoon"));
    assert_eq!(meaning("Zoé mer 8/07 journée de 9h à 17h"), book(&["Zoé"], "2026-07-08", "full_day"));
    for doubtful in
        ["Zoé mer 8/07 9h-12h30", "Zoé mer 8/07 7h-12h", "Zoé mer 8/07 matin 14h-17h", "annuler Zoé mer 8/07 10h-11h"]
    {
        assert_eq!(meaning(doubtful)["ask"], "ambiguous_slot", "{doubtful}");
    }
}

#[test]
fn kin_and_nicknames_are_looked_up_in_the_file() {
    let house = house();
    let meaning = |text: &str| house.explain("martin@example.org", &[], text);
    let on = |children: &[&str]| book(children, "2026-07-08", "full_day");
    let by_role = |children: &[&str]| with(on(children), "inferred", json!(["child_by_role"]));
    assert_eq!(meaning("ma fille mer 8/07 journée"), by_role(&["Zoé"]));
    assert_eq!(meaning("les garçons mer 8/07 journée"), by_role(&["Hugo", "Maxime"]));
    assert_eq!(meaning("mon grand mer 8/07 journée")["ask"], "ambiguous_child", "the eldest is a girl");
    assert_eq!(meaning("l'aînée mer 8/07 journée"), by_role(&["Zoé"]));
    assert_eq!(meaning("le petit mer 8/07 journée"), by_role(&["Maxime"]));
    assert_eq!(meaning("Hugo et sa sœur mer 8/07 journée"), by_role(&["Zoé", "Hugo"]));
    assert_eq!(meaning("my eldest Wed 8 July full day"), by_role(&["Zoé"]));
    assert_eq!(meaning("ma fille Zoé mer 8/07 journée"), on(&["Zoé"]));
    for text in ["Zouzou mer 8/07 journée", "zoz mer 8/07 journée"] {
        assert_eq!(meaning(text), with(on(&["Zoé"]), "inferred", json!(["child_nickname"])));
    }
    assert_eq!(meaning("réserver Maxi mer 8/07 journée"), with(on(&["Maxime"]), "inferred", json!(["child_nickname"])));
    let asked = meaning("réserver mon fils mer 8/07 journée");
    assert_eq!((&asked["ask"], &asked["suggest"]), (&json!("ambiguous_child"), &json!(["Hugo", "Maxime"])));
    let asks = |text: &str, reason: &str| assert_eq!(meaning(text)["ask"], reason, "{text}");
    asks("les deux mer 8/07 journée", "ambiguous_child");
    asks("Zoé et son frère mer 8/07 journée", "ambiguous_child");
    asks("le cadet mer 8/07 journée", "ambiguous_child");
    asks("sa sœur mer 8/07 journée", "ambiguous_child");
    asks("l'autre mer 8/07 journée", "ambiguous_child");
    asks("réserver Max mer 8/07 journée", "unknown_child");
    assert_eq!(meaning("les trois mer 8/07 journée"), on(&["Zoé", "Hugo", "Maxime"]));
}

#[test]
fn a_child_called_like_a_month_is_a_child_where_a_name_stands() {
    let house = house();
    let meaning = |text: &str| house.explain("nguyen@example.org", &[], text);
    let mai = book(&["Mai"], "2026-07-08", "morning");
    for text in ["réserver Mai mer 8/07 matin", "Mai 8 juillet matin", "mai mer 8/07 matin", "NGUYEN Mai 8/07 matin"] {
        assert_eq!(meaning(text), with(mai.clone(), "service", json!("alsh")), "{text}");
    }
    assert_eq!(meaning("réserver Léo le 8 mai 2027 journée")["ask"], "closed_day");
    assert_eq!(meaning("ma fille mer 8/07 journée")["ask"], "ambiguous_child", "of Léo the file does not say");
}
