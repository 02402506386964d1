//! Addresses that the frame of every page links to. The module that serves them says so too.

/// The page to sign in, served by the administration module.
pub const SIGN_IN: &str = "/masuk";
/// Where a form is sent to sign out.
pub const SIGN_OUT: &str = "/keluar";
/// The person's own account.
pub const ACCOUNT: &str = "/akun-saya";
/// The home of officials.
pub const WORK: &str = "/kerja";
/// The parameter of [`SIGN_IN`] that says where to go afterwards; check it with [`local`].
pub const CONTINUE: &str = "lanjut";

/// A path of this cell, or `None` for anything that could lead elsewhere.
pub fn local(path: &str) -> Option<&str> {
    let inside = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\");
    let clean = !path.chars().any(|c| c.is_control() || c == '\\');
    (inside && clean && path.len() <= 2_000).then_some(path)
}
