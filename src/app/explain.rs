//! `guichet explain`: how a message is understood, without doing anything.

mod places;

use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use clap::Args;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{load, pipeline, sample_named, sample_pipeline, show_letter};
use crate::clock::{Clock, FixedClock, SystemClock};
use crate::domain::Address;
use crate::fault::{During, Fault};
use crate::message::{Channel, Inbound, MessageKey};
use crate::pipeline::{Explained, Pipeline};
use crate::sample::Sample;
use crate::transport::terminal;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The message, or an .eml file; standard input when it is left out.
    #[arg(value_name = "MESSAGE|FILE.eml")]
    message: Option<String>,
    /// The configuration whose centre is asked; a sample centre without it.
    #[arg(short, long = "config", value_name = "FILE")]
    config: Option<PathBuf>,
    /// Which sample centre: alsh (July 2012) or martin (June 2026).
    #[arg(long, default_value = "alsh", value_parser = sample_named, conflicts_with = "config")]
    centre: Sample,
    /// Who writes; the first family of a sample centre otherwise.
    #[arg(long = "as", value_name = "ADDRESS")]
    writer: Option<Address>,
    /// When it was received, in the centre's time: 2026-06-09T09:00.
    #[arg(long, value_name = "INSTANT")]
    at: Option<String>,
    /// Which letter of ours it answers: list.17 or draft.3; the newest list of a sample centre is list.1 (alsh) or list.4 (martin).
    #[arg(long, value_name = "ID")]
    reply_to: Option<String>,
    /// One JSON object: the meaning, before rules are applied.
    #[arg(long)]
    json: bool,
    /// One JSON object `{"text":…,"as":…,"reply_to":…}` a line on standard input, one meaning a line on standard output;
    /// `{"error":…}` for a line that cannot be used.
    #[arg(long, conflicts_with = "message")]
    jsonl: bool,
}

/// One line of `--jsonl`.
#[derive(Debug, Deserialize)]
struct Line {
    text: String,
    #[serde(rename = "as")]
    writer: Option<Address>,
    reply_to: Option<String>,
    at: Option<String>,
}

/// The message or its circumstances cannot be used.
const UNUSABLE: u8 = 2;

pub(super) async fn run(arguments: Arguments) -> Result<ExitCode, Fault> {
    let clock = Arc::new(FixedClock::at(SystemClock.now()));
    let folder = tempfile::tempdir().during("making a folder")?;
    let pipeline = if let Some(config) = &arguments.config {
        pipeline(&load(config)?, Arc::clone(&clock)).await?
    } else {
        clock.set(arguments.centre.now());
        let pipeline = sample_pipeline(arguments.centre, folder.path(), Arc::clone(&clock)).await?;
        ask(&pipeline, arguments.centre).await?;
        pipeline
    };
    let writer = match (&arguments.writer, &arguments.config) {
        (Some(writer), _) => Some(writer.clone()),
        (None, Some(_)) => None,
        (None, None) => Some(arguments.centre.parent.parse().during("making the sample centre")?),
    };
    let explainer = Explainer { pipeline, clock, writer, at: arguments.at, reply_to: arguments.reply_to };
    let outcome = if arguments.jsonl {
        explainer.lines().await?
    } else {
        explainer.one(arguments.message, arguments.json).await?
    };
    explainer.pipeline.store.close().await;
    Ok(match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("guichet: {problem}");
            ExitCode::from(UNUSABLE)
        }
    })
}

/// Writes what the sample centre's families asked, so that its director has a list to answer.
async fn ask(pipeline: &Pipeline<Arc<FixedClock>>, sample: Sample) -> Result<(), Fault> {
    for (number, (writer, text)) in sample.asked.iter().enumerate() {
        let writer: Address = writer.parse().during("making the sample centre")?;
        let message = terminal::message(&format!("asked.{number}"), &writer, text, None, pipeline.clock.now());
        pipeline.receive(message).await?;
        pipeline.handle_next().await?;
    }
    Ok(())
}

struct Explainer {
    pipeline: Pipeline<Arc<FixedClock>>,
    clock: Arc<FixedClock>,
    writer: Option<Address>,
    at: Option<String>,
    reply_to: Option<String>,
}

/// A problem of the arguments, in words for the operator.
type Usable<T> = Result<T, String>;

impl Explainer {
    async fn one(&self, message: Option<String>, as_json: bool) -> Result<Usable<()>, Fault> {
        let (inbound, typed) = match self.inbound(message) {
            Ok(found) => found,
            Err(problem) => return Ok(Err(problem)),
        };
        let explained = self.pipeline.explain(&inbound).await?;
        if as_json {
            say!("{}", meaning(&explained, typed.as_deref()))?;
        } else {
            show(&explained)?;
        }
        Ok(Ok(()))
    }

    /// A line that cannot be used is told in its place; the first one is told again at the end.
    async fn lines(&self) -> Result<Usable<()>, Fault> {
        let mut outcome = Ok(());
        for line in std::io::stdin().lock().split(b'\n') {
            let line = String::from_utf8_lossy(&line.during("reading standard input")?).into_owned();
            if line.trim().is_empty() {
                continue;
            }
            match self.line(&line) {
                Ok((inbound, typed)) => {
                    say!("{}", meaning(&self.pipeline.explain(&inbound).await?, Some(&typed)))?;
                }
                Err(problem) => {
                    say!("{}", json!({ "error": problem }))?;
                    outcome = outcome.and(Err(problem));
                }
            }
        }
        Ok(outcome)
    }

    fn line(&self, line: &str) -> Usable<(Inbound, String)> {
        let line: Line = serde_json::from_str(line)
            .map_err(|error| format!("a line is not {{\"text\":…,\"as\":…,\"reply_to\":…}}: {error}"))?;
        let writer = line.writer.or_else(|| self.writer.clone());
        let at = line.at.as_deref().or(self.at.as_deref());
        let reply_to = line.reply_to.as_deref().or(self.reply_to.as_deref());
        Ok((self.typed(&line.text, writer, at, reply_to)?, line.text))
    }

    /// The message, with its text where that was typed.
    fn inbound(&self, message: Option<String>) -> Usable<(Inbound, Option<String>)> {
        let text = match message {
            Some(path)
                if Path::new(&path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("eml")) =>
            {
                let raw = std::fs::read(&path).map_err(|error| format!("{path} cannot be read: {error}"))?;
                let received = self.received(self.at.as_deref())?;
                let mail = Inbound { key: MessageKey(path), channel: Channel::Mail, received, raw, cut_from: None };
                return Ok((mail, None));
            }
            Some(text) => text,
            None => {
                let mut text = String::new();
                std::io::stdin().read_to_string(&mut text).map_err(|error| format!("standard input: {error}"))?;
                text
            }
        };
        let inbound = self.typed(&text, self.writer.clone(), self.at.as_deref(), self.reply_to.as_deref())?;
        Ok((inbound, Some(text)))
    }

    fn typed(&self, text: &str, writer: Option<Address>, at: Option<&str>, reply_to: Option<&str>) -> Usable<Inbound> {
        let writer = writer.ok_or("say who writes: --as ADDRESS")?;
        let received = self.received(at)?;
        let answers = reply_to.map(|id| self.pipeline.letter_answered(id, &writer, received)).transpose()?;
        Ok(terminal::message("explain", &writer, text, answers.as_deref(), received))
    }

    fn received(&self, at: Option<&str>) -> Usable<DateTime<Utc>> {
        let Some(text) = at else { return Ok(self.clock.now()) };
        instant(text, self.pipeline.settings.zone)
            .ok_or_else(|| format!("\"{text}\" is no instant; write 2026-06-09T09:00"))
    }
}

/// With an offset as RFC 3339 has it, or in the centre's own time.
fn instant(text: &str, zone: Tz) -> Option<DateTime<Utc>> {
    if let Ok(instant) = text.parse::<DateTime<Utc>>() {
        return Some(instant);
    }
    let local = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"];
    let local = local.into_iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    zone.from_local_datetime(&local).latest().map(|instant| instant.to_utc())
}

fn meaning(explained: &Explained, typed: Option<&str>) -> Value {
    match explained {
        Explained::Closed(fate) => json!({ "cmds": [], "fate": fate.name() }),
        Explained::Message(message) => match typed {
            Some(typed) => places::as_typed(message.meaning.clone(), &message.text, typed),
            None => message.meaning.clone(),
        },
    }
}

fn show(explained: &Explained) -> Result<(), Fault> {
    let message = match explained {
        Explained::Closed(fate) => return say!("Nothing to understand: {}.", fate.name()),
        Explained::Message(message) => message,
    };
    say!("from      {}", message.from)?;
    say!("verdict   {:?}", message.verdict)?;
    say!("actor     {:?}", message.actor)?;
    say!("text      {:?}", message.text)?;
    say!("meaning   {}", message.meaning)?;
    say!("fate      {}", message.fate.name())?;
    for letter in &message.letters {
        show_letter(letter)?;
    }
    say!("\nNothing was done.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_read_in_the_centre_s_time_unless_it_says_otherwise() {
        let paris = chrono_tz::Europe::Paris;
        let text = |written| instant(written, paris).map(|instant| instant.to_rfc3339());
        assert_eq!(text("2026-06-09T09:00").as_deref(), Some("2026-06-09T07:00:00+00:00"));
        assert_eq!(text("2026-06-09T09:00:30Z").as_deref(), Some("2026-06-09T09:00:30+00:00"));
        assert_eq!(text("hier"), None);
    }
}
