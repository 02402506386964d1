//! Message encryption for Web Push (RFC 8291) in one record of `aes128gcm` (RFC 8188).

use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes128Gcm, Key, Nonce};
use base::Random;
use hkdf::Hkdf;
use p256::ecdh::diffie_hellman;
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{PublicKey, SecretKey};
use ports::messenger::PushSubscription;
use sha2::Sha256;

/// Bytes of a record; a message is far shorter, and a push service takes 4096 in all.
const RECORD: u32 = 4_096;
const LONGEST: usize = 3_800;
const SALT: usize = 16;

/// The key and the salt of one message; never used twice.
pub struct Ephemeral {
    pub secret: SecretKey,
    pub salt: [u8; SALT],
}

/// Why a message cannot be encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unencryptable {
    /// The browser's key is no point of the curve.
    Key,
    TooLong,
}

impl std::fmt::Display for Unencryptable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Key => "the browser's key is no point of the curve",
            Self::TooLong => "the message is too long",
        })
    }
}

impl Ephemeral {
    /// Draws both by lot.
    pub fn draw(random: &dyn Random) -> Self {
        let mut salt = [0; SALT];
        random.fill(&mut salt);
        loop {
            let mut bytes = [0; 32];
            random.fill(&mut bytes);
            // One in four billion is no key.
            if let Ok(secret) = SecretKey::from_slice(&bytes) {
                return Self { secret, salt };
            }
        }
    }
}

/// Encrypts for one browser; the result is the body of the request.
///
/// # Errors
/// [`Unencryptable`].
pub fn encrypt(
    plain: &[u8],
    to: &PushSubscription,
    ephemeral: &Ephemeral,
) -> Result<Vec<u8>, Unencryptable> {
    if plain.len() > LONGEST {
        return Err(Unencryptable::TooLong);
    }
    let theirs = PublicKey::from_sec1_bytes(to.key()).map_err(|_| Unencryptable::Key)?;
    let ours = ephemeral.secret.public_key().to_sec1_point(false);
    let shared = diffie_hellman(ephemeral.secret.to_nonzero_scalar(), theirs.as_affine());
    let info = [b"WebPush: info\0", to.key(), ours.as_bytes()].concat();
    let input: [u8; 32] = expand(to.secret(), shared.raw_secret_bytes(), &info)?;
    let key: [u8; 16] = expand(&ephemeral.salt, &input, b"Content-Encoding: aes128gcm\0")?;
    let nonce: [u8; 12] = expand(&ephemeral.salt, &input, b"Content-Encoding: nonce\0")?;
    // 2 is the delimiter of the last record.
    let record = [plain, &[2]].concat();
    let cipher = Aes128Gcm::new(&Key::<Aes128Gcm>::from(key));
    let sealed = cipher.encrypt(&Nonce::from(nonce), &*record);
    let sealed = sealed.map_err(|_| Unencryptable::TooLong)?;
    let id = ours.as_bytes();
    let length = u8::try_from(id.len()).map_err(|_| Unencryptable::Key)?;
    Ok([&ephemeral.salt[..], &RECORD.to_be_bytes(), &[length], id, &sealed].concat())
}

fn expand<const N: usize>(salt: &[u8], key: &[u8], info: &[u8]) -> Result<[u8; N], Unencryptable> {
    let mut out = [0; N];
    let expanded = Hkdf::<Sha256>::new(Some(salt), key).expand(info, &mut out);
    expanded.map_err(|_| Unencryptable::TooLong)?;
    Ok(out)
}
