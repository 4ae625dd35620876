//! The decision: plan + snapshot + the instant of receipt → effects and answers. A refusal is an answer, never an error.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::answer::{Answer, Letter, ListNeed, NoticeRow, Outcome, Reader, Transcript, TranscriptEntry};
use super::command::{Command, Errand, Meant, Plan, Step};
use super::counter::Passing;
use super::lookup::Wanted;
use super::question::{Question, question, shortened};
use super::{Effect, Recent, Request, Snapshot, list};
use crate::domain::{
    Actor, Booking, BookingId, BookingState, DraftNumber, GuardianId, Language, Person, RequestList, RequestNumber,
    local_day,
};
use crate::grammar::{Cause, ErrandKind};
use crate::message::Fate;

/// What is known of the message beside its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    pub actor: Actor,
    /// Deadlines are judged by it.
    pub received: DateTime<Utc>,
    /// The language of the message's verbs, where they tell.
    pub language: Option<Language>,
    /// Without angle brackets.
    pub message_id: Option<String>,
    /// Why a decision in it decides nothing, when it answers no list.
    pub list_lacking: ListNeed,
    /// How often the sender was answered just now without anything being done, and how often not at all.
    pub recent: Recent,
    /// Files that came with the message, which nobody reads here.
    pub files: usize,
    /// Whether there was a word in it, in the text or in the subject.
    pub has_words: bool,
    /// Whether it holds nothing but what somebody else wrote, and perhaps an answer below, which nobody can tell.
    pub is_quote_alone: bool,
    /// A stranger gets no answer at all: the default where people read the mailbox too.
    pub silent_to_strangers: bool,
}

/// What a message does: all of it or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub effects: Vec<Effect>,
    pub answers: Vec<Answer>,
    pub fate: Fate,
}

impl Decision {
    pub(super) const fn silence(fate: Fate) -> Self {
        Self { effects: Vec::new(), answers: Vec::new(), fate }
    }
}

/// Decides what a message does.
#[must_use]
pub fn decide(plan: &Plan, snapshot: Snapshot, context: &Context) -> Decision {
    let decision = match context.actor.person() {
        None => to_stranger(context),
        Some(person) if plan.steps.is_empty() && plan.closes.is_none() => {
            Desk::new(snapshot, context, person).nothing_asked()
        }
        Some(person) if !context.actor.is_proven() => Desk::new(snapshot, context, person).hold_unproven(plan),
        Some(person) => Desk::new(snapshot, context, person).decide(plan),
    };
    paced(decision, context)
}

/// Lets the letter to the sender say of messages that get no answer. To who has proven nothing it says nothing: they may
/// have written none of them.
pub(super) fn paced(mut decision: Decision, context: &Context) -> Decision {
    let to_sender = decision.answers.iter_mut().find(|answer| matches!(answer.to, Reader::Sender(_)));
    if let Some(answer) = to_sender.filter(|_| context.actor.is_proven()) {
        answer.pace = context.recent.pace(decision.fate, context.received);
    }
    decision
}

/// The same words for whoever proved nothing, once a day at most, or silence.
pub(super) fn to_stranger(context: &Context) -> Decision {
    if context.silent_to_strangers || !context.recent.counted.is_empty() {
        return Decision::silence(Fate::UnknownSender);
    }
    let to = Reader::Stranger(context.actor.address().clone());
    Decision { effects: Vec::new(), answers: vec![Answer::new(to, Letter::Neutral)], fate: Fate::UnknownSender }
}

/// One message on the desk: the books as they become, and what will be told.
pub(super) struct Desk<'a> {
    pub books: Snapshot,
    pub context: &'a Context,
    pub sender: Person,
    pub today: NaiveDate,
    effects: Vec<Effect>,
    pub(super) entries: Vec<TranscriptEntry>,
    /// What guardians who did not write must be told.
    pub told: BTreeMap<(GuardianId, Language), Vec<(BookingId, NoticeRow)>>,
    /// The number of this message's request, once a booking needed one.
    request: Option<RequestNumber>,
    /// What the sender wrote beside the orders.
    pub remark: Option<String>,
    /// The list that the director decided on.
    pub ruled: Option<RequestList>,
    /// Why the director must see the list, if so.
    pub list_needed: Option<ListNeed>,
    /// The question of this message that a word can answer: under this number, until this instant.
    pub question: Option<(DraftNumber, DateTime<Utc>)>,
    /// What a person must answer.
    pub passing: Passing,
}

impl<'a> Desk<'a> {
    fn new(books: Snapshot, context: &'a Context, sender: Person) -> Self {
        let today = local_day(context.received, books.zone);
        Self {
            books,
            context,
            sender,
            today,
            effects: Vec::new(),
            entries: Vec::new(),
            told: BTreeMap::new(),
            request: None,
            remark: None,
            ruled: None,
            list_needed: None,
            question: None,
            passing: Passing::default(),
        }
    }

    fn decide(mut self, plan: &Plan) -> Decision {
        let undecided_before = list::undecided(&self.books, self.today);
        let plan = &self.offering_bookings(plan.clone());
        // Before a draft is closed by the same message: what it holds must not be lost.
        if plan.bulk.is_some() {
            return self.hold_bulk(plan);
        }
        let questions =
            plan.commands().filter(|meant| is_for_a_person(&meant.command)).map(|meant| meant.quote.as_str());
        let remarks: Vec<&str> =
            plan.half_read.iter().map(String::as_str).chain(plan.untold()).chain(questions).collect();
        self.remark = (!remarks.is_empty()).then(|| shortened(&remarks.join(" / ")));
        let mut steps = plan.steps.clone();
        if let Some((number, yes)) = plan.closes {
            match self.close_draft(number, yes) {
                Ok(held) => steps = [held, steps].concat(),
                Err(outcome) => self.entries.push(plain_entry(*outcome)),
            }
        }
        let over = self.answer_question(plan, &mut steps);
        let held = self.question_to_hold(&steps);
        for step in &steps {
            let entry = self.step(step);
            self.add_entry(entry);
        }
        self.queue_who_was_put_aside();
        self.entries.extend(self.what_is_left().map(plain_entry));
        let fate = if plan.gives_up() && !over { Fate::NotUnderstood } else { self.fate_of(plan) };
        if fate != Fate::Acted && self.is_flooded() {
            return Decision::silence(Fate::RateLimited);
        }
        self.renew_question(plan, over, held);
        self.finish(plan, fate, &undecided_before)
    }

    /// What one line asks in several parts is told together.
    fn add_entry(&mut self, entry: TranscriptEntry) {
        match self.entries.last_mut() {
            Some(last) if last.quote.is_some() && last.quote == entry.quote => {
                last.outcomes.extend(entry.outcomes);
                let new = entry.inferred.into_iter().filter(|inference| !last.inferred.contains(inference));
                last.inferred.extend(new.collect::<Vec<_>>());
            }
            _ => self.entries.push(entry),
        }
    }

    fn step(&mut self, step: &Step) -> TranscriptEntry {
        match step {
            Step::Do(meant) => TranscriptEntry {
                quote: Some(meant.quote.clone()),
                inferred: meant.inferred.clone(),
                outcomes: self.command(meant),
            },
            Step::Ask { complaint, .. } if complaint.cause == Cause::NoPending && self.is_director() => {
                let outcomes = self.need_list(self.context.list_lacking);
                TranscriptEntry { quote: None, inferred: Vec::new(), outcomes }
            }
            Step::Ask { quote, complaint, open } => {
                let asked = question(quote, complaint, self.example_beside(quote));
                let until = self.question.map(|(_, until)| until);
                let would =
                    open.iter().flat_map(|open| &open.would).map(|command| self.in_our_words(command)).collect();
                plain_entry(Outcome::Question(Question { until, would, ..asked }))
            }
        }
    }

    /// Notes that the director must see the list. No outcome here: it is told once, at the end of the letter.
    pub fn need_list(&mut self, need: ListNeed) -> Vec<Outcome> {
        self.list_needed = self.list_needed.max(Some(need));
        Vec::new()
    }

    fn command(&mut self, meant: &Meant) -> Vec<Outcome> {
        match &meant.command {
            Command::Book { children, days, dropped, slots, .. } => self.book(children, days, dropped, slots),
            Command::Cancel { what, reason } => {
                let reason = reason.clone().or_else(|| self.remark.clone());
                self.cancel(what, reason.as_deref())
            }
            Command::Status if self.is_director() => self.need_list(ListNeed::Asked),
            Command::Status => vec![self.status(Wanted::default())],
            Command::Help => vec![self.help()],
            Command::Modify(_) => self.errand(&meant.quote, &Errand::of(ErrandKind::Modify)),
            Command::Errand(errand) => self.errand(&meant.quote, errand),
            Command::Decide { list, kind, items, extent, reason, anyway } => {
                let word =
                    super::verdict::Word { kind: *kind, extent: *extent, anyway: *anyway, reason: reason.clone() };
                self.rule(*list, items, &word)
            }
        }
    }

    /// One fate a message: done, told, asked, or not understood at all.
    pub fn fate_of(&self, plan: &Plan) -> Fate {
        if !self.effects.is_empty() {
            Fate::Acted
        } else if plan.closes.is_some() || plan.commands().next().is_some() {
            Fate::Told
        } else if plan.questions().all(|complaint| complaint.cause == Cause::NotUnderstood) {
            Fate::NotUnderstood
        } else {
            Fate::Asked
        }
    }

    /// Writes an effect down and applies it, so that the next command sees it.
    pub fn effect(&mut self, effect: Effect) {
        self.books.apply(&effect);
        self.effects.push(effect);
    }

    pub fn put(&mut self, booking: Booking) {
        self.effect(Effect::PutBooking(booking));
    }

    /// The number of this message's request; one message asks under one number.
    pub fn request_number(&mut self) -> Option<RequestNumber> {
        let Actor::Guardian { id, family, language, .. } = self.context.actor else { return None };
        let language = self.context.language.unwrap_or(language);
        if self.request.is_none() {
            let number = RequestNumber(self.books.counters.request);
            let received = self.context.received;
            let message_id = self.context.message_id.clone();
            let remark = self.remark.clone();
            let request = Request { number, family, guardian: id, language, message_id, received, remark };
            self.effect(Effect::AddRequest(request));
            self.request = Some(number);
        }
        self.request
    }

    pub const fn is_director(&self) -> bool {
        matches!(self.context.actor, Actor::Director { .. })
    }

    /// As the sender is greeted.
    pub fn sender_name(&self) -> String {
        self.name_of(self.sender)
    }

    pub fn name_of(&self, person: Person) -> String {
        match person {
            Person::Guardian(id) => self.books.guardians.get(&id).map(|known| known.name.clone()),
            Person::Director(id) => {
                self.books.directors.iter().find(|known| known.id == id).map(|known| known.name.clone())
            }
        }
        .unwrap_or_default()
    }

    /// Ends with one letter alone, and no other effect than those so far.
    pub fn only(self, letter: Letter, fate: Fate) -> Decision {
        let to = Reader::Sender(self.sender);
        Decision { effects: self.effects, answers: vec![Answer::new(to, letter)], fate }
    }

    /// Whether the sender's address has had so many letters that silence is better.
    pub fn is_flooded(&self) -> bool {
        self.context.recent.is_too_much(self.context.received)
    }

    fn finish(mut self, plan: &Plan, fate: Fate, undecided_before: &list::Undecided) -> Decision {
        let mut letters = self.list_letters(undecided_before);
        self.follow_up_on_list(&letters);
        let mut answers = Vec::new();
        if !self.entries.iter().all(|entry| entry.outcomes.is_empty()) {
            let entries = std::mem::take(&mut self.entries);
            let passed_on = self.request.is_some() || self.asks_to_cancel() || self.passing.is_all();
            // What was done of a line is told; that some of its words were not read, only where somebody reads them.
            let half_read = plan.half_read.iter().filter(|_| passed_on).map(String::as_str);
            let unread = half_read.chain(plan.untold()).map(shortened).collect();
            let question = self.question.map(|(number, _)| number);
            let (name, for_director) = (self.sender_name(), self.is_director());
            let transcript = Transcript { name, for_director, entries, unread, passed_on, question };
            answers.push(Answer::new(Reader::Sender(self.sender), Letter::Transcript(transcript)));
        }
        answers.extend(self.words_passed_on());
        answers.extend(self.notices());
        answers.append(&mut letters);
        Decision { effects: self.effects, answers, fate }
    }

    /// Whether the director reads the message's words with a cancellation that was asked for.
    fn asks_to_cancel(&self) -> bool {
        let asked = |effect: &Effect| matches!(effect, Effect::PutBooking(booking) if matches!(booking.state, BookingState::CancelRequested { .. }));
        !self.is_director() && self.effects.iter().any(asked)
    }

    /// Tells a director who needs the list why, and whether one follows. Who asked for it sees that it does.
    fn follow_up_on_list(&mut self, letters: &[Answer]) {
        let Some(need) = self.list_needed else { return };
        let follows = letters.iter().find_map(|answer| match &answer.letter {
            Letter::List(list) if answer.to == Reader::Sender(self.sender) => Some(list.list),
            _ => None,
        });
        if need != ListNeed::Asked || follows.is_none() {
            self.entries.push(plain_entry(Outcome::ListNeeded { need, follows }));
        }
    }
}

/// What a director reads of a message in any case, and best beside the line that it may change.
fn is_for_a_person(command: &Command) -> bool {
    matches!(command, Command::Errand(errand) if errand.kind == ErrandKind::Contact)
}

/// An outcome that quotes no line of the sender's.
pub(super) fn plain_entry(outcome: Outcome) -> TranscriptEntry {
    TranscriptEntry { quote: None, inferred: Vec::new(), outcomes: vec![outcome] }
}
