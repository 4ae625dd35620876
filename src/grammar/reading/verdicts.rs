//! A director's decisions in their text: reasons, exceptions and corrections on lines of their own.

use super::super::classes::{Class, Classes};
use super::super::parser::Problem;
use super::super::tokens::{self, Token};
use super::super::verdict::{Answer, Before, Decided, answer, continuation, recast};
use super::super::{Detail, Items, Lines, Pick, Role, Ruling, Sentence, Span, Spanned, Verdict, VerdictKind};
use super::{After, Line, Reading};

impl Reading<'_> {
    /// Reads a sentence as decisions; an errand whose name holds a word that decides ("demandes en attente") is none.
    pub(super) fn answer(&self, tokens: &[Token]) -> Option<Answer> {
        let first = tokens.iter().find(|token| token.classes.meets(Class::DECISIONS));
        // Half of what families write decides nothing, and is not tried as a decision.
        if self.lexicon.role == Role::Parent && first.is_none() {
            return None;
        }
        let names_errand = first.is_some_and(|first| {
            let holds = |span: Span| span.from <= first.span.from && first.span.to <= span.to && span != first.span;
            self.marks.iter().any(|mark| mark.kind(self.lexicon.role).is_some() && holds(mark.span))
        });
        if names_errand { None } else { asks_about(tokens).or_else(|| answer(tokens, self.last_verdict().as_ref())) }
    }

    /// "Zoé mercredi 8 en journée. Non.": behind an order it answers no question of ours, and refuses no list.
    pub(super) fn add_no(&mut self, span: Span, tokens: &[Token]) {
        let errand = |sentence: &Sentence| sentence.is_order() || matches!(sentence, Sentence::Errand(_));
        if self.parsed.sentences.iter().any(errand) {
            self.doubt = self.doubt.or(Some((Problem::UnclearIntent, span)));
        } else {
            self.add(Sentence::No(span), tokens);
        }
    }

    fn last_verdict(&self) -> Option<Before> {
        match self.parsed.sentences.last() {
            Some(Sentence::Verdict(Verdict { ruling, items, .. })) => {
                Some(Before { ruling: *ruling, items: items.clone(), apart: true })
            }
            _ => None,
        }
    }

    pub(super) fn decide(&mut self, answer: Answer, tokens: &[Token], line: &Line<'_>) {
        self.add_heading();
        self.votes.add_verbs(tokens);
        self.after = After::Nothing;
        match answer {
            Answer::Verdicts(verdicts) => {
                let several = verdicts.len() > 1;
                for decided in verdicts {
                    if several && decided.items.is_none() {
                        self.complain(decided.span, &[(Problem::NotUnderstood, decided.span)], line);
                    } else {
                        self.parsed.sentences.push(Sentence::Verdict(verdict(decided, line)));
                    }
                }
            }
            Answer::Unclear { span, problem, at } => self.complain(span, &[(problem, at)], line),
            Answer::Yes(span) => self.parsed.sentences.push(Sentence::Yes(span)),
            Answer::No(span) => self.parsed.sentences.push(Sentence::No(span)),
        }
    }

    /// `accepter` and its numbers on lines of their own, `ok` and `sauf 2` below, `motif : complet`, `pardon, 1 à 3`.
    pub(super) fn join_lines(&mut self, tokens: &[Token], line: &Line<'_>) -> bool {
        if self.join_reason(tokens, line) || self.recast(tokens) {
            return true;
        }
        let Some((items, corrects)) = continuation(tokens) else { return false };
        let joined = match self.parsed.sentences.last_mut() {
            Some(last) if corrects => correct(last, items),
            Some(last) => join(last, items),
            None => false,
        };
        self.joined += usize::from(joined);
        if !joined && corrects {
            let place = tokens::span_of(tokens);
            self.doubt = self.doubt.or(Some((Problem::UnclearIntent, place)));
        }
        joined
    }

    /// `non pardon, mets-le plutôt en attente` behind the decision that it takes the place of.
    fn recast(&mut self, tokens: &[Token]) -> bool {
        let Some(ruling) = recast(tokens) else { return false };
        let Some(Sentence::Verdict(last)) = self.parsed.sentences.last_mut() else { return false };
        let named = last.items.are_named() && last.reason.is_none();
        if named {
            last.ruling = ruling;
            last.anyway = false;
            self.joined += 1;
        }
        named
    }

    /// `motif : complet` under the decision that it is the reason of.
    fn join_reason(&mut self, tokens: &[Token], line: &Line<'_>) -> bool {
        let [label, colon, words @ ..] = tokens else { return false };
        if !label.has(Class::ReasonLabel) || !colon.is_mark(':') || words.is_empty() {
            return false;
        }
        let place = tokens::span_of(words);
        match self.parsed.sentences.last_mut() {
            Some(Sentence::Verdict(Verdict {
                ruling: Ruling::Decide(VerdictKind::Refuse | VerdictKind::Waitlist),
                reason: reason @ None,
                ..
            })) => *reason = Some(Spanned::new(line.text(place), place)),
            Some(Sentence::Errand(errand))
                if errand.kind.tells_behind_colon() && !errand.details.contains_key(&Detail::Reason) =>
            {
                errand.details.insert(Detail::Reason, line.text(place));
            }
            _ => return false,
        }
        self.joined += 1;
        true
    }

    /// "ok. Je regarde demain": who decides all and puts it off is asked.
    pub(super) fn weigh_delay(&mut self) {
        let later = self.parsed.sentences.iter().find_map(|sentence| match sentence {
            Sentence::Verdict(Verdict {
                ruling: Ruling::PutOff, items: Items { lines: Lines::All, .. }, span, ..
            }) => Some(*span),
            _ => None,
        });
        if let Some(later) = later.or(self.chat).filter(|_| self.decides_all()) {
            self.doubt = self.doubt.or(Some((Problem::NotUnderstood, later)));
        }
    }
}

/// "Que se passe-t-il si je refuse la 6 ?": what a decision would do is asked, and nothing decided.
fn asks_about(tokens: &[Token]) -> Option<Answer> {
    const DECISIONS: Classes = Classes::of(&[Class::Approve, Class::Refuse, Class::Waitlist]);
    tokens.last().filter(|last| last.is_mark('?'))?;
    let asks = tokens.iter().position(|token| token.has(Class::Question))?;
    let decides = tokens.iter().skip(asks).any(|token| token.classes.meets(DECISIONS));
    let at = tokens.get(asks)?.span;
    decides.then(|| Answer::Unclear { span: tokens::span_of(tokens), problem: Problem::Question, at })
}

/// Lines and exceptions that go on; `false` when the sentence before does not want them.
fn join(last: &mut Sentence, items: Items) -> bool {
    match (last, items) {
        (last @ Sentence::Yes(_), items) => {
            let (span, ruling) = (last.span(), Ruling::Decide(VerdictKind::Approve));
            *last = Sentence::Verdict(Verdict { span, ruling, items, reason: None, anyway: false });
        }
        (Sentence::Verdict(Verdict { items: known, reason: None, .. }), items) if *known == Items::ALL => {
            *known = items;
        }
        (
            Sentence::Verdict(Verdict {
                items: Items { lines: Lines::Named(known), except, count: None },
                reason: None,
                ..
            }),
            Items { lines: Lines::Named(more), except: none, .. },
        ) if except.is_empty() && none.is_empty() => {
            let new = |pick: &Spanned<Pick>| !known.iter().any(|known| known.value == pick.value);
            let more: Vec<_> = more.into_iter().filter(new).collect();
            known.extend(more);
        }
        _ => return false,
    }
    true
}

/// "Pardon, 1 à 3" takes the place of the lines before.
fn correct(last: &mut Sentence, items: Items) -> bool {
    match last {
        Sentence::Verdict(Verdict { items: known, reason: None, .. }) if known.are_named() && items.are_named() => {
            *known = items;
            true
        }
        _ => false,
    }
}

fn verdict(decided: Decided, line: &Line<'_>) -> Verdict {
    let reason = decided.reason.map(|span| Spanned::new(line.text(span), span));
    Verdict {
        span: decided.span,
        ruling: decided.ruling,
        items: decided.items.unwrap_or(Items::ALL),
        reason,
        anyway: decided.anyway,
    }
}
