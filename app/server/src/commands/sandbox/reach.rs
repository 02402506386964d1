//! How the fake bank reaches a server, from what was typed.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bank::{
    Account, BankError, Credentials, Detail, H2hBank, SnapBank, Story, Surroundings, Target, Teller,
};
use base::Zone;
use snap::{ClientSecret, Dialect, PrivateKey};

use crate::cli::{ServerArgs, SubjectArgs};
use crate::commands::Failure;
use crate::system::{SystemClock, SystemRandom};

/// The bank, by the protocol that was asked for.
pub fn teller(args: &ServerArgs, detail: Detail) -> Result<Teller, Failure> {
    let (credentials, around) = (credentials(args)?, surroundings(args, detail)?);
    if args.h2h {
        H2hBank::new(&credentials, around).map(Teller::H2h).map_err(failure)
    } else {
        SnapBank::new(credentials, around).map(Teller::Snap).map_err(failure)
    }
}

/// As much of the story as was asked for.
pub fn detail(args: &ServerArgs) -> Detail {
    if args.verbose { Detail::Everything } else { Detail::Lines }
}

/// What is to be paid.
pub fn target(args: &SubjectArgs, h2h: bool) -> Result<Target, Failure> {
    if !h2h {
        return account(args).map(Target::Account);
    }
    match (args.nop, args.year) {
        (Some(nop), Some(tax_year)) => Ok(Target::Bill { nop, tax_year }),
        _ => Err(Failure::input("over H2H a bill is named by --nop and --year")),
    }
}

pub fn account(args: &SubjectArgs) -> Result<Account, Failure> {
    match (&args.service_id, &args.code) {
        (Some(service_id), Some(code)) => Account::parse(service_id, code).map_err(failure),
        _ => Err(Failure::input("over SNAP an account is named by --service-id and --code")),
    }
}

/// What was typed wrong ends with status 2, what went wrong with 1.
pub fn failure(error: BankError) -> Failure {
    match error {
        BankError::Setup(problem) => Failure::input(problem),
        other => Failure::work(other),
    }
}

fn credentials(args: &ServerArgs) -> Result<Credentials, Failure> {
    let client_secret = ClientSecret::new(&args.client_secret)
        .map_err(|e| Failure::input(format_args!("--client-secret: {e}")))?;
    let private_key = args.private_key.as_deref().map(private_key).transpose()?;
    let dialect = args.dialect.as_deref().map(dialect).transpose()?.unwrap_or_default();
    Ok(Credentials {
        client_key: args.client_key.clone(),
        client_secret,
        private_key,
        channel_id: args.channel_id.clone(),
        dialect,
    })
}

fn surroundings(args: &ServerArgs, detail: Detail) -> Result<Surroundings, Failure> {
    Ok(Surroundings {
        url: args.url.clone(),
        timeout: Duration::from_secs(args.timeout),
        zone: zone(&args.zone)?,
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
        story: Story::new(detail, |told| eprintln!("{told}")),
    })
}

pub fn zone(name: &str) -> Result<Zone, Failure> {
    Zone::parse(name).map_err(|e| Failure::input(format_args!("--zone: {e}")))
}

pub fn private_key(file: &Path) -> Result<PrivateKey, Failure> {
    PrivateKey::from_pem(&read(file)?).map_err(|e| named(file, e))
}

pub fn read(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|e| named(file, e))
}

pub fn named(file: &Path, problem: impl std::fmt::Display) -> Failure {
    Failure::input(format_args!("{}: {problem}", file.display()))
}

fn dialect(file: &Path) -> Result<Dialect, Failure> {
    toml::from_str(&read(file)?).map_err(|e| named(file, e))
}
