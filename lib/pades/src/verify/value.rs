//! The signature value: CMS or a time-stamp token, and whether it is over the covered bytes.

use pki::cms::{Departure, SignedData};
use pki::timestamp::TimestampToken;
use pki::{CmsFault, DigestAlgorithm, PkiError, TimestampFault};

use super::digest::{Job, digests};
use super::finding::{Finding, Findings};
use super::gather::Case;
use super::rule::Rule;
use crate::object::{Dict, Object};

/// The value of a signature, read.
#[derive(Debug)]
pub enum Value {
    Signature(Box<SignedData>),
    /// A document time-stamp.
    Token(Box<TimestampToken>),
}

/// Formats that a `/SubFilter` names (ISO 32000-1 table 257, EN 319 142-1 §5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Pades,
    Pkcs7,
    /// The SHA-1 of the covered bytes is what is signed.
    Pkcs7Sha1,
    Token,
    Other,
}

impl Format {
    pub fn of(signature: &Dict<'_>) -> Self {
        match sub_filter(signature).as_deref() {
            Some("ETSI.CAdES.detached") => Self::Pades,
            Some("adbe.pkcs7.detached") => Self::Pkcs7,
            Some("adbe.pkcs7.sha1") => Self::Pkcs7Sha1,
            Some("ETSI.RFC3161") => Self::Token,
            _ => Self::Other,
        }
    }
}

pub fn sub_filter(signature: &Dict<'_>) -> Option<String> {
    let name = signature.get("SubFilter").and_then(Object::as_name)?;
    Some(String::from_utf8_lossy(name.bytes()).into_owned())
}

impl Value {
    fn algorithm(&self, format: Format) -> DigestAlgorithm {
        match self {
            Self::Signature(_) if format == Format::Pkcs7Sha1 => DigestAlgorithm::Sha1,
            Self::Signature(signed) => signed.digest_algorithm(),
            Self::Token(token) => token.digest_algorithm(),
        }
    }
}

/// Reads and checks the values of all cases; the covered bytes are digested in one pass.
pub fn check(file: &[u8], cases: &mut [Case<'_>]) -> Vec<Option<Value>> {
    let values: Vec<Option<Value>> = cases.iter_mut().map(read).collect();
    let mut jobs = Vec::new();
    for (case, value) in cases.iter().zip(&values) {
        if let (Some(covered), Some(value)) = (&case.covered, value) {
            let algorithm = value.algorithm(Format::of(&case.signature.dict));
            jobs.push(Job { algorithm, parts: covered.parts.clone() });
        }
    }
    let mut results = digests(file, &jobs).into_iter();
    for (case, value) in cases.iter_mut().zip(&values) {
        let (Some(_), Some(value)) = (&case.covered, value) else { continue };
        match results.next().flatten() {
            Some(digest) => compare(case, value, &digest),
            None => case.findings.add(Finding::new(Rule::Work).what("digests")),
        }
    }
    values
}

fn read(case: &mut Case<'_>) -> Option<Value> {
    let der = &case.covered.as_ref()?.value;
    let format = Format::of(&case.signature.dict);
    let read = match format {
        Format::Token => TimestampToken::from_der(der).map(|token| Value::Token(Box::new(token))),
        _ => SignedData::parse(der).map(|signed| Value::Signature(Box::new(signed))),
    };
    let value = read.map_err(|error| fail(&mut case.findings, format, &error)).ok()?;
    if let Value::Signature(signed) = &value
        && !signed.is_data()
    {
        let what = "the content is not a document's";
        case.findings.add(Finding::new(Rule::CmsForm).what(what));
    }
    if format == Format::Other {
        let what = sub_filter(&case.signature.dict).unwrap_or_default();
        case.findings.add(Finding::new(Rule::CmsUnknown).what(format!("SubFilter {what}")));
    }
    Some(value)
}

fn compare(case: &mut Case<'_>, value: &Value, digest: &[u8]) {
    let format = Format::of(&case.signature.dict);
    let findings = &mut case.findings;
    let (said, verified) = match value {
        Value::Token(token) => (token.imprint(), token.verify()),
        Value::Signature(signed) if format == Format::Pkcs7Sha1 => {
            findings.add(Finding::new(Rule::CmsWeak).what("SHA-1"));
            (signed.content().unwrap_or_default(), signed.verify_enclosed())
        }
        Value::Signature(signed) => {
            // What was said is compared here; the value is over what was said.
            (signed.message_digest(), signed.verify_signature(signed.message_digest()))
        }
    };
    if said != digest {
        findings.add(Finding::new(Rule::CmsDigest));
    }
    if let Err(error) = verified {
        fail(findings, format, &error);
    }
}

fn fail(findings: &mut Findings, format: Format, error: &PkiError) {
    let is_old = matches!(format, Format::Pkcs7 | Format::Pkcs7Sha1);
    let rule = match error {
        PkiError::NotDer(_) => Rule::CmsNotDer,
        PkiError::Signature | PkiError::OtherKey { .. } => Rule::CmsSignature,
        PkiError::Weak(_) => Rule::CmsWeak,
        PkiError::UnknownAlgorithm(_) | PkiError::Parameters(_) => Rule::CmsUnknown,
        PkiError::Cms(CmsFault::MessageDigest) => Rule::CmsDigest,
        PkiError::Cms(CmsFault::NoSignedAttributes) if is_old => Rule::CmsBare,
        PkiError::Timestamp(TimestampFault::Purpose | TimestampFault::NoReference) => {
            Rule::TrustPurpose
        }
        _ => Rule::CmsForm,
    };
    findings.add(Finding::new(rule).what(error.to_string()));
}

/// Why a signature is not PAdES; nothing when it is.
pub fn departure(signed: &SignedData, format: Format, dict: &Dict<'_>) -> Option<String> {
    if format != Format::Pades {
        return Some(sub_filter(dict).unwrap_or_else(|| "no /SubFilter".to_owned()));
    }
    let departures = signed.departures();
    if departures.contains(&Departure::NoReference) {
        return Some("no signed reference to the certificate".to_owned());
    }
    departures.contains(&Departure::Enclosed).then(|| "the content is enclosed".to_owned())
}
