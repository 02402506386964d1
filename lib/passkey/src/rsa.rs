//! RSA keys of authenticators, for verification only.

use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};

/// 2048 to 4096 bits with the exponent 65537, which is what TPMs make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RsaKey {
    modulus: Vec<u8>,
}

const EXPONENT: [u8; 3] = [1, 0, 1];
const BYTES: std::ops::RangeInclusive<usize> = 256..=512;

impl RsaKey {
    /// From big-endian numbers without leading zeros (RFC 8230 §4); `None` when they make no key.
    pub fn new(modulus: &[u8], exponent: &[u8]) -> Option<Self> {
        // The highest bit set, so that 256 bytes are 2048 bits; a product of odd primes is odd.
        let first = modulus.first().is_some_and(|byte| byte & 0x80 != 0);
        let odd = modulus.last().is_some_and(|byte| byte & 1 == 1);
        let sound = BYTES.contains(&modulus.len()) && first && odd && exponent == EXPONENT;
        sound.then(|| Self { modulus: modulus.to_vec() })
    }

    /// RSASSA-PKCS1-v1_5 with SHA-256.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        let key = RsaPublicKeyComponents { n: &self.modulus[..], e: &EXPONENT[..] };
        key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
    }
}
