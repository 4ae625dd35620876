//! `guichet try`: the whole house on a sample centre, with a terminal for a mailbox and a folder for the post.

use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use clap::Args;
use tempfile::TempDir;

use super::{sample_centre, sample_named, sample_pipeline, show_letter};
use crate::clock::{Clock, FixedClock};
use crate::delivery::Delivery;
use crate::domain::{Address, ListNumber};
use crate::fault::{During, Fault};
use crate::message::Outgoing;
use crate::pipeline::Pipeline;
use crate::sample::{self, Sample};
use crate::transport::folder::FolderOutlet;
use crate::transport::{Outlet, SendError, terminal};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What is written to the centre, one message after the other. Without any: a conversation.
    #[arg(value_name = "MESSAGE")]
    messages: Vec<String>,
    /// Keep the books and the letters in this folder, and go on with them next time.
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Which sample centre: alsh (July 2012) or martin (June 2026).
    #[arg(long, default_value = "alsh", value_parser = sample_named)]
    centre: Sample,
    /// Who writes, where a message does not say; the first family of the centre otherwise.
    #[arg(long = "as", value_name = "ADDRESS")]
    writer: Option<Address>,
}

pub(super) async fn run(arguments: Arguments) -> Result<ExitCode, Fault> {
    let place = Place::at(arguments.folder.clone())?;
    let clock = Arc::new(FixedClock::at(arguments.centre.now()));
    let pipeline = sample_pipeline(arguments.centre, place.path(), Arc::clone(&clock)).await?;
    let letters = place.path().join("letters");
    let outlet = ShownOutlet(FolderOutlet::new(letters.clone(), sample_centre(arguments.centre)?));
    let delivery = Delivery { store: pipeline.store.clone(), outlet, clock: Arc::clone(&clock) };
    let parent: Address = arguments.centre.parent.parse().during("making the sample centre")?;
    let mut trial = Trial {
        parent: arguments.writer.clone().unwrap_or(parent),
        director: arguments.centre.director.parse().during("making the sample centre")?,
        number: trial_number(&pipeline).await?,
        pipeline,
        delivery,
        clock,
    };
    if arguments.messages.is_empty() {
        trial.converse(arguments.centre.booking).await?;
    } else {
        let before = newest_list(&trial.pipeline).await?;
        for message in &arguments.messages {
            trial.say(message).await?;
        }
        what_next(&arguments, newest_list(&trial.pipeline).await? != before)?;
    }
    trial.pipeline.store.close().await;
    place.farewell(&letters)?;
    Ok(ExitCode::SUCCESS)
}

/// Where the books and the letters are.
enum Place {
    Kept(PathBuf),
    Fresh(TempDir),
}

impl Place {
    fn at(folder: Option<PathBuf>) -> Result<Self, Fault> {
        match folder {
            Some(folder) => {
                std::fs::create_dir_all(&folder).during("making the folder")?;
                Ok(Self::Kept(folder))
            }
            None => {
                tempfile::Builder::new().prefix("guichet-try-").tempdir().during("making a folder").map(Self::Fresh)
            }
        }
    }

    fn path(&self) -> &Path {
        match self {
            Self::Kept(folder) => folder,
            Self::Fresh(folder) => folder.path(),
        }
    }

    /// A folder that was asked for stays; one of our own goes.
    fn farewell(&self, letters: &Path) -> Result<(), Fault> {
        match self {
            Self::Kept(_) => say!("The letters are kept in {}.", letters.display()),
            Self::Fresh(_) => Ok(()),
        }
    }
}

struct Trial {
    pipeline: Pipeline<Arc<FixedClock>>,
    delivery: Delivery<Arc<FixedClock>, ShownOutlet>,
    clock: Arc<FixedClock>,
    parent: Address,
    director: Address,
    /// Of the next message: its key at the terminal.
    number: i64,
}

impl Trial {
    async fn converse(&mut self, booking: &str) -> Result<(), Fault> {
        let asks = std::io::stdin().is_terminal();
        say!("You write as {}. Begin a line with @director to decide, with @clock +1d to move the day.", self.parent)?;
        say!("Try: {booking} — or: help — and end with Ctrl-D.")?;
        let lines = std::io::stdin().lock().lines();
        prompt(asks)?;
        for line in lines {
            let line = line.during("reading what you wrote")?;
            if !line.trim().is_empty() {
                self.say(&line).await?;
            }
            prompt(asks)?;
        }
        say!("")?;
        Ok(())
    }

    /// One message in, every letter out.
    async fn say(&mut self, message: &str) -> Result<(), Fault> {
        let (from, text) = match message.trim().split_once(char::is_whitespace) {
            Some(("@clock", step)) => {
                return self.move_clock(step);
            }
            Some(("@director" | "@directrice", text)) => (self.director.clone(), text.trim()),
            _ => (self.parent.clone(), message.trim()),
        };
        say!("\n━━ {from} writes: {text}")?;
        let inbound = terminal::message(&self.number.to_string(), &from, text, None, self.clock.now());
        self.number += 1;
        self.pipeline.receive(inbound).await?;
        while self.pipeline.handle_next().await?.is_some() {}
        let mut letters = 0;
        while self.delivery.deliver_next().await? {
            letters += 1;
        }
        if letters == 0 {
            say!("\n   (no letter leaves)")?;
        }
        // One minute later, the next one writes.
        self.clock.advance(TimeDelta::minutes(1));
        Ok(())
    }

    fn move_clock(&self, step: &str) -> Result<(), Fault> {
        match step_of(step.trim()) {
            Some(step) => self.clock.advance(step),
            None => say!("The clock is moved with @clock +1d, +3h or +20m.")?,
        }
        say!(
            "\n━━ It is {}.",
            self.clock.now().with_timezone(&self.pipeline.settings.zone).format("%A %-d %B %Y, %H:%M")
        )
    }
}

/// What a newcomer would type next: the director's word where a list went out, otherwise a booking, which brings one.
fn what_next(arguments: &Arguments, listed: bool) -> Result<(), Fault> {
    if arguments.messages.iter().any(|message| message.starts_with("@d")) {
        return Ok(());
    }
    // As it was called, so that the line can be sent back as it stands.
    let program = std::env::args().next().unwrap_or_else(|| "guichet".to_owned());
    let mut same = format!("{program} try");
    if sample::ALL.first() != Some(&arguments.centre) {
        same = format!("{same} --centre {}", arguments.centre.name);
    }
    let mut said: Vec<String> = arguments.messages.iter().map(|message| format!("\"{message}\" ")).collect();
    if let Some(folder) = &arguments.folder {
        same = format!("{same} --folder \"{}\"", folder.display());
        // It remembers them.
        said.clear();
    }
    let writer = arguments.writer.as_ref().map(|writer| format!(" --as {writer}")).unwrap_or_default();
    if listed {
        say!("\nNow the director's turn. Type:\n  {same}{writer} {}\"@director ok\"", said.concat())?;
    } else {
        let booking = arguments.centre.booking;
        say!("\nNo list went to the director. Book, for example:\n  {same} \"{booking}\"")?;
    }
    say!("or converse: {same}{writer}")
}

/// The number of the newest list that the director got.
async fn newest_list(pipeline: &Pipeline<Arc<FixedClock>>) -> Result<Option<ListNumber>, Fault> {
    Ok(pipeline.store.write().await?.newest_list().await?.map(|list| list.number))
}

async fn trial_number(pipeline: &Pipeline<Arc<FixedClock>>) -> Result<i64, Fault> {
    Ok(pipeline.store.fates().await?.iter().map(|(_, count)| count).sum())
}

fn prompt(asks: bool) -> Result<(), Fault> {
    if asks {
        print!("> ");
        std::io::stdout().flush().during("asking")?;
    }
    Ok(())
}

/// `+1d`, `+3h`, `+20m`.
fn step_of(text: &str) -> Option<TimeDelta> {
    let text = text.strip_prefix('+')?;
    let unit = text.chars().last()?;
    let number: i64 = text.strip_suffix(unit)?.parse().ok()?;
    match unit {
        'd' => TimeDelta::try_days(number),
        'h' => TimeDelta::try_hours(number),
        'm' => TimeDelta::try_minutes(number),
        _ => None,
    }
}

/// Keeps each letter as a file, and shows it.
struct ShownOutlet(FolderOutlet);

#[async_trait]
impl Outlet for ShownOutlet {
    async fn send(&self, letter: &Outgoing, date: DateTime<Utc>) -> Result<(), SendError> {
        // Whoever looks at the terminal may have gone; the letter is kept all the same.
        let shown = show_letter(letter);
        self.0.send(letter, date).await?;
        shown.map_err(|fault| SendError::Temporary(fault.chain()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_moves_by_days_hours_and_minutes() {
        assert_eq!(step_of("+1d"), Some(TimeDelta::days(1)));
        assert_eq!(step_of("+3h"), Some(TimeDelta::hours(3)));
        assert_eq!(step_of("+20m"), Some(TimeDelta::minutes(20)));
        assert_eq!(["1d", "+d", "+1é", "+1y", ""].map(step_of), [None; 5]);
    }
}
