//! The standard security handler with the empty user password: files that anybody may open
//! (ISO 32000-1 §7.6, ISO 32000-2 §7.6.4).

use std::borrow::Cow;
use std::sync::Arc;

use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use aes::{Aes128, Aes256, Block};
use md5::{Digest, Md5};
use sha2::{Sha256, Sha384, Sha512};

use crate::document::Document;
use crate::object::{Dict, Object, Ref, Text};

/// What fills a password up to 32 bytes (§7.6.3.3).
const FILLING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08,
    0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    Identity,
    Rc4,
    /// AES with 128 bits and a key for each object.
    Aes128,
    /// AES with 256 bits and one key.
    Aes256,
}

/// What opens the strings and streams of a document.
#[derive(Debug, Clone)]
pub struct Cipher {
    key: Arc<[u8]>,
    strings: Method,
    streams: Method,
    hides_metadata: bool,
    /// The encryption dictionary itself is not encrypted.
    own: Option<Ref>,
}

/// What opens the data of one object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    key: Arc<[u8]>,
    method: Method,
}

impl Cipher {
    /// The cipher of a document, unless it has none, needs a password, or uses one not known here.
    pub fn of(document: &Document<'_>) -> Option<Self> {
        let view = document.newest()?;
        let trailer = &view.revision().trailer;
        let entry = trailer.get("Encrypt")?;
        let value = view.resolve(entry).ok()?;
        let dict = value.as_dict()?;
        if !dict.has_name("Filter", "Standard") {
            return None;
        }
        let id = match trailer.get("ID").and_then(Object::as_array) {
            Some([Object::String(first), ..]) => first.bytes().into_owned(),
            _ => Vec::new(),
        };
        let hides_metadata = dict.get("EncryptMetadata") != Some(&Object::Bool(false));
        let (strings, streams) = methods(dict)?;
        let key = match dict.integer("V")? {
            1 | 2 | 4 => old_key(dict, &id, hides_metadata)?,
            5 => new_key(dict)?,
            _ => return None,
        };
        let own = entry.as_reference();
        Some(Self { key: key.into(), strings, streams, hides_metadata, own })
    }

    /// Opens the strings of an object that stands in the file, and says how its data are opened.
    pub fn unlock(&self, value: &mut Object<'_>, id: Ref) {
        if self.own == Some(id) {
            return;
        }
        let strings = self.lock_of(self.strings, id);
        open_strings(value, strings.as_ref());
        if let Object::Stream(stream) = value {
            stream.lock = self.lock(id, &stream.dict);
        }
    }

    /// How the data of a stream are opened; nothing for those that are not encrypted.
    pub fn lock(&self, id: Ref, dict: &Dict<'_>) -> Option<Lock> {
        let is_open = dict.has_name("Type", "XRef")
            || (dict.has_name("Type", "Metadata") && !self.hides_metadata);
        self.lock_of(self.streams, id).filter(|_| !is_open)
    }

    /// The key of one object (algorithm 1 of §7.6.2).
    fn lock_of(&self, method: Method, id: Ref) -> Option<Lock> {
        let salt: &[u8] = match method {
            Method::Identity => return None,
            Method::Aes256 => return Some(Lock { key: self.key.clone(), method }),
            Method::Aes128 => b"sAlT",
            Method::Rc4 => b"",
        };
        let number = id.number.to_le_bytes();
        let digest = Md5::new()
            .chain_update(&self.key)
            .chain_update(number.get(..3)?)
            .chain_update(id.generation.to_le_bytes())
            .chain_update(salt)
            .finalize();
        let length = (self.key.len() + 5).min(16);
        Some(Lock { key: digest.get(..length)?.into(), method })
    }
}

impl Lock {
    /// The plain bytes.
    pub fn open(&self, data: &[u8]) -> Option<Vec<u8>> {
        match self.method {
            Method::Identity => Some(data.to_vec()),
            Method::Rc4 => Some(rc4(&self.key, data)),
            Method::Aes128 => {
                let cipher = Aes128::new_from_slice(&self.key).ok()?;
                unpad(cbc(|block| cipher.decrypt_block(block), data)?)
            }
            Method::Aes256 => {
                let cipher = Aes256::new_from_slice(&self.key).ok()?;
                unpad(cbc(|block| cipher.decrypt_block(block), data)?)
            }
        }
    }
}

/// Opens every string; but the value of a signature is not encrypted (§7.6.1).
fn open_strings(value: &mut Object<'_>, lock: Option<&Lock>) {
    let Some(lock) = lock else { return };
    match value {
        Object::String(text) => {
            let plain = lock.open(&text.bytes()).unwrap_or_default();
            let digits: String = plain.iter().map(|byte| format!("{byte:02X}")).collect();
            *text = Text { raw: Cow::Owned(digits.into_bytes()), is_hex: true };
        }
        Object::Array(items) => items.iter_mut().for_each(|item| open_strings(item, Some(lock))),
        Object::Dict(dict) => open_dict(dict, lock),
        Object::Stream(stream) => open_dict(&mut stream.dict, lock),
        _ => {}
    }
}

fn open_dict(dict: &mut Dict<'_>, lock: &Lock) {
    let is_signature = dict.get("ByteRange").is_some();
    for entry in &mut dict.entries {
        if !(is_signature && entry.key == "Contents") {
            open_strings(&mut entry.value, Some(lock));
        }
    }
}

/// The methods for strings and streams, by `/V` and the crypt filters (§7.6.5).
fn methods(dict: &Dict<'_>) -> Option<(Method, Method)> {
    if matches!(dict.integer("V")?, 1 | 2) {
        return Some((Method::Rc4, Method::Rc4));
    }
    let method = |key: &str| {
        let Some(Object::Name(name)) = dict.get(key) else { return Some(Method::Identity) };
        if *name == *"Identity" {
            return Some(Method::Identity);
        }
        let filters = dict.get("CF")?.as_dict()?;
        let filter = filters.entries().iter().find(|entry| entry.key == *name)?;
        let filter = filter.value.as_dict()?.get("CFM")?.as_name()?;
        match filter.bytes() {
            b"None" => Some(Method::Identity),
            b"V2" => Some(Method::Rc4),
            b"AESV2" => Some(Method::Aes128),
            b"AESV3" => Some(Method::Aes256),
            _ => None,
        }
    };
    Some((method("StrF")?, method("StmF")?))
}

fn bytes(dict: &Dict<'_>, key: &str) -> Option<Vec<u8>> {
    dict.get(key)?.as_string().map(|text| text.bytes().into_owned())
}

/// Algorithms 2, 4 and 5 of §7.6.3: the key, if the empty password opens the file.
fn old_key(dict: &Dict<'_>, id: &[u8], hides_metadata: bool) -> Option<Vec<u8>> {
    let revision = dict.integer("R")?;
    let bits = dict.integer("Length").unwrap_or(if dict.integer("V")? == 4 { 128 } else { 40 });
    let length = match revision {
        2 => 5,
        3 | 4 => usize::try_from(bits / 8).ok().filter(|length| (5..=16).contains(length))?,
        _ => return None,
    };
    let permissions = u32::try_from(dict.integer("P")? & 0xFFFF_FFFF).ok()?;
    let (owner, user) = (bytes(dict, "O")?, bytes(dict, "U")?);
    let mut digest = Md5::new()
        .chain_update(FILLING)
        .chain_update(owner.get(..32)?)
        .chain_update(permissions.to_le_bytes())
        .chain_update(id);
    if revision >= 4 && !hides_metadata {
        digest.update([0xFF; 4]);
    }
    let mut key = digest.finalize().to_vec();
    if revision >= 3 {
        for _ in 0..50 {
            key = Md5::digest(key.get(..length)?).to_vec();
        }
    }
    key.truncate(length);
    let (said, told) = if revision == 2 {
        (rc4(&key, &FILLING), user)
    } else {
        let digest = Md5::new().chain_update(FILLING).chain_update(id).finalize();
        let mut said = digest.to_vec();
        for round in 0..20_u8 {
            let turned: Vec<u8> = key.iter().map(|byte| byte ^ round).collect();
            said = rc4(&turned, &said);
        }
        (said, user.get(..16)?.to_vec())
    };
    (said == told.get(..said.len())?).then_some(key)
}

/// Algorithms 2.A and 2.B of ISO 32000-2 §7.6.4.3.
fn new_key(dict: &Dict<'_>) -> Option<Vec<u8>> {
    let (user, sealed) = (bytes(dict, "U")?, bytes(dict, "UE")?);
    let hash = |salt: &[u8]| match dict.integer("R")? {
        5 => Some(Sha256::digest(salt).to_vec()),
        6 => hardened(salt),
        _ => None,
    };
    if hash(user.get(32..40)?)? != user.get(..32)? {
        return None;
    }
    let cipher = Aes256::new_from_slice(&hash(user.get(40..48)?)?).ok()?;
    let data = [&[0; 16], sealed.get(..32)?].concat();
    cbc(|block| cipher.decrypt_block(block), &data)
}

/// Algorithm 2.B with an empty password: at least 64 rounds.
fn hardened(salt: &[u8]) -> Option<Vec<u8>> {
    let mut key = Sha256::digest(salt).to_vec();
    // The last byte ends it; that it never does has no chance, and a bound besides.
    for round in 0..1_000_usize {
        let data = key.repeat(64);
        let cipher = Aes128::new_from_slice(key.get(..16)?).ok()?;
        let mut block = Block::try_from(key.get(16..32)?).ok()?;
        let mut sealed = Vec::with_capacity(data.len());
        for chunk in data.chunks_exact(16) {
            block.iter_mut().zip(chunk).for_each(|(one, other)| *one ^= other);
            cipher.encrypt_block(&mut block);
            sealed.extend_from_slice(&block);
        }
        let sum: u32 = sealed.get(..16)?.iter().map(|byte| u32::from(*byte)).sum();
        key = match sum % 3 {
            0 => Sha256::digest(&sealed).to_vec(),
            1 => Sha384::digest(&sealed).to_vec(),
            _ => Sha512::digest(&sealed).to_vec(),
        };
        if round >= 63 && usize::from(*sealed.last()?) <= round - 31 {
            key.truncate(32);
            return Some(key);
        }
    }
    None
}

/// Cipher block chaining; the first block is the initial vector.
fn cbc(decrypt: impl Fn(&mut Block), data: &[u8]) -> Option<Vec<u8>> {
    let mut blocks = data.chunks_exact(16);
    if !blocks.remainder().is_empty() {
        return None;
    }
    let mut before = blocks.next()?;
    let mut plain = Vec::with_capacity(data.len());
    for chunk in blocks {
        let mut block = Block::try_from(chunk).ok()?;
        decrypt(&mut block);
        plain.extend(block.iter().zip(before).map(|(one, other)| one ^ other));
        before = chunk;
    }
    Some(plain)
}

/// PKCS#7 padding.
fn unpad(mut plain: Vec<u8>) -> Option<Vec<u8>> {
    let count = usize::from(*plain.last()?);
    let kept = plain.len().checked_sub(count).filter(|_| (1..=16).contains(&count))?;
    let is_padding = plain.get(kept..)?.iter().all(|byte| usize::from(*byte) == count);
    plain.truncate(kept);
    is_padding.then_some(plain)
}

fn rc4(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut state: [u8; 256] = std::array::from_fn(|index| u8::try_from(index).unwrap_or(0));
    let mut other = 0_u8;
    for (index, letter) in (0..=255_u8).zip(key.iter().cycle()) {
        other = other.wrapping_add(state[usize::from(index)]).wrapping_add(*letter);
        state.swap(usize::from(index), usize::from(other));
    }
    let (mut one, mut other) = (0_u8, 0_u8);
    data.iter()
        .map(|byte| {
            one = one.wrapping_add(1);
            other = other.wrapping_add(state[usize::from(one)]);
            state.swap(usize::from(one), usize::from(other));
            let sum = state[usize::from(one)].wrapping_add(state[usize::from(other)]);
            byte ^ state[usize::from(sum)]
        })
        .collect()
}
