//! `pelangi snap partner …`: who may bring payments, and with which keys.

use std::fs;
use std::io::Read;
use std::path::Path;

use identity::Actor;
use payments::domain::partner::{Partner, Terms};
use payments::usecase::partners::{self, Keys, Listed};
use serde_json::json;

use super::{Answer, Failure, Outcome, load, open, runtime};
use crate::cli::{KeysArgs, PartnerAddArgs, PartnerArgs, PartnerCommand, PartnerKeysArgs};

pub fn run(command: &PartnerCommand, answer: Answer) -> Outcome {
    match command {
        PartnerCommand::Add(args) => add(args, answer),
        PartnerCommand::List(args) => list(&args.config, answer),
        PartnerCommand::Rotate(args) => rotate(args, answer),
        PartnerCommand::EndRotation(args) => end_rotation(args, answer),
    }
}

fn add(args: &PartnerAddArgs, answer: Answer) -> Outcome {
    let id = args.partner.id.clone().unwrap_or_else(|| args.client_key.to_ascii_lowercase());
    let partner = Partner {
        name: args.name.clone().unwrap_or_else(|| id.clone()),
        id,
        client_key: args.client_key.clone(),
        service_id: args.service_id.clone(),
        terms: terms(args.terms.as_deref())?,
        networks: args.network.clone(),
        active: true,
    };
    let keys = keys(&args.keys)?;
    let config = load(&args.partner.config.config)?;
    runtime()?.block_on(async {
        let house = open(&config).await?;
        partners::add(&house.cell, &Actor::operator(), &partner, &keys).await?;
        Ok::<_, Failure>(())
    })?;
    let words = format!("{} may call this cell as {}.", partner.name, partner.client_key);
    answer.give(&json!({ "id": partner.id, "client_key": partner.client_key }), words)
}

fn list(config: &Path, answer: Answer) -> Outcome {
    let config = load(config)?;
    let listed = runtime()?.block_on(async {
        let house = open(&config).await?;
        Ok::<_, Failure>(partners::list(&house.cell, &Actor::operator()).await?)
    })?;
    let row = |Listed { partner, last_contact }: &Listed| {
        json!({
            "id": partner.id,
            "name": partner.name,
            "client_key": partner.client_key,
            "active": partner.active,
            "last_contact": last_contact.map(|at| at.to_string()),
        })
    };
    let line = |Listed { partner, last_contact }: &Listed| {
        let heard = last_contact.map_or_else(|| "never heard".to_owned(), |at| at.to_string());
        format!("{:<24} {:<36} {heard}", partner.id, partner.client_key)
    };
    let lines: Vec<String> = listed.iter().map(line).collect();
    let words = if lines.is_empty() { "No partner yet.".to_owned() } else { lines.join("\n") };
    answer.give(&json!(listed.iter().map(row).collect::<Vec<_>>()), words)
}

fn rotate(args: &PartnerKeysArgs, answer: Answer) -> Outcome {
    let (id, keys) = (id(&args.partner)?, keys(&args.keys)?);
    if keys.secret.is_none() && keys.public_key.is_none() {
        return Err(Failure::input("give --client-secret, --public-key, or both"));
    }
    let config = load(&args.partner.config.config)?;
    runtime()?.block_on(async {
        let house = open(&config).await?;
        partners::rotate(&house.cell, &Actor::operator(), id, &keys).await?;
        Ok::<_, Failure>(())
    })?;
    let words = format!("{id} signs with the new key; the older one counts until end-rotation.");
    answer.give(&json!({ "id": id }), words)
}

fn end_rotation(args: &PartnerArgs, answer: Answer) -> Outcome {
    let id = id(args)?;
    let config = load(&args.config.config)?;
    runtime()?.block_on(async {
        let house = open(&config).await?;
        partners::end_rotation(&house.cell, &Actor::operator(), id).await?;
        Ok::<_, Failure>(())
    })?;
    answer.give(&json!({ "id": id }), format!("Only the newest key of {id} counts now."))
}

fn id(args: &PartnerArgs) -> Result<&str, Failure> {
    args.id.as_deref().ok_or_else(|| Failure::input("--id says which partner"))
}

fn terms(file: Option<&Path>) -> Result<Terms, Failure> {
    let Some(file) = file else { return Ok(Terms::default()) };
    toml::from_str(&text(file)?)
        .map_err(|e| Failure::input(format_args!("--terms {}: {e}", file.display())))
}

fn keys(args: &KeysArgs) -> Result<Keys, Failure> {
    let public_key = args.public_key.as_deref().map(text).transpose()?;
    let secret = match args.client_secret.as_deref() {
        Some("-") => Some(from_standard_input()?),
        given => given.map(str::to_owned),
    };
    Ok(Keys { secret, public_key })
}

fn text(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|e| Failure::input(format_args!("{}: {e}", file.display())))
}

fn from_standard_input() -> Result<String, Failure> {
    let mut secret = String::new();
    let read = std::io::stdin().take(1_024).read_to_string(&mut secret);
    read.map_err(|e| Failure::input(format_args!("the secret cannot be read: {e}")))?;
    Ok(secret.trim().to_owned())
}
