//! One session with the token, logged in, with the key at hand.

use cryptoki::context::Pkcs11;
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, AttributeType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;
use pki::PublicKey;
use ports::signing::Secret;

use crate::{TokenError, public_key};

/// A session in which the key can sign. It closes itself.
pub struct Open {
    session: Session,
    key: ObjectHandle,
}

impl Open {
    /// Opens a session, logs in, and finds the private key with this label.
    pub fn new(pkcs11: &Pkcs11, slot: Slot, pin: &Secret, label: &str) -> Result<Self, TokenError> {
        let session = pkcs11.open_ro_session(slot)?;
        match session.login(UserType::User, Some(&AuthPin::new(pin.expose().into()))) {
            // All sessions of a process share one login (§5.6, C_Login).
            Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => {}
            Err(Error::Pkcs11(
                RvError::PinIncorrect
                | RvError::PinLocked
                | RvError::PinInvalid
                | RvError::PinLenRange
                | RvError::PinExpired,
                _,
            )) => return Err(TokenError::Pin),
            Err(other) => return Err(other.into()),
        }
        let key = one(&session, ObjectClass::PRIVATE_KEY, "private keys", label)?;
        Ok(Self { session, key })
    }

    /// The DER of the certificate with this label.
    pub fn certificate(&self, label: &str) -> Result<Vec<u8>, TokenError> {
        let object = one(&self.session, ObjectClass::CERTIFICATE, "certificates", label)?;
        let read = self.session.get_attributes(object, &[AttributeType::Value])?;
        match read.into_iter().next() {
            Some(Attribute::Value(der)) => Ok(der),
            _ => Err(TokenError::Device("a certificate without a value".to_owned())),
        }
    }

    /// The public key with this label.
    pub fn public_key(&self, label: &str) -> Result<PublicKey, TokenError> {
        let object = one(&self.session, ObjectClass::PUBLIC_KEY, "public keys", label)?;
        public_key::read(&self.session, object)
    }

    pub fn sign(&self, mechanism: &Mechanism<'_>, data: &[u8]) -> Result<Vec<u8>, TokenError> {
        Ok(self.session.sign(mechanism, self.key, data)?)
    }
}

/// The only object of its class with the label.
fn one(
    session: &Session,
    class: ObjectClass,
    what: &'static str,
    label: &str,
) -> Result<ObjectHandle, TokenError> {
    let wanted = [Attribute::Class(class), Attribute::Label(label.as_bytes().to_vec())];
    match session.find_objects(&wanted)?.as_slice() {
        [one] => Ok(*one),
        others => Err(TokenError::Objects { what, label: label.to_owned(), found: others.len() }),
    }
}
