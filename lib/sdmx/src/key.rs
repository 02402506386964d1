//! Keys of series: `6408+6403.P0`.

use crate::{Flow, SdmxError};

/// What is asked of each dimension of the key; nothing named means everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Key {
    text: String,
    /// `None` for `all`, which fits every flow.
    parts: Option<Vec<Vec<String>>>,
}

impl Key {
    /// Every series: `all`.
    pub fn all() -> Self {
        Self { text: "all".to_owned(), parts: None }
    }

    /// Reads `6408.P0`, `.P0`, `6408+6403.P0`, `all`; `*` stands for all codes as in REST 2.
    pub fn parse(text: &str) -> Self {
        if matches!(text, "" | "all" | "*") {
            return Self::all();
        }
        let part = |part: &str| -> Vec<String> {
            let codes: Vec<String> =
                part.split('+').filter(|it| !it.is_empty()).map(str::to_owned).collect();
            if codes.iter().any(|it| it == "*") { Vec::new() } else { codes }
        };
        Self { text: text.to_owned(), parts: Some(text.split('.').map(part).collect()) }
    }

    /// The codes wanted of each dimension of a flow.
    pub(crate) fn parts(&self, flow: &Flow<'_>) -> Result<Vec<Vec<String>>, SdmxError> {
        let wanted = flow.key().len();
        match &self.parts {
            None => Ok(vec![Vec::new(); wanted]),
            Some(parts) if parts.len() == wanted => Ok(parts.clone()),
            Some(parts) => {
                let ids: Vec<&str> = flow.key().iter().map(|it| it.dimension.id.as_str()).collect();
                Err(SdmxError::KeyLength {
                    key: self.text.clone(),
                    found: parts.len(),
                    flow: flow.about().id.clone(),
                    dimensions: ids.join("."),
                })
            }
        }
    }
}
