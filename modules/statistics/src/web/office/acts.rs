//! What is done with an obligation, one form each.

use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Id, Instant, Kind, Result};
use identity::Actor;
use web::{Access, Form, Pages, Visit, see_other};

use super::one::with_problem;
use super::plan::moment;
use crate::domain::obligation::Obligation;
use crate::permissions::{ADVISE, EXAMINE, RELEASE, SEE};
use crate::usecase::Bureau;
use crate::usecase::process::{acts, minutes};

pub(super) fn pages() -> Pages {
    let (examines, advises, releases) =
        (Access::Needs(EXAMINE), Access::Needs(ADVISE), Access::Needs(RELEASE));
    Pages::new()
        .post("/kerja/statistik/{id}/periksa", examines, take_up)
        .post("/kerja/statistik/{id}/kembalikan", examines, give_back)
        .post("/kerja/statistik/{id}/terima", examines, accept)
        .post("/kerja/statistik/{id}/dukung", advises, endorse)
        .post("/kerja/statistik/{id}/tolak", advises, reject)
        .post("/kerja/statistik/{id}/terbitkan", releases, release)
        .post("/kerja/statistik/{id}/jadwal", releases, promise)
        .post("/kerja/statistik/{id}/perbaiki", releases, revise)
        .post("/kerja/statistik/{id}/berita-acara", examines, report)
        // Offices take back what is not agreed yet, the walidata what is: the use-case knows which.
        .post("/kerja/statistik/{id}/coret", Access::Needs(SEE), withdraw)
}

/// Goes back to the obligation; what people can mend is said there.
async fn done(
    visit: &Visit,
    bureau: &Bureau,
    id: Id<Obligation>,
    result: Result<()>,
) -> web::Result<Response> {
    match result {
        Ok(()) => Ok(see_other(&super::path(id))),
        Err(error) if matches!(error.kind(), Kind::Invalid | Kind::Conflict) => {
            with_problem(visit, bureau, id, &error).await
        }
        Err(error) if error.code() == "statistics/own-table" => {
            with_problem(visit, bureau, id, &error).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Runs a deed that needs the obligation and the form.
macro_rules! deed {
    ($name:ident, |$visit:ident, $bureau:ident, $actor:ident, $id:ident, $form:pat_param| $work:expr) => {
        async fn $name(
            $visit: Visit,
            Extension($bureau): Extension<Bureau>,
            Path(id): Path<String>,
            $form: Form,
        ) -> web::Result<Response> {
            let $id = super::id(&id)?;
            let $actor = $visit.signed_in()?;
            let result = $work.await;
            done(&$visit, &$bureau, $id, result).await
        }
    };
}

deed!(take_up, |visit, bureau, actor, id, _| acts::take_up(&bureau, actor, id));
deed!(give_back, |visit, bureau, actor, id, form| {
    acts::give_back(&bureau, actor, id, said(&form))
});
deed!(accept, |visit, bureau, actor, id, form| acts::accept(&bureau, actor, id, said(&form)));
deed!(endorse, |visit, bureau, actor, id, form| acts::endorse(&bureau, actor, id, said(&form)));
deed!(reject, |visit, bureau, actor, id, form| acts::reject(&bureau, actor, id, said(&form)));
deed!(revise, |visit, bureau, actor, id, form| acts::revise(&bureau, actor, id, said(&form)));
deed!(withdraw, |visit, bureau, actor, id, form| {
    acts::withdraw(&bureau, actor, id, said(&form))
});
deed!(release, |visit, bureau, actor, id, form| release_at(
    &bureau,
    actor,
    id,
    hour(&visit, &form)
));
deed!(promise, |visit, bureau, actor, id, form| promise_at(
    &bureau,
    actor,
    id,
    hour(&visit, &form)
));

/// Begins the berita acara, and goes to the letter.
async fn report(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let signer = form.value("penanda-tangan");
    match minutes::begin(&bureau, visit.signed_in()?, id, signer).await {
        Ok(letter) => Ok(see_other(&letter)),
        Err(error) => done(&visit, &bureau, id, Err(error)).await,
    }
}

/// The hour of the form; `None` when it is left empty.
fn hour(visit: &Visit, form: &Form) -> Result<Option<Instant>> {
    match form.value("jam") {
        "" => Ok(None),
        text => moment(visit, text).map(Some),
    }
}

/// Without an hour, now.
async fn release_at(
    bureau: &Bureau,
    actor: &Actor,
    id: Id<Obligation>,
    at: Result<Option<Instant>>,
) -> Result<()> {
    let at = at?.unwrap_or_else(|| bureau.cell().now());
    acts::release(bureau, actor, id, at).await.map(drop)
}

async fn promise_at(
    bureau: &Bureau,
    actor: &Actor,
    id: Id<Obligation>,
    at: Result<Option<Instant>>,
) -> Result<()> {
    acts::promise(bureau, actor, id, at?).await
}

fn said(form: &Form) -> &str {
    form.value("alasan")
}
