//! The commands, as a person types them.

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands::{Outcome, calculate, penalty};

/// Pelangi runs the smart city of a regency.
#[derive(Debug, Parser)]
#[command(name = "pelangi", version, about, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Property tax (PBB-P2): generate, import, assess, calculate.
    #[command(subcommand)]
    PropertyTax(PropertyTax),
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
            Command::PropertyTax(PropertyTax::Calculate) => calculate::run(),
            Command::PropertyTax(PropertyTax::Penalty(args)) => penalty::run(&args),
        }
    }
}
