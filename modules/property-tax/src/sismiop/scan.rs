//! Splits a byte stream into CSV records in constant memory.
//!
//! The grammar is `csv-core`'s; what is added are limits and recovery. A record that grows past
//! the limit, or that swallowed the following lines because of a stray quotation mark, costs one
//! line: reading goes on with the line after the one on which it began.

use std::io::{self, ErrorKind, Read};

use csv_core::{ReadRecordResult, ReaderBuilder};

use super::Reason;

/// Largest record in bytes. The widest table (SPPT, 45 columns) stays far below.
pub const MAX_RECORD: usize = 64 * 1024;
/// Most columns a file may have.
const MAX_COLUMNS: usize = 512;
const WINDOW: usize = 4 * MAX_RECORD;

/// The outcome of one step.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// A record is in [`Scanner::field`].
    Record {
        line: u64,
    },
    Problem {
        line: u64,
        reason: Reason,
    },
    End,
}

/// Reads records one by one into buffers that are used again.
pub struct Scanner {
    input: Box<dyn Read + Send>,
    parser: csv_core::Reader,
    delimiter: u8,
    window: Vec<u8>,
    start: usize,
    end: usize,
    line: u64,
    consumed: u64,
    values: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
    expected: Option<usize>,
}

impl Scanner {
    pub fn new(input: Box<dyn Read + Send>) -> Self {
        Self {
            input,
            parser: csv_core::Reader::new(),
            delimiter: b',',
            window: vec![0; WINDOW],
            start: 0,
            end: 0,
            line: 1,
            consumed: 0,
            values: vec![0; MAX_RECORD],
            ends: vec![0; MAX_COLUMNS],
            count: 0,
            expected: None,
        }
    }

    /// The first bytes of the file, without using them up.
    pub fn peek(&mut self) -> io::Result<&[u8]> {
        while self.end - self.start < MAX_RECORD && self.fill()? {}
        Ok(&self.window[self.start..self.end])
    }

    pub fn skip(&mut self, bytes: usize) {
        self.advance(bytes);
    }

    pub fn set_delimiter(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
        self.parser = ReaderBuilder::new().delimiter(delimiter).build();
    }

    /// From now on a record with another number of values is a problem. Empty values after the
    /// last column are forgiven: a trailing delimiter is common in spooled files.
    pub fn expect(&mut self, columns: usize) {
        self.expected = Some(columns);
    }

    pub fn count(&self) -> usize {
        self.count
    }

    /// The line that is read next.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Bytes used up so far, for a progress bar.
    pub fn consumed(&self) -> u64 {
        self.consumed
    }

    /// A value of the present record; empty beyond the last.
    pub fn field(&self, index: usize) -> &[u8] {
        if index >= self.count {
            return &[];
        }
        let from = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.values[from..self.ends[index]]
    }

    /// Reads the next record. An error is one of the stream itself.
    pub fn step(&mut self) -> io::Result<Step> {
        self.skip_breaks()?;
        if self.start == self.end {
            return Ok(Step::End);
        }
        self.parser.reset();
        let line = self.line;
        let (mut read, mut written) = (0, 0);
        self.count = 0;
        loop {
            let (result, used, out, fields) = self.parser.read_record(
                &self.window[self.start + read..self.end],
                &mut self.values[written..],
                &mut self.ends[self.count..],
            );
            (read, written, self.count) = (read + used, written + out, self.count + fields);
            match result {
                ReadRecordResult::Record => return Ok(self.accept(line, read)),
                ReadRecordResult::End => return Ok(Step::End),
                ReadRecordResult::InputEmpty if read < MAX_RECORD => {
                    self.fill()?;
                }
                ReadRecordResult::OutputEndsFull => {
                    return self.give_up(line, Some(Reason::ColumnCount));
                }
                _ => return self.give_up(line, None),
            }
        }
    }

    fn accept(&mut self, line: u64, read: usize) -> Step {
        let inner_break = self.first_break(read).filter(|at| at + 1 < read);
        let raw = &self.window[self.start..self.start + read];
        match inner_break {
            // A row that goes on over the line must have proper quotation marks: otherwise a
            // stray one has swallowed the rows after it.
            Some(at) if !self.fits() || !well_quoted(raw, self.delimiter) => {
                self.advance(at + 1);
                Step::Problem { line, reason: Reason::OpenQuote }
            }
            _ if !self.fits() => {
                self.advance(read);
                Step::Problem { line, reason: Reason::ColumnCount }
            }
            _ => {
                self.advance(read);
                Step::Record { line }
            }
        }
    }

    fn fits(&self) -> bool {
        self.expected.is_none_or(|n| {
            self.count >= n && (n..self.count).all(|i| self.field(i).trim_ascii().is_empty())
        })
    }

    /// The record is beyond the limits: drop its first line only, however long that is.
    fn give_up(&mut self, line: u64, reason: Option<Reason>) -> io::Result<Step> {
        if let Some(at) = self.first_break(self.end - self.start) {
            let within = at < MAX_RECORD;
            self.advance(at + 1);
            let size = if within { Reason::OpenQuote } else { Reason::RecordTooLong };
            return Ok(Step::Problem { line, reason: reason.unwrap_or(size) });
        }
        loop {
            self.advance(self.end - self.start);
            if !self.fill()? {
                break;
            }
            if let Some(at) = self.first_break(self.end - self.start) {
                self.advance(at + 1);
                break;
            }
        }
        Ok(Step::Problem { line, reason: reason.unwrap_or(Reason::RecordTooLong) })
    }

    fn first_break(&self, length: usize) -> Option<usize> {
        self.window[self.start..self.start + length].iter().position(|&b| b == b'\n')
    }

    fn skip_breaks(&mut self) -> io::Result<()> {
        loop {
            let waiting = &self.window[self.start..self.end];
            let breaks = waiting.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
            let all = breaks == waiting.len();
            self.advance(breaks);
            if !all || !self.fill()? {
                return Ok(());
            }
        }
    }

    fn advance(&mut self, bytes: usize) {
        let used = &self.window[self.start..self.start + bytes];
        self.line += used.iter().map(|&b| u64::from(b == b'\n')).sum::<u64>();
        self.start += bytes;
        self.consumed += bytes as u64;
    }

    /// Reads more; `false` at the end of the file or when the window is full.
    fn fill(&mut self) -> io::Result<bool> {
        if self.end == self.window.len() || self.start == self.end {
            self.window.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        loop {
            match self.input.read(&mut self.window[self.end..]) {
                Ok(bytes) => {
                    self.end += bytes;
                    return Ok(bytes > 0);
                }
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
    }
}

/// Whether each value that begins with a quotation mark ends with one, before a delimiter or the
/// end of the row.
fn well_quoted(raw: &[u8], delimiter: u8) -> bool {
    let (mut at, mut value_starts) = (0, true);
    while let Some(&byte) = raw.get(at) {
        at += 1;
        if !(byte == b'"' && value_starts) {
            value_starts = byte == delimiter;
            continue;
        }
        loop {
            match (raw.get(at), raw.get(at + 1)) {
                (Some(b'"'), Some(b'"')) => at += 2,
                (Some(b'"'), next) => {
                    if next.is_some_and(|&b| b != delimiter && b != b'\r' && b != b'\n') {
                        return false;
                    }
                    at += 1;
                    break;
                }
                (Some(_), _) => at += 1,
                (None, _) => return false,
            }
        }
        value_starts = false;
    }
    true
}
