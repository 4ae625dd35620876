//! Arguments → application → exit code.

use std::process::ExitCode;

use clap::Parser;
use guichet::app::{self, CommandLine};

#[tokio::main]
async fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    match app::run(command_line).await {
        Ok(code) => code,
        Err(fault) => {
            eprintln!("guichet: {}", fault.chain());
            ExitCode::FAILURE
        }
    }
}
