//! A mistake in a template and the place where a person finds it.

use std::fmt;

use typst::WorldExt;
use typst::diag::{SourceDiagnostic, Tracepoint};
use typst::syntax::{DiagSpan, Lines};

use crate::TypesetError;
use crate::world::Desk;

/// One mistake. Without a place (`line` 0) when the compiler does not know one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The path of the source; empty when unknown.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// The line itself.
    pub text: String,
    /// What is wrong, in the compiler's words.
    pub message: String,
    /// What could be done.
    pub hints: Vec<String>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "{} line {}, column {}: ", self.file, self.line, self.column)?;
        }
        write!(f, "{}", self.message)?;
        self.hints.iter().try_for_each(|hint| write!(f, "; {hint}"))
    }
}

/// Where the author of a template can look.
#[derive(Debug, Default)]
struct Spot {
    file: String,
    line: usize,
    column: usize,
    text: String,
}

impl Fault {
    /// Puts a mistake where the author can see it: one that surfaced inside the prelude, at the call
    /// in the template that led there.
    pub(crate) fn new(desk: &Desk, diagnostic: &SourceDiagnostic) -> Self {
        let calls =
            diagnostic.trace.iter().map(|point| (DiagSpan::from(point.span), Some(&point.v)));
        let mut places = std::iter::once((diagnostic.span, None)).chain(calls);
        let found = places.find_map(|(span, call)| Some((spot(desk, span)?, call)));
        let (spot, call) = found.unwrap_or_default();
        let mut message = diagnostic.message.to_string();
        if let Some(Tracepoint::Call(Some(name))) = call {
            message = format!("{message} (in `{name}`)");
        }
        let hints = diagnostic.hints.iter().map(|hint| hint.v.to_string()).collect();
        let Spot { file, line, column, text } = spot;
        Self { file, line, column, text, message, hints }
    }
}

/// All mistakes of a compilation as one error.
pub(crate) fn template(desk: &Desk, all: &[SourceDiagnostic]) -> TypesetError {
    let Some(first) = all.first() else {
        return TypesetError::Crash("an error without a reason".to_owned());
    };
    TypesetError::Template { fault: Box::new(Fault::new(desk, first)), more: all.len() - 1 }
}

fn spot(desk: &Desk, span: DiagSpan) -> Option<Spot> {
    let id = span.id()?;
    let (original, pulsed) = desk.written(id)?;
    let at = pulsed.original(desk.range(span)?.start);
    let lines = Lines::new(original.as_str());
    let (line, column) = lines.byte_to_line_column(at)?;
    let text = original.get(lines.line_to_range(line)?)?.trim_end().to_owned();
    let file = id.vpath().get_with_slash().to_owned();
    Some(Spot { file, line: line + 1, column: column + 1, text })
}
