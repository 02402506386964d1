//! Is this notice genuine? The page behind the QR code.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use web::{Form, Page, Visit, html, see_other};

use super::Desk;
use crate::domain::notice::Notice;
use crate::domain::seal::Sealed;
use crate::usecase::verify::{self, Verdict};

#[derive(Template)]
#[template(path = "verify.html", blocks = ["main"])]
struct Judged {
    page: Page,
    verdict: Verdict,
}

#[derive(Template)]
#[template(path = "verify-start.html", blocks = ["main"])]
struct Start {
    page: Page,
    form: Form,
}

impl Judged {
    /// Colour of the verdict: `ok`, `warn` or `bad`.
    fn colour(&self) -> &'static str {
        match self.verdict {
            Verdict::Genuine(_) => "",
            Verdict::Superseded { .. } | Verdict::Cancelled(_) | Verdict::Unreadable => "warn",
            Verdict::Altered { .. } => "bad",
        }
    }

    fn icon(&self) -> &'static str {
        match self.verdict {
            Verdict::Genuine(_) => "shield-check",
            Verdict::Altered { .. } => "shield-x",
            _ => "triangle-alert",
        }
    }

    fn key(&self) -> &'static str {
        match self.verdict {
            Verdict::Genuine(_) => "ptax-verdict-genuine",
            Verdict::Superseded { .. } => "ptax-verdict-superseded",
            Verdict::Cancelled(_) => "ptax-verdict-cancelled",
            Verdict::Altered { .. } => "ptax-verdict-altered",
            Verdict::Unreadable => "ptax-verdict-unreadable",
        }
    }

    fn lead(&self) -> String {
        self.page.t(&format!("{}.more", self.key())).to_string()
    }

    /// The figures on the paper.
    fn sealed(&self) -> Option<&Sealed> {
        match &self.verdict {
            Verdict::Genuine(sealed)
            | Verdict::Cancelled(sealed)
            | Verdict::Superseded { sealed, .. }
            | Verdict::Altered { claimed: sealed, .. } => Some(sealed),
            Verdict::Unreadable => None,
        }
    }

    /// What the registry says, where it differs.
    fn in_force(&self) -> Option<&Notice> {
        match &self.verdict {
            Verdict::Superseded { in_force, .. } => Some(in_force),
            Verdict::Altered { in_force, .. } => in_force.as_deref(),
            _ => None,
        }
    }
}

pub(super) async fn seal(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(text): Path<String>,
) -> web::Result<Response> {
    desk.look_up(&visit)?;
    let verdict = verify::verify_seal(visit.cell(), &text).await?;
    html(&Judged { page: visit.page("ptax-verify-title"), verdict })
}

/// Explains where the QR code is, and takes the text below it.
pub(super) async fn start(visit: Visit, form: Form) -> web::Result<Response> {
    // People paste the whole address or only its last part.
    match form.value("kode").rsplit('/').next().filter(|code| !code.is_empty()) {
        Some(code) => {
            let sane: String =
                code.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
            Ok(see_other(&format!("/v/{}", if sane.is_empty() { "-" } else { &sane })))
        }
        None => html(&Start { page: visit.page("ptax-verify-title"), form }),
    }
}
