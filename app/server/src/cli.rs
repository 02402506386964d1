//! The commands, as a person types them.

mod authority;
mod cells;
mod documents;
mod fakes;
mod log;
mod payments;
mod property_tax;
mod statistics;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use authority::{
    CaCommand, CaExportArgs, CaFileArgs, CaInitArgs, CaIssueArgs, CaRegistrarArgs, CaRenewArgs,
    CaRevokeArgs, OfficeChoice, ReasonChoice,
};
pub use cells::{
    AccountLinkArgs, BackupArgs, CellCreateArgs, ConfigArg, DemoArgs, ExportArgs, ImportArgs,
    RestoreArgs,
};
pub use documents::{DocumentsCommand, LevelChoice, ReachArgs, SignArgs, VerifyArgs};
pub use fakes::{
    AcquirerArgs, BankCommand, BsreArgs, EodArgs, InquiryArgs, LoadArgs, NotifyArgs, PayArgs,
    ReverseArgs, SandboxCommand, ServerArgs, StatusArgs, SubjectArgs,
};
pub use log::{LogCommand, LogCopyArgs, LogEraseArgs, LogVerifyArgs};
pub use payments::{
    KeysArgs, LedgerCommand, PartnerAddArgs, PartnerArgs, PartnerCommand, PartnerKeysArgs,
    QrisCommand, SnapCommand, SnapSignArgs,
};
pub use property_tax::{
    AssessArgs, ExtractArgs, GenerateArgs, PaymentsArgs, PenaltyArgs, PenaltyMode, PropertyTax,
    RulesArgs,
};
pub use statistics::{
    OwedArgs, StatisticsCheckArgs, StatisticsCommand, StatisticsImportArgs, StatisticsReleaseArgs,
};

use crate::commands::{
    self, Answer, Outcome, account, assess, audit, backup, calculate, cell, config, demo, doctor,
    export, extract, generate, import, key, ledger, migrate, partner, payments_out, penalty, qris,
    restore, rules, sandbox, serve, snap,
};

/// Pelangi runs the smart city of a regency.
#[derive(Debug, Parser)]
#[command(name = "pelangi", version, about, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Answer in JSON, failures too; progress still goes to standard error.
    #[arg(long, global = true)]
    json: bool,
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
    /// Look at a cell and its machine, and say what to mend.
    Doctor(ConfigArg),
    /// Copy a cell into a new folder while it serves.
    Backup(BackupArgs),
    /// Make a new cell from a backup.
    Restore(RestoreArgs),
    /// Write a cell in a form that either engine can read.
    Export(ExportArgs),
    /// Read an export into a new cell, on either engine.
    Import(ImportArgs),
    /// The audit trail.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// The keys of a cell.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Accounts of a cell.
    #[command(subcommand)]
    Account(AccountCommand),
    /// Bring the tables of a cell up to date; on SQLite a copy is made before.
    Migrate(ConfigArg),
    /// The settings.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Property tax (PBB-P2): generate, import, assess, calculate.
    #[command(subcommand)]
    PropertyTax(PropertyTax),
    /// The books of payments.
    #[command(subcommand)]
    Ledger(LedgerCommand),
    /// QRIS payment codes: check one, or make one.
    #[command(subcommand)]
    Qris(QrisCommand),
    /// The banks' protocol SNAP BI.
    #[command(subcommand)]
    Snap(SnapCommand),
    /// Signed documents: verify one, or sign one. No cell is needed.
    #[command(subcommand)]
    Documents(DocumentsCommand),
    /// The certificate authority of a cell, for internal signatures, seals and time-stamps.
    #[command(subcommand)]
    Ca(CaCommand),
    /// The public log of letters: copy it and check a copy. For that no cell is needed.
    #[command(subcommand)]
    Log(LogCommand),
    /// Regional statistics: check a table, bring it, release it.
    #[command(subcommand)]
    Statistics(StatisticsCommand),
    /// Try a server as a partner would: a fake bank, a fake acquirer, a fake signing service.
    #[command(subcommand)]
    Sandbox(SandboxCommand),
    /// Draw pages for the server, which starts it by itself.
    #[command(hide = true)]
    DrawWorker,
}

#[derive(Debug, Subcommand)]
enum CellCommand {
    /// Make a cell: settings file, keys, database, and the link of the first administrator.
    Create(CellCreateArgs),
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Walk the whole chain and name the first thing that was changed.
    Verify(ConfigArg),
}

#[derive(Debug, Subcommand)]
enum KeyCommand {
    /// Add a signing key; a running server signs with it from then on, the older ones stay.
    Rotate(ConfigArg),
}

#[derive(Debug, Subcommand)]
enum AccountCommand {
    /// A new one-time link: for the first administrator while nobody has used one, or for an
    /// administrator who lost password or phone.
    Link(AccountLinkArgs),
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Read the settings and say whether they can be used.
    Check(ConfigArg),
    /// Print the manual: every setting with its default.
    Manual,
}

impl Cli {
    /// Does what was asked.
    pub fn run(self) -> ExitCode {
        let answer = Answer::new(self.json);
        match self.command.run(answer) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => answer.fail(&failure),
        }
    }
}

impl Command {
    fn run(self, answer: Answer) -> Outcome {
        match self {
            Self::Demo(args) => demo::run(&args),
            Self::Serve(args) => serve::run(&args.config),
            Self::Cell(CellCommand::Create(args)) => cell::create(&args, answer),
            Self::Doctor(args) => doctor::run(&args.config, answer),
            Self::Backup(args) => backup::run(&args, answer),
            Self::Restore(args) => restore::run(&args, answer),
            Self::Export(args) => export::run(&args, answer),
            Self::Import(args) => import::run(&args, answer),
            Self::Audit(AuditCommand::Verify(args)) => audit::verify(&args.config, answer),
            Self::Key(KeyCommand::Rotate(args)) => key::rotate(&args.config, answer),
            Self::Account(AccountCommand::Link(args)) => account::link(&args, answer),
            Self::Migrate(args) => migrate::run(&args.config, answer),
            Self::Config(ConfigCommand::Check(args)) => config::check(&args.config, answer),
            Self::Config(ConfigCommand::Manual) => config::manual(answer),
            Self::PropertyTax(command) => property_tax(command, answer),
            Self::Qris(QrisCommand::Parse) => qris::parse(),
            Self::Qris(QrisCommand::Build) => qris::build(),
            Self::Snap(SnapCommand::Sign(args)) => snap::sign(&args),
            Self::Documents(command) => commands::documents::run(&command, answer),
            Self::Ca(command) => commands::authority::run(&command, answer),
            Self::Log(command) => commands::log::run(&command, answer),
            Self::Statistics(command) => commands::statistics::run(&command, answer),
            Self::Sandbox(command) => sandbox::run(&command, answer),
            Self::Snap(SnapCommand::Partner(command)) => partner::run(&command, answer),
            Self::DrawWorker => pages::work().map_err(commands::Failure::work),
            Self::Ledger(LedgerCommand::Verify(args)) => ledger::verify(&args.config, answer),
        }
    }
}

fn property_tax(command: PropertyTax, answer: Answer) -> Outcome {
    match command {
        PropertyTax::Generate(args) => generate::run(&args, answer),
        PropertyTax::Import(args) => extract::run(&args, answer),
        PropertyTax::Assess(args) => assess::run(&args, answer),
        PropertyTax::Rules(args) => rules::run(&args, answer),
        PropertyTax::Payments(args) => payments_out::run(&args, answer),
        PropertyTax::Calculate => calculate::run(),
        PropertyTax::Penalty(args) => penalty::run(&args),
    }
}
