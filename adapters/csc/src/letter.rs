//! One letter on its way: prepared, its digest signed elsewhere, finished. Only the digest leaves.

use base::{Instant, Zone};
use pades::Document;
use pades::sign::{
    Appearance, Correction, Faces, FieldSpec, Layout, Line, Place, Prepared, QrContent, Rect,
    SignatureRequest, Stamper, Target, prepare,
};
use pki::timestamp::TimestampToken;
use ports::signing::{Mark, Placement, SigningError, SigningOrder};

use crate::credential::Credential;

/// Bytes of a CMS besides certificates and time-stamp: attributes, names, a value of RSA-8192.
const FRAME: usize = 2_048;
/// Bytes of a time-stamp with the chain of its authority.
const STAMP: usize = 8_192;

/// What is asked, owned: large files are read on a thread of their own.
pub(crate) struct Letter {
    pdf: Vec<u8>,
    target: Target,
    mark: Option<(String, Vec<String>)>,
    reason: String,
    location: String,
}

/// A file that is complete but for its signature.
pub(crate) struct Ready {
    prepared: Prepared,
    /// The signed attributes as a DER SET OF (RFC 5652, section 5.4).
    pub message: Vec<u8>,
}

impl Letter {
    /// Takes an order apart.
    ///
    /// # Errors
    /// `Refused` for a picture: a code and lines are drawn here.
    pub fn of(order: &SigningOrder<'_>) -> Result<Self, SigningError> {
        let mark = match order.placement.and_then(|placement| placement.mark.as_ref()) {
            None => None,
            Some(Mark::Code { content, lines }) => Some((content.clone(), lines.clone())),
            Some(Mark::Picture(_)) => {
                return Err(SigningError::Refused("pictures are not pasted here".to_owned()));
            }
        };
        Ok(Self {
            pdf: order.pdf.to_vec(),
            target: target(order)?,
            mark,
            reason: order.reason.to_owned(),
            location: order.location.to_owned(),
        })
    }

    /// Everything but the signature.
    pub fn prepared(
        self,
        credential: &Credential,
        now: Instant,
        zone: Zone,
    ) -> Result<Ready, SigningError> {
        let faces = self.mark.as_ref().map(|_| Faces::load()).transpose();
        let faces = faces.map_err(|error| refused(&error))?;
        let mut request = SignatureRequest::new(self.target, now, zone);
        if let (Some(faces), Some((content, lines))) = (&faces, &self.mark) {
            request.appearance = Some(drawn(faces, content, lines));
        }
        request.reason = Some(self.reason).filter(|text| !text.is_empty());
        request.location = Some(self.location).filter(|text| !text.is_empty());
        request.reserve = Some(room(credential));
        let document = Document::open(&self.pdf).map_err(|error| refused(&error))?;
        let prepared = prepare(&document, &request).map_err(|error| refused(&error))?;
        let (algorithm, certificate) = (credential.way.algorithm, &credential.certificate);
        let pending = prepared.clone().for_signer(algorithm, certificate, &credential.chain);
        let message = pending.map_err(|error| refused(&error))?.to_be_signed();
        Ok(Ready { prepared, message })
    }
}

impl Ready {
    /// What is sent: the digest of the signed attributes.
    pub fn digest(&self, credential: &Credential) -> Vec<u8> {
        credential.way.algorithm.digest().digest(&[&self.message])
    }

    /// Puts the signature into its place. The file is read again before it is given away.
    ///
    /// # Errors
    /// `Unknown`: the value exists, and no file could be made of it.
    pub fn finished(
        self,
        credential: &Credential,
        signature: &[u8],
        token: Option<TimestampToken>,
    ) -> Result<Vec<u8>, SigningError> {
        let (algorithm, certificate) = (credential.way.algorithm, &credential.certificate);
        let pending = self.prepared.for_signer(algorithm, certificate, &credential.chain);
        let mut token = token;
        let given: Stamper<'_> = &mut |_, _| token.take();
        let signed = pending.and_then(|pending| pending.finish(signature, Some(given)));
        signed.map(|signed| signed.bytes).map_err(|error| SigningError::Unknown(error.to_string()))
    }
}

fn room(credential: &Credential) -> usize {
    let chain: usize = credential.chain.iter().map(|link| link.to_der().len()).sum();
    let room = credential.certificate.to_der().len() + chain + FRAME + STAMP;
    room.next_multiple_of(256)
}

/// The empty field that was named, else a new one at the place.
fn target(order: &SigningOrder<'_>) -> Result<Target, SigningError> {
    if let Some(field) = order.field {
        return Ok(Target::Existing(field.to_owned()));
    }
    let document = Document::open(order.pdf).map_err(|error| refused(&error))?;
    let fields = match document.newest() {
        Some(view) => view.signature_fields().map_err(|error| refused(&error))?,
        None => Vec::new(),
    };
    let known: Vec<String> = fields.iter().map(|it| it.field.name.to_string()).collect();
    let free = (1_u32..).map(|n| format!("TTE{n}")).find(|name| !known.contains(name));
    let name = free.unwrap_or_else(|| "TTE".to_owned());
    Ok(Target::New(FieldSpec::new(&name, place(order.placement))))
}

fn place(placement: Option<&Placement>) -> Place {
    let Some(it) = placement else { return Place::invisible(0) };
    let page = usize::try_from(it.page).unwrap_or(usize::MAX).saturating_sub(1);
    let at = it.rectangle;
    Place::at(page, Rect::sized(at.left, at.bottom, at.width, at.height))
}

fn drawn<'f>(faces: &'f Faces, content: &str, lines: &[String]) -> Appearance<'f> {
    let mut text: Vec<Line> = lines.iter().map(|line| Line::plain(line)).collect();
    if let Some(first) = text.first_mut() {
        first.is_bold = true;
    }
    let drawn = Appearance::new(faces, Layout::Beside).with_text(text);
    if content.is_empty() {
        return drawn;
    }
    let correction = Correction::Medium;
    drawn.with_qr(QrContent { text: content.to_owned(), correction, mark: None })
}

fn refused(error: &dyn std::fmt::Display) -> SigningError {
    SigningError::Refused(error.to_string())
}
