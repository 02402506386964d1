//! The commands, as a person types them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands::{Outcome, calculate, cell, demo, penalty, serve};

/// Pelangi runs the smart city of a regency.
#[derive(Debug, Parser)]
#[command(name = "pelangi", version, about, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show a whole regency with invented people, at http://localhost:8080.
    Demo(DemoArgs),
    /// Serve a cell.
    Serve(ConfigArg),
    /// Make a cell.
    #[command(subcommand)]
    Cell(CellCommand),
    /// Property tax (PBB-P2): generate, import, assess, calculate.
    #[command(subcommand)]
    PropertyTax(PropertyTax),
}

#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Where the demo cell lives; made on the first start.
    #[arg(long, default_value = "./pelangi-demo")]
    pub dir: PathBuf,
    /// Port on this machine; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Tax objects to invent on the first start.
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub objects: u32,
}

#[derive(Debug, Args)]
pub struct ConfigArg {
    /// The settings file of the cell.
    #[arg(long)]
    pub config: PathBuf,
}

#[derive(Debug, Subcommand)]
enum CellCommand {
    /// Make a cell: settings file, keys, database, and the link of the first administrator.
    Create(CellCreateArgs),
}

#[derive(Debug, Args)]
pub struct CellCreateArgs {
    /// Where the settings file goes; keys and data are made beside it.
    #[arg(long)]
    pub config: PathBuf,
    /// Code by the ministry of home affairs, for example 64.08.
    #[arg(long)]
    pub code: String,
    /// For example "Kabupaten Kutai Timur".
    #[arg(long)]
    pub name: String,
    /// Asia/Jakarta, Asia/Pontianak, Asia/Makassar or Asia/Jayapura.
    #[arg(long)]
    pub zone: String,
    /// The address people will use; it goes into QR codes.
    #[arg(long, default_value = "https://pelangi.example.go.id")]
    pub public_url: String,
    /// postgres://USER@HOST/NAME, or sqlite:PATH; a SQLite file beside the settings by default.
    #[arg(long)]
    pub database: Option<String>,
    /// A cell for invented data only.
    #[arg(long)]
    pub demo: bool,
    /// Answer in JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
enum PropertyTax {
    /// Compute one case: JSON from standard input, JSON with every step to standard output.
    Calculate,
    /// Compute the penalty for a late payment.
    Penalty(PenaltyArgs),
}

#[derive(Debug, Args)]
pub struct PenaltyArgs {
    /// The tax that was due, in whole rupiah.
    #[arg(long)]
    pub principal: i64,
    /// Last day without a penalty, YYYY-MM-DD.
    #[arg(long)]
    pub due: base::Date,
    /// Day of payment, YYYY-MM-DD.
    #[arg(long)]
    pub paid: base::Date,
    /// How months are counted: from the due date (law), or by the calendar (legacy).
    #[arg(long, value_enum, default_value_t = PenaltyMode::Law)]
    pub mode: PenaltyMode,
    /// Percentage of the tax for each month.
    #[arg(long, default_value = "1")]
    pub percent: String,
    /// How many months count at most.
    #[arg(long, default_value_t = 24)]
    pub max_months: u32,
}

/// How months are counted.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum PenaltyMode {
    Law,
    Legacy,
}

impl Cli {
    /// Does what was asked.
    pub fn run(self) -> Outcome {
        match self.command {
            Command::Demo(args) => demo::run(&args),
            Command::Serve(args) => serve::run(&args.config),
            Command::Cell(CellCommand::Create(args)) => cell::create(&args),
            Command::PropertyTax(PropertyTax::Calculate) => calculate::run(),
            Command::PropertyTax(PropertyTax::Penalty(args)) => penalty::run(&args),
        }
    }
}
