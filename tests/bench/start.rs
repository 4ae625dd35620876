//! How soon the real program is ready, what memory it takes, and when `guichet try` answers: `cargo bench --bench start`.

mod centre;
mod table;

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use centre::{GUICHET, Outcome};
use table::Limits;

const RUNS: usize = 20;
/// From the start of the process to its word that it is ready.
const READY: Duration = Duration::from_millis(200);
/// Resident, in kB.
const MEMORY: u64 = 60_000;
/// Memory is looked at when the first attempts to reach the mailbox are over.
const SETTLED: Duration = Duration::from_millis(500);

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let closed = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let silent = format!("host = \"127.0.0.1\"\nport = {closed}\nsecurity = \"none\"\n");
    let imap = format!("{silent}user = \"centre\"\npassword = \"x\"\n");
    let config = centre::open(folder.path(), &imap, &silent)?;
    table::head("the real program, 1,000 families registered");
    let (mut starts, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let (start, resident) = run(&config)?;
        starts.push(start);
        memory.push(resident);
    }
    table::times("guichet run: from its start to ready", &mut starts, Limits { median: Some(READY), p99: None });
    memory.sort_unstable();
    let (median, most) = (memory.get(RUNS / 2).copied(), memory.last().copied());
    let (median, most) = (median.unwrap_or_default(), most.unwrap_or_default());
    let megabytes = |kilobytes: u64| format!("{} MB", kilobytes.div_ceil(1_000));
    table::line(&[
        "guichet run: resident memory".to_owned(),
        RUNS.to_string(),
        megabytes(median),
        megabytes(MEMORY),
        megabytes(most),
        megabytes(MEMORY),
        if most <= MEMORY { "within" } else { "ABOVE" }.to_owned(),
    ]);
    let mut answers = (0..RUNS).map(|_| first_letter()).collect::<Outcome<Vec<_>>>()?;
    table::times("guichet try: from its start to the first letter", &mut answers, Limits::default());
    Ok(())
}

/// Starts the daemon, and stops it again; its mailbox does not answer.
fn run(config: &Path) -> Outcome<(Duration, u64)> {
    let start = Instant::now();
    let mut daemon = Command::new(GUICHET).arg("run").arg("-c").arg(config).stderr(Stdio::piped()).spawn()?;
    let measured = ready(&mut daemon, start);
    daemon.kill()?;
    daemon.wait()?;
    measured
}

fn ready(daemon: &mut Child, start: Instant) -> Outcome<(Duration, u64)> {
    let log = daemon.stderr.take().ok_or("no standard error")?;
    // The pipe stays open until the end: the daemon writes on.
    let mut log = BufReader::new(log).lines();
    let said = log.by_ref().map_while(Result::ok).any(|line| line.contains("ready"));
    let time = start.elapsed();
    if !said {
        return Err("the daemon ended before it was ready".into());
    }
    std::thread::sleep(SETTLED);
    let status = std::fs::read_to_string(format!("/proc/{}/status", daemon.id()))?;
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    Ok((time, resident.trim().trim_end_matches(" kB").parse()?))
}

fn first_letter() -> Outcome<Duration> {
    let start = Instant::now();
    let mut trial =
        Command::new(GUICHET).args(["try", "book Marie Wed 11/07 full day"]).stdout(Stdio::piped()).spawn()?;
    let mut printed = BufReader::new(trial.stdout.take().ok_or("no standard output")?);
    let mut line = String::new();
    while !line.starts_with('└') {
        line.clear();
        if printed.read_line(&mut line)? == 0 {
            return Err("no letter was shown".into());
        }
    }
    let time = start.elapsed();
    printed.read_to_string(&mut line)?;
    trial.wait()?;
    Ok(time)
}
