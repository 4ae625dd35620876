//! Which children an entry means: by name, all of them, or by what they are to the family as its file tells.

use std::collections::BTreeSet;

use super::{Filled, Reader, Trouble, missing_at, trouble};
use crate::domain::{Child, ChildId, Sex};
use crate::grammar::{Bond, Cause, ChildRef, Entry, Kin, Mention, Order, Span, Spanned, Suggestion};
use crate::rules::Inference;

impl Reader<'_> {
    /// The children that an errand or a change names.
    pub fn children_named(&self, entry: &Entry) -> Result<Vec<ChildId>, Trouble> {
        let all = self.family.map_or(&[][..], |family| &family.children);
        let mut chosen = BTreeSet::new();
        for written in &entry.children {
            let before = chosen.clone();
            chosen.extend(self.children_meant(written, all, &before, &mut BTreeSet::new())?);
        }
        Ok(all.iter().map(|child| child.id).filter(|id| chosen.contains(id)).collect())
    }

    /// No child was named, and there are several.
    pub fn missing_child(&self, span: Span) -> Trouble {
        trouble(span, Cause::MissingChild, names(self.family.iter().flat_map(|family| &family.children)))
    }

    pub(super) fn fill_children(
        &self,
        entry: &Entry,
        order: &Order,
        previous: &Filled,
        filled: &mut Filled,
    ) -> Result<(), Trouble> {
        let all = self.family.map_or(&[][..], |family| &family.children);
        let mut chosen = BTreeSet::new();
        for written in &entry.children {
            // "Zoé et sa sœur": whose sister it is was said just before.
            let before = match previous.children.as_slice() {
                _ if !chosen.is_empty() => chosen.clone(),
                // "Zoé est inscrite le 17. Je voudrais ajouter son frère."
                [] => self.mentioned_before(entry, order, all),
                known => known.iter().copied().collect(),
            };
            chosen.extend(self.children_meant(written, all, &before, &mut filled.inferred)?);
        }
        if entry.children.is_empty() {
            chosen = match all {
                _ if !previous.children.is_empty() => {
                    filled.inferred.insert(Inference::ChildrenInherited);
                    previous.children.iter().copied().collect()
                }
                // "Zoé adore venir. Peut-on l'inscrire mercredi ?"
                _ if !self.mentioned_before(entry, order, all).is_empty() => {
                    filled.inferred.insert(Inference::ChildrenInherited);
                    self.mentioned_before(entry, order, all)
                }
                [only] => {
                    filled.inferred.insert(Inference::OnlyChild);
                    BTreeSet::from([only.id])
                }
                _ => return Err(trouble(missing_at(entry, order), Cause::MissingChild, names(all.iter()))),
            };
        }
        filled.children = all.iter().map(|child| child.id).filter(|id| chosen.contains(id)).collect();
        Ok(())
    }

    /// The children that the last sentence before the order names.
    fn mentioned_before(&self, entry: &Entry, order: &Order, all: &[Child]) -> BTreeSet<ChildId> {
        let place = entry.span.from.max(order.span.from);
        let named = |mention: &&Mention| !mention.children.is_empty() && mention.span.to <= place;
        let last = self.mentioned.iter().rfind(named);
        let children = last.into_iter().flat_map(|mention| &mention.children);
        let known = children.filter_map(|child| match &child.value {
            ChildRef::Named(name) => all.iter().find(|child| child.first_name == *name).map(|child| child.id),
            _ => None,
        });
        known.collect()
    }

    fn children_meant(
        &self,
        written: &Spanned<ChildRef>,
        all: &[Child],
        before: &BTreeSet<ChildId>,
        inferred: &mut BTreeSet<Inference>,
    ) -> Result<Vec<ChildId>, Trouble> {
        let called = |name: &str| all.iter().filter(|child| child.first_name == name).map(|child| child.id).collect();
        let ambiguous = |offered: Vec<Suggestion>| {
            let cause = Cause::AmbiguousChild { written: written.span.of(self.text) };
            Err(trouble(written.span, cause, offered))
        };
        match &written.value {
            ChildRef::Named(name) => Ok(called(name)),
            ChildRef::Nickname(name) => {
                inferred.insert(Inference::ChildNickname);
                Ok(called(name))
            }
            ChildRef::Typo(name) => {
                inferred.insert(Inference::ChildTypo);
                Ok(called(name))
            }
            ChildRef::OneOf(several) => ambiguous(several.iter().cloned().map(Suggestion::Child).collect()),
            ChildRef::Kin(kin) => match kin_of(*kin, all, before) {
                Ok(children) => {
                    inferred.insert(Inference::ChildByRole);
                    Ok(children)
                }
                Err(offered) => ambiguous(offered),
            },
            ChildRef::All(count) if count.is_none_or(|count| usize::try_from(count) == Ok(all.len())) => {
                Ok(all.iter().map(|child| child.id).collect())
            }
            ChildRef::All(_) => ambiguous(names(all.iter())),
            ChildRef::Unknown(word) => {
                Err(trouble(written.span, Cause::UnknownChild { written: word.clone() }, names(all.iter())))
            }
        }
    }
}

/// The children that a word for kin means, if the file leaves no doubt; else those that it may mean.
fn kin_of(kin: Kin, all: &[Child], before: &BTreeSet<ChildId>) -> Result<Vec<ChildId>, Vec<Suggestion>> {
    let fits = |child: &&Child| kin.sex.is_none() || child.sex.is_none() || child.sex == kin.sex;
    let candidates: Vec<&Child> = match kin.bond {
        Bond::Sibling | Bond::Other => all.iter().filter(|child| !before.contains(&child.id)).filter(fits).collect(),
        _ => all.iter().filter(fits).collect(),
    };
    let offered = || names(if candidates.is_empty() { all.iter().collect() } else { candidates.clone() }.into_iter());
    let known = |child: &Child| kin.sex.is_none() || child.sex == kin.sex;
    let one = |child: Option<&Child>| child.map(|child| vec![child.id]).ok_or_else(offered);
    match kin.bond {
        // "sa sœur" of nobody, or of two, may be anybody's.
        Bond::Sibling | Bond::Other if before.len() != 1 => Err(offered()),
        Bond::Sibling | Bond::Other | Bond::Child => match candidates.as_slice() {
            [only] => Ok(vec![only.id]),
            _ => Err(offered()),
        },
        Bond::Several if candidates.len() > 1 && candidates.iter().all(|child| known(child)) => {
            Ok(candidates.iter().map(|child| child.id).collect())
        }
        Bond::Eldest => one(eldest(kin, &candidates, all).filter(|child| known(child))),
        Bond::Youngest => one(extreme(candidates.iter().rev().copied()).filter(|child| known(child))),
        Bond::Second if all.len() == 2 => one(extreme(all.iter().rev()).filter(|child| fits(child) && known(child))),
        // "les filles" of one; of three, *le cadet* is the second to some and the last to others.
        Bond::Several | Bond::Second => Err(offered()),
    }
}

/// "l'aîné" is often written for a girl, who is "l'aînée": where the eldest is one, it asks.
fn eldest<'c>(kin: Kin, candidates: &[&'c Child], all: &'c [Child]) -> Option<&'c Child> {
    let found = extreme(candidates.iter().copied())?;
    let first = all.first()?;
    (kin.sex != Some(Sex::Male) || found.id == first.id).then_some(found)
}

/// The first of children in the order of their age; nobody for twins, or where there is nobody to compare with.
fn extreme<'c>(mut children: impl Iterator<Item = &'c Child>) -> Option<&'c Child> {
    let first = children.next()?;
    children.next().is_none_or(|second| second.born != first.born).then_some(first)
}

fn names<'c>(children: impl Iterator<Item = &'c Child>) -> Vec<Suggestion> {
    children.map(|child| Suggestion::Child(child.first_name.clone())).collect()
}
