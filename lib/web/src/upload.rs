//! Forms with files, read part by part so that a large file never stands in memory.

use axum::body::Bytes;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use base::{Error, Kind};

use crate::failure::Failure;
use crate::limits;

/// A text field of an upload form may be this long, in bytes.
const TEXT_LIMIT: usize = 64 * 1024;

/// The parts of a multipart form, in their order. The route's [`crate::Limits`] bound the whole.
pub struct Upload {
    parts: Multipart,
    announced: Option<u64>,
}

/// The same of a form without a token ([`crate::paths::VERIFY`]), or of a program: every part counts.
pub struct OpenUpload(pub Upload);

/// One part: a text field or a file.
pub struct Part<'a> {
    field: Field<'a>,
}

impl Upload {
    /// How many bytes the sender says will come; programs need not say it.
    pub fn announced(&self) -> Option<u64> {
        self.announced
    }

    /// The next part; read it to its end, or drop it, before asking for another.
    pub async fn next(&mut self) -> Result<Option<Part<'_>>, Error> {
        let field = self.parts.next_field().await.map_err(broken)?;
        Ok(field.map(|field| Part { field }))
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let OpenUpload(mut upload) = OpenUpload::from_request(request, state).await?;
        // The first part is the token of the form, which was checked before the handler ran.
        drop(upload.next().await?);
        Ok(upload)
    }
}

impl<S: Send + Sync> FromRequest<S> for OpenUpload {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let announced = limits::announced(&request);
        let parts = Multipart::from_request(request, state)
            .await
            .map_err(|cause| Error::new(Kind::Invalid, "web/unsupported-media").caused_by(cause))?;
        Ok(Self(Upload { parts, announced }))
    }
}

impl Part<'_> {
    pub fn name(&self) -> &str {
        self.field.name().unwrap_or_default()
    }

    /// The last part of the name the person's computer gave the file; `None` for a text field.
    pub fn file_name(&self) -> Option<&str> {
        let name = self.field.file_name()?;
        name.rsplit(['/', '\\']).next()
    }

    /// The next bytes, or `None` at the end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        self.field.chunk().await.map_err(broken)
    }

    /// The whole content of a file that is small enough to be held.
    ///
    /// # Errors
    /// `too_large` beyond `most` bytes.
    pub async fn bytes(mut self, most: usize, too_large: Error) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            if bytes.len() + chunk.len() > most {
                return Err(too_large);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    /// The whole of a text field.
    pub async fn text(self) -> Result<String, Error> {
        let too_large = Error::new(Kind::TooLarge, "web/too-large");
        let bytes = self.bytes(TEXT_LIMIT, too_large).await?;
        String::from_utf8(bytes)
            .map_err(|cause| Error::new(Kind::Invalid, "web/unreadable").caused_by(cause))
    }
}

fn broken(cause: MultipartError) -> Error {
    let error = match cause.status().as_u16() {
        413 => Error::new(Kind::TooLarge, "web/too-large"),
        _ => Error::new(Kind::Invalid, "web/broken-body"),
    };
    error.caused_by(cause)
}
