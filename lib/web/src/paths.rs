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
/// The parameter of [`SIGN_IN`] that says where to go afterwards; check it with [`local`].
pub const CONTINUE: &str = "lanjut";

/// A path of this cell, or `None` for anything that could lead elsewhere.
pub fn local(path: &str) -> Option<&str> {
    let inside = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\");
    let clean = !path.chars().any(|c| c.is_control() || c == '\\');
    (inside && clean && path.len() <= 2_000).then_some(path)
}
