//! What is posted.

use std::fmt;

use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;
pub(crate) use outgoing::written;
use ports::signing::{Mark, Placement, Secret, SecretKind, SigningOrder, Subject};
use serde::{Serialize, Serializer};

use crate::settings::Origin;

/// Whom a call is about; exactly one name is written.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Who<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    nik: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_subscriber: Option<&'a str>,
}

impl<'a> Who<'a> {
    pub fn of(subject: &'a Subject) -> Self {
        match subject {
            Subject::Nik(nik) => Self { nik: Some(nik.digits()), ..Self::default() },
            Subject::Email(email) => Self { email: Some(email.as_str()), ..Self::default() },
            Subject::Key(id) => Self { id_subscriber: Some(id), ..Self::default() },
        }
    }
}

#[derive(Serialize)]
pub(crate) struct About<'a> {
    #[serde(flatten)]
    pub who: Who<'a>,
}

/// A code is asked for. `data` is the number of signatures, as far as anybody knows.
#[derive(Serialize)]
pub(crate) struct CodeBody<'a> {
    #[serde(flatten)]
    pub who: Who<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totp: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<u16>,
}

#[derive(Serialize)]
pub(crate) struct VerifyBody<'a> {
    pub file: Encoded<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<&'a str>,
}

/// One file is to be signed or sealed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SignBody<'a> {
    #[serde(flatten)]
    who: Who<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    passphrase: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    totp: Option<&'a str>,
    signature_properties: [Properties<'a>; 1],
    file: [Encoded<'a>; 1],
}

impl<'a> SignBody<'a> {
    pub fn of(order: &SigningOrder<'a>, properties: Properties<'a>) -> Self {
        let secret = |kind| (order.secret.kind() == kind).then(|| order.secret.expose());
        Self {
            who: Who::of(order.subject),
            passphrase: secret(SecretKind::Passphrase),
            totp: secret(SecretKind::Totp),
            signature_properties: [properties],
            file: [Encoded(order.pdf)],
        }
    }
}

/// How a signature looks.
#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Properties<'a> {
    tampilan: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_base64: Option<Encoded<'a>>,
    #[serde(flatten)]
    place: Option<Place>,
    #[serde(skip_serializing_if = "str::is_empty")]
    location: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    reason: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    page: u32,
    origin_x: f64,
    origin_y: f64,
    width: f64,
    height: f64,
}

impl<'a> Properties<'a> {
    /// # Errors
    /// Says why a placement cannot be asked for.
    pub fn of(order: &SigningOrder<'a>, origin: Origin) -> Result<Self, &'static str> {
        let (location, reason) = (order.location, order.reason);
        let Some(placement) = order.placement else {
            return Ok(Self { tampilan: "INVISIBLE", location, reason, ..Self::default() });
        };
        let Some(Mark::Picture(png)) = &placement.mark else {
            return Err("BSrE draws nothing by itself: a visible signature needs a picture");
        };
        let image_base64 = Some(Encoded(png));
        let place = Some(Place::of(placement, origin)?);
        Ok(Self { tampilan: "VISIBLE", image_base64, place, location, reason })
    }
}

impl Place {
    fn of(placement: &Placement, origin: Origin) -> Result<Self, &'static str> {
        let Placement { page, page_height, rectangle, .. } = placement;
        let (left, bottom) = (rectangle.left, rectangle.bottom);
        let (width, height) = (rectangle.width, rectangle.height);
        let there = [left, bottom].iter().all(|n| n.is_finite() && *n >= 0.0);
        let some = [width, height].iter().all(|n| n.is_finite() && *n > 0.0);
        if *page == 0 || !there || !some || !page_height.is_finite() {
            return Err("the place of the signature is none");
        }
        if bottom + height > *page_height {
            return Err("the place of the signature reaches over the upper edge of the page");
        }
        let origin_y = match origin {
            Origin::BottomLeft => bottom,
            Origin::TopLeft => page_height - bottom - height,
        };
        Ok(Self { page: *page, origin_x: left, origin_y, width, height })
    }
}

/// Bytes that are written as base64.
pub(crate) struct Encoded<'a>(pub &'a [u8]);

impl Serialize for Encoded<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&Base64Display::new(self.0, &STANDARD))
    }
}

/// A body holds a passphrase.
impl fmt::Debug for SignBody<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignBody(hidden)")
    }
}

/// The code of a step before, if there was one.
pub(crate) fn code(secret: Option<&Secret>) -> Option<&str> {
    secret.map(Secret::expose)
}
