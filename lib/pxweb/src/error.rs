//! What can be wrong with a selection, and how PxWebApi 2 says so (RFC 9457).

use serde::Serialize;

/// Why a selection selects nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PxError {
    #[error(
        "the body is no selection: {why}; send {{\"selection\":[{{\"variableCode\":\"TAHUN\",\
             \"valueCodes\":[\"*\"]}}]}}"
    )]
    Body { why: String },
    #[error("there is no variable `{code}`; there are {known}")]
    Variable { code: String, known: String },
    #[error("`{variable}` has no value `{code}`; /metadata lists its values")]
    Value { variable: String, code: String },
    #[error(
        "`{text}` is no selection; write a code, *, 64*, top(3), bottom(3), range(2020,2023), \
             from(2020) or to(2023)"
    )]
    Expression { text: String },
    #[error("nothing is selected of `{variable}`; name values, or leave the variable out for all")]
    Nothing { variable: String },
    #[error("the code list `{list}` does not belong to `{variable}`")]
    CodeList { variable: String, list: String },
    #[error("{cells} cells are selected, and {most} is the most; select fewer values")]
    TooManyCells { cells: usize, most: usize },
    #[error("the format `{format}` is not written here; ask for json-stat2 or csv")]
    Format { format: String },
}

/// The body of an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub r#type: String,
    pub title: String,
    pub status: u16,
}

impl PxError {
    /// The status of HTTP that goes with it.
    pub const fn http_status(&self) -> u16 {
        match self {
            Self::TooManyCells { .. } => 403,
            _ => 400,
        }
    }

    pub fn problem(&self) -> Problem {
        Problem {
            r#type: "Parameter error".to_owned(),
            title: self.to_string(),
            status: self.http_status(),
        }
    }
}
