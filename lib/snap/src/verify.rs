//! Checking what came against its signature.

use crate::{
    Case, ClientSecret, Message, PublicKey, Refusal, TokenHeaders, TransactionHeaders,
    WrongSignature,
};

/// What a partner's transactions are verified with. A partner that changes its key has two for a
/// while; each is tried on its own.
#[derive(Debug, Clone)]
pub enum Verifier {
    Symmetric(ClientSecret),
    Asymmetric(PublicKey),
}

impl TokenHeaders {
    /// Whether the holder of the key asked for the token.
    pub fn verify(&self, key: &PublicKey) -> Result<(), WrongSignature> {
        Message::token(&self.client_key, &self.timestamp).verify_rsa(key, &self.signature)
    }
}

impl TransactionHeaders {
    /// Whether the partner signed these bytes for this method and path. The time and whether the
    /// token is in force are the caller's to check.
    pub fn verify(
        &self,
        method: &str,
        path: &str,
        body: &[u8],
        verifier: &Verifier,
    ) -> Result<(), Refusal> {
        match verifier {
            Verifier::Symmetric(secret) => {
                let token = self.token.as_ref().ok_or(Refusal::new(Case::InvalidToken))?;
                Message::symmetric(method, path, token.as_str(), body, &self.timestamp)?
                    .verify_hmac(secret, &self.signature)?;
            }
            Verifier::Asymmetric(key) => {
                Message::asymmetric(method, path, body, &self.timestamp)?
                    .verify_rsa(key, &self.signature)?;
            }
        }
        Ok(())
    }
}
