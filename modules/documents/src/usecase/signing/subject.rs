//! How a person is known to the certification authority: a NIK or an official e-mail address.
//!
//! Only the person writes it. Whoever wrote another's would still need that person's passphrase, and
//! a certificate with another name is not accepted.

use base::{Error, Id, Instant, Kind, Nik, Result};
use cell::{Cell, sealed};
use db::Tx;
use identity::{Account, Actor, Resource, authorise};
use ports::messenger::Email;
use ports::signing::{CertificateState, Subject};

use super::house::SigningHouse;
use crate::audit_kinds::{SUBJECT_LINKED, SUBJECT_UNLINKED};
use crate::permissions::ACT;
use crate::store::signing::subjects::{self, Stored};

/// What names are sealed for with the cell's secret.
const SEALED_FOR: &str = "documents/signing-subjects";

/// What a person sees of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSubject {
    /// `nik` or `email`.
    pub kind: String,
    pub masked: String,
    pub at: Instant,
    /// What the authority says of the certificate now; `None` when it did not answer.
    pub state: Option<CertificateState>,
}

/// One's own name at the authority.
///
/// # Errors
/// `identity/forbidden`.
pub async fn own_subject(house: &SigningHouse, actor: &Actor) -> Result<Option<OwnSubject>> {
    authorise(actor, ACT, Resource::Cell)?;
    let read = house.cell().db().read(async |tx: &mut Tx| subjects::find(tx, actor.id()).await);
    let Some(stored) = read.await? else { return Ok(None) };
    let state = state(house, actor).await;
    let Stored { kind, masked, at, .. } = stored;
    Ok(Some(OwnSubject { kind, masked, at, state }))
}

async fn state(house: &SigningHouse, actor: &Actor) -> Option<CertificateState> {
    let certified = house.services().certified.as_ref()?;
    let subject = of(house.cell(), actor.id()).await.ok()??;
    certified.signer.subject_state(&subject).await.ok()
}

/// Writes how the authority knows whoever is signed in: 16 digits are a NIK, the rest an address.
///
/// # Errors
/// `documents/psre-name` when it is neither; `documents/psre-name-unknown` when the authority answers
/// and does not know it; `identity/forbidden`.
pub async fn link(house: &SigningHouse, actor: &Actor, text: &str) -> Result<()> {
    authorise(actor, ACT, Resource::Cell)?;
    let (kind, plain, subject) = read(text)?;
    if let Some(certified) = &house.services().certified {
        // Silence is no refusal: whoever links on a bad day is not sent away.
        let state = certified.signer.subject_state(&subject).await.ok();
        if state == Some(CertificateState::NotRegistered) {
            return Err(bad("documents/psre-name-unknown"));
        }
    }
    let (cell, account, who) = (house.cell(), actor.id(), actor.who());
    let sealed = sealed::seal(cell, SEALED_FOR, account, plain.as_bytes())?;
    let (kind, masked) = (kind.to_owned(), subject.masked());
    let stored = Stored { kind, sealed, masked, at: cell.now() };
    let write = async |tx: &mut Tx| -> Result<()> {
        subjects::put(tx, account, &stored).await?;
        let facts = serde_json::json!({ "kind": stored.kind, "subject": stored.masked });
        let entry = audit::Entry::new(SUBJECT_LINKED, &who, format!("account/{account}"));
        audit::record(tx, cell, entry.after(facts)).await?;
        Ok(())
    };
    cell.db().write(write).await
}

/// For whoever fills a demo: an account's address at the example authority.
///
/// # Errors
/// As [`link`].
pub async fn link_for_demo(cell: &Cell, account: Id<Account>, text: &str) -> Result<()> {
    let (kind, plain, subject) = read(text)?;
    let account = account.to_string();
    let sealed = sealed::seal(cell, SEALED_FOR, &account, plain.as_bytes())?;
    let (kind, masked) = (kind.to_owned(), subject.masked());
    let stored = Stored { kind, sealed, masked, at: cell.now() };
    Ok(cell.db().write(async |tx: &mut Tx| subjects::put(tx, &account, &stored).await).await?)
}

/// Takes it away.
///
/// # Errors
/// `identity/forbidden`.
pub async fn unlink(house: &SigningHouse, actor: &Actor) -> Result<()> {
    authorise(actor, ACT, Resource::Cell)?;
    let (cell, account, who) = (house.cell(), actor.id(), actor.who());
    let write = async |tx: &mut Tx| -> Result<()> {
        subjects::remove(tx, account).await?;
        let entry = audit::Entry::new(SUBJECT_UNLINKED, &who, format!("account/{account}"));
        audit::record(tx, cell, entry).await?;
        Ok(())
    };
    cell.db().write(write).await
}

/// Opens the name of an account, for one call.
pub(super) async fn of(cell: &Cell, account: &str) -> Result<Option<Subject>> {
    let found = cell.db().read(async |tx: &mut Tx| subjects::find(tx, account).await).await?;
    let Some(stored) = found else { return Ok(None) };
    let plain = sealed::open(cell, SEALED_FOR, account, &stored.sealed)?;
    let text = std::str::from_utf8(&plain).map_err(|_| bad("documents/psre-name"))?;
    read(text).map(|(_, _, subject)| Some(subject))
}

fn read(text: &str) -> Result<(&'static str, String, Subject)> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if plain.contains('@') {
        let email = Email::parse(&plain).map_err(|_| bad("documents/psre-name"))?;
        return Ok(("email", plain, Subject::Email(email)));
    }
    let nik = Nik::parse(&plain).map_err(|_| bad("documents/psre-name"))?;
    Ok(("nik", plain, Subject::Nik(nik)))
}

fn bad(code: &'static str) -> Error {
    Error::new(Kind::Invalid, code).with("field", "nama-psre")
}
