//! Words and colours of keys, and where a refusal is shown.

use base::{Error, Instant, Kind};
use web::{Choice, Form, Page};

use crate::domain::authority::Reason;
use crate::domain::keys::{Passphrase, State};
use crate::usecase::keys::KeyFile;

/// Colour and key of the tag of a key at a moment.
pub(crate) fn tag(file: &KeyFile, now: &Instant) -> (&'static str, &'static str) {
    match file.key.state {
        State::Waiting => ("yellow", "keys-state-waiting"),
        State::Certified if file.is_good_at(*now) => ("green", "keys-state-certified"),
        State::Certified => ("red", "keys-state-ended"),
        State::Refused => ("red", "keys-state-refused"),
        State::Withdrawn => ("", "keys-state-withdrawn"),
        State::Revoked => ("", "keys-state-revoked"),
    }
}

/// The key of the words for a reason.
pub(crate) fn reason_key(reason: &Reason) -> &'static str {
    match reason {
        Reason::Unspecified => "keys-reason-unspecified",
        Reason::KeyCompromise => "keys-reason-key-compromise",
        Reason::AffiliationChanged => "keys-reason-affiliation-changed",
        Reason::Superseded => "keys-reason-superseded",
        Reason::CessationOfOperation => "keys-reason-cessation-of-operation",
    }
}

/// Reasons for a revocation, for a select.
pub(super) fn reasons(page: &Page) -> Vec<Choice> {
    let choice =
        |reason: Reason| Choice::new(reason.as_str(), page.t(reason_key(&reason)).to_string());
    Reason::ALL.map(choice).into()
}

/// The reason that was chosen; none is chosen silently.
pub(super) fn reason(form: &Form) -> base::Result<Reason> {
    let missing = || Error::new(Kind::Invalid, "web/required").with("field", "sebab");
    Reason::parse(form.value("sebab")).ok_or_else(missing)
}

/// A passphrase out of a form, with its spaces.
pub(super) fn phrase(form: &mut Form, name: &str) -> Passphrase {
    Passphrase::new(form.take_secret(name))
}
