//! One signature into one PDF: field, appearance, the cell's own time-stamp.

use std::sync::Arc;

use base::Random;
use cell::Cell;
use pades::Document;
use pades::sign::{
    Appearance, Correction, Faces, FieldSpec, Layout, Line, Place, QrContent, Rect,
    SignatureRequest, Stamper, Target, sign,
};
use pades::write::WriteError;
use pki::timestamp::{TimestampRequest, TimestampToken};
use pki::{Certificate, DigestAlgorithm, PkiError, Signer};
use ports::SigningError;
use ports::signing::{Mark, Placement, Signed, SigningOrder};

use crate::usecase::authority::answer_stamp;

/// A key that was opened, with what goes into the signature.
pub(super) struct Hand {
    pub key: Arc<dyn Signer>,
    pub certificate: Certificate,
    pub chain: Vec<Certificate>,
}

/// What is asked, owned: signing runs on a thread of its own.
pub(super) struct Work {
    pdf: Vec<u8>,
    target: Target,
    mark: Option<(String, Vec<String>)>,
    reason: String,
    location: String,
}

impl Work {
    /// Takes an order apart. A field that has to be made is called by this word and a number.
    ///
    /// # Errors
    /// `Refused` for a picture: a code and lines are drawn here.
    pub fn of(order: &SigningOrder<'_>, word: &str) -> Result<Self, SigningError> {
        let mark = match order.placement.and_then(|placement| placement.mark.as_ref()) {
            None => None,
            Some(Mark::Code { content, lines }) => Some((content.clone(), lines.clone())),
            Some(Mark::Picture(_)) => {
                return Err(SigningError::Refused("pictures are not pasted here".to_owned()));
            }
        };
        Ok(Self {
            pdf: order.pdf.to_vec(),
            target: target(order, word)?,
            mark,
            reason: order.reason.to_owned(),
            location: order.location.to_owned(),
        })
    }

    /// Signs. A time-stamp of the cell's own authority makes it B-T; without one it stays B-B.
    pub fn sign(self, cell: &Cell, hand: &Hand) -> Result<Signed, SigningError> {
        let refused = |error: &dyn std::fmt::Display| SigningError::Refused(error.to_string());
        let faces = self.mark.as_ref().map(|_| Faces::load()).transpose();
        let faces = faces.map_err(|error| refused(&error))?;
        let mut request = SignatureRequest::new(self.target, cell.now(), cell.zone().clone());
        if let (Some(faces), Some((content, lines))) = (&faces, &self.mark) {
            request.appearance = Some(drawn(faces, content, lines));
        }
        request.reason = Some(self.reason).filter(|text| !text.is_empty());
        request.location = Some(self.location).filter(|text| !text.is_empty());
        let stamper: Stamper<'_> = &mut |algorithm, digest| stamp(cell, algorithm, digest);
        let (key, certificate, chain) = (&*hand.key, &hand.certificate, &hand.chain);
        let signed = sign(&self.pdf, &request, key, certificate, chain, Some(stamper));
        let signed = signed.map_err(|error| match error {
            // The key is at fault, not the file: a device may be away.
            WriteError::Pki(PkiError::Signing) => SigningError::NotSent(error.to_string()),
            other => refused(&other),
        })?;
        Ok(Signed { pdf: signed.bytes, reference: None })
    }
}

/// The empty field that was named, else a new one at the place.
fn target(order: &SigningOrder<'_>, word: &str) -> Result<Target, SigningError> {
    if let Some(field) = order.field {
        return Ok(Target::Existing(field.to_owned()));
    }
    let document = Document::open(order.pdf).map_err(|error| unread(&error))?;
    let fields = match document.newest() {
        Some(view) => view.signature_fields().map_err(|error| unread(&error))?,
        None => Vec::new(),
    };
    let known: Vec<String> = fields.iter().map(|it| it.field.name.to_string()).collect();
    let free = (1..).map(|n| format!("{word}{n}")).find(|name| !known.contains(name));
    let name = free.unwrap_or_else(|| word.to_owned());
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
    match content.is_empty() {
        true => drawn,
        false => {
            let correction = Correction::Medium;
            drawn.with_qr(QrContent { text: content.to_owned(), correction, mark: None })
        }
    }
}

/// From the cell's own authority, without leaving the program.
fn stamp(cell: &Cell, algorithm: DigestAlgorithm, digest: &[u8]) -> Option<TimestampToken> {
    let mut nonce = [0; 8];
    Random::fill(cell.random(), &mut nonce);
    let request = TimestampRequest::new(algorithm, digest, &nonce);
    let made = answer_stamp(cell, &request.to_der()).map_err(|error| error.to_string());
    let token = made.and_then(|answer| request.accept(&answer).map_err(|e| e.to_string()));
    token.inspect_err(|error| tracing::warn!(%error, "a signature without its time-stamp")).ok()
}

fn unread(error: &pades::PdfError) -> SigningError {
    SigningError::Refused(format!("the file cannot be read: {error}"))
}
