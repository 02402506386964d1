//! What the commands do, one file each.

pub mod account;
mod answer;
pub mod assess;
pub mod audit;
pub mod authority;
pub mod backup;
pub mod calculate;
pub mod cell;
pub mod config;
pub mod demo;
mod demo_archive;
mod demo_counter;
mod demo_incoming;
mod demo_keys;
mod demo_letters;
mod demo_offices;
mod demo_payments;
mod demo_statistics;
mod demo_treasury;
mod demo_work;
pub mod doctor;
pub mod documents;
pub mod export;
pub mod extract;
pub mod generate;
pub mod import;
mod input;
pub mod key;
pub mod ledger;
pub mod log;
pub mod migrate;
mod open;
pub mod partner;
pub mod payments_out;
pub mod penalty;
mod progress;
pub mod qris;
pub mod restore;
pub mod rules;
pub mod sandbox;
pub mod serve;
pub mod snap;
pub mod statistics;

pub use answer::Answer;
pub use open::{load, open};
pub use progress::Progress;

use std::process::ExitCode;

/// Why a command did not do its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    code: &'static str,
    message: String,
    exit: u8,
}

/// The end of a command.
pub type Outcome = Result<(), Failure>;

impl Failure {
    /// What was typed or given cannot be used; exit status 2.
    pub fn input(message: impl std::fmt::Display) -> Self {
        Self { code: "server/input", message: message.to_string(), exit: 2 }
    }

    /// It was understood and could not be done; exit status 1.
    pub fn work(message: impl std::fmt::Display) -> Self {
        Self { code: "server/failed", message: message.to_string(), exit: 1 }
    }

    /// What was wrong stands in the answer already; the exit status says it once more.
    pub fn told() -> Self {
        Self { code: "server/told", message: String::new(), exit: 1 }
    }

    /// Whether there is nothing left to say.
    pub fn is_told(&self) -> bool {
        self.message.is_empty()
    }

    /// A stable word for programs.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What happened, and what to do.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Tells the person and gives the exit status.
    pub fn tell(&self) -> ExitCode {
        if !self.is_told() {
            eprintln!("pelangi: {}", self.message);
        }
        ExitCode::from(self.exit)
    }
}

/// An error of the house, in English for the operator, with what caused it.
impl From<base::Error> for Failure {
    fn from(error: base::Error) -> Self {
        let mut message = explain(&error);
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            let cause_text = cause.to_string();
            if !message.contains(&cause_text) {
                message = format!("{message}\n  because: {cause_text}");
            }
            source = cause.source();
        }
        let exit = match error.kind() {
            base::Kind::Invalid | base::Kind::NotFound => 2,
            _ => 1,
        };
        Self { code: error.code(), message, exit }
    }
}

/// The sentence of an error and what to do, as the pages would say it in English.
fn explain(error: &base::Error) -> String {
    let foundations = module::foundations();
    let locales = foundations.iter().flat_map(|f| f.locales.iter()).chain(&crate::house::LOCALES);
    let locales = locales.chain(&property_tax::LOCALES);
    let locales = locales.chain(&::documents::KEYS).chain(&::documents::LOG);
    let locales = locales.chain(&::statistics::LOCALES);
    let texts = web::Texts::new(locales.copied());
    match texts {
        Ok(texts) => {
            let said = texts.error(base::Language::En, error);
            format!("{}. {} [{error}]", said.title.trim_end_matches('.'), said.advice)
        }
        Err(_) => error.to_string(),
    }
}

/// The runtime of a command.
pub fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::work)
}
