//! What can be wrong with a question, as the codes of the standard (Section 7, 5.8).

use serde_json::json;

use crate::xml::{COMMON, MESSAGE, Xml};

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SdmxError {
    #[error("nothing was found: {what}")]
    NoResults { what: String },
    #[error(
        "`{text}` is no path of this interface; try dataflow, datastructure, codelist, \
             conceptscheme, contentconstraint, availableconstraint or data"
    )]
    Path { text: String },
    #[error("`{text}` is no reference to a flow: write POV, KUTIM,POV or KUTIM,POV,1.0")]
    FlowReference { text: String },
    #[error(
        "the key `{key}` has {found} parts, and `{flow}` has the dimensions {dimensions}; \
             leave a part empty for all its codes, or ask for `all`"
    )]
    KeyLength { key: String, found: usize, flow: String, dimensions: String },
    #[error("`{text}` is no period: write 2024, 2024-S1, 2024-Q1, 2024-03 or 2024-03-31")]
    Period { text: String },
    #[error("`{name}` cannot be `{value}`; it is one of {allowed}")]
    Parameter { name: &'static str, value: String, allowed: &'static str },
    #[error("`{name}={value}` is not implemented here")]
    NotImplemented { name: &'static str, value: String },
    #[error("none of the formats in `{accept}` is written here; ask for one of {offered}")]
    NotAcceptable { accept: String, offered: String },
    #[error(
        "the answer would have {cells} figures, more than {most}; ask for fewer codes or periods"
    )]
    TooLarge { cells: usize, most: usize },
    #[error("the codes `{one}` and `{other}` of `{list}` become the same id")]
    Collision { list: String, one: String, other: String },
    #[error("the dimension `{id}` is called like a part of every structure")]
    Reserved { id: String },
    /// For whoever serves the interface: what went wrong inside is not told.
    #[error("the figures cannot be read now; try again in a few minutes")]
    Unavailable,
}

impl SdmxError {
    /// The code of the standard.
    pub const fn code(&self) -> u16 {
        match self {
            Self::NoResults { .. } => 100,
            Self::TooLarge { .. } => 130,
            Self::Path { .. }
            | Self::FlowReference { .. }
            | Self::KeyLength { .. }
            | Self::Period { .. }
            | Self::Parameter { .. } => 140,
            Self::NotAcceptable { .. } | Self::NotImplemented { .. } => 501,
            Self::Collision { .. } | Self::Reserved { .. } => 500,
            Self::Unavailable => 503,
        }
    }

    /// The status of HTTP that goes with it.
    pub const fn http_status(&self) -> u16 {
        match self {
            Self::NotAcceptable { .. } => 406,
            _ => match self.code() {
                100 => 404,
                130 => 413,
                140 => 400,
                501 => 501,
                503 => 503,
                _ => 500,
            },
        }
    }

    /// The error message of SDMX-ML 2.1: `application/vnd.sdmx.error+xml;version=2.1`.
    pub fn to_xml(&self) -> String {
        let code = self.code().to_string();
        let mut xml = Xml::new();
        xml.open("mes:Error", &[("xmlns:mes", MESSAGE), ("xmlns:com", COMMON)]);
        xml.open("mes:ErrorMessage", &[("code", &code)]);
        xml.text("com:Text", &[("xml:lang", "en")], &self.to_string());
        xml.close("mes:ErrorMessage");
        xml.close("mes:Error");
        xml.finish()
    }

    /// The error message of SDMX-JSON 2.0.
    pub fn to_json(&self) -> String {
        let title = self.to_string();
        json!({ "errors": [{ "code": self.code(), "title": title }] }).to_string()
    }
}
