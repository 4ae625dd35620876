//! The operator's commands: what each one needs is put together here, and nowhere else.

/// Prints a line for the operator, or tells the fault: a reader that has seen enough (`guichet try … | head`) must not be
/// met with a panic.
macro_rules! say {
    ($($piece:tt)*) => {
        $crate::app::write_line(format_args!($($piece)*))
    };
}

mod check;
mod explain;
mod import;
mod run;
mod trial;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::clock::Clock;
use crate::config::{Centre, Config};
use crate::domain::{Address, Language, SchoolZone};
use crate::fault::{During, Fault};
use crate::grammar;
use crate::identity::Secret;
use crate::message::{Channel, Inbound, MessageKey, Outgoing};
use crate::pipeline::{Pipeline, Settings};
use crate::reading::Trusted;
use crate::reply::{self, Writer};
use crate::rules::Registry;
use crate::sample::{self, Sample};
use crate::store::Store;

/// The counter of a children's leisure centre, open day and night by e-mail.
#[derive(Debug, Parser)]
#[command(version, about, arg_required_else_help = true)]
pub struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Try it on a sample centre: every letter that would leave is shown. Nothing is sent.
    ///
    /// The clock stands on Monday 2 July 2012, 9:00. A message that begins with "@director" is the director's; "ok" then
    /// answers the newest list. "@clock +1d" moves the day (also h and m). Without messages: a conversation.
    #[command(after_help = "Examples:\n  guichet try \"book Marie Wed 11/07 full day\"\n  \
        guichet try \"réserver Marie mer 11/07 journée\" \"@director ok\" \"statut\"")]
    Try(trial::Arguments),
    /// Run the daemon: watch the mailbox, answer, until it is told to stop (SIGTERM, Ctrl-C).
    Run(run::Arguments),
    /// Say whether the configuration, the database, IMAP and SMTP answer, and what to do where one does not.
    ///
    /// Exit code 1 when something does not answer.
    Check(ConfigArgument),
    /// Show how a message is understood, without doing anything.
    #[command(after_help = "Examples:\n  guichet explain \"réserver Zoé mer 8/07 journée\" --centre martin --json\n  \
        guichet explain --centre martin --as directrice@example.org \"ok sauf 2\"\n  \
        guichet explain -c config.toml message.eml\n  guichet explain --jsonl --centre martin < messages.jsonl")]
    Explain(explain::Arguments),
    /// Bring directors, families, children and the programme in from CSV files. Harmless twice.
    ///
    /// The folder holds directors.csv, families.csv, children.csv, services.csv, openings.csv, or some of them. What is
    /// new is added, what is there is brought up to date, nothing is taken away but days that openings.csv closes. The same
    /// name in the same family with a new address is the same person, whose old address is believed no longer. Faults are
    /// all told, with their lines, and then nothing is imported (exit code 2).
    Import(import::Arguments),
}

#[derive(Debug, Args)]
struct ConfigArgument {
    /// The configuration file; config.example.toml is one to start from.
    #[arg(short, long = "config", value_name = "FILE")]
    config: PathBuf,
}

/// Runs one command.
///
/// # Errors
/// A fault of the installation, told to the operator.
pub async fn run(command_line: CommandLine) -> Result<ExitCode, Fault> {
    grammar::check().during("checking the words of grammars/")?;
    // Another provider can only have been installed by an earlier call in this same process.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let outcome = match command_line.command {
        Command::Try(arguments) => trial::run(arguments).await,
        Command::Run(arguments) => run::run(&arguments).await,
        Command::Check(ConfigArgument { config }) => check::run(&config).await,
        Command::Explain(arguments) => explain::run(arguments).await,
        Command::Import(arguments) => import::run(&arguments).await,
    };
    match outcome {
        Err(fault) if fault.is_broken_pipe() => Ok(ExitCode::SUCCESS),
        outcome => outcome,
    }
}

fn write_line(line: std::fmt::Arguments<'_>) -> Result<(), Fault> {
    writeln!(std::io::stdout().lock(), "{line}").during("writing to standard output")
}

/// A letter as the operator reads it: who gets it, its subject, its text.
fn show_letter(letter: &Outgoing) -> Result<(), Fault> {
    say!("\n┌─ To: {}\n│  Subject: {}\n│", letter.to, letter.subject)?;
    for line in letter.text.trim_end().lines() {
        say!("│  {line}")?;
    }
    say!("└─")
}

fn load(path: &Path) -> Result<Config, Fault> {
    Config::load(path).during("reading the configuration")
}

/// The house as a configuration describes it.
async fn pipeline<C: Clock>(config: &Config, clock: C) -> Result<Pipeline<C>, Fault> {
    let secret = config.secret().during("reading the secret")?;
    Ok(Pipeline {
        store: Store::open(&config.database.path).await?,
        writer: writer(&config.centre)?,
        secret: Secret::new(&secret).during("reading the secret")?,
        settings: settings(&config.centre, config.operator.address.clone(), config.trust.authserv_id.clone()),
        clock,
    })
}

/// The house of a sample centre, with its books in `folder`.
async fn sample_pipeline<C: Clock>(sample: Sample, folder: &Path, clock: C) -> Result<Pipeline<C>, Fault> {
    let centre = sample_centre(sample)?;
    let now = clock.now();
    let pipeline = Pipeline {
        store: Store::open(&folder.join("guichet.db")).await?,
        writer: writer(&centre)?,
        secret: Secret::new(b"the sample centre keeps no secrets").during("making the sample centre")?,
        settings: settings(&centre, centre.address.clone(), None),
        clock,
    };
    let registry = crate::import::read(&sample.files(), &Registry::default())
        .map_err(|faults| Fault::plain(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))?;
    if pipeline.store.counts().await?.families == 0 {
        pipeline.receive(import_message(&registry, now)?).await?;
        pipeline.handle_next().await?;
    }
    Ok(pipeline)
}

fn sample_centre(sample: Sample) -> Result<Centre, Fault> {
    Ok(Centre {
        name: sample.title.to_owned(),
        address: "centre@example.org".parse().during("making the sample centre")?,
        phone: None,
        zone: chrono_tz::Europe::Paris,
        school_zone: SchoolZone::default(),
        language: Language::default(),
        director: None,
        silence_to_strangers: false,
        default_slot: None,
    })
}

fn writer(centre: &Centre) -> Result<Writer, Fault> {
    Writer::new(reply::Centre {
        name: centre.name.clone(),
        phone: centre.phone.clone(),
        director: centre.director.clone(),
        zone: centre.zone,
    })
}

fn settings(centre: &Centre, operator: Address, authserv_id: Option<String>) -> Settings {
    Settings {
        zone: centre.zone,
        school_zone: centre.school_zone,
        language: centre.language,
        address: centre.address.clone(),
        operator,
        trusted: Trusted { authserv_id, own_addresses: vec![centre.address.clone()] },
        silent_to_strangers: centre.silence_to_strangers,
        default_slot: centre.default_slot.clone(),
    }
}

/// An import enters by the same door as every message, so that a replay of the inbox builds the same books.
fn import_message(registry: &Registry, now: chrono::DateTime<chrono::Utc>) -> Result<Inbound, Fault> {
    Ok(Inbound {
        key: MessageKey(format!("import:{}", now.to_rfc3339())),
        channel: Channel::Import,
        received: now,
        raw: serde_json::to_vec(registry).during("writing an import as a message")?,
        cut_from: None,
    })
}

/// The sample centre of that name.
fn sample_named(name: &str) -> Result<Sample, String> {
    Sample::named(name).ok_or_else(|| {
        let names: Vec<&str> = sample::ALL.iter().map(|sample| sample.name).collect();
        format!("there is no such sample centre; there are: {}", names.join(", "))
    })
}
