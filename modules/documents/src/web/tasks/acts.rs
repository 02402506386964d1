//! What is done with a task, one form each.

use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Date, Error, Id, Kind, Result};
use web::{Access, Form, Limits, Pages, Upload, Visit, see_other};

use super::super::letters::files::too_large;
use super::one::{SEES, with_problem};
use crate::domain::file::LARGEST;
use crate::domain::task::Task;
use crate::permissions::{INSTRUCT, TASK};
use crate::usecase::Office;
use crate::usecase::tasks::{self, Said};

const DECIDES: Access = Access::Needs(INSTRUCT);
/// A file, and what a form needs around it.
const UPLOAD: Limits = Limits::upload(LARGEST + (64 << 10));

pub(super) fn pages() -> Pages {
    Pages::new()
        .post("/naskah/tugas/{id}/mulai", Access::Needs(TASK), begin)
        // Either side may note: which of them somebody is, the use-case knows.
        .post_within(UPLOAD, "/naskah/tugas/{id}/catat", SEES, say)
        .post("/naskah/tugas/{id}/terima", DECIDES, accept)
        .post("/naskah/tugas/{id}/kembalikan", DECIDES, send_back)
        .post("/naskah/tugas/{id}/tenggat", DECIDES, move_due)
        .post("/naskah/tugas/{id}/tarik", DECIDES, withdraw)
}

/// Goes back to the task; what people can mend is said there.
async fn done(
    visit: &Visit,
    office: &Office,
    id: Id<Task>,
    form: Form,
    result: Result<()>,
) -> web::Result<Response> {
    match result {
        Ok(()) => Ok(see_other(&super::path(id))),
        Err(error) if matches!(error.kind(), Kind::Invalid | Kind::Conflict) => {
            with_problem(visit, office, id, form, &error).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Runs a deed that needs the task and the form.
macro_rules! deed {
    ($name:ident, |$office:ident, $actor:ident, $id:ident, $form:ident| $work:expr) => {
        async fn $name(
            visit: Visit,
            Extension($office): Extension<Office>,
            Path(id): Path<String>,
            $form: Form,
        ) -> web::Result<Response> {
            let $id = super::id(&id)?;
            let $actor = visit.signed_in()?;
            let result = $work.await;
            done(&visit, &$office, $id, $form, result).await
        }
    };
}

deed!(begin, |office, actor, id, form| tasks::begin(&office, actor, id));
deed!(accept, |office, actor, id, form| tasks::accept(&office, actor, id, said(&form)));
deed!(send_back, |office, actor, id, form| tasks::send_back(&office, actor, id, said(&form)));
deed!(withdraw, |office, actor, id, form| tasks::withdraw(&office, actor, id, said(&form)));
deed!(move_due, |office, actor, id, form| async {
    tasks::move_due(&office, actor, id, (day(&form)?, said(&form))).await
});

fn said(form: &Form) -> &str {
    form.value("keterangan")
}

fn day(form: &Form) -> Result<Date> {
    let unread = |_| Error::new(Kind::Invalid, "documents/day").with("field", "batas-waktu");
    form.value("batas-waktu").parse().map_err(unread)
}

/// A note or a report, with a file or without.
async fn say(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    mut upload: Upload,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let (said, reports) = read(&mut upload).await?;
    let form = Form::new().filled("keterangan", &said.text);
    let actor = visit.signed_in()?;
    let result = match reports {
        true => tasks::report(&office, actor, id, said).await,
        false => tasks::note(&office, actor, id, said).await,
    };
    done(&visit, &office, id, form, result).await
}

/// What the form says, and whether it reports the task done.
async fn read(upload: &mut Upload) -> Result<(Said, bool)> {
    let (mut said, mut reports) = (Said::default(), false);
    while let Some(part) = upload.next().await? {
        let Some(name) = part.file_name().map(str::to_owned) else {
            match part.name() {
                "keterangan" => said.text = part.text().await?,
                "tindakan" => reports = part.text().await? == "lapor",
                _ => {}
            }
            continue;
        };
        let content = part.bytes(LARGEST, too_large()).await?;
        // A browser sends an empty part for a file that was not chosen.
        if !content.is_empty() {
            said.files.push((name, content.into()));
        }
    }
    Ok((said, reports))
}
