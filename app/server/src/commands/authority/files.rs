//! `pelangi ca issue`, `crl`, `export` and `tsa`: what the authority gives in files.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use documents::domain::authority::Office;
use documents::usecase::authority::{self, Authority};
use documents::usecase::signers::{keep_seal, keep_seal_of};
use identity::Actor;
use pkcs11::Token;
use serde_json::json;

use crate::cli::{CaExportArgs, CaFileArgs, CaIssueArgs};
use crate::commands::{Answer, Failure, Outcome, input, load, open, runtime};
use crate::seals;

/// A request for a time-stamp is a few hundred bytes.
const LARGEST: u64 = 16 << 10;

pub fn issue(args: &CaIssueArgs, answer: Answer) -> Outcome {
    match (&args.keep, &args.token, &args.to) {
        (Some(word), ..) => keep(args, word, answer),
        (None, Some(word), _) => to_token(args, word, answer),
        (None, None, Some(folder)) => hand_out(args, folder, answer),
        (None, None, None) => Err(Failure::input("say a new folder, --keep WORD or --token WORD")),
    }
}

/// A seal whose key is in a token.
fn to_token(args: &CaIssueArgs, word: &str, answer: Answer) -> Outcome {
    let config = load(&args.config.config)?;
    let settings = seals::token(&config.seals, word).map_err(Failure::input)?;
    // Its public half, after the private half has shown that it is there.
    let key = Token::public_key(&settings).map_err(Failure::work)?;
    let certificate = runtime()?.block_on(async {
        let house = open(&config).await?;
        let named = (word, &*args.seal);
        let made = keep_seal_of(&house.cell, &Actor::operator(), named, &key).await?;
        audit::seal(&house.cell).await?;
        Ok::<_, Failure>(made)
    })?;
    let (serial, name) = (certificate.serial_hex(), certificate.shown_name());
    let words = format!(
        "{name}: the certificate is kept at the server under {word}; its key stays in the token.\n\
         serial {serial}"
    );
    answer.give(&json!({ "word": word, "serial": serial, "subject": name }), words)
}

/// A seal that the server uses by itself.
fn keep(args: &CaIssueArgs, word: &str, answer: Answer) -> Outcome {
    let config = load(&args.config.config)?;
    runtime()?.block_on(async {
        let house = open(&config).await?;
        keep_seal(&house.cell, &Actor::operator(), word, &args.seal).await?;
        audit::seal(&house.cell).await?;
        Ok::<_, Failure>(())
    })?;
    let words = format!("The seal {word} is kept beside the keys of the cell.");
    answer.give(&json!({ "word": word }), words)
}

fn hand_out(args: &CaIssueArgs, folder: &Path, answer: Answer) -> Outcome {
    let config = load(&args.config.config)?;
    make_folder(folder)?;
    let made = runtime()?.block_on(async {
        let house = open(&config).await?;
        let made = authority::issue_file(&house.cell, &Actor::operator(), &args.seal).await?;
        audit::seal(&house.cell).await?;
        Ok::<_, Failure>(made)
    })?;
    let pem = made.key.to_pkcs8_pem().map_err(Failure::work)?;
    write_secret(&folder.join("key.pem"), pem.as_bytes())?;
    let chain: String = made.chain.iter().map(pki::Certificate::to_pem).collect();
    write_new(&folder.join("cert.pem"), made.certificate.to_pem().as_bytes())?;
    write_new(&folder.join("chain.pem"), chain.as_bytes())?;
    let (serial, name) = (made.certificate.serial_hex(), made.certificate.shown_name());
    let words = format!(
        "{name}: key.pem, cert.pem and chain.pem are in {}. Whoever has key.pem can seal: guard it.\n\
         serial {serial}",
        folder.display()
    );
    answer.give(&json!({ "serial": serial, "subject": name, "folder": folder }), words)
}

pub fn list(args: &CaFileArgs, answer: Answer) -> Outcome {
    let config = load(&args.config.config)?;
    let list = runtime()?.block_on(async {
        let house = open(&config).await?;
        let name = Authority::open(&house.cell)?.newest(Office::Issuing)?.0;
        Ok::<_, Failure>(authority::list_of_revoked(&house.cell, name).await?)
    })?;
    fs::write(&args.to, &list).map_err(|error| unwritten(&args.to, &error))?;
    let words = format!("The list of revoked certificates is in {}.", args.to.display());
    answer.give(&json!({ "file": args.to, "bytes": list.len() }), words)
}

pub fn export(args: &CaExportArgs, answer: Answer) -> Outcome {
    let config = load(&args.config.config)?;
    let offices = runtime()?.block_on(async {
        let house = open(&config).await?;
        Ok::<_, Failure>(Authority::open(&house.cell)?.offices().to_vec())
    })?;
    make_folder(&args.to)?;
    let mut files = Vec::new();
    for (name, certificate) in &offices {
        let file = args.to.join(format!("{name}.pem"));
        write_new(&file, certificate.to_pem().as_bytes())?;
        files.push(file);
    }
    let words = format!(
        "{} certificates are in {}; root-1.pem is what a verifier trusts: \
         `pelangi documents verify --trust root-1.pem FILE.pdf`.",
        files.len(),
        args.to.display()
    );
    answer.give(&json!({ "files": files }), words)
}

/// A program reads the answer: DER, whatever was asked for.
pub fn stamp(config: &Path) -> Outcome {
    let config = load(config)?;
    let request = input::read(LARGEST, "that is longer than any request for a time-stamp")?;
    let answer = runtime()?.block_on(async {
        let house = open(&config).await?;
        Ok::<_, Failure>(authority::answer_stamp(&house.cell, &request)?)
    })?;
    io::stdout().write_all(&answer).map_err(Failure::work)
}

/// A file that only its owner may read, and that was not there.
pub fn write_secret(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    let put = || -> io::Result<()> {
        let mut file = options.open(path)?;
        file.write_all(content)?;
        file.sync_all()
    };
    put().map_err(|error| unwritten(path, &error))
}

fn write_new(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let put = || fs::File::create_new(path)?.write_all(content);
    put().map_err(|error| unwritten(path, &error))
}

fn make_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir(path).map_err(|error| {
        Failure::input(format_args!("the new folder {} cannot be made: {error}", path.display()))
    })
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    Failure::work(format_args!("{}: {error}", path.display()))
}
