//! The file of refused rows: what a clerk mends before the next import.
//!
//! Each row says file, line, column and value, why it was refused and what to do, and the code of
//! the reason. It is written in Indonesian, and read again in the language of whoever opens it.

use base::Language;

use crate::sismiop::RowProblem;

/// Beyond this many bytes only the count goes on: a file that is wrong from top to bottom is not
/// mended line by line.
const LARGEST: usize = 16 << 20;

/// The sentences of the pages; those of reasons have no placeables, so the text is the sentence.
const SENTENCES: [(Language, &str); 2] = [
    (Language::Id, include_str!("../../../locales/office/id.ftl")),
    (Language::En, include_str!("../../../locales/office/en.ftl")),
];

/// Columns before the reason.
const PLACE: usize = 4;

/// Refused rows as CSV, in memory.
#[derive(Debug)]
pub struct Rejects {
    csv: Vec<u8>,
    count: u64,
}

impl Default for Rejects {
    fn default() -> Self {
        Self { csv: header(Language::Id), count: 0 }
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
        let place = [file, &line, column, &problem.excerpt];
        write(&mut self.csv, Language::Id, &place.map(guarded), problem.reason.code());
    }

    pub fn count(&self) -> u64 {
        self.count
    }

    /// The file; `None` when nothing was refused.
    pub fn into_csv(self) -> Option<Vec<u8>> {
        (self.count > 0).then_some(self.csv)
    }
}

/// A stored file with its sentences in another language; `None` when it is not one of ours.
pub fn translated(csv: &[u8], language: Language) -> Option<Vec<u8>> {
    let mut out = header(language);
    let mut reader = csv::Reader::from_reader(csv);
    for row in reader.records() {
        let row = row.ok()?;
        let place: Vec<String> = row.iter().take(PLACE).map(str::to_owned).collect();
        write(&mut out, language, place.as_slice().try_into().ok()?, row.iter().next_back()?);
    }
    Some(out)
}

fn header(language: Language) -> Vec<u8> {
    let names = match language {
        Language::Id => "berkas,baris,kolom,isi,alasan,saran,kode\n",
        Language::En => "file,line,column,value,reason,advice,code\n",
    };
    names.into()
}

fn write(csv: &mut Vec<u8>, language: Language, place: &[String; PLACE], code: &str) {
    let (reason, advice) = words(language, code);
    let said = [reason, advice, code].map(str::to_owned);
    let quoted: Vec<String> = place.iter().chain(&said).map(|field| quote(field)).collect();
    csv.extend_from_slice(quoted.join(",").as_bytes());
    csv.push(b'\n');
}

/// Why a row was refused and what to do, by the code of the reason; empty for an unknown one.
pub fn words(language: Language, code: &str) -> (&'static str, &'static str) {
    let source = SENTENCES.iter().find(|(of, _)| *of == language).map_or("", |(_, text)| text);
    let key = format!("error-{}", code.replace('/', "-"));
    let mut lines = source.lines();
    let reason = lines.by_ref().find_map(|line| line.strip_prefix(&*key)?.strip_prefix(" = "));
    let advice = lines.next().and_then(|line| line.trim_start().strip_prefix(".do = "));
    (reason.unwrap_or_default(), advice.unwrap_or_default())
}

/// Takes the power of a formula from a field (spreadsheets run `=…`, `+…`, `@…`).
fn guarded(field: &str) -> String {
    match field.chars().next() {
        Some('=' | '+' | '-' | '@') => format!("'{field}"),
        _ => field.to_owned(),
    }
}

fn quote(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
