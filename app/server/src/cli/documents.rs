//! What is said about signed documents; no cell is needed.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use ipnet::IpNet;

#[derive(Debug, Subcommand)]
pub enum DocumentsCommand {
    /// Say whether a PDF is what was signed, and by whom. Status 0 only when it is genuine and whole.
    Verify(VerifyArgs),
    /// Sign a PDF with a key that lies in a file.
    Sign(SignArgs),
}

#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The document, 100 MB at most.
    pub file: PathBuf,
    /// Certificates that are trusted (PEM, or one in DER); may be given several times. Nobody else is,
    /// the operating system's list least of all.
    #[arg(long, value_name = "CERT.pem")]
    pub trust: Vec<PathBuf>,
    /// Do not ask whether certificates were revoked.
    #[arg(long)]
    pub no_revocation: bool,
    #[command(flatten)]
    pub reach: ReachArgs,
}

#[derive(Debug, Args)]
pub struct ReachArgs {
    /// A network that may be asked about revocation though it is not public, as 127.0.0.0/8; may be
    /// given several times.
    #[arg(long, value_name = "NET")]
    pub allow_network: Vec<IpNet>,
}

#[derive(Debug, Args)]
pub struct SignArgs {
    /// The private key, PEM without a passphrase.
    #[arg(long)]
    pub key: PathBuf,
    /// The signer's certificate, PEM; those that issued it may follow in the same file.
    #[arg(long)]
    pub cert: PathBuf,
    /// More certificates of the chain, PEM; may be given several times.
    #[arg(long)]
    pub chain: Vec<PathBuf>,
    /// Where time-stamps are given (RFC 3161).
    #[arg(long, value_name = "URL")]
    pub tsa: Option<String>,
    /// The level of the signature; b-t with --tsa, b-b without, when it is not said.
    #[arg(long, value_enum)]
    pub level: Option<LevelChoice>,
    /// The field: an empty one that is there, or a new name. Signature1 and so on by default.
    #[arg(long)]
    pub field: Option<String>,
    /// Where it is seen: page from 1, then left, bottom, width and height in points from the page's
    /// lower left corner. Invisible by default.
    #[arg(long, value_name = "PAGE,X,Y,W,H")]
    pub visible: Option<String>,
    /// Why it is signed.
    #[arg(long)]
    pub reason: Option<String>,
    /// Where it is signed.
    #[arg(long)]
    pub location: Option<String>,
    /// Sign although the document could look different tomorrow (scripts, layers, files inside,
    /// changes that nobody signed). What was found is told.
    #[arg(long)]
    pub despite_objections: bool,
    #[command(flatten)]
    pub reach: ReachArgs,
    /// The document.
    pub input: PathBuf,
    /// Where the signed document goes; never the document itself.
    pub output: PathBuf,
}

/// Levels of the baseline (EN 319 142-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum LevelChoice {
    /// The signer's own word on when.
    #[value(name = "b-b")]
    Basic,
    /// A time-stamp proves when.
    #[value(name = "b-t")]
    Timed,
    /// With what a verifier needs years later.
    #[value(name = "b-lt")]
    LongTerm,
    /// And a time-stamp over all of it.
    #[value(name = "b-lta")]
    Archived,
}

impl LevelChoice {
    /// The level that is called so; `None` for what is no PAdES.
    pub fn named(text: &str) -> Option<Self> {
        [Self::Basic, Self::Timed, Self::LongTerm, Self::Archived]
            .into_iter()
            .find(|level| level.as_str() == text)
    }

    /// As the standard writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "B-B",
            Self::Timed => "B-T",
            Self::LongTerm => "B-LT",
            Self::Archived => "B-LTA",
        }
    }
}
