//! What a director orders beside a list, in its parts: family, amount, days, capacity, reason. Strict where it acts.

use super::super::classes::{Class, Classes};
use super::super::classify::OwnNames;
use super::super::parser::Problem;
use super::super::parts::{Part, parts};
use super::super::tokens::{self, Kind, Token};
use super::super::words::Mark;
use super::super::{Role, Span, except};
use super::amounts::{decimals, euros, is_money, month};
use super::counts::{is_age_range, is_pointed, numbers, only, without_counts};
use super::head::values;
use super::reader::{Read, add};
use super::strict::doubt;
use super::{Detail, Errand, ErrandKind};

/// A director's sentence that names an errand.
pub(super) struct Directive<'w> {
    pub tokens: &'w [Token],
    pub marks: &'w [Mark],
    pub own: &'w OwnNames,
    /// Where the errand is named.
    pub head: Span,
    pub kind: ErrandKind,
    pub text: &'w dyn Fn(Span) -> String,
}

/// A part that is missing or cannot be told.
type Asked = (Problem, Span);

/// The words of a sentence before the reason or the text that it goes on with.
pub(super) fn said_before_text(tokens: &[Token], head: Span, kind: ErrandKind, role: Role) -> &[Token] {
    if role == Role::Director { split(tokens, head, kind).0 } else { tokens }
}

/// The words that say what, and those that say why: behind a colon, "car", a bracket; of a credit, behind a comma.
fn split(tokens: &[Token], head: Span, kind: ErrandKind) -> (&[Token], &[Token]) {
    let reasons = kind.tells_behind_colon();
    let opens = |(at, token): (usize, &Token)| {
        let number = |at: Option<usize>| {
            let token = at.and_then(|at| tokens.get(at));
            token.is_some_and(Token::is_number)
        };
        let decimal = number(at.checked_sub(1)) && number(Some(at + 1)) && !token.spaced();
        let behind = token.span.from >= head.to;
        // "fermé pour travaux"
        let purpose = matches!(kind, ErrandKind::CloseDay | ErrandKind::OpenDay)
            && token.has(Class::For)
            && tokens.get(at + 1).is_some_and(|next| next.is_unknown_word() && !next.capital)
            && !tokens.iter().any(|token| token.has(Class::Condition) || token.has(Class::Except));
        let why = reasons && (token.is_mark(':') || token.has(Class::Because) || purpose);
        let aside = token.is_mark('(') || (kind == ErrandKind::Credit && token.is_mark(',') && !decimal);
        behind && (why || aside)
    };
    let place = tokens.iter().enumerate().position(opens).unwrap_or(tokens.len());
    tokens.split_at_checked(place).unwrap_or((tokens, &[]))
}

impl Directive<'_> {
    /// The errand with its parts, or what must be asked first.
    pub fn read(&self) -> Read {
        match self.errand() {
            Ok(errand) => Read::Errand(Box::new(errand)),
            Err((problem, span)) => Read::Asked(problem, span),
        }
    }

    fn errand(&self) -> Result<Errand, Asked> {
        let whole = tokens::span_of(self.tokens);
        let mut errand = Errand::of(self.kind, whole);
        let (said, why) = split(self.tokens, self.head, self.kind);
        let (counts, plain) = without_counts(said, self.kind, self.head);
        if self.kind.is_strict() {
            self.refuse_unknown(said)?;
        }
        if self.kind.is_strict() || self.kind == ErrandKind::Publish {
            refuse_condition(why)?;
        }
        // "règlement Martin 36,07 (pas reçu)": where no reason is asked for, a bracket says something else.
        if let Some(bracket) = why.first().filter(|first| first.is_mark('(') && !self.kind.gives_reasons()) {
            return Err((Problem::UnclearIntent, bracket.span));
        }
        let mut numbers = Vec::new();
        if self.kind.is_dated() {
            numbers = self.fill_days(&mut errand, &plain)?;
        }
        self.fill_details(&mut errand, said, why, counts.first().copied().or_else(|| only(&numbers)))?;
        self.require(&errand, said)?;
        doubt(&errand, self.marks, self.head, self.tokens, said).map_or(Ok(errand), Err)
    }

    /// Days, children and parts of the day; the numbers that stand alone are handed back.
    fn fill_days(&self, errand: &mut Errand, said: &[Token]) -> Result<Vec<u32>, Asked> {
        let mut numbers = Vec::new();
        for (part, span) in parts(said, self.own) {
            match part {
                Part::Wrong(problem) if self.kind.needs_days() || self.kind == ErrandKind::Broadcast => {
                    return Err((problem, span));
                }
                Part::Number(number) => numbers.push(number),
                // "message tous", "liste des enfants": of nobody in particular.
                Part::Child(_) if self.kind != ErrandKind::Attendance => {}
                part => add(errand, part, span),
            }
        }
        except::complete_exceptions(&errand.entry.days, &mut errand.entry.except);
        Ok(numbers)
    }

    fn fill_details(
        &self,
        errand: &mut Errand,
        said: &[Token],
        why: &[Token],
        count: Option<u32>,
    ) -> Result<(), Asked> {
        let mut set = |detail: Detail, value: Option<String>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                errand.details.insert(detail, value);
            }
        };
        let place = tokens::span_of(said);
        let marked = |detail| values(self.marks, place, detail).next().map(|(value, _)| value.to_owned());
        match self.kind {
            ErrandKind::RecordPayment => {
                set(Detail::Family, self.family(said)?);
                let amount = self.amount(said)?;
                set(Detail::Number, self.number(said, amount.1));
                set(Detail::Amount, Some(amount.0));
                set(Detail::Method, marked(Detail::Method));
            }
            ErrandKind::Credit => {
                set(Detail::Family, self.family(said)?);
                set(Detail::Amount, Some(self.amount(said)?.0));
                set(Detail::Reason, Some(self.told(why)));
            }
            ErrandKind::Family | ErrandKind::Evidence | ErrandKind::Broadcast | ErrandKind::Attendance => {
                set(Detail::Family, self.family(said)?);
                set(Detail::Topic, marked(Detail::Topic).filter(|_| self.kind == ErrandKind::Family));
                set(Detail::State, marked(Detail::State).filter(|_| self.kind == ErrandKind::Attendance));
                set(Detail::Text, Some(self.told(why)).filter(|_| self.kind.takes_text()));
            }
            ErrandKind::News => set(Detail::Text, Some(self.told(why))),
            ErrandKind::CloseDay | ErrandKind::OpenDay => set(Detail::Reason, Some(self.told(why))),
            ErrandKind::SetCapacity => {
                set(Detail::Capacity, count.map(|count| count.to_string()));
                set(Detail::Name, self.ages(said));
            }
            ErrandKind::Outing => {
                set(Detail::Name, self.outing(said));
                set(Detail::Capacity, count.map(|count| count.to_string()));
            }
            ErrandKind::RunInvoices | ErrandKind::Export => set(Detail::Month, month(said)),
            ErrandKind::Publish | ErrandKind::Child => set(Detail::Name, self.named(said)),
            ErrandKind::Roster => set(Detail::Kind, marked(Detail::Kind)),
            ErrandKind::Invite => {
                let address =
                    said.iter().filter(|token| token.kind == Kind::Masked).map(|token| (self.text)(token.span));
                set(Detail::Address, address.into_iter().find(|text| text.contains('@')));
            }
            ErrandKind::Undo | ErrandKind::Pending => {
                let batch = values(self.marks, place, Detail::Ref).next().map(|(_, span)| span);
                let mut numbers = numbers(said).filter(|(_, span)| span.from >= self.head.from);
                match batch {
                    Some(_) => set(Detail::Ref, numbers.next().map(|(number, _)| number.to_string())),
                    None => errand.items = numbers.map(|(number, _)| number).collect(),
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What the errand cannot do without.
    fn require(&self, errand: &Errand, said: &[Token]) -> Result<(), Asked> {
        let place = tokens::span_of(said);
        let has = |detail: Detail| errand.details.contains_key(&detail);
        let no_days = errand.entry.days.is_empty();
        let names_batch = values(self.marks, place, Detail::Ref).next().is_some();
        let lacking = match self.kind {
            kind if kind.needs_days() && no_days => Some(Problem::MissingDate),
            ErrandKind::SetCapacity if !has(Detail::Capacity) => Some(Problem::UnclearIntent),
            ErrandKind::Outing | ErrandKind::Publish if !has(Detail::Name) => Some(Problem::UnclearIntent),
            ErrandKind::Undo if !has(Detail::Ref) && names_batch => Some(Problem::UnclearIntent),
            ErrandKind::RunInvoices if !has(Detail::Month) => Some(Problem::MissingDate),
            ErrandKind::Invite if !has(Detail::Address) => Some(Problem::UnclearIntent),
            ErrandKind::RecordPayment | ErrandKind::Credit | ErrandKind::Family | ErrandKind::Evidence
                if !has(Detail::Family) =>
            {
                Some(Problem::UnclearIntent)
            }
            ErrandKind::Attendance if errand.entry.children.is_empty() || !has(Detail::State) => {
                Some(Problem::UnclearIntent)
            }
            // Which of the two stays, a person must say.
            ErrandKind::Merge => Some(Problem::UnclearIntent),
            _ => None,
        };
        lacking.map_or(Ok(()), |problem| Err((problem, place)))
    }

    /// "règlement Dupond 30 €": a name that is not on file must not be passed over, nor any word beside what acts.
    fn refuse_unknown(&self, said: &[Token]) -> Result<(), Asked> {
        let marked = |token: &Token| {
            self.marks.iter().any(|mark| mark.span.from <= token.span.from && token.span.to <= mark.span.to)
        };
        let unknown = said.iter().find(|token| token.is_unknown_word() && !marked(token));
        match unknown {
            Some(word) if word.capital && word.span.from >= self.head.to => Err((Problem::UnknownName, word.span)),
            Some(word) => Err((Problem::NotUnderstood, word.span)),
            None => Ok(()),
        }
    }

    /// The family that is named, as on file.
    fn family(&self, said: &[Token]) -> Result<Option<String>, Asked> {
        let mut families = said.iter().filter_map(|token| Some((token.family()?, token.span)));
        let Some((first, _)) = families.next() else {
            let name = |token: &&Token| token.is_unknown_word() && token.capital && token.span.from >= self.head.to;
            return match said.iter().find(name) {
                Some(unknown) => Err((Problem::UnknownName, unknown.span)),
                None => Ok(None),
            };
        };
        match families.find(|(other, _)| *other != first) {
            Some((_, span)) => Err((Problem::UnclearIntent, span)),
            None => Ok(Some(first.to_owned())),
        }
    }

    /// `36,07`, `120 €`, `30`: with two decimals, and where it stands. Two amounts, or none, are asked about.
    fn amount(&self, said: &[Token]) -> Result<(String, Span), Asked> {
        let money = |token: &&Token| token.kind == Kind::Masked && is_money(&(self.text)(token.span));
        let masked = said.iter().filter(money).filter_map(|token| Some((euros(&(self.text)(token.span))?, token.span)));
        let mut amounts: Vec<(String, Span)> = masked.collect();
        if amounts.is_empty() {
            amounts = decimals(said);
        }
        if amounts.is_empty() {
            // "1250.5" is not 1250.
            let pointed = said.windows(3).find(|three| is_pointed(three));
            if let Some(three) = pointed {
                return Err((Problem::UnclearIntent, tokens::span_of(three)));
            }
            let bare = numbers(said).take(1);
            amounts = bare.map(|(number, span)| (format!("{number}.00"), span)).collect();
        }
        match <[(String, Span); 1]>::try_from(amounts) {
            Ok([only]) => Ok(only),
            Err(_) => Err((Problem::UnclearIntent, tokens::span_of(said))),
        }
    }

    /// The number of a cheque: behind "n°", or the only long number beside the amount.
    fn number(&self, said: &[Token], amount: Span) -> Option<String> {
        let long = |token: &&Token| {
            matches!(token.kind, Kind::Number { digits, .. } if digits >= 4)
                && (token.span.to <= amount.from || token.span.from >= amount.to)
        };
        said.iter().find(long).map(|token| (self.text)(token.span))
    }

    /// `3-5 ans`.
    fn ages(&self, said: &[Token]) -> Option<String> {
        let at = said.iter().position(|token| token.has(Class::Years))?;
        let from = at.checked_sub(2).filter(|from| is_age_range(said.get(*from..=at).unwrap_or_default()));
        let span = tokens::span_of(said.get(from.unwrap_or(at)..=at)?);
        Some((self.text)(span))
    }

    /// "ferme", "zoo de Plaisance": the words behind the head, as far as a day, a part of the day or a number.
    fn outing(&self, said: &[Token]) -> Option<String> {
        let ends = |token: &&Token| {
            let days = Classes::of(&Class::WEEK).with(Classes::of(&Class::YEAR));
            let day = token.classes.meets(days) || token.has(Class::Today) || token.has(Class::Tomorrow);
            !(day || token.names_something() || matches!(token.kind, Kind::Number { .. } | Kind::Mark(_)))
        };
        let behind = said.iter().skip_while(|token| token.span.from < self.head.to).take_while(ends);
        self.without_small_words(&behind.cloned().collect::<Vec<_>>())
    }

    /// "programme juillet", "règlement intérieur": the words behind the head, to the end or a comma.
    fn named(&self, said: &[Token]) -> Option<String> {
        let goes_on =
            |token: &&Token| !matches!(token.kind, Kind::Mark(',' | '(' | ':' | '?')) && !token.has(Class::Closing);
        let behind = said.iter().skip_while(|token| token.span.from < self.head.to).take_while(goes_on);
        self.without_small_words(&behind.cloned().collect::<Vec<_>>())
    }

    fn without_small_words(&self, words: &[Token]) -> Option<String> {
        let small = |token: &Token| token.has(Class::Article) || token.has(Class::From) || token.has(Class::Polite);
        let first = words.iter().position(|token| !small(token))?;
        let last = words.iter().rposition(|token| !small(token))?;
        words.get(first..=last).map(|words| self.plain(words))
    }

    /// The words as they were written, with single spaces.
    fn plain(&self, words: &[Token]) -> String {
        (self.text)(tokens::span_of(words)).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words of a reason or a text, without the sign that opens it.
    fn told(&self, why: &[Token]) -> String {
        let Some((opening, words)) = why.split_first() else { return String::new() };
        let closed = |token: &Token| opening.is_mark('(') && token.is_mark(')');
        let end = words.iter().position(closed).unwrap_or(words.len());
        let words = words.get(..end).unwrap_or_default();
        // ", motif : sortie annulée"
        let words = match words {
            [label, colon, words @ ..] if label.has(Class::ReasonLabel) && colon.is_mark(':') => words,
            words => words,
        };
        if words.is_empty() { String::new() } else { self.plain(words) }
    }
}

impl ErrandKind {
    /// Whether a reason may follow it in brackets.
    const fn gives_reasons(self) -> bool {
        let told = matches!(self, Self::CloseDay | Self::OpenDay | Self::Credit | Self::Outing | Self::Publish);
        told || self.takes_text()
    }

    /// Whether days, children or parts of the day belong to it.
    const fn is_dated(self) -> bool {
        self.needs_days() || matches!(self, Self::Broadcast | Self::Child)
    }
}

/// "fermer le 10 : si la canicule dure".
fn refuse_condition(why: &[Token]) -> Result<(), Asked> {
    let Some((opening, words)) = why.split_first() else { return Ok(()) };
    if let Some(first) = words.first().filter(|first| first.has(Class::Condition) || first.has(Class::Except)) {
        return Err((Problem::Conditional, first.span));
    }
    // ": non finalement", ": pas avant juillet", "(et le 16)", "(le matin)".
    let days = Classes::of(&Class::WEEK).with(Classes::of(&Class::YEAR));
    let bounds = |token: &Token| {
        let part = token.classes.meets(days) || matches!(token.own, Some(tokens::Own::Slot(_)));
        opening.is_mark('(') && (part || token.is_number())
    };
    let turns = |token: &Token| token.has(Class::No) || token.has(Class::Same) || token.has(Class::Afterthought);
    let denied = words.first().filter(|first| first.has(Class::NotAfter) || first.has(Class::NotBefore));
    match denied.or_else(|| words.iter().find(|word| turns(word) || bounds(word))) {
        Some(word) => Err((Problem::UnclearIntent, word.span)),
        None => Ok(()),
    }
}
