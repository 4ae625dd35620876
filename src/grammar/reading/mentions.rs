//! Children whom a sentence names without ordering anything for them: a later one may mean them without a name.

use super::super::classes::Class;
use super::super::tokens::{self, Token};
use super::super::{ChildRef, Entry, Spanned};
use super::Reading;

impl Reading<'_> {
    /// "Zoé adore venir. Peut-on l'inscrire mercredi ?": whom the next sentence may mean.
    pub(super) fn note_children(&mut self, tokens: &[Token]) {
        let named =
            |token: &Token| token.child().map(|name| Spanned::new(ChildRef::Named(name.to_owned()), token.span));
        // "la cousine de Zoé" is somebody else.
        let of = |at: usize| at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|word| word.has(Class::From));
        let own = tokens.iter().enumerate().filter(|(at, _)| !of(*at)).map(|(_, token)| token);
        let children: Vec<_> = own.filter_map(named).collect();
        if !children.is_empty() {
            self.parsed.mentioned.push(Entry { span: tokens::span_of(tokens), children, ..Entry::default() });
        }
    }

    /// "C'est le papa d'Hugo, vous pouvez l'inscrire …": whom a sentence may mean that names nobody else.
    pub(super) fn note_bearer(&mut self, tokens: &[Token]) {
        let child = |at: usize| tokens.get(at).and_then(|token| Some((token.child()?, token.span)));
        let of = |at: usize| tokens.get(at).is_some_and(|token| token.has(Class::From));
        let titles = tokens.iter().enumerate().filter(|(_, token)| token.has(Class::Title));
        let parent = titles.map(|(at, _)| child(at + 1 + usize::from(of(at + 1)))).find_map(|child| child);
        if let Some((name, span)) = parent {
            let child = Spanned::new(ChildRef::Named(name.to_owned()), span);
            self.parsed.mentioned.push(Entry { span, children: vec![child], ..Entry::default() });
        }
    }
}
