//! What sort of deed an entry is about.

/// How much attention an entry deserves in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Daily work.
    Routine,
    /// Changes what others rely on: a publication, an approval, a role.
    Important,
    /// Somebody should look at it: an erasure, a refused sign-in, a lock-out.
    Critical,
}

/// A kind of deed, a constant of the module whose deed it is: `property-tax/import-published`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    pub code: &'static str,
    pub level: Level,
    /// Fields whose values are never stored, at any depth of `before` and `after`.
    pub redacted: &'static [&'static str],
}

impl Kind {
    /// A kind whose `before` and `after` are stored as they are.
    pub const fn new(code: &'static str, level: Level) -> Self {
        Self { code, level, redacted: &[] }
    }

    /// The same kind, hiding the values of these fields, for example `nik`.
    #[must_use]
    pub const fn redacting(self, fields: &'static [&'static str]) -> Self {
        Self { redacted: fields, ..self }
    }
}
