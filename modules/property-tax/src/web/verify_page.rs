//! Is this notice genuine? The page behind the QR code.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use web::{Form, Page, Visit, html, see_other};

use super::Desk;
use crate::domain::notice::{Notice, NoticeId};
use crate::domain::seal::Sealed;
use crate::usecase::verify::{self, Verdict};

#[derive(Template)]
#[template(path = "verify.html", blocks = ["main"])]
struct Judged {
    page: Page,
    verdict: Verdict,
    /// A number was typed; there is no seal to vouch for the figures.
    numbered: bool,
}

#[derive(Template)]
#[template(path = "verify-start.html", blocks = ["main"])]
struct Start {
    page: Page,
    form: Form,
}

/// One figure as the registry has it and as the code says.
struct Compared {
    what: String,
    ours: String,
    theirs: String,
}

impl Compared {
    fn differs(&self) -> bool {
        self.ours != self.theirs
    }
}

impl Judged {
    fn compared(&self, notice: &Notice, sealed: &Sealed) -> Vec<Compared> {
        let row = |key: &str, ours: String, theirs: String| Compared {
            what: self.page.t(key).to_string(),
            ours,
            theirs,
        };
        let (page, figures) = (&self.page, &notice.figures);
        vec![
            row("ptax-njop", page.rupiah(figures.njop), page.rupiah(sealed.njop)),
            row("ptax-due", page.rupiah(figures.due), page.rupiah(sealed.due)),
            row("ptax-due-date", page.date(notice.due_date), page.date(sealed.due_date)),
        ]
    }

    /// The code carries the registry's figures under a signature that is not ours: without this
    /// sentence the page would call equal figures altered.
    fn only_the_signature(&self) -> bool {
        let Verdict::Altered { claimed, in_force: Some(notice) } = &self.verdict else {
            return false;
        };
        !self.compared(notice, claimed).iter().any(Compared::differs)
    }

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
            Verdict::Altered { .. } => "shield-alert",
            _ => "triangle-alert",
        }
    }

    fn key(&self) -> &'static str {
        match self.verdict {
            Verdict::Genuine(_) if self.numbered => "ptax-verdict-registered",
            Verdict::Genuine(_) => "ptax-verdict-genuine",
            // A typed number proves no paper genuine.
            Verdict::Superseded { .. } if self.numbered => "ptax-verdict-number-superseded",
            Verdict::Superseded { .. } => "ptax-verdict-superseded",
            Verdict::Cancelled(_) if self.numbered => "ptax-verdict-number-cancelled",
            Verdict::Cancelled(_) => "ptax-verdict-cancelled",
            Verdict::Altered { .. } => "ptax-verdict-altered",
            Verdict::Unreadable => "ptax-verdict-unreadable",
        }
    }

    fn lead(&self) -> String {
        match (&self.verdict, self.numbered) {
            (Verdict::Genuine(_), true) => self.page.t("ptax-verify-number").to_string(),
            _ => self.page.t(&format!("{}.more", self.key())).to_string(),
        }
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
    html(&Judged { page: visit.page("ptax-verify-title"), verdict, numbered: false })
}

/// Explains where the QR code is, and takes what people type or paste instead: the whole address,
/// its last part, or the number printed on the notice.
pub(super) async fn start(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    form: Form,
) -> web::Result<Response> {
    let typed = form.value("kode").rsplit('/').next().unwrap_or_default().to_owned();
    if let Some(id) = NoticeId::parse(&typed) {
        desk.look_up(&visit)?;
        return numbered(&visit, id).await;
    }
    let sane = |c: &char| c.is_ascii_alphanumeric() || "-_".contains(*c);
    let code: String = typed.chars().filter(sane).collect();
    match code.is_empty() {
        true => html(&Start { page: visit.page("ptax-verify-title"), form }),
        false => Ok(see_other(&format!("/v/{code}"))),
    }
}

/// What the registry knows of a number. Without the seal only the figures can be compared.
async fn numbered(visit: &Visit, id: NoticeId) -> web::Result<Response> {
    let page = visit.page("ptax-verify-title");
    let verdict = match verify::verify_id(visit.cell(), id).await {
        Ok(found) => verify::verdict_by_number(found),
        Err(error) if error.kind() == base::Kind::NotFound => Verdict::Unreadable,
        Err(error) => return Err(error.into()),
    };
    html(&Judged { page, verdict, numbered: true })
}
