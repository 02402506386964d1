//! What must not appear in what the service says.

use ports::signing::{Secret, Subject};

/// What must not appear.
#[derive(Clone, Copy)]
pub(crate) struct Veil<'a> {
    secret: Option<&'a Secret>,
    subject: Option<&'a Subject>,
}

impl<'a> Veil<'a> {
    pub fn over(subject: &'a Subject, secret: Option<&'a Secret>) -> Self {
        Self { secret, subject: Some(subject) }
    }

    /// When nobody's data were sent.
    pub fn none() -> Self {
        Self { secret: None, subject: None }
    }

    /// The words, fit for logs and errors.
    pub fn cover(self, words: &str) -> String {
        let secret = self.secret.map(Secret::expose).unwrap_or_default();
        let name = match self.subject {
            Some(Subject::Nik(nik)) => nik.digits(),
            Some(Subject::Email(email)) => email.as_str(),
            Some(Subject::Key(id)) => id.as_str(),
            None => "",
        };
        outgoing::covered(words, &[secret], &[name])
    }
}
