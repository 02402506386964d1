//! What is done with a letter, one form each.

use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Id, Kind, Result};
use identity::Actor;
use web::{Access, Form, Pages, Visit, see_other};

use super::show::{SEES, with_problem};
use crate::domain::delivery::{Delivery, Means};
use crate::domain::letter::Letter;
use crate::permissions::{ACT, DISPATCH, DRAFT};
use crate::usecase::dispatch::{self, Travel};
use crate::usecase::{Office, fix, route};

const WRITES: Access = Access::Needs(DRAFT);
const ACTS: Access = Access::Needs(ACT);
const SENDS: Access = Access::Needs(DISPATCH);

pub(super) fn pages() -> Pages {
    Pages::new()
        .post("/naskah/{id}/ajukan", WRITES, send_up)
        .post("/naskah/{id}/tarik", WRITES, recall)
        .post("/naskah/{id}/hentikan", WRITES, withdraw)
        .post("/naskah/{id}/ambil-alih", WRITES, take_over)
        .post("/naskah/{id}/paraf", ACTS, paraf)
        .post("/naskah/{id}/kembalikan", ACTS, send_back)
        // The clerk or whoever signs: which of them, the use-case knows.
        .post("/naskah/{id}/nomor", SEES, take_number)
        .post("/naskah/{id}/terbitkan", SEES, publish)
        .post("/naskah/{id}/batalkan", SEES, cancel)
        .post("/naskah/{id}/kirim", SENDS, send)
        .post("/naskah/{id}/terima/{delivery}", SENDS, received)
}

/// Goes back to the letter; what people can mend is said there.
async fn done<T>(
    visit: &Visit,
    office: &Office,
    id: Id<Letter>,
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

/// A number in a hidden field; 0, which never is one, when it is missing.
fn number(form: &Form, name: &str) -> u32 {
    form.value(name).parse().unwrap_or(0)
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

deed!(send_up, |office, actor, id, form| route::send_up(
    &office,
    actor,
    id,
    number(&form, "versi")
));
deed!(recall, |office, actor, id, form| route::recall(&office, actor, id));
deed!(take_over, |office, actor, id, form| route::take_over(&office, actor, id));
deed!(withdraw, |office, actor, id, form| route::withdraw(
    &office,
    actor,
    id,
    form.value("alasan")
));
deed!(paraf, |office, actor, id, form| route::paraf(
    &office,
    actor,
    id,
    (number(&form, "langkah"), number(&form, "versi"))
));
deed!(send_back, |office, actor, id, form| route::send_back(
    &office,
    actor,
    id,
    (number(&form, "langkah"), number(&form, "versi")),
    form.value("catatan")
));
deed!(take_number, |office, actor, id, form| fix::take_number(&office, actor, id, typed(&form)));
deed!(publish, |office, actor, id, form| fix::fix(&office, actor, id, typed(&form)));
deed!(cancel, |office, actor, id, form| fix::cancel(&office, actor, id, form.value("alasan")));
deed!(send, |office, actor, id, form| async {
    dispatch::dispatch(&office, actor, id, travel(&form)?, form.value("catatan")).await
});

/// A number that was typed in.
fn typed(form: &Form) -> Option<&str> {
    Some(form.value("nomor-naskah")).filter(|text| !text.is_empty())
}

/// How it travels; a form that asks nothing has nobody outside.
fn travel(form: &Form) -> Result<Travel> {
    let means = |name: &str, otherwise: Means| match form.value(name) {
        "" => Ok(otherwise),
        word => Means::parse(word)
            .ok_or_else(|| Error::new(Kind::Invalid, "documents/means").with("field", name)),
    };
    let government = means("cara-instansi", Means::Srikandi)?;
    Ok(Travel { government, outside: means("cara-luar", Means::Courier)? })
}

async fn received(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path((id, delivery)): Path<(String, String)>,
    form: Form,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let missing = || Error::new(Kind::NotFound, "documents/unknown-delivery");
    let delivery: Id<Delivery> = Id::parse(&delivery).ok_or_else(missing)?;
    let (actor, said) = (visit.signed_in()?, (form.value("penerima"), form.value("catatan")));
    let result = dispatch::received_outside(&office, actor, delivery, said).await;
    done(&visit, &office, id, form, result).await
}
