//! Selections: which values of which variables, as JSON or as parameters.

use std::collections::BTreeSet;

use cube::Dimension;
use serde::Deserialize;

use crate::{Expression, PxError};

/// What is wanted of a table. A variable that is not named is wanted with all its values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    pub wanted: Vec<Wanted>,
}

/// What is wanted of a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub variable: String,
    pub values: Vec<Expression>,
    /// A code list instead of the variable's own.
    pub code_list: Option<String>,
}

/// Formats of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OutputFormat {
    #[default]
    JsonStat2,
    Csv,
}

impl OutputFormat {
    /// # Errors
    /// [`PxError::Format`] for a format that is not written here.
    pub fn parse(text: &str) -> Result<Self, PxError> {
        match text.to_ascii_lowercase().as_str() {
            "" | "json-stat2" => Ok(Self::JsonStat2),
            "csv" => Ok(Self::Csv),
            _ => Err(PxError::Format { format: text.to_owned() }),
        }
    }
}

#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    selection: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    variable_code: String,
    #[serde(default, alias = "codeList")]
    codelist: Option<String>,
    #[serde(default)]
    value_codes: Vec<String>,
}

impl Selection {
    /// The body of `POST /tables/{id}/data`; an empty one wants everything.
    ///
    /// # Errors
    /// [`PxError::Body`], [`PxError::Expression`].
    pub fn parse_json(body: &str) -> Result<Self, PxError> {
        if body.trim().is_empty() {
            return Ok(Self::default());
        }
        let body: Body =
            serde_json::from_str(body).map_err(|e| PxError::Body { why: e.to_string() })?;
        let wanted = |it: Entry| {
            let values = it.value_codes.iter().map(|text| Expression::parse(text));
            let code_list = it.codelist.filter(|list| !list.is_empty());
            Ok(Wanted {
                variable: it.variable_code,
                values: values.collect::<Result<_, _>>()?,
                code_list,
            })
        };
        Ok(Self { wanted: body.selection.into_iter().map(wanted).collect::<Result<_, _>>()? })
    }

    /// The parameters of `GET /tables/{id}/data`, still percent-encoded:
    /// `valuecodes[TAHUN]=top(3)&valuecodes[WILAYAH]=64.08,64.03`. Others are let through.
    ///
    /// # Errors
    /// [`PxError::Expression`].
    pub fn parse_query(query: &str) -> Result<Self, PxError> {
        let mut made = Self::default();
        for (key, value) in form_urlencoded::parse(query.as_bytes()) {
            let Some((name, variable)) = key.strip_suffix(']').and_then(|it| it.split_once('['))
            else {
                continue;
            };
            match name.to_ascii_lowercase().as_str() {
                "valuecodes" => {
                    let values = entries(&value).into_iter().map(Expression::parse);
                    let values: Vec<Expression> = values.collect::<Result<_, _>>()?;
                    made.of(variable).values.extend(values);
                }
                "codelist" if !value.is_empty() => {
                    made.of(variable).code_list = Some(value.into_owned());
                }
                _ => {}
            }
        }
        Ok(made)
    }

    /// The entry of a variable, made when it is not there yet.
    fn of(&mut self, variable: &str) -> &mut Wanted {
        let at = self.wanted.iter().position(|it| it.variable.eq_ignore_ascii_case(variable));
        let at = at.unwrap_or_else(|| {
            let (variable, values) = (variable.to_owned(), Vec::new());
            self.wanted.push(Wanted { variable, values, code_list: None });
            self.wanted.len() - 1
        });
        &mut self.wanted[at]
    }

    /// The places of the values wanted, for [`cube::Cube::select`]; in the order of the table, whatever the
    /// order of the selection.
    ///
    /// # Errors
    /// [`PxError`]: unknown variables and values, nothing wanted of a variable, more than `most` cells.
    pub fn places(
        &self,
        dimensions: &[Dimension],
        most: usize,
    ) -> Result<Vec<Vec<usize>>, PxError> {
        for wanted in &self.wanted {
            if !dimensions.iter().any(|it| it.id.eq_ignore_ascii_case(&wanted.variable)) {
                let known: Vec<&str> = dimensions.iter().map(|it| it.id.as_str()).collect();
                let (code, known) = (wanted.variable.clone(), known.join(", "));
                return Err(PxError::Variable { code, known });
            }
        }
        let places: Vec<Vec<usize>> =
            dimensions.iter().map(|it| self.along(it)).collect::<Result<_, _>>()?;
        let cells = places.iter().map(Vec::len).fold(1_usize, usize::saturating_mul);
        if cells > most { Err(PxError::TooManyCells { cells, most }) } else { Ok(places) }
    }

    fn along(&self, dimension: &Dimension) -> Result<Vec<usize>, PxError> {
        let named = self.wanted.iter().find(|it| it.variable.eq_ignore_ascii_case(&dimension.id));
        let Some(wanted) = named else { return Ok((0..dimension.codes.len()).collect()) };
        if let Some(list) = wanted.code_list.as_ref().filter(|list| **list != dimension.list.id) {
            let (variable, list) = (dimension.id.clone(), list.clone());
            return Err(PxError::CodeList { variable, list });
        }
        let mut places = BTreeSet::new();
        for expression in &wanted.values {
            places.extend(expression.places(dimension)?);
        }
        if places.is_empty() {
            return Err(PxError::Nothing { variable: dimension.id.clone() });
        }
        Ok(places.into_iter().collect())
    }
}

/// Splits at commas outside brackets.
fn entries(text: &str) -> Vec<&str> {
    let (mut depth, mut start) = (0_usize, 0);
    let mut found = Vec::new();
    for (at, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                found.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(text[start..].trim());
    found.into_iter().filter(|entry| !entry.is_empty()).collect()
}
