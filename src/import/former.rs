//! Who of a file is registered already under another address: the same name tells, and where two could be meant, nobody.

use crate::domain::Address;
use crate::rules::{DirectorEntry, GuardianEntry};

/// Somebody with the address that a file or the books give them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named<'a> {
    name: &'a str,
    address: &'a Address,
}

impl<'a> Named<'a> {
    pub fn director(entry: &'a DirectorEntry) -> Self {
        Self { name: &entry.name, address: &entry.address }
    }

    pub fn guardian(entry: &'a GuardianEntry) -> Self {
        Self { name: &entry.name, address: &entry.address }
    }

    /// Capitals and spaces make no other person.
    fn is_called(&self, name: &str) -> bool {
        let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        plain(self.name) == plain(name)
    }
}

/// Row by row, the address that this person is registered under until now, where the file gives another one; or why that
/// cannot be told.
///
/// An address that is registered stays whose it is; the row may change the name. A new address is a registered person's
/// when exactly one of that name is registered, the file has exactly one new address of that name, and the old address
/// stands nowhere in the file. Whoever keeps the old address beside the new one has two.
pub(super) fn former_addresses(rows: &[Named], registered: &[Named]) -> Vec<Result<Option<Address>, String>> {
    rows.iter().map(|row| former_address(*row, rows, registered)).collect()
}

fn former_address(row: Named, rows: &[Named], registered: &[Named]) -> Result<Option<Address>, String> {
    let holder_of = |address: &Address| registered.iter().find(|known| known.address == address);
    let namesakes = || registered.iter().filter(|known| known.is_called(row.name));
    if let Some(holder) = holder_of(row.address) {
        return if has_moved(*holder, row, rows, registered) { Err(taken_over(row, *holder)) } else { Ok(None) };
    }
    let gone: Vec<&Named> =
        namesakes().filter(|known| rows.iter().all(|other| other.address != known.address)).collect();
    let new = rows.iter().filter(|other| other.is_called(row.name) && holder_of(other.address).is_none()).count();
    match gone.as_slice() {
        [] => Ok(None),
        [only] if namesakes().count() == 1 && new == 1 && !row.name.trim().is_empty() => Ok(Some(only.address.clone())),
        _ => Err(ambiguous(row, &namesakes().copied().collect::<Vec<_>>())),
    }
}

/// Whether the one who holds a row's address stands in the file as well, under the same name and another address.
fn has_moved(holder: Named, row: Named, rows: &[Named], registered: &[Named]) -> bool {
    let is_registered_so =
        |other: &Named| registered.iter().any(|known| known.address == other.address && known.is_called(other.name));
    !holder.is_called(row.name) && rows.iter().any(|other| other.is_called(holder.name) && !is_registered_so(other))
}

fn taken_over(row: Named, holder: Named) -> String {
    format!(
        "the address {} is registered for {}, who stands in this file with another one; import that change first, without \
         this row",
        row.address, holder.name
    )
}

fn ambiguous(row: Named, namesakes: &[Named]) -> String {
    let addresses: Vec<&str> = namesakes.iter().map(|known| known.address.as_str()).collect();
    let who = if row.name.trim().is_empty() { "without a name".to_owned() } else { format!("called {}", row.name) };
    format!(
        "is {} a new address of somebody {who} who is registered ({}), or another person? Give each of them a name of their \
         own beside the registered address and import that, then change the address",
        row.address,
        addresses.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(names: &[(&str, &str)]) -> Vec<(String, Address)> {
        let address = |local: &str| format!("{local}@example.org").parse().unwrap();
        names.iter().map(|(name, local)| ((*name).to_owned(), address(local))).collect()
    }

    fn named(people: &[(String, Address)]) -> Vec<Named<'_>> {
        people.iter().map(|(name, address)| Named { name, address }).collect()
    }

    /// Row by row: the name before the @ of the former address, or what is asked.
    fn told(rows: &[(&str, &str)], registered: &[(&str, &str)]) -> Vec<String> {
        let former = former_addresses(&named(&people(rows)), &named(&people(registered)));
        former
            .into_iter()
            .map(|former| match former {
                Ok(None) => "-".to_owned(),
                Ok(Some(was)) => was.as_str().split('@').next().unwrap().to_owned(),
                Err(problem) => format!("? {problem}"),
            })
            .collect()
    }

    #[test]
    fn the_same_name_with_a_new_address_is_the_same_person() {
        assert_eq!(told(&[("Sophie MARTIN", "b")], &[("Sophie MARTIN", "a")]), ["a"]);
        assert_eq!(
            told(&[("sophie  Martin", "b"), ("Paul", "p")], &[("Paul", "p"), ("Sophie MARTIN", "a")]),
            ["a", "-"]
        );
        // Both at once, and in any order.
        assert_eq!(told(&[("Paul", "q"), ("Sophie", "b")], &[("Sophie", "a"), ("Paul", "p")]), ["p", "a"]);
    }

    #[test]
    fn a_new_name_is_a_new_person_and_a_known_address_stays_whose_it_is() {
        assert_eq!(told(&[("Sophie", "a")], &[]), ["-"]);
        assert_eq!(told(&[("Paul", "p")], &[("Sophie", "a")]), ["-"]);
        assert_eq!(told(&[("Sophie MARTIN", "a")], &[("Sophie DUPONT", "a")]), ["-"]);
        // Who keeps the old address beside the new one has two.
        assert_eq!(told(&[("Sophie", "a"), ("Sophie", "b")], &[("Sophie", "a")]), ["-", "-"]);
        assert_eq!(told(&[("", "a"), ("", "b")], &[("", "a")]), ["-", "-"]);
    }

    #[test]
    fn where_two_could_be_meant_nobody_is() {
        for (rows, registered) in [
            (&[("Jean", "c")][..], &[("Jean", "a"), ("Jean", "b")][..]),
            (&[("Jean", "a"), ("Jean", "c")], &[("Jean", "a"), ("Jean", "b")]),
            (&[("Jean", "b"), ("jean", "c")], &[("Jean", "a")]),
            (&[("", "b")], &[("", "a")]),
        ] {
            let told = told(rows, registered);
            let doubts = told.iter().filter(|one| one.starts_with("? is ")).count();
            let new = rows.iter().filter(|(_, local)| registered.iter().all(|(_, known)| known != local)).count();
            assert_eq!(doubts, new, "{rows:?}: {told:?}");
        }
    }

    #[test]
    fn an_address_does_not_pass_to_another_person_while_its_holder_moves() {
        let swap = told(&[("Sophie", "p"), ("Paul", "a")], &[("Sophie", "a"), ("Paul", "p")]);
        assert!(swap.iter().all(|one| one.contains("import that change first")), "{swap:?}");
        let chain = told(&[("Sophie", "b"), ("Paul", "a")], &[("Sophie", "a"), ("Paul", "p")]);
        assert!(chain[1].contains("is registered for Sophie"), "{chain:?}");
        // Twins by name: one is renamed, the other stays.
        assert_eq!(told(&[("Léa", "a"), ("Jean", "b")], &[("Jean", "a"), ("Jean", "b")]), ["-", "-"]);
    }
}
