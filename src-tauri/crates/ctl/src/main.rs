//! `huikectl`: the use cases of Huike from a terminal.
//!
//! A command is one call of a use case and a way to print its answer; nothing is decided here.

mod answer;
mod args;
mod complaints;
mod customers;
mod desk;
mod duplicates;
mod enter;
mod followups;
mod hours;
mod lunar;
mod operations;
mod points;
mod purchases;
mod reasons;
mod rules;
mod scripts;
mod segments;
mod serve;
mod shop;
mod table;
mod tiers;
mod transfer;
mod vault;
mod vouchers;
mod wording;

use std::path::PathBuf;
use std::process::ExitCode;

use args::{Args, Command, Customer, Duplicates, Export, Tiers};
use clap::Parser as _;
use desk::Desk;
use huike_app::{AppError, folder};

fn main() -> ExitCode {
    match run(Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", serde_json::json!({ "error": error }));
            ExitCode::FAILURE
        }
    }
}

fn run(args: Args) -> Result<(), AppError> {
    let json = args.common.json;
    let folder = data_folder(args.common.data)?;
    let who = args.common.who.as_deref();
    let desk = || Desk::open(&folder, who, json);
    match args.command {
        Command::Init { name, zone } => shop::init(&folder, who, json, name, zone),
        Command::Sample => shop::sample(&folder, who, json),
        Command::Restore { file } => vault::restore(&folder, who, json, &file),
        Command::Serve { port } => serve::run(&folder, port, json),
        Command::Import(import) => transfer::import(&desk()?, import),
        Command::Export(Export::Customers { file }) => transfer::export_customers(&desk()?, &file),
        Command::Export(Export::Shop { file }) => transfer::export_shop(&desk()?, &file),
        Command::Segments { at, scheme, csv } => segments::segments(&desk()?, at, scheme, csv),
        Command::Moves { from, to, scheme, limit } => {
            segments::moves(&desk()?, from, to, scheme, limit)
        }
        Command::Stages { at } => segments::stages(&desk()?, at),
        Command::Search { text, limit } => customers::search(&desk()?, text, limit),
        Command::List(list) => customers::list(&desk()?, list),
        Command::Customer(Customer::Show { id }) => customers::show(&desk()?, &id),
        Command::Duplicates(Duplicates::Scan { limit }) => duplicates::scan(&desk()?, limit),
        Command::Merge { keep, others } => duplicates::merge(&desk()?, &keep, &others),
        Command::Tiers(Tiers::Import { file }) => tiers::import(&desk()?, &file),
        Command::Tiers(Tiers::Preview { file }) => tiers::preview(&desk()?, &file),
        Command::Tiers(Tiers::Apply { at }) => tiers::apply(&desk()?, at),
        Command::Tier { customer } => tiers::tier(&desk()?, &customer),
        Command::Benefits { customer } => tiers::benefits(&desk()?, &customer),
        Command::Redeem { entitlement, uses, note } => {
            tiers::redeem(&desk()?, &entitlement, uses, note)
        }
        Command::Points(asked) => points::points(&desk()?, asked),
        Command::PointsRule { file } => points::rule(&desk()?, file),
        Command::Vouchers(asked) => vouchers::run(&desk()?, asked),
        Command::Refund(asked) => purchases::refund(&desk()?, asked),
        Command::Complaint(asked) => complaints::run(&desk()?, asked),
        Command::Scripts(asked) => scripts::run(&desk()?, asked),
        Command::Hours(asked) => hours::run(&desk()?, asked),
        Command::Lunar(asked) => lunar::run(json, asked),
        Command::Due(asked) => followups::due(&desk()?, asked),
        Command::Done { followup, note } => followups::done(&desk()?, &followup, note),
        Command::Rules(asked) => rules::run(&desk()?, asked),
        Command::Tick { at } => followups::tick(&desk()?, at),
        Command::Care { from, to } => rules::care(&desk()?, from, to),
        Command::Undo { operation } => operations::undo(&desk()?, operation),
        Command::Log { limit } => operations::log(&desk()?, limit),
        Command::Verify => vault::verify(&desk()?),
        Command::Backup { file } => vault::backup(&desk()?, &file),
        Command::Backups { list } => vault::backups(&desk()?, list),
    }
}

fn data_folder(given: Option<PathBuf>) -> Result<PathBuf, AppError> {
    given.or_else(folder::usual).ok_or_else(|| AppError::not_found("folder", ""))
}
