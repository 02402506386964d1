//! What is said about the protocols of payment.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::ConfigArg;

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
    /// The banks and acquirers that call this cell.
    #[command(subcommand)]
    Partner(PartnerCommand),
}

#[derive(Debug, Subcommand)]
pub enum PartnerCommand {
    /// Let a bank or an acquirer in.
    Add(PartnerAddArgs),
    /// Show who may call, and when each was heard last.
    List(ConfigArg),
    /// Put a new secret or key in force; the older one counts too until `end-rotation`.
    Rotate(PartnerKeysArgs),
    /// From now on only the newest secret and key count.
    EndRotation(PartnerArgs),
}

#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Walk through all entries and name the first thing that does not hold.
    Verify(ConfigArg),
}

#[derive(Debug, Args)]
pub struct PartnerAddArgs {
    #[command(flatten)]
    pub partner: PartnerArgs,
    /// Its name, as people read it. Without it, its short word.
    #[arg(long)]
    pub name: Option<String>,
    /// How it calls itself: X-CLIENT-KEY and X-PARTNER-ID.
    #[arg(long)]
    pub client_key: String,
    #[command(flatten)]
    pub keys: KeysArgs,
    /// The first digits of its virtual accounts (partnerServiceId).
    #[arg(long)]
    pub service_id: Option<String>,
    /// What is agreed with it otherwise: a TOML file, see docs/reference/snap.md.
    #[arg(long)]
    pub terms: Option<PathBuf>,
    /// A network it may call from, as 10.0.0.0/8; may be given several times. Without it, any.
    #[arg(long)]
    pub network: Vec<String>,
}

#[derive(Debug, Args)]
pub struct PartnerKeysArgs {
    #[command(flatten)]
    pub partner: PartnerArgs,
    #[command(flatten)]
    pub keys: KeysArgs,
}

#[derive(Debug, Args)]
pub struct PartnerArgs {
    #[command(flatten)]
    pub config: ConfigArg,
    /// A short word for it, as bankaltimtara. Without it, the client key in small letters.
    #[arg(long)]
    pub id: Option<String>,
}

#[derive(Debug, Args)]
pub struct KeysArgs {
    /// Its RSA public key, a PEM file.
    #[arg(long)]
    pub public_key: Option<PathBuf>,
    /// The shared secret, at least 16 characters. `-` reads it from standard input.
    #[arg(long)]
    pub client_secret: Option<String>,
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
