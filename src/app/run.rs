//! `guichet run`: the daemon's three loops (mailbox, pipeline, delivery), started and stopped together.

use std::fs::File;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use clap::Args;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;
use tracing::Level;

use super::{load, pipeline};
use crate::clock::{Clock, SystemClock};
use crate::crash;
use crate::delivery::Delivery;
use crate::fault::{During, Fault};
use crate::pipeline::Pipeline;
use crate::store::Store;
use crate::transport::imap::ImapInlet;
use crate::transport::smtp::SmtpOutlet;
use crate::transport::{Inlet, Mark, Outlet};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The configuration file; config.example.toml is one to start from.
    #[arg(short, long = "config", value_name = "FILE")]
    config: PathBuf,
    /// How much the log on standard error tells: error, warn, info, debug or trace.
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    log: Level,
}

/// How long a loop rests after a fault, so that a broken disk does not fill the log.
const REST: Duration = Duration::from_secs(5);
/// The longest sleep of a loop that nobody wakes.
const LONGEST_SLEEP: Duration = Duration::from_mins(1);
/// How long the letter that is being handed over may still take when the daemon is told to stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// What wakes whom, and what ends them.
#[derive(Debug, Default)]
struct Bells {
    /// A message was stored.
    received: Notify,
    /// A message was decided: letters may be due, the mailbox may show it.
    decided: Notify,
    /// The same, for the mailbox's own loop.
    marks: Notify,
    /// The daemon was told to stop: no other letter is begun.
    stopping: AtomicBool,
}

pub(super) async fn run(arguments: &Arguments) -> Result<ExitCode, Fault> {
    start_log(arguments.log);
    let config = load(&arguments.config)?;
    let _lock = lock(&config.database.path)?;
    let pipeline = pipeline(&config, SystemClock).await?;
    let store = pipeline.store.clone();
    let bells = Bells::default();
    let account = format!("imap:{}@{}/{}", config.imap.login.user, config.imap.server.host, config.imap.folder);
    let mut inlet = ImapInlet::new(config.imap.clone());
    let delivery = Delivery {
        store: store.clone(),
        outlet: SmtpOutlet::new(config.smtp.clone(), config.centre.clone()),
        clock: SystemClock,
    };
    tracing::info!(centre = config.centre.name, "ready");
    let mut delivering = pin!(deliver(&delivery, &bells));
    tokio::select! {
        () = watch(&pipeline, &mut inlet, &account, &bells) => {}
        () = work(&pipeline, &bells) => {}
        () = &mut delivering => {}
        stopped = told_to_stop() => stopped?,
    }
    // What was begun and not committed is rolled back, and done again at the next start. A letter that is being handed
    // over would arrive twice then: it is finished.
    bells.stopping.store(true, Ordering::Relaxed);
    bells.decided.notify_one();
    if tokio::time::timeout(FAREWELL, delivering).await.is_err() {
        tracing::warn!("the sending server is slow; the letter that it was given last may be sent to it again");
    }
    store.close().await;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

fn start_log(level: Level) {
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        // Whoever reads the log may go away; the counter stays open.
        .log_internal_errors(false)
        .init();
}

/// One daemon a database: two would answer twice.
fn lock(database: &Path) -> Result<File, Fault> {
    let path = database.with_extension("lock");
    let doing = format!("locking {}", path.display());
    let file = File::create(&path).during(&doing)?;
    file.try_lock()
        .map_err(|error| Fault::new(format!("{doing}: is another guichet running on this database?"), error))?;
    Ok(file)
}

async fn told_to_stop() -> Result<(), Fault> {
    let mut terminate = signal(SignalKind::terminate()).during("listening for SIGTERM")?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        interrupted = tokio::signal::ctrl_c() => interrupted.during("listening for Ctrl-C"),
    }
}

/// The mailbox: what is new is stored, what is done is shown, and then it sleeps until something happens. After a fault
/// the inlet's own sleep keeps it from calling a server that is down again and again.
async fn watch(pipeline: &Pipeline<SystemClock>, inlet: &mut impl Inlet, account: &str, bells: &Bells) {
    let mut is_seen = false;
    loop {
        let looked = look(pipeline, inlet, account, bells).await;
        match &looked {
            Ok(()) if !is_seen => tracing::info!("watching the mailbox"),
            Ok(()) => {}
            Err(fault) => tracing::warn!("mailbox: {}", fault.chain()),
        }
        is_seen = looked.is_ok();
        if let Err(fault) = inlet.wait(&bells.marks).await {
            tracing::warn!("mailbox: {}", fault.chain());
        }
    }
}

async fn look(
    pipeline: &Pipeline<SystemClock>,
    inlet: &mut impl Inlet,
    account: &str,
    bells: &Bells,
) -> Result<(), Fault> {
    loop {
        let position = pipeline.store.position(account).await?;
        let fetched = inlet.fetch(position).await?;
        for message in fetched.messages {
            pipeline.receive(message).await?;
        }
        if position != Some(fetched.position) {
            pipeline.store.save_position(account, fetched.position).await?;
        }
        // All that came in an outage is stored before the first of it is decided: the sequence follows receipt.
        if !fetched.more {
            break;
        }
    }
    bells.received.notify_one();
    show_what_is_done(&pipeline.store, inlet).await
}

async fn show_what_is_done(store: &Store, inlet: &mut impl Inlet) -> Result<(), Fault> {
    for (key, needs_a_person) in store.unmarked().await? {
        inlet.mark(&key, if needs_a_person { Mark::LeftForPerson } else { Mark::Processed }).await?;
        crash::point("after-mark").await;
        store.marked(&key).await?;
    }
    Ok(())
}

/// The pipeline: message after message, the oldest first.
async fn work(pipeline: &Pipeline<SystemClock>, bells: &Bells) {
    loop {
        match pipeline.handle_next().await {
            Ok(Some(fate)) => {
                tracing::info!(fate = fate.name(), "handled");
                bells.decided.notify_one();
                bells.marks.notify_one();
            }
            Ok(None) => {
                let due = pipeline.store.next_due().await.ok().flatten();
                sleep_until(due, &bells.received).await;
            }
            Err(fault) => {
                tracing::error!("pipeline: {}", fault.chain());
                tokio::time::sleep(REST).await;
            }
        }
    }
}

/// The outbox: letter after letter.
async fn deliver(delivery: &Delivery<SystemClock, impl Outlet>, bells: &Bells) {
    while !bells.stopping.load(Ordering::Relaxed) {
        match delivery.deliver_next().await {
            // A letter that was given up is a message now.
            Ok(true) => bells.received.notify_one(),
            Ok(false) => {
                let due = delivery.store.next_letter_due().await.ok().flatten();
                sleep_until(due, &bells.decided).await;
            }
            Err(fault) => {
                tracing::error!("delivery: {}", fault.chain());
                tokio::time::sleep(REST).await;
            }
        }
    }
}

async fn sleep_until(due: Option<DateTime<Utc>>, bell: &Notify) {
    let until_due = due.map(|due| (due - SystemClock.now()).to_std().unwrap_or_default());
    let longest = until_due.map_or(LONGEST_SLEEP, |until| until.min(LONGEST_SLEEP));
    // An early bell is fine, a late one is bounded by the sleep.
    let _ = tokio::time::timeout(longest, bell.notified()).await;
}
