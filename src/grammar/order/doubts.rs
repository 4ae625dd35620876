//! What in an order must be asked about: moods, and words that nobody knows.

use super::super::classes::{Class, Classes};
use super::super::classify::KEPT_AT_HOME;
use super::super::parser::Problem;
use super::super::parts::Unknown;
use super::super::{ChildRef, DaySet, Entry, SlotRef, Span, Spanned, Verb};
use super::{BLANKS, Draft, Field, Setting, has};

/// Characters of an hour, such as `13h30` or `2:30 pm`.
const LONGEST_HOUR: usize = 7;

impl Draft {
    /// Doubt, questions and negation: nothing is done, whatever the rest says.
    pub(super) fn mood(&self, verb: Verb, setting: Setting<'_>) -> Option<(Problem, Span)> {
        let whole = self.span.unwrap_or_default();
        // "merci pour votre aide pour Zoé le 8": what could be an order is not answered with the help alone.
        match verb {
            Verb::Help => return (self.seen.count() > 0).then_some((Problem::UnclearIntent, whole)),
            Verb::Status => return (self.seen.count() > 1).then_some((Problem::UnclearIntent, whole)),
            Verb::Book | Verb::Cancel => {}
        }
        let find = |wanted: &[Class]| self.moods.iter().find(|(mood, _)| wanted.contains(mood)).map(|(_, span)| *span);
        // "pouvez-vous prendre Zoé mercredi ?": the verb holds the wish.
        let asked_politely = find(&[Class::Asking]).is_some() || self.verb.is_some_and(|(said, _)| said.is_wished());
        let possible = find(&[Class::Possible]);
        let question = if verb == Verb::Cancel {
            possible.or(setting.asks.then_some(whole)).filter(|_| !asked_politely)
        } else {
            setting.asks.then_some(whole).filter(|_| !asked_politely && possible.is_none())
        };
        let thanks = self.formula.is_some_and(|formula| formula.from < whole.from);
        let changes = if verb == Verb::Cancel { &[][..] } else { &[Class::Change][..] };
        find(&[Class::Condition, Class::Keep, Class::Or, Class::Move, Class::Replace, Class::Instead])
            .or_else(|| find(changes))
            .map(|span| (Problem::Conditional, span))
            .or_else(|| find(&[Class::Question]).or(question).map(|span| (Problem::Question, span)))
            .or_else(|| {
                let turns = find(&[Class::But, Class::With, Class::Open]).filter(|_| verb == Verb::Cancel);
                turns.map(|span| (Problem::UnclearIntent, span))
            })
            .or_else(|| {
                find(&[Class::NotBefore, Class::NotAfter, Class::Without]).map(|span| (Problem::UnclearIntent, span))
            })
            // "Zoé restera avec moi mercredi en journée": then she does not come.
            .or_else(|| find(&[Class::AtHome]).map(|span| (Problem::UnclearIntent, span)))
            // "Merci pour Zoé le 17 juin en journée": thanks, or an order?
            .or_else(|| (thanks && self.verb.is_none()).then_some((Problem::UnclearIntent, whole)))
            .or_else(|| self.denied_day(verb))
    }

    /// "Zoé ne viendra pas toute la journée": perhaps for a part of it.
    fn denied_day(&self, verb: Verb) -> Option<(Problem, Span)> {
        let (said, place) = self.verb.filter(|(said, _)| said.presence && verb == Verb::Cancel)?;
        let slots = || self.closed.iter().flat_map(|entry| &entry.slots);
        let day =
            slots().find(|slot| slot.value == SlotRef::FullDay && place.to <= slot.span.from).map(|slot| slot.span);
        // "Zoé ne viendra pas tous les jours".
        let every = |days: &&Spanned<DaySet>| {
            matches!(&days.value, DaySet::Recurring(recurrence) if recurrence.weekdays.is_empty())
                && place.to <= days.span.from
        };
        let days = || self.closed.iter().flat_map(|entry| &entry.days);
        let day = day.or_else(|| days().find(every).map(|days| days.span))?;
        let denies = said.verb == Verb::Book || said.is_denied();
        denies.then_some((Problem::UnclearIntent, day))
    }

    /// "Zoé et Hugo 6, 7 et 8 juillet, Hugo seulement le 7": a child of several whose days are said anew.
    pub(super) fn limited_again(&self, verb: Verb) -> Option<Span> {
        let first = self.closed.first().filter(|first| verb == Verb::Book && first.children.len() > 1)?;
        let again = |entry: &&Entry| {
            let known = |child: &Spanned<ChildRef>| first.children.iter().any(|known| known.value == child.value);
            let whole = !entry.slots.is_empty() && !first.slots.is_empty();
            !entry.children.is_empty() && !entry.days.is_empty() && entry.children.iter().all(known) && !whole
        };
        let entry = self.closed.iter().skip(1).find(again)?;
        let limits = |(mood, span): &&(Class, Span)| *mood == Class::Limit && first.span.to <= span.from;
        self.moods.iter().find(limits).map(|_| entry.span)
    }

    /// Whether days stand before their child although the entry before began with its child.
    pub(super) fn leaves_days_open(&self) -> bool {
        let headless =
            |entry: &Entry| entry.children.is_empty() && (has(entry, Field::Days) || has(entry, Field::Slots));
        let begins_with_child = |entry: &Entry| {
            let first = |spans: Option<Span>| spans.map_or(usize::MAX, |span| span.from);
            let days = first(entry.days.first().map(|days| days.span));
            let slots = first(entry.slots.first().map(|slot| slot.span));
            first(entry.children.first().map(|child| child.span)) < days.min(slots)
        };
        self.open.as_ref().is_some_and(headless) && self.closed.iter().any(begins_with_child)
    }

    /// Words that nobody knows: beside a verb they are passed over unless they look like a slip; a bare entry, or "she comes", has no room for them.
    pub(super) fn find_slips(&mut self, verb: Verb, bare: bool) {
        if matches!(verb, Verb::Status | Verb::Help) {
            return;
        }
        // "annuler le bus de Zoé", "absente avant 10 h": what is taken away must be understood to the last word.
        let heavy = |span: &Span| verb == Verb::Cancel && !self.is_aside(*span);
        let usual = Classes::of(&Class::SLOTS.map(|(class, _)| class));
        let first = self.closed.iter().flat_map(|entry| &entry.children).map(|child| child.span).min();
        let several = self.closed.iter().map(|entry| entry.children.len().max(1)).sum::<usize>() > 1;
        // "annuler Zoé 8/07, <garder> Hugo": the word may turn round what the second name is for.
        let turns = |span: &Span| several && first.is_none_or(|first| first < *span) && !self.is_aside(*span);
        // "Zoé vient demain matin chercher son pull".
        let coming = self.coming(verb);
        let comes = |span: Span| coming.is_some_and(|coming| coming.to <= span.from);
        let slots = |near: &Classes| near.meets(usual) || near.has(Class::FullDay) || near.has(Class::HalfDay);
        let problem = |(word, span): &(Unknown, Span)| match word {
            Unknown::Slip(_) if verb == Verb::Cancel && self.is_aside(*span) => None,
            Unknown::Slip(near) if slots(near) => Some((Problem::AmbiguousSlot, *span)),
            Unknown::Slip(_) => Some((Problem::NotUnderstood, *span)),
            // No programme of ours has activities yet.
            Unknown::Motive if verb == Verb::Book && !self.is_aside(*span) => Some((Problem::NotUnderstood, *span)),
            Unknown::Activity if verb == Verb::Book => Some((Problem::UnknownActivity, *span)),
            _ if comes(*span) && !self.is_aside(*span) => Some((Problem::NotUnderstood, *span)),
            _ if (verb == Verb::Book && (bare || *word == Unknown::Place || self.stands_by_verb(*span)))
                || heavy(span)
                || turns(span) =>
            {
                Some((Problem::NotUnderstood, *span))
            }
            _ => None,
        };
        let problems: Vec<_> = self.unknown.iter().filter_map(problem).collect();
        self.problems.extend(problems);
        self.problems.extend(self.hour_taken_away(verb).map(|span| (Problem::NotUnderstood, span)));
        self.problems.extend(self.only_told(verb, bare).map(|span| (Problem::UnclearIntent, span)));
        if verb == Verb::Cancel {
            self.problems.extend(self.stands_apart().map(|span| (Problem::UnclearIntent, span)));
            self.problems.extend(self.comes_instead().map(|span| (Problem::UnclearIntent, span)));
        }
    }

    /// "impossible d'inscrire Zoé", "noter l'anniversaire de Zoé": nothing of the entry parts the word from the verb, which
    /// may be about something else.
    fn stands_by_verb(&self, word: Span) -> bool {
        let Some((_, verb)) = self.verb else { return true };
        let between = Span::new(word.to.min(verb.to), word.from.max(verb.from));
        let within = |place: Span| between.from <= place.from && place.to <= between.to;
        let parts = |entry: &Entry| {
            let days = entry.days.iter().chain(&entry.except).map(|days| days.span);
            let slots = entry.slots.iter().map(|slot| slot.span);
            entry.children.iter().map(|child| child.span).chain(days).chain(slots).any(within)
        };
        !self.closed.iter().any(parts)
    }

    /// "absente le 8, elle arrive à 10h": an hour is heavy wherever it stands; a telephone number is longer.
    fn hour_taken_away(&self, verb: Verb) -> Option<Span> {
        let short = |masked: Span| masked.to - masked.from <= LONGEST_HOUR;
        let mut masked = self.masked.iter().copied();
        masked.find(|masked| verb == Verb::Cancel && (short(*masked) || !self.is_aside(*masked)))
    }

    /// Where a booking tells that somebody comes.
    fn coming(&self, verb: Verb) -> Option<Span> {
        self.verb.filter(|(said, _)| said.presence && verb == Verb::Book).map(|(_, span)| span)
    }

    /// What is told of somebody or something, and not asked for: "Zoé le 8 journée elle reste avec moi", "… Je vous confirme
    /// demain", "ma réservation du 8", and of the writer alone "je suis malade le 9".
    fn only_told(&self, verb: Verb, bare: bool) -> Option<Span> {
        let begins = self.closed.iter().map(|entry| entry.span.from).min().unwrap_or_default();
        let goes_on = self.seen.count() < 2;
        // "Je la garde à la maison" is of the child.
        let of_writer = self.verb.is_some_and(|(said, _)| said.presence && said.inner != KEPT_AT_HOME);
        let absent = of_writer && verb == Verb::Cancel && !self.seen.children;
        // "J'ai Zoé le 10 juillet": then she is not at the centre.
        let wishes = self.moods.iter().any(|(mood, _)| matches!(mood, Class::Asking | Class::Possible));
        // "On viendra demain matin payer.": the child that is not named may stay at home.
        let comes = self.coming(verb).is_some() && !self.seen.children;
        let told = |(writer, subject): &&(bool, Span)| {
            (bare && (begins < subject.from || goes_on))
                || ((absent || comes) && *writer)
                || (bare && *writer && !wishes)
        };
        let subject = self.subjects.iter().find(told).map(|(_, subject)| *subject);
        let confirms = || self.moods.iter().find(|(mood, _)| bare && goes_on && *mood == Class::Yes);
        let mentioned = || self.mentions.first().copied().filter(|_| bare);
        subject.or_else(|| confirms().map(|(_, span)| *span)).or_else(mentioned)
    }

    /// "Nous avons demandé les 17 et 24, annulez Hugo le 24": days before the verb and others behind it.
    fn stands_apart(&self) -> Option<Span> {
        let (_, verb) = self.verb.filter(|(said, _)| !said.noun && !said.presence)?;
        let dated = || self.closed.iter().filter(|entry| !entry.days.is_empty());
        let before = dated().find(|entry| entry.span.to <= verb.from)?;
        dated().any(|entry| entry.span.from >= verb.to).then_some(before.span)
    }

    /// What behind a cancellation may not be cancelled: "…, seulement Hugo" (a child without days of its own), "…, au centre
    /// le 9" (days that words part from those before), "…, le 9 oui".
    fn comes_instead(&self) -> Option<Span> {
        let presence = self.verb.is_some_and(|(said, _)| said.presence);
        let of_child = |entry: &Entry| !entry.children.is_empty() && entry.days.is_empty();
        // "…, elle reste manger", "…, que l'après-midi": another part of the day alone.
        let of_slot = |entry: &Entry| entry.children.is_empty() && entry.days.is_empty() && !entry.slots.is_empty();
        // "Zoé est malade demain, Hugo journée le 17".
        let booked = |entry: &Entry| presence && !entry.children.is_empty() && !entry.slots.is_empty();
        // "le repas de Zoé le 17 et de Hugo le 24": all of his day?
        let heads = |first: &Entry| {
            let slot = first.slots.first().map(|slot| slot.span);
            slot.zip(first.children.first()).is_some_and(|(slot, child)| slot < child.span)
        };
        let parted = self.closed.first().is_some_and(heads);
        let whole = |entry: &Entry| parted && entry.slots.is_empty() && !entry.children.is_empty();
        // "Zoé absente le 6 juillet, journée le 9 juillet".
        let bare = self.closed.first().is_some_and(|first| first.slots.is_empty());
        let comes = |entry: &Entry| presence && bare && !entry.slots.is_empty();
        let other = |entry: &&Entry| of_child(entry) || of_slot(entry) || booked(entry) || whole(entry) || comes(entry);
        let later = self.closed.iter().skip(1).find(other);
        // "…, le 9 oui", "…, seulement le 8": said behind the first day, it is not of what is cancelled.
        let first_day = self.closed.iter().flat_map(|entry| &entry.days).map(|days| days.span.to).min();
        let behind = |(mood, span): &&(Class, Span)| {
            matches!(mood, Class::Yes | Class::Limit) && first_day.is_some_and(|day| day <= span.from)
        };
        // "Zoé ne vient pas seulement le matin": she stays longer.
        let denied = self.verb.filter(|(said, _)| said.presence && said.is_denied()).map(|(_, verb)| verb.to);
        let only = |(mood, span): &&(Class, Span)| {
            *mood == Class::Limit && denied.is_some_and(|verb| span.from <= verb + BLANKS)
        };
        let turned = self.moods.iter().find(|mood| behind(mood) || only(mood)).map(|(_, span)| *span);
        later.map(|entry| entry.span).or(self.loose.first().copied()).or(turned)
    }

    /// Whether a child that comes next, behind "pour", limits what was said of several.
    pub(super) fn limits_children(&self) -> bool {
        let several = self.open.as_ref().is_some_and(|entry| entry.children.len() > 1);
        several && (self.takes_away || self.adds)
    }

    /// Whether a child comes again behind the part of the day of several, of whom it is one.
    pub(super) fn names_again(&self, child: &ChildRef) -> bool {
        self.open.as_ref().is_some_and(|entry| {
            let named = entry.children.iter().any(|known| known.value == *child);
            entry.children.len() > 1 && named && has(entry, Field::Slots) && self.last == Some(Field::Slots)
        })
    }

    /// Whether it tells of an absence.
    pub(super) fn is_absence(&self) -> bool {
        self.verb.is_some_and(|(said, _)| said.presence && said.verb == Verb::Cancel)
    }

    /// Whether a child was told to be absent, and no day yet.
    pub(super) fn told_absent(&self) -> bool {
        let last = self.open.as_ref().and_then(|entry| entry.children.last()).map(|child| child.span);
        let absent = self.verb.filter(|(said, _)| said.presence && said.verb == Verb::Cancel).map(|(_, verb)| verb);
        last.zip(absent).is_some_and(|(child, verb)| child.to <= verb.from)
    }

    /// Whether the entry names several children with their days, and no part of the day yet.
    pub(super) fn is_of_several(&self) -> bool {
        self.open.as_ref().is_some_and(|entry| {
            let all = entry.children.iter().any(|child| matches!(child.value, ChildRef::All(_)));
            (all || entry.children.len() > 1) && has(entry, Field::Days) && !has(entry, Field::Slots)
        })
    }

    /// Whether the days that come next follow several slots, which other days precede.
    pub(super) fn has_several_slots(&self) -> bool {
        self.open.as_ref().is_some_and(|entry| entry.slots.len() > 1 && has(entry, Field::Days))
    }

    /// Whether a comma parts a word from all that was read: "…, elle a rendez-vous", "Suite à un imprévu, …".
    fn is_aside(&self, word: Span) -> bool {
        let Some(read) = self.span else { return false };
        self.explains(word)
            || self.commas.iter().any(|comma| {
                (read.to <= comma.from && comma.to <= word.from) || (word.to <= comma.from && comma.to <= read.from)
            })
    }

    /// "Hugo a de la fièvre, il ne viendra pas": why, said of the only child before the comma.
    fn explains(&self, word: Span) -> bool {
        // "Nous partons le 8, donc annulez Zoé".
        let behind = |verb: Span| {
            self.commas.iter().any(|comma| word.to <= comma.from && comma.to <= verb.from && comma.from < comma.to)
        };
        if self.motives.contains(&word) && self.verb.is_some_and(|(said, verb)| !said.noun && behind(verb)) {
            return true;
        }
        let mut children = self.closed.iter().flat_map(|entry| &entry.children);
        let (Some(child), None, Some((_, verb))) = (children.next(), children.next(), self.verb) else { return false };
        let comma = |comma: &Span| word.to <= comma.from && comma.to <= verb.from && comma.from < comma.to;
        self.motives.contains(&word) && child.span.to <= word.from && self.commas.iter().any(comma)
    }

    /// "anuler mes demandes", "facture de la réservation": the noun would be read as an order of its own.
    pub(super) fn slip_beside_noun(&self) -> bool {
        let Some((_, noun)) = self.verb.filter(|(said, _)| said.weak) else { return false };
        self.unknown.iter().any(|(word, span)| word.is_slip() || (span.to <= noun.from && !self.is_aside(*span)))
    }
}
