//! What is said about the certificate authority of a cell.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::ConfigArg;

#[derive(Debug, Subcommand)]
pub enum CaCommand {
    /// Make the authority: root, issuing office, time-stamps, answers about revocation. Once.
    Init(CaInitArgs),
    /// Show its offices, their certificates, and whether keys and database fit.
    Show(ConfigArg),
    /// Appoint a registrar whom you met at the server, and who showed you the code of their key.
    Registrar(CaRegistrarArgs),
    /// Draw a key for a seal or for training, with a certificate, into a new folder.
    Issue(CaIssueArgs),
    /// Revoke a certificate.
    Revoke(CaRevokeArgs),
    /// Make the next generation of the office for time-stamps or for answers.
    Renew(CaRenewArgs),
    /// Write the list of revoked certificates of this moment (DER).
    Crl(CaFileArgs),
    /// Write the public certificates into a new folder, for lists of trust.
    Export(CaExportArgs),
    /// Answer one request for a time-stamp: from standard input to standard output.
    Tsa(ConfigArg),
}

#[derive(Debug, Args)]
pub struct CaInitArgs {
    #[command(flatten)]
    pub config: ConfigArg,
    /// Write the root's private key into this new file, once, for a safe, and do not keep it here.
    #[arg(long, value_name = "FILE")]
    pub root_key: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct CaRegistrarArgs {
    #[command(flatten)]
    pub config: ConfigArg,
    /// The sign-in name of the registrar; they made a key on the page before.
    #[arg(long, value_name = "NAME")]
    pub account: String,
    /// The comparison code on their own screen: 4F7K-0QZM-19HB-XT3E.
    #[arg(long)]
    pub code: String,
}

#[derive(Debug, Args)]
pub struct CaIssueArgs {
    #[command(flatten)]
    pub config: ConfigArg,
    /// The organisation that seals. Never a person: those need a registrar.
    #[arg(long, value_name = "ORGANISATION")]
    pub seal: String,
    /// Keep the key at the server, for what is sealed by itself such as tax notices, under this short
    /// word; nothing is written into files.
    #[arg(long, value_name = "WORD", conflicts_with = "to")]
    pub keep: Option<String>,
    /// Give a certificate to the key in the token of [seals.tokens.WORD], and keep it at the server
    /// under this word; the key stays in the token.
    #[arg(long, value_name = "WORD", conflicts_with_all = ["to", "keep"])]
    pub token: Option<String>,
    /// A new folder for key.pem, cert.pem and chain.pem.
    #[arg(required_unless_present_any = ["keep", "token"])]
    pub to: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct CaRevokeArgs {
    #[command(flatten)]
    pub config: ConfigArg,
    /// The serial number, in hexadecimal digits.
    #[arg(long)]
    pub serial: String,
    /// Why.
    #[arg(long, value_enum, default_value = "unspecified")]
    pub reason: ReasonChoice,
}

#[derive(Debug, Args)]
pub struct CaRenewArgs {
    #[command(flatten)]
    pub config: ConfigArg,
    /// Which office.
    #[arg(long, value_enum)]
    pub office: OfficeChoice,
}

#[derive(Debug, Args)]
pub struct CaFileArgs {
    #[command(flatten)]
    pub config: ConfigArg,
    /// Where the file goes.
    pub to: PathBuf,
}

#[derive(Debug, Args)]
pub struct CaExportArgs {
    #[command(flatten)]
    pub config: ConfigArg,
    /// A new folder.
    pub to: PathBuf,
}

/// Reasons of RFC 5280 that an office has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReasonChoice {
    Unspecified,
    KeyCompromise,
    AffiliationChanged,
    Superseded,
    CessationOfOperation,
}

/// Offices that can be renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OfficeChoice {
    Tsa,
    Ocsp,
}
