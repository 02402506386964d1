//! What is said about tables of statistics.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::ConfigArg;

#[derive(Debug, Subcommand)]
pub enum StatisticsCommand {
    /// Read a table as a dataset would, and tell what is odd in it. Nothing is kept. Status 0 only
    /// without errors.
    Check(StatisticsCheckArgs),
    /// Bring a table to what an office owes, and hand it in when nothing is odd in it.
    Import(StatisticsImportArgs),
    /// Release what the walidata has accepted, now or at an instant.
    Release(StatisticsReleaseArgs),
}

#[derive(Debug, Args)]
pub struct StatisticsCheckArgs {
    #[command(flatten)]
    pub config: ConfigArg,
    /// The dataset whose measures and codes the table is read by: SISWA_SD.
    #[arg(long, value_name = "ID")]
    pub dataset: String,
    /// The table as the office has it: XLSX or CSV.
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct StatisticsImportArgs {
    #[command(flatten)]
    pub owed: OwedArgs,
    /// The table as the office has it: XLSX or CSV.
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct StatisticsReleaseArgs {
    #[command(flatten)]
    pub owed: OwedArgs,
    /// When the public sees it: 2026-12-01T01:00:00Z. Without it, or when that has passed, at once.
    #[arg(long, value_name = "INSTANT")]
    pub at: Option<String>,
}

/// What stands on the yearly list.
#[derive(Debug, Args)]
pub struct OwedArgs {
    #[command(flatten)]
    pub config: ConfigArg,
    /// The dataset: SISWA_SD.
    #[arg(long, value_name = "ID")]
    pub dataset: String,
    /// The period: 2025, 2025-S1, 2025-Q2, 2025-07.
    #[arg(long)]
    pub period: String,
}
