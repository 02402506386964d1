//! What is done with a meeting, one form each.

use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Id, Kind, Result};
use web::{Form, Pages, Visit, see_other};

use super::one::with_problem;
use super::{ARRANGES, SEES};
use crate::domain::content::refused;
use crate::domain::meeting::{Meeting, Presence};
use crate::usecase::Office;
use crate::usecase::meetings::{self, Hand, MinutesLetter};

pub(super) fn pages() -> Pages {
    Pages::new()
        .post("/naskah/rapat/{id}/undangan", ARRANGES, invite)
        .post("/naskah/rapat/{id}/hadir", ARRANGES, by_hand)
        .post("/naskah/rapat/{id}/hadir/{number}/coret", ARRANGES, strike)
        .post("/naskah/rapat/{id}/naskah-notula", ARRANGES, minutes_letter)
        // Whoever holds the inviting position: the use-case knows who does today.
        .post("/naskah/rapat/{id}/tutup", SEES, close)
        .post("/naskah/rapat/{id}/batal", SEES, cancel)
}

/// Goes on; what people can mend is said on the page of the meeting.
async fn done(
    visit: &Visit,
    office: &Office,
    (id, next): (Id<Meeting>, String),
    form: Form,
    result: Result<()>,
) -> web::Result<Response> {
    match result {
        Ok(()) => Ok(see_other(&next)),
        Err(error) if matches!(error.kind(), Kind::Invalid | Kind::Conflict) => {
            with_problem(visit, office, id, form, &error).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn invite(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    match meetings::invite(&office, visit.signed_in()?, id).await {
        Ok(letter) => Ok(see_other(&format!("/naskah/{letter}/ubah"))),
        Err(error) => done(&visit, &office, (id, super::path(id)), form, Err(error)).await,
    }
}

async fn minutes_letter(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let result = async {
        let signer = Id::parse(form.value("penanda-tangan"));
        let signer = signer.ok_or_else(|| refused("documents/signer", "penanda-tangan"))?;
        let wish = MinutesLetter { kind: form.value("jenis"), signer };
        meetings::minutes_letter(&office, visit.signed_in()?, id, wish).await
    };
    match result.await {
        Ok(letter) => Ok(see_other(&format!("/naskah/{letter}/ubah"))),
        Err(error) => done(&visit, &office, (id, super::path(id)), form, Err(error)).await,
    }
}

async fn by_hand(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let said = Hand {
        name: form.value("nama-tamu").to_owned(),
        title: form.value("asal").to_owned(),
        presence: Presence::parse(form.value("kehadiran")).unwrap_or(Presence::Present),
        note: form.value("catatan").to_owned(),
    };
    let result = meetings::by_hand(&office, visit.signed_in()?, id, &said).await;
    done(&visit, &office, (id, format!("{}#hadir", super::path(id))), form, result).await
}

async fn strike(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path((id, number)): Path<(String, String)>,
    form: Form,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let missing = || Error::new(Kind::NotFound, "documents/unknown-meeting");
    let number = number.parse().map_err(|_| missing())?;
    let said = (number, form.value("alasan"));
    let result = meetings::strike(&office, visit.signed_in()?, id, said).await;
    done(&visit, &office, (id, format!("{}#hadir", super::path(id))), form, result).await
}

async fn close(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let seen = form.value("versi").parse().unwrap_or(0);
    let result = meetings::close(&office, visit.signed_in()?, id, seen).await.map(drop);
    done(&visit, &office, (id, super::path(id)), form, result).await
}

async fn cancel(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let result = meetings::cancel(&office, visit.signed_in()?, id, form.value("alasan")).await;
    done(&visit, &office, (id, super::path(id)), form, result).await
}
