//! What is said about the sandbox: a fake bank, a fake acquirer and a fake signing service.

use std::net::SocketAddr;
use std::path::PathBuf;

use bank::eod::Layout;
use bank::{Course, Fault};
use base::{Date, Nop};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub enum SandboxCommand {
    /// A fake bank that calls a server as a real one would.
    #[command(subcommand)]
    Bank(Box<BankCommand>),
    /// A fake acquirer: issues QRIS codes nobody can pay, and tells the server of their payment.
    Acquirer(AcquirerArgs),
    /// A fake signing service (BSrE eSign v2): signs with certificates that nobody trusts.
    Bsre(BsreArgs),
}

#[derive(Debug, Subcommand)]
pub enum BankCommand {
    /// Ask what is owed.
    Inquiry(InquiryArgs),
    /// Pay what is owed.
    Pay(PayArgs),
    /// Ask what became of a payment.
    Status(StatusArgs),
    /// Take a payment back (H2H only).
    Reverse(ReverseArgs),
    /// Tell that a QRIS code was paid.
    Notify(NotifyArgs),
    /// Many payers at once, with a line on the disk for every acknowledged payment.
    Load(LoadArgs),
    /// Print the end-of-day file of such lines.
    Eod(EodArgs),
}

#[derive(Debug, Args)]
pub struct ServerArgs {
    /// Scheme and host of the server: http://127.0.0.1:8080.
    #[arg(long)]
    pub url: String,
    /// The name under which the server knows the bank.
    #[arg(long)]
    pub client_key: String,
    /// The secret both share.
    #[arg(long)]
    pub client_secret: String,
    /// The bank's RSA key in PEM (PKCS#8); SNAP asks for a token with it.
    #[arg(long, value_name = "FILE")]
    pub private_key: Option<PathBuf>,
    /// Speak the plain JSON service instead of SNAP.
    #[arg(long)]
    pub h2h: bool,
    /// How the bank deviates from SNAP, as TOML: the fields of lib/snap's Dialect.
    #[arg(long, value_name = "FILE")]
    pub dialect: Option<PathBuf>,
    #[arg(long, default_value = "95221")]
    pub channel_id: String,
    /// In which times are written.
    #[arg(long, default_value = "Asia/Makassar")]
    pub zone: String,
    /// How long one request may take, in seconds.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: u64,
    /// What goes wrong: wrong-signature, stale-time, future-time, wrong-token, unknown-partner, cut,
    /// cut-answer, replay, garbage, huge, decimals, pretty.
    #[arg(long, default_value = "none")]
    pub fault: Fault,
    /// Tell strings to sign, headers and bodies too; secrets and tokens are masked.
    #[arg(long)]
    pub verbose: bool,
}

/// What is paid: a payment code over SNAP, a bill over H2H.
#[derive(Debug, Args)]
pub struct SubjectArgs {
    /// The digits before the code in a virtual account (SNAP).
    #[arg(long)]
    pub service_id: Option<String>,
    /// The payment code (SNAP).
    #[arg(long)]
    pub code: Option<String>,
    /// The object (H2H).
    #[arg(long, value_parser = Nop::parse)]
    pub nop: Option<Nop>,
    /// The tax year (H2H).
    #[arg(long)]
    pub year: Option<i64>,
}

#[derive(Debug, Args)]
pub struct InquiryArgs {
    #[command(flatten)]
    pub server: ServerArgs,
    #[command(flatten)]
    pub subject: SubjectArgs,
}

#[derive(Debug, Args)]
pub struct PayArgs {
    #[command(flatten)]
    pub server: ServerArgs,
    #[command(flatten)]
    pub subject: SubjectArgs,
    /// Whole rupiah; what is owed when left out. Over SNAP nothing is asked before then.
    #[arg(long)]
    pub amount: Option<i64>,
    /// The tax in the amount (H2H); with it nothing is asked before.
    #[arg(long, requires = "amount")]
    pub principal: Option<i64>,
    /// The penalty in the amount, before a waiver (H2H).
    #[arg(long, requires = "principal", default_value_t = 0)]
    pub penalty: i64,
    /// What is waived of the penalty (H2H).
    #[arg(long, requires = "principal", default_value_t = 0)]
    pub waived: i64,
    /// The bank's number of the payment; a new one when left out. The same one again is a repeat.
    #[arg(long)]
    pub reference: Option<String>,
    /// When the payer paid, for example 2026-11-22T10:15:30+08:00; now when left out.
    #[arg(long, value_name = "TIME")]
    pub paid_at: Option<String>,
    /// In which order it is told: once, advise, twice, late, out-of-order.
    #[arg(long, default_value = "once")]
    pub course: Course,
    /// Seconds between a payment and its late repeat.
    #[arg(long, default_value_t = 5)]
    pub after: u64,
    /// Append a line for the acknowledged payment.
    #[arg(long, value_name = "FILE")]
    pub ack: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct StatusArgs {
    #[command(flatten)]
    pub server: ServerArgs,
    #[command(flatten)]
    pub subject: SubjectArgs,
    /// The bank's number of the payment.
    #[arg(long)]
    pub reference: String,
}

#[derive(Debug, Args)]
pub struct ReverseArgs {
    #[command(flatten)]
    pub server: ServerArgs,
    #[arg(long, value_parser = Nop::parse)]
    pub nop: Nop,
    #[arg(long)]
    pub year: i64,
    /// The number on the receipt of the payment.
    #[arg(long)]
    pub ntpd: String,
    /// The bank's number of the reversal; a new one when left out.
    #[arg(long)]
    pub reference: Option<String>,
    /// Append a line for the acknowledged reversal.
    #[arg(long, value_name = "FILE")]
    pub ack: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct NotifyArgs {
    #[command(flatten)]
    pub server: ServerArgs,
    /// The code, as the server named it in its order.
    #[arg(long)]
    pub reference: String,
    /// The code, as the acquirer named it; UJI- and the reference when left out, as the fake names
    /// its codes.
    #[arg(long)]
    pub acquirer_reference: Option<String>,
    /// Whole rupiah.
    #[arg(long)]
    pub amount: i64,
}

#[derive(Debug, Args)]
pub struct LoadArgs {
    #[command(flatten)]
    pub server: ServerArgs,
    /// What is paid, one a line: payment codes, or over H2H `NOP,year`.
    #[arg(long, value_name = "FILE")]
    pub targets: PathBuf,
    /// The digits before the code in a virtual account (SNAP).
    #[arg(long)]
    pub service_id: Option<String>,
    /// Append a line for every acknowledged payment, on the disk before the payer goes on.
    #[arg(long, value_name = "FILE")]
    pub ack: PathBuf,
    /// Append a line for every payment before it is told.
    #[arg(long, value_name = "FILE")]
    pub sent: Option<PathBuf>,
    /// How many pay at the same time.
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=4096))]
    pub payers: u16,
    /// At most so many payments begun in a second; as fast as they go when left out.
    #[arg(long)]
    pub rate: Option<u32>,
    /// Seconds for which a payer without an answer tells its payment again.
    #[arg(long, default_value_t = 0)]
    pub patience: u64,
}

#[derive(Debug, Args)]
pub struct EodArgs {
    /// Lines of acknowledged payments.
    #[arg(long, value_name = "FILE")]
    pub ack: PathBuf,
    /// counter, va or qris-net.
    #[arg(long)]
    pub layout: Layout,
    /// The day of the file: 2026-11-22.
    #[arg(long)]
    pub day: Date,
    /// What the acquirer keeps of each amount, in percent (qris-net).
    #[arg(long, default_value = "0.7")]
    pub fee_percent: String,
    /// Lines left out, from the beginning.
    #[arg(long, default_value_t = 0)]
    pub missing: usize,
    /// The next lines, each twice.
    #[arg(long, default_value_t = 0)]
    pub doubled: usize,
    /// The next lines, each with a thousand rupiah more.
    #[arg(long, default_value_t = 0)]
    pub changed: usize,
    /// Lines at the end of payments nobody told.
    #[arg(long, default_value_t = 0)]
    pub strange: usize,
}

#[derive(Debug, Args)]
pub struct AcquirerArgs {
    /// Where it listens; on this machine only, since codes are paid there without a signature.
    #[arg(long, default_value = "127.0.0.1:9090")]
    pub listen: SocketAddr,
    /// The name under which the acquirer knows us (X-CLIENT-KEY and X-PARTNER-ID).
    #[arg(long)]
    pub client_key: String,
    #[arg(long)]
    pub client_secret: String,
    /// Our public key in PEM; a token is asked for with its other half.
    #[arg(long, value_name = "FILE")]
    pub public_key: PathBuf,
    /// Where payments are told: http://127.0.0.1:8080/snap/v1.0/qr/qr-mpm-notify; nowhere when left
    /// out.
    #[arg(long, requires_all = ["notify_as", "private_key"])]
    pub notify_url: Option<String>,
    /// The name under which our server knows the acquirer.
    #[arg(long)]
    pub notify_as: Option<String>,
    /// The acquirer's RSA key in PEM (PKCS#8), with which it signs what it tells.
    #[arg(long, value_name = "FILE")]
    pub private_key: Option<PathBuf>,
    /// In which times are written.
    #[arg(long, default_value = "Asia/Makassar")]
    pub zone: String,
}

#[derive(Debug, Args)]
pub struct BsreArgs {
    /// Where it listens; on this machine only.
    #[arg(long, default_value = "127.0.0.1:9091")]
    pub listen: SocketAddr,
    /// The name under which it knows the program that calls.
    #[arg(long)]
    pub user: String,
    #[arg(long)]
    pub password: String,
    /// Who can sign: NIK,EMAIL,PASSPHRASE,NAME. May be given more than once; invent them.
    #[arg(long = "person", value_name = "PERSON")]
    pub people: Vec<String>,
    /// The id of a subscriber who can seal. May be given more than once.
    #[arg(long = "seal", value_name = "ID")]
    pub seals: Vec<String>,
    /// Where the root certificate is written, for a verifier that shall trust it.
    #[arg(long, value_name = "FILE")]
    pub ca: Option<PathBuf>,
    /// In which times of signatures are written.
    #[arg(long, default_value = "Asia/Makassar")]
    pub zone: String,
}
