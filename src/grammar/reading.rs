//! From a whole text to what was read in it: line by line, sentence by sentence, until a closing formula or too much that is unknown.

mod asked;
mod chat;
mod complaints;
mod completion;
mod confirmation;
mod correction;
mod courtesy;
mod errands;
mod fallback;
mod gist;
mod mentions;
mod month;
mod orders;
mod passes;
mod repeats;
mod sharing;
mod table;
mod told;
mod verdicts;
mod votes;
mod weigh;
mod whole;

use super::classes::Class;
use super::classify::{OwnNames, classify, plain};
use super::greeting::Greeting;
use super::lines::{
    closes, is_reply, is_rule, is_signature, is_signature_mark, might_order, segments, unwrapped_length, without_labels,
};
use super::parser::Problem;
use super::tokens::{self, Token};
use super::verdict::Answer;
use super::words::{Mark, marks};
use super::{ChildRef, Complaint, ErrandKind, Lexicon, Order, Parsed, Role, Sentence, Span, Spanned, TextPart, Verb};
use chat::{is_thanks, tells_of_child};
use errands::{asks_something, is_free_question, outside_talk};
use mentions::{names_somebody, only_thanks, says_something};
use table::heads_decisions;
use votes::Votes;

pub(super) use courtesy::is_courteous;
pub use passes::parse;

/// Characters that are read; nobody asks for a place in more.
const LONGEST_TEXT: usize = 50_000;
/// Characters of a line; a longer one is no sentence of a person.
const LONGEST_LINE: usize = 4_000;
/// Words of a question that only asks again for what the sentence before it names.
const SHORT_QUESTION: usize = 9;
/// Sentences that are read; far beyond what is done without asking back.
const MOST_SENTENCES: usize = 200;

/// Reads a text once, line by line. `bold`: what would be asked about is read for its gist.
fn parse_lines(text: &str, part: TextPart, lexicon: &Lexicon, bold: bool) -> Parsed {
    let mut reading = Reading {
        part,
        lexicon,
        own: OwnNames::new(lexicon),
        bold,
        parsed: Parsed::default(),
        first_unknown: None,
        greeting: Greeting::default(),
        votes: Votes::default(),
        after: After::Nothing,
        heading: None,
        heading_children: Vec::new(),
        lone: None,
        joined: 0,
        doubt: None,
        ended: false,
        after_gap: false,
        left_alone: None,
        columns: Vec::new(),
        chat: None,
        label: None,
        told: None,
        of_child: None,
        idle: Vec::new(),
        month: None,
        marks: Vec::new(),
        ledger: None,
        text_from: None,
    };
    if part == TextPart::Body || !is_reply(text) {
        reading.read(text);
    }
    reading.finish()
}

/// A text that is being read.
struct Reading<'l> {
    part: TextPart,
    lexicon: &'l Lexicon,
    own: OwnNames,
    /// Sentences that would be asked about are read for their gist.
    bold: bool,
    parsed: Parsed,
    first_unknown: Option<Span>,
    votes: Votes,
    after: After,
    greeting: Greeting,
    /// A heading that nothing has followed yet.
    heading: Option<Order>,
    /// The children that a heading names: those of the lines below.
    heading_children: Vec<Spanned<ChildRef>>,
    /// Children alone on their line, whose days have not come yet.
    lone: Option<Span>,
    /// Lines that were joined to the sentence before.
    joined: usize,
    /// What was not read and may take back all the rest.
    doubt: Option<(Problem, Span)>,
    /// A closing formula, a signature or too much that is unknown was met: what follows is looked through, not read.
    ended: bool,
    /// An empty line precedes.
    after_gap: bool,
    /// A child alone on the line before, which nothing was made of.
    left_alone: Option<Span>,
    /// The month, and its year where that was said, that stands over the lines below.
    month: Option<(u32, Option<i32>)>,
    /// A sentence that tells of a child, without a day and without a word that orders.
    of_child: Option<Span>,
    /// The last sentence that only told what is booked.
    told: Option<Span>,
    /// A heading that nobody understands, over entries without a verb.
    label: Option<Span>,
    /// A sentence that only tells, of a director.
    chat: Option<Span>,
    /// What stands over the columns of a table.
    columns: Vec<Vec<Token>>,
    /// Sentences that can order nothing.
    idle: Vec<Span>,
    /// Where the line that is read names errands.
    marks: Vec<Mark>,
    /// What the heading above lists, a line each.
    ledger: Option<ErrandKind>,
    /// Where a text begins that reaches to the end of the message: a broadcast's.
    text_from: Option<usize>,
}

/// What the last sentence was, for a line that goes on without a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Nothing,
    Booking,
    /// A booking that is asked about: what follows must not take its parts from one before it.
    AskedBooking,
    /// A cancellation: an entry without a verb may be meant either way.
    Cancelling,
    /// `annuler :` or `réserver Zoé :` alone on its line: verb and children of the entries below.
    Heading(Verb, Span),
}

/// A line with the place of its first character.
struct Line<'l> {
    characters: &'l [char],
    start: usize,
}

impl Line<'_> {
    fn text(&self, span: Span) -> String {
        let place = |place: usize| place.saturating_sub(self.start).min(self.characters.len());
        self.characters.get(place(span.from)..place(span.to)).unwrap_or_default().iter().collect()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Go,
    Stop,
}

impl Reading<'_> {
    fn read(&mut self, text: &str) {
        let characters: Vec<char> = text.chars().take(LONGEST_TEXT).collect();
        let mut start = 0;
        while let Some(rest) = characters.get(start..).filter(|rest| !rest.is_empty()) {
            let line = Line { characters: rest.get(..unwrapped_length(rest)).unwrap_or(rest), start };
            if self.read_line(&line) == Next::Stop || self.is_full() {
                self.add_text(&characters);
                return;
            }
            start += line.characters.len() + 1;
        }
    }

    fn is_full(&self) -> bool {
        self.parsed.sentences.len() + self.parsed.complaints.len() >= MOST_SENTENCES
    }

    fn read_line(&mut self, line: &Line<'_>) -> Next {
        let whole = Span::new(line.start, line.start + line.characters.len());
        if line.characters.len() > LONGEST_LINE {
            self.unknown_line(whole);
            return Next::Go;
        }
        if is_rule(line.characters) {
            self.ended = true;
            return if is_signature_mark(line.characters) { Next::Stop } else { Next::Go };
        }
        // Where all is in capitals, a capital makes no name.
        let shouted = !line.characters.iter().any(|character| character.is_lowercase());
        let tokens = self.tokens(line, shouted);
        self.greeting.note(&tokens);
        let director = self.lexicon.role == Role::Director;
        if director && heads_decisions(&tokens) {
            self.first_unknown = self.first_unknown.or(Some(whole));
            return Next::Go;
        }
        self.ended |= director && self.says_something() && is_signature(&tokens, shouted, self.after_gap);
        self.after_gap = tokens.is_empty();
        self.weigh_child_left(&tokens);
        let before = self.parsed.sentences.len() + self.parsed.complaints.len();
        let mut unknown = None;
        let row = self.row(&tokens, line);
        let pieces: Vec<&[Token]> = match &row {
            Some(cells) => cells.iter().map(Vec::as_slice).collect(),
            None => segments(&tokens).into_iter().flat_map(|segment| self.pieces(segment)).collect(),
        };
        // What a correction cuts off is read to the word.
        let corrected = tokens.iter().any(|token| token.has(Class::Correction));
        for segment in pieces {
            if self.text_from.is_some() {
                return Next::Stop;
            }
            let closing = closes(segment);
            self.ended |= closing && self.says_something();
            if self.ended {
                self.look_through(segment);
            }
            if self.ended || closing {
                continue;
            }
            let segment = self.below_month(segment);
            let segment = segment.as_ref();
            if self.read_ledger(segment, line) {
                continue;
            }
            if (director && is_thanks(segment))
                || self.confirms(segment)
                || self.begin_month(segment)
                || self.tells_booking(segment)
                || self.tells_who_stays(segment)
            {
                continue;
            }
            let found =
                if self.bold && !corrected { self.read_gist(segment, line) } else { self.read_piece(segment, line) };
            unknown = unknown.or(found);
        }
        if self.text_from.is_some() {
            return Next::Stop;
        }
        let nothing = before == self.parsed.sentences.len() + self.parsed.complaints.len();
        if let (Some(_), true, false) = (unknown, nothing, !director && only_thanks(&tokens)) {
            self.unknown_line(tokens::span_of(&tokens));
        }
        Next::Go
    }

    /// Reads a sentence and notes what it is for those around it; tells where it is, when nothing is understood.
    fn read_piece(&mut self, segment: &[Token], line: &Line<'_>) -> Option<Span> {
        self.note_bearer(segment);
        let progress = self.progress();
        let found = match self.without_chat(segment) {
            Some(rest) => self.read_either(segment, &rest, line),
            None => self.read_sentence(segment, line),
        };
        let unread = progress == self.progress();
        if !might_order(segment) && !names_somebody(segment) {
            self.idle.push(tokens::span_of(segment));
        }
        self.weigh(segment, unread);
        self.note_label(segment, unread);
        if unread {
            self.of_child = self.of_child.or(tells_of_child(segment).then(|| tokens::span_of(segment)));
            self.note_children(segment);
            self.note_told_days(segment);
        }
        if unread && found.is_some() && segment.iter().any(says_something) {
            self.parsed.unread.push(tokens::span_of(segment));
        }
        found
    }

    fn tokens(&mut self, line: &Line<'_>, shouted: bool) -> Vec<Token> {
        let glyphs = tokens::fold(line.characters.iter().copied().zip(line.start..));
        let plain = plain(&glyphs);
        let marks = marks(&plain);
        let mut tokens = classify(plain, self.lexicon, &self.own);
        self.marks = outside_talk(marks, &tokens);
        for token in &mut tokens {
            token.capital &= !shouted;
        }
        if self.lexicon.role == Role::Parent {
            without_labels(&mut tokens);
            tokens.drain(..if whole::is_numbered(&tokens) { 2 } else { 0 });
        }
        if let Some(stop) = whole::numbering(&tokens).filter(|_| self.lexicon.role == Role::Director) {
            tokens.remove(stop);
        }
        tokens
    }

    /// Reads one sentence; tells where it is, when nothing is understood.
    fn read_sentence(&mut self, tokens: &[Token], line: &Line<'_>) -> Option<Span> {
        if self.lexicon.role == Role::Director && self.join_lines(tokens, line) {
            return None;
        }
        let found = self.answer(tokens);
        let decides = self.lexicon.role == Role::Director && found.is_some();
        if self.correct(tokens, line) || (!decides && self.read_errand(tokens, line)) {
            return None;
        }
        match found {
            Some(Answer::Yes(span)) => self.add(Sentence::Yes(span), tokens),
            Some(Answer::No(span)) => self.add_no(span, tokens),
            Some(found) if self.lexicon.role == Role::Director => self.decide(found, tokens, line),
            Some(Answer::Verdicts(verdicts)) if verdicts.iter().any(|verdict| verdict.items.is_some()) => {
                let place = tokens::span_of(tokens);
                // "Le 22 c'est non." behind an order takes back a part of it.
                if matches!(self.parsed.sentences.last(), Some(Sentence::Order(_))) {
                    self.doubt = self.doubt.or(Some((Problem::UnclearIntent, place)));
                }
                self.complain(place, &[(Problem::NoPending, place)], line);
                self.votes.add_verbs(tokens);
            }
            found => {
                let before = self.parsed.sentences.len() + self.parsed.complaints.len();
                let (orders, questions) = (self.parsed.sentences.len(), self.parsed.complaints.len());
                let unknown = self.read_with_fallback(tokens, line);
                if self.lexicon.role == Role::Parent
                    && orders == self.parsed.sentences.len()
                    && questions < self.parsed.complaints.len()
                    && is_free_question(tokens)
                {
                    self.parsed.complaints.truncate(questions);
                    self.ask_a_person(tokens);
                    return None;
                }
                let silent =
                    self.heading.is_none() && before == self.parsed.sentences.len() + self.parsed.complaints.len();
                // "… Pouvez-vous me les renvoyer ?": what the errand before has asked already.
                if silent && self.follows_errand() && tokens.len() <= SHORT_QUESTION && asks_something(tokens) {
                    return None;
                }
                if silent && self.lexicon.role == Role::Parent && asks_something(tokens) {
                    self.ask_a_person(tokens);
                    return None;
                }
                // "oui et non" is made of words that we know, and says nothing.
                return unknown.or((found.is_some() && silent).then(|| tokens::span_of(tokens)));
            }
        }
        None
    }

    fn follows_errand(&self) -> bool {
        matches!(self.parsed.sentences.last(), Some(Sentence::Errand(_)))
    }

    fn add(&mut self, sentence: Sentence, tokens: &[Token]) {
        self.add_heading();
        self.votes.add_verbs(tokens);
        self.parsed.sentences.push(sentence);
        self.after = After::Nothing;
    }

    fn finish(mut self) -> Parsed {
        self.add_heading();
        self.tell_a_person();
        self.ask_what_is_told();
        self.complete_entries();
        self.join_contacts();
        self.join_errands();
        self.drop_idle_questions();
        self.ask_for_all();
        self.forget_what_is_asked();
        let nothing = self.parsed.sentences.is_empty() && self.parsed.complaints.is_empty();
        if let Some(help) = self.greeting.help().filter(|_| nothing) {
            self.first_unknown = None;
            self.parsed.sentences.push(help);
        }
        let nothing = self.parsed.sentences.is_empty() && self.parsed.complaints.is_empty();
        if let (true, Some(span)) = (nothing, self.first_unknown) {
            let cause = super::Cause::NotUnderstood;
            self.parsed.complaints.push(Complaint {
                span,
                part: self.part,
                sentence: span,
                cause,
                suggestions: Vec::new(),
                cancels: false,
            });
        }
        self.parsed.language = self.votes.winner();
        self.parsed
    }
}
