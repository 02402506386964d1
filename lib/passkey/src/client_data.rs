//! What the browser says: which ceremony, which challenge, which origin (Level 3, §5.8.1).

use serde::Deserialize;

use crate::{Expected, Fault, Part, PasskeyError};

/// What a response was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ceremony {
    Create,
    Get,
}

impl Ceremony {
    fn name(self) -> &'static str {
        match self {
            Self::Create => "webauthn.create",
            Self::Get => "webauthn.get",
        }
    }
}

/// Members beside these come and go with browsers, and one that stands twice is refused.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    #[serde(default)]
    top_origin: Option<String>,
}

/// §7.1 steps 5 to 12, §7.2 steps 9 to 15. None of our pages stands inside another, so that one who
/// says it does is refused.
pub(crate) fn check(
    bytes: &[u8],
    ceremony: Ceremony,
    expected: &Expected<'_>,
) -> Result<(), PasskeyError> {
    let fault = |what| PasskeyError::new(what, Part::ClientData);
    let data: ClientData = serde_json::from_slice(bytes).map_err(|_| fault(Fault::Json))?;
    if data.kind != ceremony.name() {
        return Err(fault(Fault::Ceremony));
    }
    // Text against text: there is one base64url for each challenge.
    if data.challenge != expected.challenge.to_base64url() {
        return Err(fault(Fault::Challenge));
    }
    if data.origin != expected.relying_party.origin() {
        return Err(fault(Fault::Origin));
    }
    if data.cross_origin || data.top_origin.is_some() {
        return Err(fault(Fault::CrossOrigin));
    }
    Ok(())
}
