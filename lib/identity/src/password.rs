//! What a password must be: one engine, two named profiles.

use base::{Error, Kind};
use zxcvbn::{Score, zxcvbn};

/// Which rules passwords follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// OWASP ASVS 5.0.0 V6.2: long, no composition, no expiry; a second factor compensates.
    #[default]
    Asvs,
    /// Peraturan BSSN 4/2021 Pasal 27 (1) c: composition, expiry, no reuse.
    Bssn,
}

/// Longest password taken, in characters; nothing is cut off (ASVS 6.2.9 wants at least 64).
pub const LONGEST: usize = 256;

/// Words people here try first; the strength meter knows the English ones.
const LOCAL_WORDS: &[&str] = &[
    "rahasia",
    "katasandi",
    "sandi",
    "indonesia",
    "merdeka",
    "bismillah",
    "sayang",
    "cinta",
    "pelangi",
    "bupati",
    "kabupaten",
    "pemerintah",
    "pemkab",
    "diskominfo",
    "bapenda",
    "admin",
    "administrator",
    "operator",
    "pajak",
    "selamat",
    "pancasila",
    "garuda",
    "nusantara",
    "kalimantan",
    "jakarta",
    "samarinda",
    "sangatta",
    "januari",
    "februari",
    "maret",
    "agustus",
    "oktober",
    "desember",
    "senin",
    "selasa",
    "rabu",
    "kamis",
    "jumat",
    "sabtu",
    "minggu",
];

impl Profile {
    /// Fewest characters.
    pub fn shortest(self) -> usize {
        match self {
            Self::Asvs => 15,
            Self::Bssn => 12,
        }
    }

    /// Days after which a password must be changed; `None`: never.
    pub fn days_valid(self) -> Option<i64> {
        match self {
            Self::Asvs => None,
            Self::Bssn => Some(180),
        }
    }

    /// How many earlier passwords may not come back.
    pub fn history(self) -> usize {
        match self {
            Self::Asvs => 0,
            Self::Bssn => 5,
        }
    }

    /// The word of the configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asvs => "asvs",
            Self::Bssn => "bssn",
        }
    }

    /// Whether a new password is good. `context` are words an attacker would guess for this
    /// person: the sign-in name, the name, the names of agency and cell; their parts count too.
    ///
    /// # Errors
    /// `identity/password-short`, `-long`, `-classes`, `-weak`, each with `field=password`.
    pub fn check(self, password: &str, context: &[&str]) -> Result<(), Error> {
        let length = password.chars().count();
        if length < self.shortest() {
            return Err(refused("identity/password-short").with("shortest", self.shortest()));
        }
        if length > LONGEST {
            return Err(refused("identity/password-long").with("longest", LONGEST));
        }
        if self == Self::Bssn && !has_four_classes(password) {
            return Err(refused("identity/password-classes"));
        }
        if is_easily_guessed(password, context) {
            return Err(refused("identity/password-weak"));
        }
        Ok(())
    }
}

fn has_four_classes(password: &str) -> bool {
    let any = |test: fn(char) -> bool| password.chars().any(test);
    any(char::is_uppercase)
        && any(char::is_lowercase)
        && any(|c| c.is_ascii_digit())
        && any(|c| !c.is_alphanumeric())
}

/// Whether a secret falls below 10^10 guesses (score 4 of zxcvbn): every entry of the common lists,
/// repeats, rows of the keyboard, and two or three words of the context with a few signs around
/// them. Four unrelated words pass.
pub fn is_easily_guessed(password: &str, context: &[&str]) -> bool {
    let parts = context.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let words: Vec<&str> = parts
        .chain(context.iter().copied())
        .filter(|word| word.chars().count() >= 3)
        .chain(LOCAL_WORDS.iter().copied())
        .collect();
    zxcvbn(password, &words).score() < Score::Four
}

fn refused(code: &'static str) -> Error {
    Error::new(Kind::Invalid, code).with("field", "password")
}
