//! The second factor: codes of six digits that change every thirty seconds (RFC 6238, SHA-1,
//! because the common phone apps know nothing else).

use base::{Error, Instant, Kind, Random};
use totp_rs::{Builder, Secret, Totp};
use zeroize::Zeroizing;

const STEP_SECONDS: u64 = 30;

/// The secret a person's phone shares with the cell.
pub(crate) struct SecondFactor(Totp);

/// What a person puts into the app on the phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret in Base32, to be typed.
    pub secret: String,
    /// `otpauth://totp/…`, to be shown as a QR code.
    pub uri: String,
}

impl SecondFactor {
    /// Twenty random bytes (RFC 4226 §4).
    pub fn new_secret(random: &dyn Random) -> Zeroizing<Vec<u8>> {
        let mut secret = Zeroizing::new(vec![0_u8; 20]);
        random.fill(&mut secret);
        secret
    }

    pub fn new(secret: &[u8], issuer: &str, login: &str) -> Result<Self, Error> {
        let plain = |text: &str| text.replace(':', " ");
        Builder::new()
            .with_secret(Secret::new(secret.into()))
            .with_step_duration(STEP_SECONDS)
            .with_skew(1)
            .with_issuer(Some(plain(issuer)))
            .with_account_name(plain(login))
            .build()
            .map(Self)
            .map_err(fault)
    }

    /// The step the code belongs to: now, the one before or the one after; `None` for a wrong
    /// code. Steps grow, so that each is used once at most.
    pub fn step_of(&self, code: &str, now: Instant) -> Option<i64> {
        let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let step = self.0.check(&digits, seconds(now))?;
        i64::try_from(step).ok()
    }

    /// The code of this moment.
    pub fn code(&self, now: Instant) -> String {
        self.0.generate(seconds(now)).to_string()
    }

    pub fn enrolment(&self) -> Result<Enrolment, Error> {
        Ok(Enrolment { secret: self.0.secret().to_base32(), uri: self.0.to_url().map_err(fault)? })
    }
}

fn seconds(now: Instant) -> u64 {
    u64::try_from(now.millis() / 1_000).unwrap_or(0)
}

fn fault(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(Kind::Internal, "identity/second-factor").caused_by(error)
}
