//! Cross-reference tables (ISO 32000-1 §7.5.4).

use super::{Allowance, Entry, Location, Part};
use crate::lexer::Lexer;
use crate::object::Object;
use crate::parser::Parser;
use crate::{Fault, PdfError};

/// Reads subsections and trailer; the lexer stands behind `xref`.
pub fn read<'a>(
    mut lexer: Lexer<'a>,
    start: usize,
    allowance: &mut Allowance<'_>,
) -> Result<Part<'a>, PdfError> {
    let mut entries = Vec::new();
    loop {
        lexer.skip();
        if lexer.take_word(b"trailer") {
            break;
        }
        let Some(first) = lexer.take_unsigned() else { return lexer.fail(Fault::Trailer) };
        lexer.skip_space();
        let Some(count) = lexer.take_unsigned() else { return lexer.fail(Fault::XrefEntry) };
        for index in 0..count {
            lexer.skip_space();
            let number = allowance.number(first.saturating_add(index), lexer.at)?;
            entries.push(entry(&mut lexer, number)?);
        }
    }
    let mut parser = Parser::new_at(lexer, allowance.limits);
    let Object::Dict(trailer) = parser.value()? else { return lexer.fail(Fault::Trailer) };
    Ok(Part { span: start..parser.lexer.at, is_table: true, entries, trailer })
}

/// `nnnnnnnnnn ggggg n`; the line may end in any way.
fn entry(lexer: &mut Lexer<'_>, number: u32) -> Result<Entry, PdfError> {
    let fault = PdfError::new(Fault::XrefEntry, lexer.at);
    let (offset, generation, in_use) = fields(lexer).ok_or(fault)?;
    let location = match usize::try_from(offset) {
        // Offset 0 is where `%PDF-` stands: some writers mark unused numbers so.
        Ok(0) => Location::Free,
        Ok(at) if in_use => Location::File { at },
        Err(_) if in_use => return Err(fault),
        _ => Location::Free,
    };
    Ok(Entry { number, generation, location })
}

fn fields(lexer: &mut Lexer<'_>) -> Option<(u64, u16, bool)> {
    let start = lexer.at;
    let offset = lexer.take_unsigned().filter(|_| lexer.at == start + 10)?;
    lexer.take(b" ").then_some(())?;
    let start = lexer.at;
    let generation = lexer.take_unsigned().filter(|_| lexer.at == start + 5)?;
    lexer.take(b" ").then_some(())?;
    let in_use = lexer.take_word(b"n");
    if !in_use && !lexer.take_word(b"f") {
        return None;
    }
    // A free entry may hold any next generation; above 65535 there is none.
    let generation = u16::try_from(generation).ok().or((!in_use).then_some(u16::MAX))?;
    Some((offset, generation, in_use))
}
