//! The headers that every answer carries.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue,
    REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;
use crate::visit::Visit;

/// Everything from here, nothing inline, nothing from elsewhere, and no page inside another.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; manifest-src 'self'; \
    worker-src 'self'; frame-ancestors 'none'";

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

const FIXED: [(HeaderName, &str); 7] = [
    (CONTENT_SECURITY_POLICY, CSP),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "same-origin"),
    (PERMISSIONS_POLICY, "camera=(), geolocation=(), microphone=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

pub(crate) async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    let policy = headers.get(CONTENT_SECURITY_POLICY).and_then(|it| it.to_str().ok());
    if policy == Some(CSP_OF_A_PART) {
        headers.remove(X_FRAME_OPTIONS);
    }
    if app.tls() {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(STRICT_TRANSPORT_SECURITY, year);
    }
    // Nearly every page shows somebody's data; one that does not says so itself.
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if is_html(headers) {
        let vary = "cookie, accept-language, hx-request, hx-request-type";
        headers.append(VARY, HeaderValue::from_static(vary));
    }
    response
}

fn is_html(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

/// For a page that is the same for everybody who is not signed in: phones keep it for times without
/// a signal. With a name in its head it is kept nowhere.
#[must_use]
pub fn for_anybody(visit: &Visit, response: Response) -> Response {
    if visit.actor().is_some() { response } else { revalidated(response) }
}

/// Lets a page ask for the camera: only the one that scans.
#[must_use]
pub fn with_camera(mut response: Response) -> Response {
    let policy = HeaderValue::from_static("camera=(self), geolocation=(), microphone=()");
    response.headers_mut().insert(PERMISSIONS_POLICY, policy);
    response
}

/// Everything as on other pages, and pictures that stand in the page itself.
const CSP_WITH_PICTURES: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    manifest-src 'self'; worker-src 'self'; frame-ancestors 'none'";

/// Lets a page show pictures that are stored nowhere and come with it (`data:`).
#[must_use]
pub fn with_pictures_inside(mut response: Response) -> Response {
    let policy = HeaderValue::from_static(CSP_WITH_PICTURES);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    response
}

/// No script, no form, and inside any page.
const CSP_OF_A_PART: &str = "default-src 'none'; style-src 'self'; img-src 'self'; \
    base-uri 'none'; frame-ancestors *";

/// Lets every site show a page inside its own: only one without a script, a form or anybody's data.
#[must_use]
pub fn inside_others(mut response: Response) -> Response {
    let policy = HeaderValue::from_static(CSP_OF_A_PART);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    revalidated(response)
}

/// For a page that is the same for everybody: browsers may keep it and ask whether it changed.
#[must_use]
pub fn revalidated(mut response: Response) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}
