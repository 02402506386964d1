//! What is to be paid.

use base::Nop;

use crate::{Account, BankError, Target};

/// Why a list of targets cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct TargetError {
    pub line: usize,
    pub problem: String,
}

/// Payment codes, one a line.
pub fn read_codes(text: &str, service_id: &str) -> Result<Vec<Target>, TargetError> {
    read(text, |line| {
        Account::parse(service_id, line).map(Target::Account).map_err(|e: BankError| e.to_string())
    })
}

/// Bills as NOP and tax year, one a line: `640801000100012340,2026`.
pub fn read_bills(text: &str) -> Result<Vec<Target>, TargetError> {
    read(text, |line| {
        let form = || "a bill is a NOP, a comma and a year".to_owned();
        let (nop, year) = line.split_once(',').ok_or_else(form)?;
        let nop = Nop::parse(nop).map_err(|e| e.to_string())?;
        let tax_year = year.trim().parse().map_err(|_| form())?;
        Ok(Target::Bill { nop, tax_year })
    })
}

/// Empty lines and lines that begin with `#` are left out.
fn read(
    text: &str,
    parse: impl Fn(&str) -> Result<Target, String>,
) -> Result<Vec<Target>, TargetError> {
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(line, text)| parse(text).map_err(|problem| TargetError { line, problem }))
        .collect()
}
