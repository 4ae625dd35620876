//! What an import would change: kind by kind, which rows are new, which change, which are there already.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::Address;
use crate::rules::{DirectorEntry, FamilyEntry, GuardianEntry, Registry};

/// How an import differs from what is registered: rows that are new, rows that change, rows that are there already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Change {
    pub new: usize,
    pub changed: usize,
    pub same: usize,
}

/// Somebody who is registered already and gets another address: from now on only that one is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// As the file has it, with the family's code where there is one: `Sophie MARTIN (F002)`.
    pub who: String,
    pub from: Address,
    pub to: Address,
}

/// Who gets another address, in the order of the files.
#[must_use]
pub fn moves(registry: &Registry) -> Vec<Move> {
    let directors = registry.directors.iter().map(|entry| (entry.name.clone(), &entry.was, &entry.address));
    let guardians = all_guardians(registry)
        .map(|(family, entry)| (format!("{} ({})", entry.name, family.code), &entry.was, &entry.address));
    let moved = directors.chain(guardians);
    moved.filter_map(|(who, was, to)| Some(Move { who, from: was.clone()?, to: to.clone() })).collect()
}

/// Somebody who is registered and stands in no row of a file that was given. They stay registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    pub file: &'static str,
    /// Such as `M. Nguyen <nguyen@example.org>`.
    pub who: String,
}

/// Who is registered, and missing from a file that is there.
#[must_use]
pub fn absent(registry: &Registry, current: &Registry) -> Vec<Absent> {
    let directors = registry.directors.iter().flat_map(|entry| [Some(&entry.address), entry.was.as_ref()]);
    let guardians = all_guardians(registry).flat_map(|(_, entry)| [Some(&entry.address), entry.was.as_ref()]);
    let registered = current.directors.iter().map(|entry| (&entry.name, &entry.address));
    let mut absent = missing("directors.csv", &directors.flatten().collect(), registered.collect());
    let registered = all_guardians(current).map(|(_, entry)| (&entry.name, &entry.address));
    absent.extend(missing("families.csv", &guardians.flatten().collect(), registered.collect()));
    absent
}

/// Who is not among the addresses of a file; nobody when the file names none, because it was not given.
fn missing(file: &'static str, named: &BTreeSet<&Address>, registered: Vec<(&String, &Address)>) -> Vec<Absent> {
    let left = registered.into_iter().filter(|(_, address)| !named.is_empty() && !named.contains(address));
    left.map(|(name, address)| Absent { file, who: format!("{name} <{address}>") }).collect()
}

fn all_guardians(registry: &Registry) -> impl Iterator<Item = (&FamilyEntry, &GuardianEntry)> {
    registry.families.iter().flat_map(|family| family.guardians.iter().map(move |guardian| (family, guardian)))
}

/// What an import would do, kind by kind.
#[must_use]
pub fn changes(registry: &Registry, current: &Registry) -> Vec<(&'static str, Change)> {
    let families = |registry: &Registry| {
        let rows = registry.families.iter().map(|family| (family.code.clone(), family.name.clone()));
        rows.collect::<BTreeMap<_, _>>()
    };
    let guardians = |registry: &Registry| {
        let rows = all_guardians(registry).map(|(family, guardian)| {
            let registered = guardian.was.as_ref().unwrap_or(&guardian.address).clone();
            (registered, (family.code.clone(), GuardianEntry { was: None, ..guardian.clone() }))
        });
        rows.collect::<BTreeMap<_, _>>()
    };
    let children = |registry: &Registry| {
        let rows = registry.families.iter().flat_map(|family| {
            family.children.iter().map(|child| ((family.code.clone(), child.first_name.clone()), child.clone()))
        });
        rows.collect::<BTreeMap<_, _>>()
    };
    let directors = |registry: &Registry| {
        let rows = registry.directors.iter().map(|director| {
            let registered = director.was.as_ref().unwrap_or(&director.address).clone();
            (registered, DirectorEntry { was: None, ..director.clone() })
        });
        rows.collect::<BTreeMap<_, _>>()
    };
    let slots = |registry: &Registry| {
        let rows = registry.services.iter().flat_map(|service| {
            service
                .slots
                .iter()
                .map(|slot| (slot.code.clone(), (service.code.clone(), service.name.clone(), slot.clone())))
        });
        rows.collect::<BTreeMap<_, _>>()
    };
    let places = |registry: &Registry| {
        registry.places.iter().map(|(day, slot, places)| ((*day, slot.clone()), *places)).collect::<BTreeMap<_, _>>()
    };
    let open = places(current);
    let closed = registry.closed.iter().partition::<Vec<_>, _>(|slot| open.contains_key(slot));
    let closing = Change { new: closed.0.len(), changed: 0, same: closed.1.len() };
    vec![
        ("directors", compare(&directors(registry), &directors(current))),
        ("families", compare(&families(registry), &families(current))),
        ("guardians", compare(&guardians(registry), &guardians(current))),
        ("children", compare(&children(registry), &children(current))),
        ("slots", compare(&slots(registry), &slots(current))),
        ("open slots", compare(&places(registry), &open)),
        ("closures", closing),
    ]
}

fn compare<K: Ord, V: PartialEq>(wanted: &BTreeMap<K, V>, current: &BTreeMap<K, V>) -> Change {
    let mut change = Change::default();
    for (key, value) in wanted {
        match current.get(key) {
            None => change.new += 1,
            Some(same) if same == value => change.same += 1,
            Some(_) => change.changed += 1,
        }
    }
    change
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_import_changes_nothing() {
        let registry = crate::import::read(&crate::sample::ALL[0].files(), &Registry::default()).unwrap();
        let first = changes(&registry, &Registry::default());
        let is_new = |(kind, change): &(&str, Change)| {
            *kind == "closures" || change.new > 0 && change.changed + change.same == 0
        };
        assert!(first.iter().all(is_new), "{first:?}");
        let second = changes(&registry, &registry);
        assert!(second.iter().all(|(_, change)| change.new + change.changed == 0 && change.same > 0), "{second:?}");
    }

    #[test]
    fn another_address_is_a_change_and_who_is_missing_stays() {
        let read = |families: &str, current: &Registry| {
            let text = format!("family,name,guardian,address,language\n{families}");
            crate::import::read(&[("families.csv".to_owned(), text)].into(), current).unwrap()
        };
        let current = read(
            "F001,DUPONT,Mme Dupont,a@example.org,fr\nF001,DUPONT,M. Dupont,m@example.org,fr\nF002,NGUYEN,M. Nguyen,n@example.org,fr\n",
            &Registry::default(),
        );
        let next = read("F001,DUPONT,Mme Dupont,b@example.org,fr\n", &current);
        let change = changes(&next, &current).into_iter().find(|(kind, _)| *kind == "guardians").unwrap().1;
        assert_eq!(change, Change { new: 0, changed: 1, same: 0 });
        let address = |text: &str| text.parse().unwrap();
        let moved =
            Move { who: "Mme Dupont (F001)".into(), from: address("a@example.org"), to: address("b@example.org") };
        assert_eq!(moves(&next), [moved]);
        let absent = absent(&next, &current);
        let absent: Vec<&str> = absent.iter().map(|absent| absent.who.as_str()).collect();
        assert_eq!(absent, ["M. Dupont <m@example.org>", "M. Nguyen <n@example.org>"]);
        let children = "family,first_name,last_name,born\nF001,Lilou,DUPONT,2016-01-02\n".to_owned();
        let only_children = crate::import::read(&[("children.csv".to_owned(), children)].into(), &current).unwrap();
        assert_eq!(super::absent(&only_children, &current), []);
    }
}
