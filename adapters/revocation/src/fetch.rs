//! One answer, with the redirects on the way to it.

use std::time::Duration;

use outgoing::{Ask, Heard, Line, Post, Url};
use ports::PortError;

/// RFC 6960, appendix A.
const REQUEST: &str = "application/ocsp-request";
const RESPONSE: &str = "application/ocsp-response";

const REDIRECTS: usize = 3;

/// What is asked for.
#[derive(Clone, Copy)]
pub(crate) enum What<'a> {
    /// With the request in DER.
    Ocsp(&'a [u8]),
    List,
}

impl<'a> What<'a> {
    pub fn request(self) -> &'a [u8] {
        match self {
            Self::Ocsp(request) => request,
            Self::List => &[],
        }
    }

    fn post(self) -> Option<Post> {
        match self {
            Self::Ocsp(request) => {
                Some(Post { content_type: REQUEST, body: request.to_vec().into() })
            }
            Self::List => None,
        }
    }

    /// Whether this redirect keeps the request as it is (RFC 9110, section 15.4).
    fn follows(self, status: u16) -> bool {
        match self {
            Self::Ocsp(_) => matches!(status, 307 | 308),
            Self::List => matches!(status, 301 | 302 | 303 | 307 | 308),
        }
    }
}

pub(crate) async fn fetch(
    line: &Line,
    what: What<'_>,
    url: &str,
    patience: Duration,
) -> Result<Vec<u8>, PortError> {
    let no_address = |_| PortError::Refused("the address is none".to_owned());
    let mut url = Url::parse(url).map_err(no_address)?;
    for _ in 0..=REDIRECTS {
        let ask = Ask { url: url.clone(), post: what.post(), authorization: None, patience };
        let heard = line.send(ask).await?;
        match (heard.status, heard.location.as_deref()) {
            (200, _) => return believed(what, heard),
            (status, Some(place)) if what.follows(status) => {
                url = url.join(place).map_err(no_address)?;
            }
            (status, _) => return Err(outgoing::refusal(status)),
        }
    }
    Err(PortError::Refused(format!("more than {REDIRECTS} redirects")))
}

/// The answer, if it looks like one from outside. Lists come under many types; answers do not.
fn believed(what: What<'_>, heard: Heard) -> Result<Vec<u8>, PortError> {
    let media_type = heard.content_type.as_deref();
    if matches!(what, What::Ocsp(_)) && media_type != Some(RESPONSE) {
        let problem = format!("its type is {}", media_type.unwrap_or("missing"));
        return Err(PortError::Garbled(problem));
    }
    outgoing::whole_der_sequence(&heard.body).map_err(PortError::Garbled)?;
    Ok(heard.body)
}
