//! What must hold whenever a key is used: certificate, approval, registrars and account name each
//! other, back to the authority itself. Pure; whatever a database says is only a proposal.

use base::Instant;
use pki::Certificate;

use super::{Approval, Binding, By, Purpose, StatementFault, serial_of};

/// How many registrars may stand between a person and the first one.
pub const DEEPEST: usize = 16;

/// A certificate, the approval that it rests on, and when it was revoked.
#[derive(Debug, Clone)]
pub struct Link {
    pub certificate: Certificate,
    /// The approval as it was signed.
    pub statement: String,
    pub signature: Vec<u8>,
    pub revoked_at: Option<Instant>,
}

/// What does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    #[error("there is no certificate or no approval")]
    Missing,
    #[error("the certificate is not of this authority")]
    Foreign,
    #[error("the serial number does not follow from the approval")]
    Serial,
    #[error("the approval cannot be read: {0}")]
    Unreadable(StatementFault),
    #[error("the approval is for {0} of somebody or something else")]
    Other(&'static str),
    #[error("the signature under the approval is not the registrar's")]
    Signature,
    #[error("whoever approved was no registrar")]
    NotARegistrar,
    #[error("the registrar's certificate did not count at that time")]
    RegistrarNotValid,
    #[error("a registrar approved themselves")]
    Themselves,
    #[error("the chain of registrars has no end")]
    Endless,
    #[error("the certificate is not valid yet")]
    Early,
    #[error("the certificate ended")]
    Ended,
    #[error("the certificate was revoked")]
    Revoked,
}

impl Doubt {
    /// Whether somebody must have changed what is stored; the others come with time.
    pub fn is_tampering(&self) -> bool {
        !matches!(self, Self::Early | Self::Ended | Self::Revoked)
    }

    /// The word that is written into the audit trail.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Foreign => "foreign-certificate",
            Self::Serial => "serial",
            Self::Unreadable(_) => "unreadable-approval",
            Self::Other(what) => what,
            Self::Signature => "approval-signature",
            Self::NotARegistrar => "not-a-registrar",
            Self::RegistrarNotValid => "registrar-not-valid",
            Self::Themselves => "approved-themselves",
            Self::Endless => "endless-chain",
            Self::Early => "not-yet-valid",
            Self::Ended => "expired",
            Self::Revoked => "revoked",
        }
    }
}

/// Proves a certificate. `chain` begins with it and goes from registrar to registrar; `issuers` are
/// the issuing offices of the authority, as they lie beside their keys; `account` is what the
/// account says today, with the key that is about to be used.
///
/// # Errors
/// The first thing that does not hold.
pub fn prove(
    chain: &[Link],
    issuers: &[Certificate],
    account: &Binding,
    now: Instant,
) -> Result<Purpose, Doubt> {
    let (own, registrars) = chain.split_first().ok_or(Doubt::Missing)?;
    let approval = prove_chain(own, registrars, issuers)?;
    same(&approval.binding, account)?;
    if own.revoked_at.is_some() {
        return Err(Doubt::Revoked);
    }
    if now < own.certificate.not_before() {
        return Err(Doubt::Early);
    }
    if !own.certificate.is_valid_at(now) {
        return Err(Doubt::Ended);
    }
    Ok(approval.purpose)
}

/// Proves an approval that is about to become a certificate: as [`prove`], before there is one.
///
/// # Errors
/// The first thing that does not hold.
pub fn prove_approval(
    signed: (&str, &[u8]),
    registrars: &[Link],
    issuers: &[Certificate],
    account: &Binding,
    now: Instant,
) -> Result<Approval, Doubt> {
    let approval = Approval::parse(signed.0).map_err(Doubt::Unreadable)?;
    same(&approval.binding, account)?;
    vouched(&Vouched { approval: &approval, signed, at: now }, registrars, issuers)?;
    Ok(approval)
}

/// From the last registrar, whom the authority itself approved, to the person.
fn prove_chain(
    own: &Link,
    registrars: &[Link],
    issuers: &[Certificate],
) -> Result<Approval, Doubt> {
    if registrars.len() >= DEEPEST {
        return Err(Doubt::Endless);
    }
    let approval = issued(own, issuers)?;
    // When the certificate was issued, as the authority wrote it; the approval's own time is the
    // registrar's word, which somebody revoked since could choose.
    let signed = (own.statement.as_str(), own.signature.as_slice());
    let at = own.certificate.not_before();
    vouched(&Vouched { approval: &approval, signed, at }, registrars, issuers)?;
    Ok(approval)
}

/// The certificate is ours, of this approval, for this name and key.
fn issued(link: &Link, issuers: &[Certificate]) -> Result<Approval, Doubt> {
    let certificate = &link.certificate;
    let ours = issuers.iter().any(|issuer| {
        let key = issuer.public_key();
        certificate.issuer() == issuer.subject()
            && key.is_ok_and(|key| certificate.verify_signed_by(key).is_ok())
    });
    if !ours {
        return Err(Doubt::Foreign);
    }
    if certificate.serial() != serial_of(&link.statement, &link.signature) {
        return Err(Doubt::Serial);
    }
    let approval = Approval::parse(&link.statement).map_err(Doubt::Unreadable)?;
    let key = certificate.public_key().map_err(|_| Doubt::Other("key"))?;
    if hash_of(key.to_der()) != approval.binding.public_key {
        return Err(Doubt::Other("key"));
    }
    if certificate.subject().common_name() != Some(approval.binding.name.as_str()) {
        return Err(Doubt::Other("name"));
    }
    Ok(approval)
}

/// An approval with its signature, and when it was acted upon.
struct Vouched<'a> {
    approval: &'a Approval,
    signed: (&'a str, &'a [u8]),
    at: Instant,
}

/// Whoever had to sign the approval did, could, and was somebody else.
fn vouched(it: &Vouched<'_>, registrars: &[Link], issuers: &[Certificate]) -> Result<(), Doubt> {
    let Vouched { approval, signed, at } = *it;
    let serial = match &approval.by {
        By::Authority => {
            let theirs = issuers.iter().any(|issuer| signed_by(issuer, signed));
            return if theirs { Ok(()) } else { Err(Doubt::Signature) };
        }
        By::Registrar(serial) => serial,
    };
    let (registrar, earlier) = registrars.split_first().ok_or(Doubt::Missing)?;
    let theirs = prove_chain(registrar, earlier, issuers)?;
    if registrar.certificate.serial_hex() != *serial || theirs.purpose != Purpose::Registrar {
        return Err(Doubt::NotARegistrar);
    }
    if theirs.binding.account == approval.binding.account
        || (!theirs.binding.nip.is_empty() && theirs.binding.nip == approval.binding.nip)
    {
        return Err(Doubt::Themselves);
    }
    if theirs.binding.cell != approval.binding.cell {
        return Err(Doubt::Other("cell"));
    }
    let revoked_before = registrar.revoked_at.is_some_and(|revoked| revoked <= at);
    if revoked_before || !registrar.certificate.is_valid_at(at) {
        return Err(Doubt::RegistrarNotValid);
    }
    if signed_by(&registrar.certificate, signed) { Ok(()) } else { Err(Doubt::Signature) }
}

fn signed_by(certificate: &Certificate, (statement, signature): (&str, &[u8])) -> bool {
    certificate.public_key().is_ok_and(|key| super::is_signed(key, statement, signature))
}

fn same(approved: &Binding, account: &Binding) -> Result<(), Doubt> {
    let fields = [
        ("cell", approved.cell == account.cell),
        ("account", approved.account == account.account),
        ("key", approved.public_key == account.public_key),
        ("name", approved.name == account.name),
        ("nip", approved.nip == account.nip),
    ];
    fields.into_iter().find(|(_, same)| !same).map_or(Ok(()), |(what, _)| Err(Doubt::Other(what)))
}

/// SHA-256 of a public key (SubjectPublicKeyInfo, DER).
pub fn hash_of(public_key: &[u8]) -> [u8; 32] {
    use sha2::{Digest, Sha256};
    Sha256::digest(public_key).into()
}
