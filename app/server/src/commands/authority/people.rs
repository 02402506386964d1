//! `pelangi ca registrar` and `revoke`.

use documents::domain::authority::Reason;
use documents::usecase::keys::{self, KeySettings, Keyring};
use serde_json::json;

use crate::cli::{CaRegistrarArgs, CaRevokeArgs, ReasonChoice};
use crate::commands::{Answer, Failure, Outcome, load, open, runtime};

pub fn registrar(args: &CaRegistrarArgs, answer: Answer) -> Outcome {
    let config = load(&args.config.config)?;
    let appointed = runtime()?.block_on(async {
        let house = open(&config).await?;
        let keyring = Keyring::new(house.cell.clone(), KeySettings::default());
        let appointed = keys::appoint_first(&keyring, &args.account, &args.code).await?;
        audit::seal(&house.cell).await?;
        Ok::<_, Failure>(appointed)
    })?;
    let words = format!(
        "{} is a registrar now (certificate {}). The account also needs the role registrar, which an \
         administrator gives.",
        appointed.name, appointed.serial
    );
    answer.give(&json!({ "name": appointed.name, "serial": appointed.serial }), words)
}

pub fn revoke(args: &CaRevokeArgs, answer: Answer) -> Outcome {
    let config = load(&args.config.config)?;
    let serial = args.serial.trim().to_ascii_lowercase();
    runtime()?.block_on(async {
        let house = open(&config).await?;
        keys::revoke_by_operator(&house.cell, &serial, reason(args.reason)).await?;
        audit::seal(&house.cell).await?;
        Ok::<_, Failure>(())
    })?;
    let words = format!("Certificate {serial} is revoked; lists and answers say so from now on.");
    answer.give(&json!({ "serial": serial }), words)
}

fn reason(choice: ReasonChoice) -> Reason {
    match choice {
        ReasonChoice::Unspecified => Reason::Unspecified,
        ReasonChoice::KeyCompromise => Reason::KeyCompromise,
        ReasonChoice::AffiliationChanged => Reason::AffiliationChanged,
        ReasonChoice::Superseded => Reason::Superseded,
        ReasonChoice::CessationOfOperation => Reason::CessationOfOperation,
    }
}
