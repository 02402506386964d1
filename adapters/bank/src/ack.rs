//! What was acknowledged, a line each, on the disk before anything else is done.

use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use base::Rupiah;
use serde::{Deserialize, Serialize};

/// An acknowledged deed, as one line of JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ack {
    pub kind: AckKind,
    /// `snap`, `h2h` or `qris`.
    pub protocol: String,
    /// When the payer paid, with the zone.
    pub paid_at: String,
    /// The bank's number; the key under which it may be repeated.
    pub reference: String,
    /// The payment code, where one was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nop: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_year: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal: Option<Rupiah>,
    /// After the waiver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<Rupiah>,
    pub total: Rupiah,
    /// NTPD, where the answer tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
}

/// What was acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AckKind {
    Payment,
    Reversal,
}

/// Why a file of such lines cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum AckReadError {
    #[error("it cannot be read: {0}")]
    File(#[from] std::io::Error),
    #[error("line {line} is no acknowledgement: {problem}")]
    Line { line: usize, problem: String },
}

/// A file of acknowledgements, shared by many payers.
#[derive(Debug, Clone)]
pub struct AckBook(Arc<Mutex<File>>);

impl AckBook {
    /// Opens a file to append to it.
    pub fn open(path: &Path) -> std::io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        Ok(Self(Arc::new(Mutex::new(file))))
    }

    /// Writes a line and waits until it is on the disk: whoever is killed after this was still
    /// told that the payment is acknowledged.
    pub async fn write(&self, ack: &Ack) -> std::io::Result<()> {
        let mut line = serde_json::to_vec(ack)?;
        line.push(b'\n');
        let file = self.0.clone();
        let write = move || {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            file.write_all(&line)?;
            file.sync_data()
        };
        tokio::task::spawn_blocking(write).await.map_err(std::io::Error::other)?
    }
}

/// All lines of a file. A last line without its end is left out: its writer was killed before it
/// could say that it was written.
pub fn read_acks(path: &Path) -> Result<Vec<Ack>, AckReadError> {
    let mut reader = BufReader::new(File::open(path)?);
    let (mut acks, mut line) = (Vec::new(), String::new());
    while reader.read_line(&mut line)? > 0 && line.ends_with('\n') {
        let ack = serde_json::from_str(&line);
        let number = acks.len() + 1;
        acks.push(ack.map_err(|e| AckReadError::Line { line: number, problem: e.to_string() })?);
        line.clear();
    }
    Ok(acks)
}
