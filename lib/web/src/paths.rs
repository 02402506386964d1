//! Addresses that the frame of every page links to. The module that serves them says so too.

/// The page to sign in, served by the administration module.
pub const SIGN_IN: &str = "/masuk";
/// Where a form is sent to sign out.
pub const SIGN_OUT: &str = "/keluar";
/// The person's own account.
pub const ACCOUNT: &str = "/akun-saya";
/// The home of officials.
pub const WORK: &str = "/kerja";
/// The page that reads QR codes, by the camera or in a photo.
pub const SCAN: &str = "/pindai";
/// Where a phone sends what people share with the app. The service worker takes it; see
/// `assets/src/worker`.
pub const SHARE: &str = "/pindai/bagikan";
/// The page of what this phone has saved.
pub const SAVED: &str = "/tersimpan";
/// The page for times without a signal, served by this crate.
pub const OFFLINE: &str = "/luring";
/// Where anybody checks a signed PDF. What is sent there, and to the operation of the API, changes
/// nothing and shows nobody's data: these forms carry no token, so that they need no cookie.
pub const VERIFY: &str = "/verifikasi";
/// The same for programs.
pub const VERIFY_API: &str = "/api/v1/documents/verify";
/// The parameter of [`SIGN_IN`] that says where to go afterwards; check it with [`local`].
pub const CONTINUE: &str = "lanjut";

/// Whether forms that are sent to a path carry no token.
pub(crate) fn takes_no_token(path: &str) -> bool {
    let below = path.strip_prefix(VERIFY);
    path == VERIFY_API || below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A path of this cell, or `None` for anything that could lead elsewhere.
pub fn local(path: &str) -> Option<&str> {
    let inside = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\");
    let clean = !path.chars().any(|c| c.is_control() || c == '\\');
    (inside && clean && path.len() <= 2_000).then_some(path)
}
