//! What is said about the protocols of payment.

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub enum QrisCommand {
    /// Check a code from standard input and print its fields as JSON.
    Parse,
    /// Make a code of such fields: JSON from standard input, the code to standard output.
    Build,
}

#[derive(Debug, Subcommand)]
pub enum SnapCommand {
    /// Print the symmetric signature of a request whose body comes from standard input.
    Sign(SnapSignArgs),
}

#[derive(Debug, Args)]
pub struct SnapSignArgs {
    /// The method of the request, for example POST.
    #[arg(long)]
    pub method: String,
    /// The path with its query, without the server: /v1.0/transfer-va/inquiry.
    #[arg(long)]
    pub path: String,
    /// The access token, without the word Bearer.
    #[arg(long)]
    pub token: String,
    /// X-TIMESTAMP as it will be sent: 2026-11-22T08:00:00+08:00.
    #[arg(long)]
    pub timestamp: String,
    /// The client secret.
    #[arg(long)]
    pub secret: String,
}
