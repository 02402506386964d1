//! What is said about property tax.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Subcommand)]
pub enum PropertyTax {
    /// Write an invented SISMIOP extract for a demo cell.
    Generate(GenerateArgs),
    /// Bring a SISMIOP extract into a cell; repeated, only what differs is written.
    Import(ExtractArgs),
    /// Compute the notices of a year as drafts; two people then approve them in the browser.
    Assess(AssessArgs),
    /// Load a rules file (tariffs, thresholds, due days) as a new version.
    Rules(RulesArgs),
    /// Write the payments that were taken here as CSV files for SISMIOP.
    Payments(PaymentsArgs),
    /// Compute one case: JSON from standard input, JSON with every step to standard output.
    Calculate,
    /// Compute the penalty for a late payment.
    Penalty(PenaltyArgs),
}

#[derive(Debug, Args)]
pub struct GenerateArgs {
    /// A new folder for the CSV files.
    pub dir: PathBuf,
    /// How many tax objects.
    #[arg(long)]
    pub objects: u32,
    /// The same seed gives the same files.
    #[arg(long)]
    pub seed: u64,
    /// The latest year with notices; this year by default.
    #[arg(long)]
    pub year: Option<i32>,
}

#[derive(Debug, Args)]
pub struct ExtractArgs {
    /// The folder with the CSV files named like the SISMIOP tables.
    pub dir: PathBuf,
    /// The settings file of the cell.
    #[arg(long)]
    pub config: PathBuf,
}

#[derive(Debug, Args)]
pub struct AssessArgs {
    /// The settings file of the cell.
    #[arg(long)]
    pub config: PathBuf,
    /// The tax year.
    #[arg(long, value_parser = clap::value_parser!(i64).range(1994..=2200))]
    pub year: i64,
    /// One village only: its ten digits as at the head of a NOP, or its code by the ministry.
    #[arg(long)]
    pub village: Option<String>,
    /// Remove the drafts after the totals were shown.
    #[arg(long)]
    pub simulate: bool,
    /// Another cap on the increase than that of the rules: a percentage, or `none`.
    #[arg(long)]
    pub cap: Option<String>,
}

#[derive(Debug, Args)]
pub struct RulesArgs {
    /// The rules file.
    pub file: PathBuf,
    /// The settings file of the cell.
    #[arg(long)]
    pub config: PathBuf,
}

#[derive(Debug, Args)]
pub struct PaymentsArgs {
    /// A new folder for the files.
    pub dir: PathBuf,
    /// The settings file of the cell.
    #[arg(long)]
    pub config: PathBuf,
    /// First day on which they were recorded here, YYYY-MM-DD.
    #[arg(long)]
    pub from: base::Date,
    /// Last day on which they were recorded here, YYYY-MM-DD.
    #[arg(long)]
    pub until: base::Date,
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
