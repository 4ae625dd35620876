//! Guichet is the counter of a children's leisure centre, open day and night by e-mail. This page is its architecture.
//!
//! A parent writes *réserver Marie mer 11/07 journée*; the director answers a numbered list with *ok*; the parent is told.
//! All of the program is one path, and the path fits one screen: [`pipeline::Pipeline`].
//!
//! # The one path
//!
//! ```text
//!  transport in    tx A            reading      identity     grammar        rules                  store: tx B   delivery
//!
//!  imap ─────┐     the bytes       bytes to     who it is    words to       Sentences   Plan to
//!  terminal ─┼──▶  are stored, ─▶  text and ─▶  and how ──▶  Sentences ──▶  to a ─────▶ effects ──▶  ┌ effects
//!  import ───┘     unread          a verdict    proven       & Complaints   Plan        & answers    │ letters ──▶ smtp
//!                                               (Actor)      (as written)   (as meant)               │ audit       folder
//!                                                                                                    └ fate
//!                  └ commits ┘     └─────── outside any transaction ──────┘ └── BEGIN IMMEDIATE … COMMIT ────┘
//! ```
//!
//! Tx A stores a message under its transport key before a byte of it is read; a message that cannot be read is still there.
//! Tx B claims it, takes a snapshot of the books, decides, writes what changes, queues the letters and notes the message's
//! fate: all of it or nothing. Sending is another loop's work. So a machine that stops anywhere loses no message and books
//! nothing twice.
//!
//! # The rooms
//!
//! | room | its duty | what it may know |
//! |---|---|---|
//! | [`domain`] | the nouns and their laws: [`domain::Booking`] with its states, [`domain::Programme`], [`domain::Family`] | nothing else |
//! | [`message`] | what crosses the border: [`message::Inbound`], [`message::Outgoing`], [`message::Fate`] | `domain` |
//! | [`fault`] | what goes wrong on the operator's side | nothing else |
//! | [`clock`] | the only place that asks the time | nothing else |
//! | [`config`] | TOML to [`config::Config`] | `domain` |
//! | [`grammar`] | text to [`grammar::Sentence`] and [`grammar::Complaint`], with places in the text | plain types of `domain`; a [`grammar::Lexicon`] it is handed |
//! | [`reading`] | stored bytes to the text that a person wrote, and what is known of the sender | `message`, `domain` |
//! | [`identity`] | address and verdict to [`domain::Actor`]; the marks that prove a reply | `message`, `domain`, the verdict |
//! | [`rules`] | sentences and a [`rules::Snapshot`] to a [`rules::Decision`] | `domain`, the output of `grammar`, fates |
//! | [`import`] | a centre's spreadsheets to a [`rules::Registry`] | `domain`, that registry, the words of `grammar` for weekdays |
//! | [`sample`] | the sample centres of `guichet try` | `import` |
//! | [`reply`] | answers to letters in the reader's language | `domain`, `rules`, complaints, `message` |
//! | [`store`] | the books on disk: snapshots out, effects in | `domain`, `rules`, `message` |
//! | [`transport`] | the world: IMAP, SMTP, a folder, the terminal | `message`, `config` |
//! | [`pipeline`] | the path above | all but `transport` and `config` |
//! | [`delivery`] | the outbox's own loop | `store`, `message`, the outlet of `transport` |
//! | [`app`] | the operator's commands; what each needs is put together here | everything |
//! | [`crash`] | named points at which a test may stop the process | nothing else |
//!
//! The test `tests/it/layers.rs` reads the sources and keeps this table true, with the crates that each room may name.
//!
//! # What never happens
//!
//! - Nothing in `domain`, `grammar`, `reading`, `identity`, `rules` and `reply` is async, asks the time, or opens a file.
//!   Time is an argument: rules see the instant at which a message was *received*.
//! - [`rules::decide`] returns no `Result`. A refusal is an answer; what a reader got wrong is a value, never an error.
//! - [`grammar::parse`] never fails and never stops at the first trouble. It knows no family, no price and no place.
//! - No words for parents or directors stand in the code. They stand in `templates/` and `grammars/`; a rule answers with
//!   codes and facts.
//! - Nobody is believed because of a `From` line, and no letter goes to a `Reply-To` or a `Cc`. To somebody who has proven
//!   nothing, none of a message's own words are repeated.
//! - No letter is sent by the transaction that decides it, and none is sent that was not queued by one.
//! - Nothing but [`pipeline`] begins a transaction that books, and none holds while a server is asked.
//! - Numbers are not given by the database, chance is not asked: both are in the snapshot or derive from the secret and the
//!   inbox key. So the inbox, handled again in its sequence, builds the same books; every story test ends by doing that.
//! - Nothing is done of a message that is stored in part ([`domain::bounds::LARGEST_MESSAGE`]): its writer is told.
//! - What is done is always answered. Letters that change nothing are bounded for each sender ([`domain::bounds`]), so that
//!   machines that answer each other fall silent; the last one says until when, and the next one how many messages got no
//!   answer ([`rules::Pace`]).
//! - What only a person can answer is not dropped: the directors get the words of a proven family, once a message
//!   ([`rules::Word`]), and nothing of what an unproven sender wrote.
//! - Mail that was there before the first start is never answered; neither is mail that no person wrote.
//! - No trait stands where there is one implementation: there are [`clock::Clock`], [`transport::Inlet`] and
//!   [`transport::Outlet`], and none for the store.
//! - What a mail says cannot make the program panic: no indexing, slicing, `unwrap` or float outside tests, by lint. No map
//!   is unordered, because order shows in letters.
//!
//! A letter that is given up becomes a message by itself ([`message::Undelivered`]), in the transaction that gives it up, and
//! goes the same path: [`rules::decide_undelivered`] says who is told. What tells of a letter is itself told to nobody.
//!
//! Three kinds of wrong are never mixed. The reader's is a [`grammar::Complaint`] or an answer, and says the next step. The
//! operator's is a [`fault::Fault`]: the transaction is dropped, the message tried again, and after three attempts it is
//! set aside and the operator told. A bug is a failed test.
//!
//! # One message, from the mailbox to the notice
//!
//! Madame Dupont's mail says *réserver Marie mer 11/07 journée*. It is July 2012.
//!
//! 1. `guichet run` is three loops ([`app`], `run.rs`). The first one calls [`transport::Inlet::fetch`] on
//!    [`transport::imap::ImapInlet`], which lists by UID what came after the stored [`message::Position`], and hands each
//!    message to [`pipeline::Pipeline::receive`]: **tx A**, [`store::Store::receive`]. Then it rings the second loop.
//! 2. That loop calls [`pipeline::Pipeline::handle_next`]. [`store::Store::next_waiting`] gives the oldest message and
//!    counts the attempt. [`reading::read`] turns its bytes into a [`reading::Reading`]: her new words without quotes and
//!    signature, and the [`reading::Verdict`] of the centre's own mail server. [`identity::identify`] makes an
//!    [`domain::Actor::Guardian`] of her address and that verdict, with [`domain::Trust::Proven`].
//! 3. [`grammar::parse`] reads the words with a lexicon of her children's names: the [`grammar::Sentence`] *book*, a child
//!    *Marie*, a day *Wed.11/7*, the slot *whole day*. Nothing of it is an id or a date yet.
//! 4. **Tx B** begins with [`store::Store::write`]; [`store::Writing::claim`] gives the message its place in the sequence.
//!    [`rules::resolve`] makes a [`rules::Plan`] of the sentence, now as meant: [`rules::Command::Book`] for child 1 on
//!    2012-07-11, which is a Wednesday and open, in the slots morning, meal, afternoon. Had the weekday contradicted the
//!    date, the plan would hold a question instead.
//! 5. [`store::Writing::snapshot`] loads what the decision may read, and [`rules::decide`] decides: the effects
//!    [`rules::Effect::AddRequest`] (*demande n° 1*), [`rules::Effect::PutBooking`] (*requested*) and
//!    [`rules::Effect::OpenList`] (*lot 1*), and two answers, a [`rules::Transcript`] for her and a [`rules::ListLetter`] for
//!    the director.
//! 6. [`store::Writing::apply`] writes the effects and the audit, [`reply::Writer::write_answer`] puts the answers into words,
//!    [`store::Writing::queue`] puts them into the outbox, [`store::Writing::finish`] notes [`message::Fate::Acted`], and
//!    [`store::Writing::commit`] makes it all so. The third loop, [`delivery::Delivery::deliver_next`], sends both letters
//!    through [`transport::smtp::SmtpOutlet`]; the first loop marks the mail as done.
//! 7. The director replies *ok*. The list's Message-ID bears a mark; [`identity::Secret::verify`] finds it among the mail's
//!    references, and the word is now about lot 1 and no other. It resolves to [`rules::Command::Decide`], and
//!    [`domain::Booking::accept`] is the only way to *accepted*. The answers are a transcript for the director and a
//!    [`rules::Notice`] for Madame Dupont: *Accepté : Marie, mercredi 11 juillet [#1]*.
//!
//! `guichet try` and the stories of `tests/it/stories/` walk the same path with another transport and a fixed clock;
//! `guichet explain` ([`pipeline::Pipeline::explain`]) walks it without the last step.
//!
//! # The trade's French
//!
//! | the trade says | the code says |
//! |---|---|
//! | prestation, service | [`domain::Service`] |
//! | tranche (matin, repas, après-midi) | [`domain::Slot`], several are a [`domain::SlotSet`] |
//! | journée | every slot of a service |
//! | ouverture, jour ouvert; places | [`domain::Programme`]; [`domain::Places`] |
//! | responsable (d'un enfant) | [`domain::Guardian`] |
//! | directrice, directeur, la direction | [`domain::Director`] |
//! | réservation: one child, one day | [`domain::Booking`] |
//! | demande n° 42 | [`rules::Request`], by its [`domain::RequestNumber`] |
//! | en demande | [`domain::BookingState::Requested`] |
//! | accepté | [`domain::BookingState::Accepted`] |
//! | complet – liste d'attente | [`domain::BookingState::Waitlisted`] |
//! | refusé, motif | [`domain::BookingState::Refused`], its `reason` |
//! | annulé (before a decision) | [`domain::BookingState::Withdrawn`] |
//! | demande d'annulation | [`domain::BookingState::CancelRequested`] |
//! | annulé (with the director's agreement) | [`domain::BookingState::Cancelled`] |
//! | lot 17, ligne 3 | [`domain::RequestList`], [`domain::ListLine`] |
//! | quand même | an acceptance with `exception`: over the places |
//! | à confirmer par « oui » | [`rules::Draft`] |
//! | Aucune prestation | a slot that does not run that day: [`rules::BookingResult::NotOffered`] |
//!
//! # Where to start reading
//!
//! [`pipeline`] from its top to `handle`; then [`domain::BookingState`], [`rules::decide`] and one story in
//! `tests/it/stories/`. Who adds a command begins with its sentences in `grammars/*.examples` and ends with a story.
//!
//! Who adds a language adds files: `grammars/es.toml` with words for every class, `grammars/es.examples`, and `templates/es/`
//! with the files of `templates/fr/`. `src/build.rs` finds them and makes [`domain::Language::ALL`] of them; no code names a
//! language. A file that lacks is told when the program is built, a class or a phrase when it starts.

pub mod app;
pub mod clock;
pub mod config;
pub mod crash;
pub mod delivery;
pub mod domain;
pub mod fault;
pub mod grammar;
pub mod identity;
pub mod import;
pub mod message;
pub mod pipeline;
pub mod reading;
pub mod reply;
pub mod rules;
pub mod sample;
pub mod store;
pub mod transport;
