//! What a credential asks its owner for, and which of it can be given (sections 8.3 and 11.4).

use ports::signing::{Secret, SecretKind};

use crate::call::{Factor, FactorPart};

/// The objects that a credential knows, and how they are to be combined.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Factors {
    pub objects: Vec<FactorPart>,
    /// `PIN AND OTP`; all of them when nothing is said.
    pub expression: Option<String>,
}

/// What somebody gives for an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A PIN or passphrase that is known by heart.
    Phrase,
    /// A code for once: from an application, or after a challenge.
    Code,
    /// Told to the service itself, on another device.
    Elsewhere,
    Unknown,
}

impl FactorPart {
    pub fn given(&self) -> Kind {
        let is_made = self.generator.as_deref().is_some_and(|it| !it.is_empty());
        match self.kind.as_str() {
            "Password" if !is_made => Kind::Phrase,
            "Password" | "ChallengeResponse" => Kind::Code,
            "PasswordOOB" | "ChallengeResponseOOB" => Kind::Elsewhere,
            _ => Kind::Unknown,
        }
    }
}

/// What there is to give.
#[derive(Clone, Copy, Default)]
pub(crate) struct Known<'a> {
    pub phrase: Option<&'a str>,
    pub code: Option<&'a str>,
}

impl<'a> Known<'a> {
    /// What was typed, and the PIN of a seal.
    pub fn of(secret: &'a Secret, pin: Option<&'a str>) -> Self {
        let text = Some(secret.expose()).filter(|text| !text.is_empty());
        match secret.kind() {
            SecretKind::Passphrase => Self { phrase: pin.or(text), code: None },
            SecretKind::Totp => Self { phrase: pin, code: text },
        }
    }

    /// Both in one field, a space between: `kenari-7 738496`. The code is the last word.
    fn parted(self) -> Option<Self> {
        let (phrase, code) = self.phrase.filter(|_| self.code.is_none())?.rsplit_once(' ')?;
        let (phrase, code) = (phrase.trim_end(), code);
        let both = !phrase.is_empty() && !code.is_empty();
        both.then_some(Self { phrase: Some(phrase), code: Some(code) })
    }

    fn count(self) -> usize {
        usize::from(self.phrase.is_some()) + usize::from(self.code.is_some())
    }
}

/// So many objects are more than anybody has; their combinations are tried one by one.
const MOST: usize = 8;

impl Factors {
    /// `authData`: the fewest objects that satisfy the credential with what there is, and use it.
    ///
    /// # Errors
    /// Says what the credential asks for.
    pub fn satisfied<'a>(&'a self, known: Known<'a>) -> Result<Vec<Factor<'a>>, String> {
        if self.objects.is_empty() {
            return Ok(Vec::new());
        }
        let whole = self.choice(known);
        let found = whole.or_else(|| self.choice(known.parted()?));
        found.ok_or_else(|| {
            let ids =
                self.objects.iter().map(|it| it.id.as_str()).collect::<Vec<_>>().join(" AND ");
            let asks = self.expression.as_deref().filter(|it| !it.trim().is_empty());
            format!(
                "the credential asks for {}; write the PIN, or PIN and code with a space between",
                asks.unwrap_or(&ids).chars().take(80).collect::<String>()
            )
        })
    }

    fn choice<'a>(&'a self, known: Known<'a>) -> Option<Vec<Factor<'a>>> {
        let objects = self.objects.get(..self.objects.len().min(MOST))?;
        let mut sets: Vec<u32> = (1..1_u32 << objects.len()).collect();
        sets.sort_by_key(|set| set.count_ones());
        sets.into_iter().find_map(|set| {
            let chosen: Vec<&FactorPart> = (0..objects.len())
                .filter(|bit| set & (1 << bit) != 0)
                .filter_map(|bit| objects.get(bit))
                .collect();
            let has = |kind| chosen.iter().filter(|it| it.given() == kind).count();
            let (phrases, codes) = (has(Kind::Phrase), has(Kind::Code));
            let usable = phrases <= 1 && codes <= 1 && has(Kind::Unknown) == 0;
            // A code that was typed must not be dropped in silence, nor a phrase.
            let uses_all = phrases + codes == known.count();
            let all: Vec<&str> = chosen.iter().map(|it| it.id.as_str()).collect();
            if !usable || !uses_all || !self.holds(&all) {
                return None;
            }
            chosen.into_iter().map(|it| factor(it, known)).collect()
        })
    }

    /// Whether these objects satisfy the credential.
    fn holds(&self, chosen: &[&str]) -> bool {
        match self.expression.as_deref().filter(|it| !it.trim().is_empty()) {
            None => self.objects.iter().all(|it| chosen.contains(&it.id.as_str())),
            Some(expression) => Expression::of(expression, chosen).value() == Some(true),
        }
    }
}

fn factor<'a>(object: &'a FactorPart, known: Known<'a>) -> Option<Factor<'a>> {
    let value = match object.given() {
        Kind::Phrase => Some(known.phrase?),
        Kind::Code => Some(known.code?),
        Kind::Elsewhere => None,
        Kind::Unknown => return None,
    };
    Some(Factor { id: &object.id, value })
}

/// `PIN AND (OTP OR SMS)`, with AND before XOR before OR. What is no such text has no value.
struct Expression<'a> {
    words: Vec<&'a str>,
    at: usize,
    depth: u8,
    chosen: &'a [&'a str],
}

/// Brackets within brackets.
const DEEPEST: u8 = 16;

impl<'a> Expression<'a> {
    fn of(text: &'a str, chosen: &'a [&'a str]) -> Self {
        let mut words = Vec::new();
        for word in text.split_ascii_whitespace() {
            let mut rest = word;
            while let Some(at) = rest.find(['(', ')']) {
                let (before, after) = rest.split_at(at);
                let (bracket, after) = after.split_at(1);
                words.extend([before, bracket].into_iter().filter(|it| !it.is_empty()));
                rest = after;
            }
            words.extend(Some(rest).filter(|it| !it.is_empty()));
        }
        Self { words, at: 0, depth: 0, chosen }
    }

    fn value(mut self) -> Option<bool> {
        let value = self.any()?;
        (self.at == self.words.len()).then_some(value)
    }

    fn any(&mut self) -> Option<bool> {
        let mut value = self.either()?;
        while self.takes("OR") {
            value |= self.either()?;
        }
        Some(value)
    }

    fn either(&mut self) -> Option<bool> {
        let mut value = self.all()?;
        while self.takes("XOR") {
            value ^= self.all()?;
        }
        Some(value)
    }

    fn all(&mut self) -> Option<bool> {
        let mut value = self.one()?;
        while self.takes("AND") {
            value &= self.one()?;
        }
        Some(value)
    }

    fn one(&mut self) -> Option<bool> {
        if self.takes("(") {
            self.depth = self.depth.checked_add(1).filter(|depth| *depth <= DEEPEST)?;
            let value = self.any()?;
            self.depth -= 1;
            return self.takes(")").then_some(value);
        }
        let word = *self.words.get(self.at)?;
        if matches!(word, "AND" | "OR" | "XOR" | ")") {
            return None;
        }
        self.at += 1;
        Some(self.chosen.contains(&word))
    }

    fn takes(&mut self, word: &str) -> bool {
        let is_next = self.words.get(self.at).is_some_and(|next| *next == word);
        self.at += usize::from(is_next);
        is_next
    }
}

#[cfg(test)]
mod tests {
    use ports::signing::Secret;

    use super::{Expression, FactorPart, Factors, Known};

    fn object(kind: &str, id: &str, generator: Option<&str>) -> FactorPart {
        let (kind, id) = (kind.to_owned(), id.to_owned());
        FactorPart { kind, id, generator: generator.map(str::to_owned) }
    }

    fn given(factors: &Factors, secret: &Secret) -> Result<Vec<(String, Option<String>)>, String> {
        let all = factors.satisfied(Known::of(secret, None))?;
        Ok(all.iter().map(|it| (it.id.to_owned(), it.value.map(str::to_owned))).collect())
    }

    #[test]
    fn an_expression_is_read_as_the_standard_writes_it() {
        let value = |text, chosen: &[&str]| Expression::of(text, chosen).value();
        assert_eq!(value("PIN AND OTP", &["PIN"]), Some(false));
        assert_eq!(value("PIN AND (OTP OR SMS)", &["PIN", "SMS"]), Some(true));
        assert_eq!(value("PIN XOR OTP", &["PIN", "OTP"]), Some(false));
        assert_eq!(value("SMS OR PIN AND OTP", &["SMS"]), Some(true));
        for wrong in ["PIN AND", "(PIN", "PIN OTP", "AND", ")", "PIN)", &"(".repeat(99)] {
            assert_eq!(value(wrong, &["PIN"]), None, "{wrong}");
        }
    }

    #[test]
    fn what_was_typed_is_given_where_it_belongs() {
        let pin = object("Password", "PIN", None);
        let otp = object("Password", "OTP", Some("totp"));
        let push = object("ChallengeResponseOOB", "HP", None);
        let phrase = |text: &str| Secret::passphrase(text.to_owned());
        let pair = |id: &str, value: &str| (id.to_owned(), Some(value.to_owned()));
        let both = Factors { objects: vec![pin.clone(), otp.clone()], expression: None };
        let said = given(&both, &phrase("kenari kuning 738496"));
        assert_eq!(said, Ok(vec![pair("PIN", "kenari kuning"), pair("OTP", "738496")]));
        assert!(given(&both, &phrase("kenari")).unwrap_err().contains("PIN AND OTP"));
        let one = Factors { objects: vec![pin.clone()], expression: Some("PIN".to_owned()) };
        // A phrase may hold spaces where nothing but a phrase is asked for.
        assert_eq!(given(&one, &phrase("dua kata")), Ok(vec![pair("PIN", "dua kata")]));
        let code = Secret::totp("738496".to_owned());
        assert!(given(&one, &code).is_err());
        let or = Factors { objects: vec![pin, otp], expression: Some("PIN OR OTP".to_owned()) };
        assert_eq!(given(&or, &code), Ok(vec![pair("OTP", "738496")]));
        let elsewhere = Factors { objects: vec![push], expression: None };
        assert_eq!(given(&elsewhere, &phrase("")), Ok(vec![("HP".to_owned(), None)]));
        let strange = Factors { objects: vec![object("Iris", "X", None)], expression: None };
        assert!(given(&strange, &phrase("kenari")).is_err());
    }
}
