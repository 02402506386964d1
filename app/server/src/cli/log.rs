//! What is said about the public log of letters.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::ConfigArg;

#[derive(Debug, Subcommand)]
pub enum LogCommand {
    /// Copy a log from a running cell; files that are there already are not asked for again.
    Copy(LogCopyArgs),
    /// Check a copy, without a cell and without a network. Status 0 only when it is whole.
    Verify(LogVerifyArgs),
    /// Compute the log of a cell again, every entry and every signed head.
    Check(ConfigArg),
    /// Take a person out of the log of a cell; the log stays whole.
    Erase(LogEraseArgs),
}

#[derive(Debug, Args)]
pub struct LogCopyArgs {
    /// Where the log is published: the address of the cell with `/log/naskah` behind it.
    pub url: String,
    /// The folder of the copy.
    pub dir: PathBuf,
    /// The key of the log, or a file that holds it. Without one the key that the log itself shows is
    /// taken the first time, and kept.
    #[arg(long)]
    pub key: Option<String>,
}

#[derive(Debug, Args)]
pub struct LogVerifyArgs {
    /// The folder of the copy.
    pub dir: PathBuf,
    /// The key of the log as it was published elsewhere, `name+id+key`, or a file that holds it.
    #[arg(long)]
    pub key: String,
    /// A checkpoint that was kept before: the log must go on from it.
    #[arg(long, value_name = "CHECKPOINT")]
    pub older: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct LogEraseArgs {
    /// The settings file of the cell.
    #[arg(long)]
    pub config: PathBuf,
    /// Sign-in name of the person.
    #[arg(long, value_name = "NAME")]
    pub account: String,
    /// Why; it stands in the audit trail.
    #[arg(long)]
    pub reason: String,
}
