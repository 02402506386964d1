//! Somebody agrees: with a passkey over the very files, or with a code of their phone; and with the
//! passphrase of whoever signs for them.

use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Account, Actor};
use passkey::Challenge;
use ports::signing::Secret;
use serde_json::json;
use zeroize::Zeroizing;

use super::house::SigningHouse;
use super::{attempt, doubt};
use crate::audit_kinds::CONSENT_GIVEN;
use crate::domain::letter::Record;
use crate::domain::signing::{Attempt, Consent, Given, doubted};
use crate::store::letters;
use crate::store::signing::{attempts, consents};
use crate::usecase::access::damaged;

/// Characters that are kept of what a browser says it is.
const LONGEST_AGENT: usize = 200;

/// How somebody shows that it is they.
pub enum Factor {
    /// The answer of the browser, JSON.
    Passkey(String),
    /// Six digits of the phone, and the [digest](Consent::digest) on the page that asked for them.
    Totp { code: Zeroizing<String>, shown: String },
}

/// Letters that are being signed: ends when each was tried.
pub type Running = tokio::task::JoinHandle<()>;

/// A consent with its letters, for its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub consent: Consent,
    pub letters: Vec<(Attempt, Record)>,
}

impl Sheet {
    /// Whether every attempt came to an end, or to nobody knows what.
    pub fn is_over(&self) -> bool {
        use crate::domain::signing::AttemptState::Unknown;
        let over = |it: &Attempt| it.state.is_over() || it.state == Unknown;
        self.letters.iter().all(|(attempt, _)| over(attempt))
    }
}

/// One's own consent with what became of its letters.
///
/// # Errors
/// `documents/unknown-consent`, also for another's.
pub async fn sheet(house: &SigningHouse, actor: &Actor, id: Id<Consent>) -> Result<Sheet> {
    let read = house.cell().db().read(async |tx: &mut Tx| -> Result<Sheet> {
        let consent = own(tx, actor, id).await?;
        let mut found = Vec::new();
        for attempt in attempts::of_consent(tx, id).await? {
            let record = letters::find(tx, attempt.letter).await?;
            found.push((attempt, record.ok_or_else(|| damaged("letter"))?));
        }
        Ok(Sheet { consent, letters: found })
    });
    read.await
}

/// What the page needs to ask a passkey: JSON for the browser; `None` for whoever has none.
///
/// # Errors
/// `identity/passkey-address`.
pub async fn ask(house: &SigningHouse, actor: &Actor, consent: &Consent) -> Result<Option<String>> {
    let Some(account) = Id::<Account>::parse(actor.id()) else { return Ok(None) };
    let challenge = Challenge(consent.challenge);
    house.office().identity().passkey_options(account, &challenge).await
}

/// Takes the consent and begins to sign, one letter after the other. Refused, it can be given again;
/// taken, it is used up whatever becomes of the signatures.
///
/// # Errors
/// `documents/consent-used`, `documents/consent-over`, `documents/no-passphrase`;
/// `documents/consent-doubted` when what is stored is not what was agreed to; those of passkeys and
/// codes.
pub async fn give(
    house: &SigningHouse,
    actor: &Actor,
    id: Id<Consent>,
    factor: Factor,
    (secret, agent): (Secret, &str),
) -> Result<Running> {
    let cell = house.cell();
    let consent = cell.db().read(async |tx: &mut Tx| own(tx, actor, id).await).await?;
    consent.ensure_open(cell.now())?;
    if secret.is_empty() {
        return Err(Error::new(Kind::Invalid, "documents/no-passphrase").with("field", "frasa"));
    }
    let attempts = match agreed(house, actor, &consent, (factor, agent)).await {
        Ok(attempts) => attempts,
        Err(error) => return Err(doubt::told(house, actor, id, error).await),
    };
    let (house, actor) = (house.clone(), actor.clone());
    Ok(tokio::spawn(async move { attempt::run(&house, &actor, attempts, secret).await }))
}

async fn agreed(
    house: &SigningHouse,
    actor: &Actor,
    consent: &Consent,
    (factor, agent): (Factor, &str),
) -> Result<Vec<Attempt>> {
    let given = judged(house, actor, consent, factor, agent).await?;
    taken(house, actor, consent, &given).await
}

async fn judged(
    house: &SigningHouse,
    actor: &Actor,
    consent: &Consent,
    factor: Factor,
    agent: &str,
) -> Result<Given> {
    let identity = house.office().identity();
    let (factor, evidence) = match factor {
        Factor::Passkey(response) => {
            let challenge = Challenge(consent.challenge);
            let evidence = identity.assert_passkey(actor, &response, &challenge).await?;
            ("passkey", evidence.to_json())
        }
        Factor::Totp { code, shown } => {
            if shown != consent.digest() {
                return Err(doubted("page"));
            }
            identity.check_totp_once(actor, code.trim()).await?;
            ("totp", json!({ "checked": true }).to_string())
        }
    };
    Ok(Given {
        at: house.cell().now(),
        factor: factor.to_owned(),
        evidence,
        address: actor.address().unwrap_or_default().to_owned(),
        agent: agent.chars().filter(|c| !c.is_control()).take(LONGEST_AGENT).collect(),
    })
}

/// Uses the consent up. What is signed from here on are the rows of this moment, so they are compared
/// with what was agreed to: with the consent whose challenge was answered, not with a row that is
/// read again.
async fn taken(
    house: &SigningHouse,
    actor: &Actor,
    consent: &Consent,
    given: &Given,
) -> Result<Vec<Attempt>> {
    let (cell, who, id) = (house.cell(), actor.who(), consent.id);
    let write = async |tx: &mut Tx| -> Result<Vec<Attempt>> {
        own(tx, actor, id).await?.ensure_open(cell.now())?;
        if !consents::give(tx, id, given).await? {
            return Err(Error::new(Kind::Conflict, "documents/consent-used"));
        }
        let several = attempts::of_consent(tx, id).await?;
        consent.ensure_agreed(&several)?;
        let letters: Vec<String> = several.iter().map(|it| it.letter.to_string()).collect();
        let facts = json!({ "factor": given.factor, "letters": letters });
        let entry = audit::Entry::new(CONSENT_GIVEN, &who, format!("consent/{id}"));
        audit::record(tx, cell, entry.after(facts)).await?;
        Ok(several)
    };
    cell.db().write(write).await
}

/// A consent of this person; others' do not exist for them.
pub(super) async fn own(tx: &mut Tx, actor: &Actor, id: Id<Consent>) -> Result<Consent> {
    let found = consents::find(tx, id).await?;
    let own = found.filter(|consent| consent.account == actor.id());
    own.ok_or_else(|| Error::new(Kind::NotFound, "documents/unknown-consent"))
}
