//! `guichet import`: a folder of CSV files into the books.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::{import_message, load, pipeline};
use crate::clock::{Clock, SystemClock};
use crate::fault::Fault;
use crate::import::{self, Absent, Change, Files, KNOWN, Move};
use crate::rules::Registry;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder with the CSV files.
    folder: PathBuf,
    /// The configuration file.
    #[arg(short, long = "config", value_name = "FILE")]
    config: PathBuf,
    /// Only say what would change.
    #[arg(long)]
    dry_run: bool,
}

/// Of the people who are missing from the files so many are named.
const MOST_NAMED: usize = 10;
/// Faults in the files: nothing was imported.
const BAD_FILES: u8 = 2;

pub(super) async fn run(arguments: &Arguments) -> Result<ExitCode, Fault> {
    let files = match read_folder(&arguments.folder) {
        Ok(files) => files,
        Err(problem) => return Ok(refuse(&[problem])),
    };
    let pipeline = pipeline(&load(&arguments.config)?, SystemClock).await?;
    let current = pipeline.store.registry().await?;
    let registry = match import::read(&files, &current) {
        Ok(registry) => registry,
        Err(faults) => return Ok(refuse(&faults.iter().map(ToString::to_string).collect::<Vec<_>>())),
    };
    let booked = pipeline.store.booked_on(&registry.closed).await?;
    if !booked.is_empty() {
        let told = |(day, slot, children): &(_, _, _)| {
            format!("{day} {slot}: {children} booked; it cannot be closed by an import")
        };
        return Ok(refuse(&booked.iter().map(told).collect::<Vec<_>>()));
    }
    // The files are sound; what the books say to them is asked in both cases, so that a dry run promises nothing else.
    if let Err(fault) = pipeline.store.rehearse(&registry).await {
        return Ok(refuse(&[fault.chain()]));
    }
    let changes = import::changes(&registry, &current);
    print_changes(&changes)?;
    print_people(&registry, &current)?;
    if changes.iter().all(|(_, change)| change.new + change.changed == 0) {
        say!("Nothing to import: all of it is there already.")?;
    } else if arguments.dry_run {
        say!("Nothing was imported: this was a dry run. Run it again without --dry-run.")?;
    } else {
        pipeline.receive(import_message(&registry, pipeline.clock.now())?).await?;
        while pipeline.handle_next().await?.is_some() {}
        say!("Imported.")?;
    }
    pipeline.store.close().await;
    Ok(ExitCode::SUCCESS)
}

fn read_folder(folder: &Path) -> Result<Files, String> {
    let mut files = Files::new();
    for (name, _) in KNOWN {
        let path = folder.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => {
                let text = String::from_utf8(bytes)
                    .map_err(|_| format!("{} is not UTF-8; save it again as \"CSV UTF-8\"", path.display()))?;
                files.insert(name.to_owned(), text);
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(format!("{} cannot be read: {error}", path.display())),
        }
    }
    if files.is_empty() {
        let names: Vec<&str> = KNOWN.iter().map(|(name, _)| *name).collect();
        return Err(format!("{} holds none of {}", folder.display(), names.join(", ")));
    }
    Ok(files)
}

fn refuse(problems: &[String]) -> ExitCode {
    for problem in problems {
        eprintln!("{problem}");
    }
    eprintln!("Nothing was imported.");
    ExitCode::from(BAD_FILES)
}

fn print_changes(changes: &[(&str, Change)]) -> Result<(), Fault> {
    say!("{:<12} {:>6} {:>8} {:>6}", "", "new", "changed", "same")?;
    for (kind, change) in changes {
        say!("{kind:<12} {:>6} {:>8} {:>6}", change.new, change.changed, change.same)?;
    }
    Ok(())
}

/// Who gets another address, and who is registered and missing from the files.
fn print_people(registry: &Registry, current: &Registry) -> Result<(), Fault> {
    for Move { who, from, to } in import::moves(registry) {
        say!("address of {who}: {from} → {to}; the old one is believed no longer")?;
    }
    let absent = import::absent(registry, current);
    for Absent { file, who } in absent.iter().take(MOST_NAMED) {
        say!("{who} is not in {file}, and stays registered")?;
    }
    if absent.len() > MOST_NAMED {
        say!("and {} more are registered and not in the files", absent.len() - MOST_NAMED)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_files_is_refused_with_the_names_that_are_looked_for() {
        let folder = tempfile::tempdir().unwrap();
        let problem = read_folder(folder.path()).unwrap_err();
        assert!(problem.contains("directors.csv") && problem.contains("openings.csv"), "{problem}");
    }

    #[test]
    fn a_file_in_another_encoding_says_how_to_save_it() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("children.csv"), b"Zo\xe9").unwrap();
        assert!(read_folder(folder.path()).unwrap_err().contains("CSV UTF-8"));
    }
}
