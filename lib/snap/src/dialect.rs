//! How one bank speaks SNAP, as data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Case, CaseCode, ResponseCode, Service};

/// What differs between banks. The default is what the standard says; a bank's row names only what
/// it does otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dialect {
    /// How transactions are signed.
    pub signature: SignatureKind,
    /// Seconds a signed time may differ from our clock, before or after.
    pub tolerance_seconds: u32,
    /// The most digits of a customerNo; the standard has 20, BTN 14.
    pub customer_no_digits: u8,
    pub external_id: ExternalIdRule,
    /// Whether a byte-identical repeat of an X-EXTERNAL-ID gets the stored reply instead of a
    /// conflict.
    pub repeat_gets_stored_reply: bool,
    /// Cases with other digits than the usual ones, for example `invalid_amount = "40419"`.
    pub cases: BTreeMap<Case, CaseCode>,
}

/// The two signatures of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignatureKind {
    /// HMAC-SHA512 with the client secret, and an access token.
    Symmetric,
    /// RSA-SHA256 with the partner's key, without a token.
    Asymmetric,
}

/// What an X-EXTERNAL-ID may look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExternalIdRule {
    pub longest: u8,
    /// Whether letters are allowed besides digits.
    pub letters: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self {
            signature: SignatureKind::Symmetric,
            tolerance_seconds: 120,
            customer_no_digits: 20,
            external_id: ExternalIdRule::default(),
            repeat_gets_stored_reply: false,
            cases: BTreeMap::new(),
        }
    }
}

impl Default for ExternalIdRule {
    fn default() -> Self {
        Self { longest: 36, letters: false }
    }
}

impl ExternalIdRule {
    /// Whether a text keeps the rule.
    pub fn allows(self, text: &str) -> bool {
        let allowed = |b: u8| b.is_ascii_digit() || (self.letters && b.is_ascii_alphabetic());
        (1..=usize::from(self.longest)).contains(&text.len()) && text.bytes().all(allowed)
    }
}

impl Dialect {
    /// The response code of a case in this dialect.
    pub fn code(&self, service: Service, case: Case) -> ResponseCode {
        ResponseCode { service, case: self.case_code(case) }
    }

    /// What a code can mean in this dialect: none, one, or more where the bank uses one code for
    /// several cases.
    pub fn meanings(&self, code: ResponseCode) -> impl Iterator<Item = Case> + '_ {
        Case::ALL.into_iter().filter(move |&case| self.case_code(case) == code.case)
    }

    fn case_code(&self, case: Case) -> CaseCode {
        self.cases.get(&case).copied().unwrap_or(case.usual_code())
    }
}
