//! What a file has wrong, on purpose.

use base::Rupiah;

use super::Line;
use crate::AckKind;

/// How many lines are wrong, counted from the beginning of the day: first those that are left out,
/// then those that stand twice, then those with another amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spoil {
    /// Lines left out: only here.
    pub missing: usize,
    /// Lines that stand twice.
    pub doubled: usize,
    /// Lines with a thousand rupiah more.
    pub changed: usize,
    /// Lines nobody told us of, at the end: only at the bank.
    pub strange: usize,
}

impl Spoil {
    pub(super) fn spoil(self, lines: Vec<Line>, day: &str) -> Vec<Line> {
        let mut out = Vec::with_capacity(lines.len() + self.doubled + self.strange);
        let (doubled, changed) =
            (self.missing + self.doubled, self.missing + self.doubled + self.changed);
        for (index, mut line) in lines.into_iter().enumerate().skip(self.missing) {
            if index < doubled {
                out.push(line.clone());
            } else if index < changed {
                line.total = Rupiah(line.total.0.saturating_add(1_000));
            }
            out.push(line);
        }
        out.extend((1..=self.strange).map(|number| strange(number, day)));
        out
    }
}

fn strange(number: usize, day: &str) -> Line {
    Line {
        kind: AckKind::Payment,
        date: day.to_owned(),
        time: "23:59:00".to_owned(),
        reference: format!("ASING{number:04}"),
        receipt: String::new(),
        code: format!("{:014}", 99_000_000_000_000 + number),
        nop: String::new(),
        year: String::new(),
        principal: None,
        penalty: None,
        total: Rupiah(50_000),
    }
}
