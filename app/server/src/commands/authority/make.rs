//! `pelangi ca init` and `renew`.

use documents::domain::authority::Office;
use documents::usecase::authority::{self, Begun, RootKey};
use identity::Actor;
use serde_json::json;

use super::files::write_secret;
use crate::cli::{CaInitArgs, CaRenewArgs, OfficeChoice};
use crate::commands::{Answer, Failure, Outcome, load, open, runtime};

pub fn init(args: &CaInitArgs, answer: Answer) -> Outcome {
    let config = load(&args.config.config)?;
    if let Some(file) = &args.root_key
        && file.exists()
    {
        return Err(Failure::input(format_args!("{} is there already", file.display())));
    }
    let root_key = if args.root_key.is_some() { RootKey::HandedOut } else { RootKey::Kept };
    let Begun { authority, root_key } = runtime()?.block_on(async {
        let house = open(&config).await?;
        let begun = authority::begin(&house.cell, &Actor::operator(), root_key).await?;
        audit::seal(&house.cell).await?;
        Ok::<_, Failure>(begun)
    })?;
    if let (Some(file), Some(key)) = (&args.root_key, &root_key) {
        let pem = key.to_pkcs8_pem().map_err(Failure::work)?;
        write_secret(file, pem.as_bytes())?;
    }
    let roots = authority.roots();
    let fingerprint = roots.first().map(pki::Certificate::fingerprint_hex).unwrap_or_default();
    let keys = config.data.keys.display();
    let where_root = match &args.root_key {
        Some(file) => format!(
            "The root's key is in {} and nowhere else: put it into a safe and remove it here.",
            file.display()
        ),
        None => format!(
            "All its keys are in {keys}: back the folder up (`pelangi backup --with-keys`)."
        ),
    };
    let words = format!(
        "The authority is made. Fingerprint of its root (SHA-256):\n{fingerprint}\n{where_root}\n\
         Next: a person makes a key on the page “Kunci tanda tangan saya” and shows you its code; \
         `pelangi ca registrar` makes them the first registrar."
    );
    let json = json!({ "root": fingerprint, "root_key": args.root_key });
    answer.give(&json, words)
}

pub fn renew(args: &CaRenewArgs, answer: Answer) -> Outcome {
    let config = load(&args.config.config)?;
    let office = match args.office {
        OfficeChoice::Tsa => Office::Tsa,
        OfficeChoice::Ocsp => Office::Ocsp,
    };
    let name = runtime()?.block_on(async {
        let house = open(&config).await?;
        let name = authority::renew(&house.cell, &Actor::operator(), office).await?;
        audit::seal(&house.cell).await?;
        Ok::<_, Failure>(name)
    })?;
    let words = format!("{name} answers from now on; what the older one signed is still verified.");
    answer.give(&json!({ "office": name.to_string() }), words)
}
