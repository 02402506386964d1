//! Service 73: an access token.

use serde::{Deserialize, Serialize};

use super::{BodyError, Reply, Request};
use crate::{Dialect, ResponseCode, ResponseMessage, Service, Text};

/// What a partner asks with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenRequest {
    /// Always `client_credentials`.
    pub grant_type: Text<64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<serde_json::Value>,
}

/// What it gets.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenReply {
    pub response_code: ResponseCode,
    pub response_message: ResponseMessage,
    pub access_token: Text<2048>,
    /// `Bearer`; some say `BearerToken`.
    pub token_type: Text<32>,
    /// Seconds, as a text: `900`.
    pub expires_in: Text<10>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<serde_json::Value>,
}

impl TokenRequest {
    /// The only grant there is.
    pub const GRANT: &str = "client_credentials";
}

impl TokenReply {
    /// Seconds the token is good for; `None` when the partner wrote something else.
    pub fn seconds(&self) -> Option<u32> {
        self.expires_in.parse().ok()
    }
}

impl Request for TokenRequest {
    const SERVICE: Service = Service::Token;

    fn check(&self, _dialect: &Dialect) -> Result<(), BodyError> {
        if self.grant_type.as_str() == Self::GRANT {
            return Ok(());
        }
        let problem = format!("must be {}", Self::GRANT);
        Err(BodyError::Format { field: "grantType".to_owned(), problem })
    }
}

impl Reply for TokenReply {
    const SERVICE: Service = Service::Token;

    fn code(&self) -> ResponseCode {
        self.response_code
    }
}

/// A token is never printed.
impl std::fmt::Debug for TokenReply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TokenReply({}, expires in {})", self.response_code, self.expires_in)
    }
}
