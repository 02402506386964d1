//! An authority of examples, which stands where BSrE would: it makes signatures of level B-T that
//! every verifier reads, and that nobody trusts who was not told to. Every name in it says so.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use base::{Clock, Instant, Random, Zone};
use bsre::fake::{Job, Maker, Visible};
use cell::{Cell, cabinet};
use pades::sign::{
    Appearance, Correction, Faces, FieldSpec, Layout, Line, Place, QrContent, Rect,
    SignatureRequest, Target, sign,
};
use pades::write::WriteError;
use pades::{Document, PdfError};
use pki::authority::{
    Authority, CertificateRequest, Locations, Profile, Serial, TimestampAuthority,
};
use pki::timestamp::{TimestampRequest, TimestampToken};
use pki::{
    Certificate, DigestAlgorithm, Name, NameBuilder, NewKey, ObjectIdentifier, PkiError,
    PrivateKey, PublicKey,
};

const DAY: i64 = 86_400;
const YEAR: i64 = 365 * DAY;

/// Of the number that is kept for examples (RFC 5612).
const POLICY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.32473.1");

/// The kept root, beside the keys of a demo cell.
const ROOT: &str = "example-root.cer";
const ROOT_KEY: &str = "example-root.key";

/// What each certificate says of itself.
const NOT_REAL: &str = "BUKAN BSrE";

/// Keys, certificates and the people who were given some. In a demo cell the root is kept, so that
/// what was signed stays good; all else is made anew at each start.
pub struct Example {
    root: Certificate,
    issuer: Holder,
    stamps: Holder,
    people: Mutex<BTreeMap<(String, bool), Arc<Holder>>>,
    faces: Faces,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    zone: Zone,
}

struct Holder {
    certificate: Certificate,
    key: PrivateKey,
}

/// Why an example could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExampleError {
    #[error(transparent)]
    Pki(#[from] PkiError),
    #[error(transparent)]
    Read(#[from] PdfError),
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error(transparent)]
    Keys(#[from] base::Error),
}

impl Example {
    /// Draws keys and issues what an authority needs.
    ///
    /// # Errors
    /// When a key cannot be drawn, or the typeface of appearances not be read.
    pub fn new(
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        zone: Zone,
    ) -> Result<Self, ExampleError> {
        let (root, root_key) = drawn(clock.now(), &*random)?;
        Self::below(root, &root_key, clock, random, zone)
    }

    /// The same below a root that lies beside the keys of a cell, made at the first call.
    ///
    /// # Errors
    /// As [`Example::new`]; those of the keys folder.
    pub fn kept(cell: &Cell, random: Arc<dyn Random>) -> Result<Self, ExampleError> {
        let kept = cabinet::get(cell, ROOT_KEY)?.zip(cabinet::get_public(cell, ROOT)?);
        let (root, key) = match kept {
            Some((key, root)) => (Certificate::from_der(&root)?, PrivateKey::from_pkcs8_der(&key)?),
            None => {
                let (root, key) = drawn(cell.now(), &*random)?;
                cabinet::put(cell, ROOT_KEY, &key.to_pkcs8_der()?)?;
                cabinet::put_public(cell, ROOT, root.to_der())?;
                (root, key)
            }
        };
        Self::below(root, &key, cell.shared_clock(), random, cell.zone().clone())
    }

    /// Issues what stands below a root.
    fn below(
        root: Certificate,
        root_key: &PrivateKey,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        zone: Zone,
    ) -> Result<Self, ExampleError> {
        let (now, random_ref) = (clock.now(), &*random);
        let top = Authority::new(&root, root_key)?;
        let below = |title: &str, profile| {
            issued(&top, &name(title)?, NewKey::P256, profile, (now, 5 * YEAR), random_ref)
        };
        let issuer =
            below("CONTOH Penerbit Sertifikat", Profile::Authority { path_length: Some(0) })?;
        let stamps = below("CONTOH Penanda Waktu", Profile::TimeStamping)?;
        let people = Mutex::default();
        Ok(Self { root, issuer, stamps, people, faces: Faces::load()?, clock, random, zone })
    }

    /// What a verifier is told to trust.
    pub fn root(&self) -> &Certificate {
        &self.root
    }

    /// The same in PEM.
    pub fn root_pem(&self) -> String {
        self.root.to_pem()
    }

    /// Signs as the fake service is asked to.
    pub fn maker(self: Arc<Self>) -> Maker {
        Arc::new(move |job: &Job<'_>| self.signed(job).map_err(|error| error.to_string()))
    }

    fn signed(&self, job: &Job<'_>) -> Result<Vec<u8>, ExampleError> {
        let now = self.clock.now();
        let holder = self.holder(job.signer, job.is_seal, now)?;
        let document = Document::open(job.pdf)?;
        let fields = document.newest().map(|view| view.signature_fields()).transpose()?;
        // Another name than every field that is there, whoever made it.
        let number = fields.unwrap_or_default().len() + 1;
        let place = job.visible.as_ref().map_or(Place::invisible(0), place);
        let field = FieldSpec::new(&format!("TTE_Contoh_{number}"), place);
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let request = SignatureRequest {
            name: said(job.signer),
            reason: said(job.reason),
            location: said(job.location),
            appearance: job.visible.as_ref().map(|_| self.appearance(job)),
            ..SignatureRequest::new(Target::New(field), now, self.zone.clone())
        };
        let chain = [self.issuer.certificate.clone(), self.root.clone()];
        let mut stamper = |digest, imprint: &[u8]| self.stamp(digest, imprint, now);
        let (key, certificate) = (&holder.key, &holder.certificate);
        let made = sign(job.pdf, &request, key, certificate, &chain, Some(&mut stamper))?;
        Ok(made.bytes)
    }

    fn appearance(&self, job: &Job<'_>) -> Appearance<'_> {
        let what = if job.is_seal { "Disegel" } else { "Ditandatangani" };
        let text = vec![
            Line::plain(&format!("{what} secara elektronik oleh:")),
            Line::bold(job.signer),
            Line::plain(&format!("CONTOH, {NOT_REAL}")),
        ];
        // As the picture of a real one would: what leads to the page of the letter.
        let address = job.reason.split_whitespace().find(|word| word.starts_with("http"));
        let content =
            address.map_or_else(|| format!("CONTOH, {NOT_REAL}: {}", job.signer), str::to_owned);
        let qr = QrContent { text: content, correction: Correction::Medium, mark: None };
        Appearance::new(&self.faces, Layout::Beside).with_qr(qr).with_text(text)
    }

    /// The certificate of somebody: issued at the first signature.
    fn holder(&self, who: &str, is_seal: bool, now: Instant) -> Result<Arc<Holder>, ExampleError> {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        let named = (who.to_owned(), is_seal);
        if let Some(known) = people.get(&named) {
            return Ok(Arc::clone(known));
        }
        let profile = if is_seal { Profile::Seal } else { Profile::Person };
        let authority = Authority::new(&self.issuer.certificate, &self.issuer.key)?;
        let made =
            issued(&authority, &name(who)?, NewKey::P256, profile, (now, YEAR), &*self.random)?;
        let made = Arc::new(made);
        people.insert(named, Arc::clone(&made));
        Ok(made)
    }

    fn stamp(
        &self,
        digest: DigestAlgorithm,
        imprint: &[u8],
        now: Instant,
    ) -> Option<TimestampToken> {
        let mut nonce = [0; 8];
        self.random.fill(&mut nonce);
        let request = TimestampRequest::new(digest, imprint, &nonce);
        let chain = [self.root.clone()];
        let (certificate, key) = (&self.stamps.certificate, &self.stamps.key);
        let authority = TimestampAuthority::new(certificate, key, &chain, POLICY).ok()?;
        let answer = authority.answer(&request.to_der(), &Serial::random(&*self.random), now);
        request.accept(&answer).ok()
    }
}

/// A root of its own, with its key.
fn drawn(now: Instant, random: &dyn Random) -> Result<(Certificate, PrivateKey), ExampleError> {
    let key = PrivateKey::generate(NewKey::P256)?;
    let (profile, life) = (Profile::Authority { path_length: None }, (now, 10 * YEAR));
    let subject = name("CONTOH Root CA")?;
    let root = certificate(&subject, key.public_key(), profile, life, random, |request| {
        request.self_signed(&key)
    })?;
    Ok((root, key))
}

/// The corner is taken as the lower left one.
fn place(visible: &Visible) -> Place {
    let Visible { page, origin_x, origin_y, width, height, .. } = visible;
    let page = usize::try_from(page.saturating_sub(1)).unwrap_or(usize::MAX);
    Place::at(page, Rect::sized(*origin_x, *origin_y, *width, *height))
}

fn name(text: &str) -> Result<Name, PkiError> {
    NameBuilder::new()
        .country("ID")
        .organisation(&format!("CONTOH, {NOT_REAL}"))
        .common_name(text)
        .build()
}

/// A new key and its certificate.
fn issued(
    authority: &Authority<'_>,
    subject: &Name,
    kind: NewKey,
    profile: Profile,
    validity: (Instant, i64),
    random: &dyn Random,
) -> Result<Holder, ExampleError> {
    let key = PrivateKey::generate(kind)?;
    let certificate =
        certificate(subject, key.public_key(), profile, validity, random, |request| {
            authority.issue(request)
        })?;
    Ok(Holder { certificate, key })
}

/// From a day ago, so that a clock that goes a little wrong finds it valid.
fn certificate(
    subject: &Name,
    public_key: &PublicKey,
    profile: Profile,
    (now, seconds): (Instant, i64),
    random: &dyn Random,
    issue: impl FnOnce(&CertificateRequest<'_>) -> Result<Certificate, PkiError>,
) -> Result<Certificate, PkiError> {
    issue(&CertificateRequest {
        subject,
        public_key,
        serial: &Serial::random(random),
        validity: (now.plus_seconds(-DAY), now.plus_seconds(seconds)),
        profile,
        locations: &Locations::default(),
    })
}
