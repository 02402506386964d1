//! The file of refused rows: what a clerk mends before the next import.

use crate::sismiop::RowProblem;

/// Beyond this many bytes only the count goes on: a file that is wrong from top to bottom is not
/// mended line by line.
const LARGEST: usize = 16 << 20;

/// Refused rows as CSV, in memory.
#[derive(Debug)]
pub struct Rejects {
    csv: Vec<u8>,
    count: u64,
}

impl Default for Rejects {
    fn default() -> Self {
        Self { csv: b"file,line,column,value,reason\n".to_vec(), count: 0 }
    }
}

impl Rejects {
    /// Notes a refused row. The excerpt shows no personal data.
    pub fn add(&mut self, file: &str, problem: &RowProblem) {
        self.count += 1;
        if self.csv.len() >= LARGEST {
            return;
        }
        let column = problem.column.unwrap_or_default();
        let line = problem.line.to_string();
        let fields = [file, &line, column, &problem.excerpt, problem.reason.code()];
        let quoted: Vec<String> = fields.iter().map(|field| quote(field)).collect();
        self.csv.extend_from_slice(quoted.join(",").as_bytes());
        self.csv.push(b'\n');
    }

    pub fn count(&self) -> u64 {
        self.count
    }

    /// The file; `None` when nothing was refused.
    pub fn into_csv(self) -> Option<Vec<u8>> {
        (self.count > 0).then_some(self.csv)
    }
}

/// Quotes a field, and takes the power of a formula from it (spreadsheets run `=…`, `+…`, `@…`).
fn quote(field: &str) -> String {
    let guarded = match field.chars().next() {
        Some('=' | '+' | '-' | '@') => format!("'{field}"),
        _ => field.to_owned(),
    };
    if guarded.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}
