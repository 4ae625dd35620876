//! What an import would change: kind by kind, which rows are new, which change, which are there already.

use std::collections::BTreeMap;

use crate::rules::Registry;

/// How an import differs from what is registered: rows that are new, rows that change, rows that are there already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Change {
    pub new: usize,
    pub changed: usize,
    pub same: usize,
}

/// What an import would do, kind by kind.
#[must_use]
pub fn changes(registry: &Registry, current: &Registry) -> Vec<(&'static str, Change)> {
    let families = |registry: &Registry| {
        let rows = registry.families.iter().map(|family| (family.code.clone(), family.name.clone()));
        rows.collect::<BTreeMap<_, _>>()
    };
    let guardians = |registry: &Registry| {
        let rows = registry.families.iter().flat_map(|family| {
            family.guardians.iter().map(|guardian| (guardian.address.clone(), (family.code.clone(), guardian.clone())))
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
        registry
            .directors
            .iter()
            .map(|director| (director.address.clone(), director.clone()))
            .collect::<BTreeMap<_, _>>()
    };
    let slots = |registry: &Registry| {
        let rows = registry.services.iter().flat_map(|service| {
            service
                .slots
                .iter()
                .map(|slot| (slot.code.clone(), (service.code.clone(), service.name.clone(), slot.name.clone())))
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
}
