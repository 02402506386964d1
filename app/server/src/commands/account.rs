//! `pelangi account link`: a way in for the first administrator whose link got lost, and back in
//! for an administrator who lost password or phone.

use serde_json::json;

use super::{Answer, Outcome, load, open, runtime};
use crate::cli::AccountLinkArgs;

pub fn link(args: &AccountLinkArgs, answer: Answer) -> Outcome {
    let config = load(&args.config)?;
    let link = runtime()?.block_on(async {
        let house = open(&config).await?;
        let link = match &args.recover {
            Some(login) => house.identity.recover_administrator(login).await?,
            None => house.identity.start_first_administrator().await?,
        };
        audit::seal(&house.cell).await?;
        Ok::<_, super::Failure>(link)
    })?;
    let address = format!("{}/tautan/{}", config.cell.public_url, link.token.reveal());
    let login = args.recover.as_ref().map(|_| &link.login);
    let json =
        json!({ "link": address, "login": login, "expires_at": link.expires_at.to_string() });
    let who = match login {
        Some(login) => format!(
            "Password, phone and sessions of {login} no longer count; the audit trail says so. \
             {login} comes back in"
        ),
        None => "The first administrator comes in".to_owned(),
    };
    let until = link.expires_at;
    let words =
        format!("{who} here, once, until {until}; earlier links no longer work:\n  {address}");
    answer.give(&json, words)
}
