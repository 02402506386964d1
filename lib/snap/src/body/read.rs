//! Reading a body, naming the field that is missing or wrong.

use serde::de::DeserializeOwned;

use crate::text::EMPTY;
use crate::{
    CustomerNo, Dialect, ErrorReply, PartnerServiceId, ResponseCode, Service, VirtualAccountNo,
};

/// The body of a request.
pub trait Request: DeserializeOwned {
    const SERVICE: Service;

    /// What a single field cannot tell: fields that must agree, limits of the dialect.
    fn check(&self, _dialect: &Dialect) -> Result<(), BodyError> {
        Ok(())
    }
}

/// The body of a reply.
pub trait Reply: DeserializeOwned {
    const SERVICE: Service;

    fn code(&self) -> ResponseCode;
}

/// Why a body cannot be read. `field` is a path such as `paidAmount.value`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    #[error("the body is no JSON object: {problem}")]
    NotJson { problem: String },
    #[error("{field} is missing")]
    Missing { field: String },
    #[error("{field}: {problem}")]
    Format { field: String, problem: String },
}

/// Why a reply is not taken for one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplyError {
    #[error(transparent)]
    Body(#[from] BodyError),
    /// A payment answered with the code of an inquiry is no answer to the payment.
    #[error("the reply has the code {0} of another service")]
    Service(ResponseCode),
    #[error("the reply says {code} and travelled with HTTP {status}")]
    Status { code: ResponseCode, status: u16 },
    /// A refusal in the partner's own words.
    #[error("refused with {}: {}", .0.response_code, .0.response_message)]
    Refused(ErrorReply),
}

/// Reads the body of a request, which must have been verified.
pub fn read<R: Request>(body: &[u8], dialect: &Dialect) -> Result<R, BodyError> {
    let request: R = json(body)?;
    request.check(dialect)?;
    Ok(request)
}

/// Reads the body of a reply. One that is no success is an error, with its code.
pub fn read_reply<R: Reply>(status: u16, body: &[u8]) -> Result<R, ReplyError> {
    let head: ErrorReply = json(body)?;
    let code = head.response_code;
    if code.service != R::SERVICE {
        return Err(ReplyError::Service(code));
    }
    if code.status() != status {
        return Err(ReplyError::Status { code, status });
    }
    if !code.is_success() {
        return Err(ReplyError::Refused(head));
    }
    Ok(json(body)?)
}

fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, BodyError> {
    // A list would be taken for the fields in their order.
    if body.iter().find(|b| !b.is_ascii_whitespace()) != Some(&b'{') {
        return Err(BodyError::NotJson { problem: "it does not begin with {".to_owned() });
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(classify)?;
    reader.end().map_err(|error| BodyError::NotJson { problem: error.to_string() })?;
    Ok(value)
}

/// Tells a missing field from a wrong one. Serde knows the difference but gives it as words only;
/// a test for every mandatory field holds these words still.
fn classify(error: serde_path_to_error::Error<serde_json::Error>) -> BodyError {
    let (path, inner) = (error.path().to_string(), error.into_inner());
    let problem = inner.to_string();
    if !inner.is_data() {
        return BodyError::NotJson { problem };
    }
    if let Some(name) = named(&problem, "missing field `") {
        return BodyError::Missing { field: joined(&path, name) };
    }
    if let Some(name) = named(&problem, "duplicate field `") {
        let field = if path.ends_with(name) { path } else { joined(&path, name) };
        return BodyError::Format { field, problem };
    }
    if problem.starts_with(EMPTY) || problem.starts_with("invalid type: null") {
        return BodyError::Missing { field: path };
    }
    BodyError::Format { field: path, problem }
}

fn named<'a>(problem: &'a str, beginning: &str) -> Option<&'a str> {
    problem.strip_prefix(beginning)?.split('`').next()
}

fn joined(path: &str, name: &str) -> String {
    if path == "." { name.to_owned() } else { format!("{path}.{name}") }
}

/// Checks the three numbers of a virtual account against each other and the dialect.
pub(super) fn check_account(
    partner: &PartnerServiceId,
    customer: &CustomerNo,
    account: &VirtualAccountNo,
    dialect: &Dialect,
) -> Result<(), BodyError> {
    let wrong =
        |field: &str, problem: String| Err(BodyError::Format { field: field.to_owned(), problem });
    let longest = dialect.customer_no_digits;
    if customer.as_str().len() > usize::from(longest) {
        return wrong("customerNo", format!("has more than the {longest} digits agreed"));
    }
    if !account.belongs_to(partner, customer) {
        return wrong("virtualAccountNo", "is not partnerServiceId and customerNo".to_owned());
    }
    Ok(())
}
