//! What is done with an incoming letter, one form each.

use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Id, Kind, Result};
use identity::Actor;
use web::{Access, Form, Limits, Pages, Upload, Visit, see_other};

use super::form::with_file;
use super::show::with_problem;
use crate::domain::file::LARGEST;
use crate::domain::incoming::{Incoming, Order};
use crate::permissions::{DISPOSE, FOLLOW_UP, RECEIVE, SORT};
use crate::usecase::Office;
use crate::usecase::incoming::dispose::{self, Giving, ordinal};
use crate::usecase::incoming::follow;
use crate::usecase::incoming::register::void;
use crate::usecase::incoming::sort::{Sorting, sort};

const DISPOSES: Access = Access::Needs(DISPOSE);
const FOLLOWS: Access = Access::Needs(FOLLOW_UP);
/// A file, and what a form needs around it.
const UPLOAD: Limits = Limits::upload(LARGEST + (64 << 10));

pub(super) fn pages() -> Pages {
    Pages::new()
        .post("/naskah/masuk/{id}/disposisi", DISPOSES, give)
        .post("/naskah/masuk/{id}/arsipkan", DISPOSES, keep)
        .post("/naskah/masuk/{id}/{node}/tutup", DISPOSES, close)
        .post("/naskah/masuk/{id}/{node}/batal", DISPOSES, cancel)
        .post("/naskah/masuk/{id}/{node}/minta-lagi", DISPOSES, ask_again)
        .post_within(UPLOAD, "/naskah/masuk/{id}/{node}/tindak-lanjut", FOLLOWS, answer)
        .post("/naskah/masuk/{id}/{node}/kembalikan", FOLLOWS, send_back)
        .post("/naskah/masuk/{id}/pilah", Access::Needs(SORT), sorting)
        .post("/naskah/masuk/{id}/hapus-entri", Access::Needs(RECEIVE), make_void)
}

/// Goes back to the letter; what people can mend is said there.
pub(super) async fn done<T>(
    visit: &Visit,
    office: &Office,
    id: Id<Incoming>,
    form: Form,
    result: Result<T>,
) -> web::Result<Response> {
    match result {
        Ok(_) => Ok(see_other(&super::path(id))),
        Err(error) if matches!(error.kind(), Kind::Invalid | Kind::Conflict) => {
            with_problem(visit, office, id, form, &error).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Runs a deed that needs the letter and the form.
macro_rules! deed {
    ($name:ident, |$office:ident, $actor:ident, $id:ident, $form:ident| $work:expr) => {
        async fn $name(
            visit: Visit,
            Extension($office): Extension<Office>,
            Path(id): Path<String>,
            $form: Form,
        ) -> web::Result<Response> {
            let $id = super::id(&id)?;
            let $actor: &Actor = visit.signed_in()?;
            let result = $work.await;
            done(&visit, &$office, $id, $form, result).await
        }
    };
}

/// Runs a deed about one disposition.
macro_rules! about {
    ($name:ident, |$office:ident, $actor:ident, $id:ident, $node:ident, $form:ident| $work:expr) => {
        async fn $name(
            visit: Visit,
            Extension($office): Extension<Office>,
            Path((id, node)): Path<(String, String)>,
            $form: Form,
        ) -> web::Result<Response> {
            let ($id, $node) = (super::id(&id)?, ordinal(&node)?);
            let $actor: &Actor = visit.signed_in()?;
            let result = $work.await;
            done(&visit, &$office, $id, $form, result).await
        }
    };
}

deed!(give, |office, actor, id, form| async {
    dispose::give(&office, actor, id, &giving(&form)?).await
});
deed!(keep, |office, actor, id, form| dispose::file(&office, actor, id, form.value("catatan")));
deed!(make_void, |office, actor, id, form| void(&office, actor, id, form.value("alasan")));
deed!(sorting, |office, actor, id, form| async {
    let bad = |_| Error::new(Kind::Invalid, "documents/place").with("field", "urutan");
    let place = match form.value("urutan") {
        "" => 0,
        text => text.parse().map_err(bad)?,
    };
    let (is_urgent, summary) = (form.ticked("mendesak"), form.value("ringkasan"));
    sort(&office, actor, id, Sorting { is_urgent, place, summary }).await
});
about!(close, |office, actor, id, node, form| dispose::close(&office, actor, id, node));
about!(cancel, |office, actor, id, node, form| dispose::cancel(&office, actor, id, node));
about!(ask_again, |office, actor, id, node, form| dispose::ask_again(
    &office,
    actor,
    id,
    (node, form.value("catatan"))
));
about!(send_back, |office, actor, id, node, form| follow::send_back(
    &office,
    actor,
    id,
    (node, form.value("alasan"))
));

/// What the form of a disposition says.
fn giving(form: &Form) -> Result<Giving> {
    let bad = || Error::new(Kind::Invalid, "documents/day").with("field", "batas-waktu");
    let due = match form.value("batas-waktu") {
        "" => None,
        text => Some(text.parse().map_err(|_| bad())?),
    };
    Ok(Giving {
        from: ordinal(form.value("dari"))?,
        to: form.list("kepada[]").to_vec(),
        order: Order {
            instructions: form.list("instruksi[]").to_vec(),
            note: form.value("pesan").replace('\r', ""),
            due,
            is_secret: form.ticked("tertutup"),
        },
    })
}

async fn answer(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path((id, node)): Path<(String, String)>,
    mut upload: Upload,
) -> web::Result<Response> {
    let (id, node) = (super::id(&id)?, ordinal(&node)?);
    let (form, file) = with_file(&mut upload).await?;
    let file = file.as_ref().map(|(name, content)| (name.as_str(), content.clone()));
    let said = (node, form.value("hasil"));
    let result = follow::answer(&office, visit.signed_in()?, id, said, file).await;
    done(&visit, &office, id, form, result).await
}
