//! A certification authority of a test: it signs as a real one would, and misbehaves when told to.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use cell::Cell;
use documents::usecase::signing::Certified;
use pades::sign::{FieldSpec, Place, Rect, SignatureRequest, Target, sign};
use pki::authority::{Authority, CertificateRequest, Locations, Profile, Serial};
use pki::trust::TrustAnchor;
use pki::{Certificate, Name, NameBuilder, NewKey, PrivateKey};
use ports::signing::{
    CertificateState, Found, Limits, Secret, SecretKind, Signed, Signing, SigningOrder, Standing,
    Subject,
};
use ports::{Answer, PdfSigner, PortError, SigningError};

/// What opens every certificate of it.
pub const PHRASE: &str = "kenari-7-merah-JAMBU-tua";

const DAY: i64 = 86_400;

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mood {
    Well,
    /// Signs, and its answer is lost.
    Silent,
    Busy,
    Down,
    /// Answers with a file of its own.
    OtherFile,
    /// Signs with the certificate of somebody else.
    OtherName,
    /// Signs with a certificate of somebody nobody trusts.
    Stranger,
    /// Gives back what it got.
    Unsigned,
    /// Breaks a byte of what it signed.
    Broken,
    /// Signs, and answers with nothing in it.
    Nothing,
    /// Answers nonsense before it is asked to sign.
    Nonsense,
    /// Never answers.
    Endless,
}

/// The authority.
pub struct Psre {
    cell: Cell,
    root: (Certificate, PrivateKey),
    stranger: (Certificate, PrivateKey),
    name: String,
    mood: Mutex<Mood>,
    state: Mutex<CertificateState>,
    calls: AtomicUsize,
    made: Mutex<Vec<Vec<u8>>>,
}

impl Psre {
    /// One that knows one person.
    pub fn new(cell: &Cell, name: &str) -> Arc<Self> {
        Arc::new(Self {
            root: root(cell, "PSrE Contoh"),
            stranger: root(cell, "PSrE Lain"),
            cell: cell.clone(),
            name: name.to_owned(),
            mood: Mutex::new(Mood::Well),
            state: Mutex::new(CertificateState::Issue),
            calls: AtomicUsize::new(0),
            made: Mutex::default(),
        })
    }

    pub fn certified(self: &Arc<Self>) -> Certified {
        Certified {
            signer: self.clone(),
            name: "PSrE Contoh".to_owned(),
            sentence: "Ditandatangani dengan sertifikat PSrE Contoh".to_owned(),
            anchors: vec![TrustAnchor::new(self.root.0.clone()).labelled("PSrE Contoh")],
        }
    }

    pub fn behave(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    pub fn set_state(&self, state: CertificateState) {
        *self.state.lock().unwrap() = state;
    }

    /// How often it was asked to sign.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    /// The last file it signed, whether anybody got it or not.
    pub fn last(&self) -> Vec<u8> {
        self.made.lock().unwrap().last().unwrap().clone()
    }

    fn answer(&self, order: &SigningOrder<'_>) -> Result<Signed, SigningError> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let mood = *self.mood.lock().unwrap();
        match mood {
            Mood::Busy => return Err(SigningError::Busy("503".to_owned())),
            Mood::Down => return Err(SigningError::NotSent("no connection".to_owned())),
            Mood::Nonsense => return Err(SigningError::Garbled("no list".to_owned())),
            _ => {}
        }
        if order.secret.expose() != PHRASE {
            return Err(SigningError::WrongSecret);
        }
        let state = *self.state.lock().unwrap();
        if !state.can_sign() {
            return Err(SigningError::CannotSign(state));
        }
        let pdf = match mood {
            Mood::OtherFile => b"%PDF-1.7 another".repeat(9_000),
            Mood::Unsigned => order.pdf.to_vec(),
            Mood::OtherName => self.signed(order, &self.root, "Orang Lain"),
            Mood::Stranger => self.signed(order, &self.stranger, &self.name),
            Mood::Broken => {
                let mut pdf = self.signed(order, &self.root, &self.name);
                // Inside of what was appended and signed, outside of the signature's digits.
                let at = pdf.len() - 40;
                pdf[at] ^= 1;
                pdf
            }
            _ => self.signed(order, &self.root, &self.name),
        };
        self.made.lock().unwrap().push(pdf.clone());
        match mood {
            Mood::Silent => return Err(SigningError::Unknown("no answer in 30 s".to_owned())),
            Mood::Nothing => return Err(SigningError::Unknown("an empty answer".to_owned())),
            _ => {}
        }
        Ok(Signed { pdf, reference: None })
    }

    fn signed(
        &self,
        order: &SigningOrder<'_>,
        root: &(Certificate, PrivateKey),
        name: &str,
    ) -> Vec<u8> {
        let key = PrivateKey::generate(NewKey::P256).unwrap();
        let authority = Authority::new(&root.0, &root.1).unwrap();
        let person = CertificateRequest {
            subject: &named(name),
            public_key: key.public_key(),
            serial: &Serial::random(self.cell.random()),
            validity: (self.cell.now().plus_seconds(-DAY), self.cell.now().plus_seconds(365 * DAY)),
            profile: Profile::Person,
            locations: &Locations::default(),
        };
        let person = authority.issue(&person).unwrap();
        let place = order.placement.map_or(Place::invisible(0), |it| {
            let at = it.rectangle;
            let rect = Rect::sized(at.left, at.bottom, at.width, at.height);
            Place::at(it.page as usize - 1, rect)
        });
        let field = Target::New(FieldSpec::new("PSrE_1", place));
        let request = SignatureRequest {
            reason: Some(order.reason.to_owned()),
            ..SignatureRequest::new(field, self.cell.now(), self.cell.zone().clone())
        };
        let chain = [root.0.clone()];
        sign(order.pdf, &request, &key, &person, &chain, None).unwrap().bytes
    }
}

fn named(name: &str) -> Name {
    NameBuilder::new().country("ID").common_name(name).build().unwrap()
}

fn root(cell: &Cell, name: &str) -> (Certificate, PrivateKey) {
    let key = PrivateKey::generate(NewKey::P256).unwrap();
    let request = CertificateRequest {
        subject: &named(name),
        public_key: key.public_key(),
        serial: &Serial::random(cell.random()),
        validity: (cell.now().plus_seconds(-DAY), cell.now().plus_seconds(3_650 * DAY)),
        profile: Profile::Authority { path_length: None },
        locations: &Locations::default(),
    };
    (request.self_signed(&key).unwrap(), key)
}

impl PdfSigner for Psre {
    fn standing(&self) -> Standing {
        Standing::Certified
    }

    fn limits(&self) -> Limits {
        Limits {
            placements: 1,
            largest: 20 << 20,
            fills_fields: false,
            draws: false,
            secrets: &[SecretKind::Passphrase],
            finds: false,
        }
    }

    fn sign<'a>(&'a self, order: &'a SigningOrder<'a>) -> Signing<'a, Signed> {
        Box::pin(async move {
            let endless = *self.mood.lock().unwrap() == Mood::Endless;
            let answer = self.answer(order);
            if endless {
                std::future::pending::<()>().await;
            }
            answer
        })
    }

    fn subject_state<'a>(&'a self, _: &'a Subject) -> Answer<'a, CertificateState> {
        let state = *self.state.lock().unwrap();
        Box::pin(async move { Ok(state) })
    }

    fn request_code<'a>(&'a self, _: &'a Subject, _: Option<&'a Secret>, _: u16) -> Answer<'a, ()> {
        Box::pin(async { Err(PortError::Refused("no codes".to_owned())) })
    }

    fn find<'a>(&'a self, _: &'a str) -> Answer<'a, Found> {
        Box::pin(async { Ok(Found::CannotTell) })
    }
}
