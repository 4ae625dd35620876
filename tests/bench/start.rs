//! How soon the real program is ready, what memory it takes, and when `guichet try` answers: `cargo bench --bench start`.

mod table;

use std::error::Error;
use std::fmt::Write;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use table::Limits;

type Outcome<T> = Result<T, Box<dyn Error>>;

const GUICHET: &str = env!("CARGO_BIN_EXE_guichet");
const FAMILIES: usize = 1_000;
const RUNS: usize = 20;
/// From the start of the process to its word that it is ready.
const READY: Duration = Duration::from_millis(200);
/// Resident, in kB.
const MEMORY: u64 = 60_000;
/// Memory is looked at when the first attempts to reach the mailbox are over.
const SETTLED: Duration = Duration::from_millis(500);

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    write_centre(folder.path())?;
    let config = folder.path().join("config.toml");
    let imported = Command::new(GUICHET).arg("import").arg(folder.path()).arg("-c").arg(&config).output()?;
    if !imported.status.success() {
        return Err(String::from_utf8_lossy(&imported.stderr).into());
    }
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

/// A configuration whose servers do not answer, and the files of an import.
fn write_centre(folder: &Path) -> Outcome<()> {
    let closed = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let config = format!(
        "secret = \"a secret of exactly 32 octets ok\"\n\
         [centre]\nname = \"Accueil de loisirs\"\naddress = \"centre@example.org\"\n\
         [database]\npath = \"guichet.db\"\n\
         [imap]\nhost = \"127.0.0.1\"\nport = {closed}\nsecurity = \"none\"\nuser = \"centre\"\npassword = \"x\"\n\
         [smtp]\nhost = \"127.0.0.1\"\nport = {closed}\nsecurity = \"none\"\n\
         [operator]\naddress = \"operator@example.org\"\n"
    );
    std::fs::write(folder.join("config.toml"), config)?;
    let mut families = "family,name,guardian,address,language\n".to_owned();
    let mut children = "family,first_name,last_name,born\n".to_owned();
    for number in 0..FAMILIES {
        writeln!(families, "F{number:04},MARTIN,Mme Martin,famille{number}@example.org,fr")?;
        writeln!(children, "F{number:04},Zoé,MARTIN,2019-03-12\nF{number:04},Hugo,MARTIN,2022-05-20")?;
    }
    let files = [
        ("directors.csv", "name,address,language\nMme la directrice,directrice@example.org,fr\n"),
        ("families.csv", &families),
        ("children.csv", &children),
        (
            "services.csv",
            "service,service_name,slot,slot_name\nalsh,Accueil de loisirs,morning,\nalsh,Accueil de loisirs,meal,\nalsh,Accueil de loisirs,afternoon,\n",
        ),
        (
            "openings.csv",
            "from,to,weekdays,slots,places\n2025-09-03,2026-07-01,wed,,60\n2026-07-06,2026-07-31,mon-fri,,60\n",
        ),
    ];
    for (name, text) in files {
        std::fs::write(folder.join(name), text)?;
    }
    Ok(())
}
