//! `huikectl`: the use cases of Huike from a terminal.

mod args;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use args::{Args, Command};
use clap::Parser as _;
use huike_app::clock::new_operation;
use huike_app::{App, AppError, folder};
use huike_domain::shop::Shop;

fn main() -> ExitCode {
    let args = Args::parse();
    match run(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", serde_json::json!({ "error": error }));
            ExitCode::FAILURE
        }
    }
}

fn data_folder(given: Option<PathBuf>) -> Result<PathBuf, AppError> {
    given.or_else(folder::usual).ok_or_else(|| AppError::not_found("folder", ""))
}

fn run(args: Args) -> Result<(), AppError> {
    let folder = data_folder(args.common.data)?;
    match args.command {
        Command::Serve { port } => serve::run(&folder, port, args.common.json),
        Command::Init { name, zone } => {
            let app = App::open(&folder)?;
            huike_app::shop::name(&app, new_operation(), Shop { name, zone })
        }
        Command::Sample => {
            let app = App::open(&folder)?;
            huike_app::shop::open_sample(&app, new_operation())
        }
        _ => Err(AppError::not_found("command", "")),
    }
}
