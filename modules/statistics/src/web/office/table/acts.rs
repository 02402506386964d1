//! What an office does with its table, one form each.

use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Id, Kind, Result};
use layout::Convention;
use web::{Access, Form, Limits, Pages, Upload, Visit, see_other};

use super::super::one;
use super::{answer, columns};
use crate::domain::obligation::Obligation;
use crate::domain::submission::LARGEST;
use crate::permissions::COLLECT;
use crate::usecase::Bureau;
use crate::usecase::process::offered;
use crate::usecase::process::reading::Absent;
use crate::usecase::process::tables::{self, Meaning, Said};

const COLLECTS: Access = Access::Needs(COLLECT);
/// A table, and what a form needs around it.
const UPLOAD: Limits = Limits::upload(LARGEST + (64 << 10));

pub(super) fn pages() -> Pages {
    Pages::new()
        .post_within(UPLOAD, "/kerja/statistik/{id}/tabel", COLLECTS, bring)
        .post("/kerja/statistik/{id}/ambil", COLLECTS, fetch)
        .post("/kerja/statistik/{id}/arti", COLLECTS, mean)
        .post("/kerja/statistik/{id}/isi", COLLECTS, correct)
        .post("/kerja/statistik/{id}/kurang", COLLECTS, absent)
        .post("/kerja/statistik/{id}/angka", COLLECTS, numbers)
        .post("/kerja/statistik/{id}/lembar", COLLECTS, sheet)
        .post("/kerja/statistik/{id}/susunan", COLLECTS, arrange)
        .post("/kerja/statistik/{id}/pastikan", COLLECTS, confirm)
        .post("/kerja/statistik/{id}/ajukan", COLLECTS, hand_in)
}

/// Takes in a file.
async fn bring(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
    mut upload: Upload,
) -> web::Result<Response> {
    let id = super::super::id(&id)?;
    let actor = visit.signed_in()?;
    let result = match read(&mut upload).await {
        Ok((name, content)) => tables::bring(&bureau, actor, id, (&name, content.into())).await,
        Err(error) => Err(error),
    };
    brought(&visit, &bureau, id, result).await
}

/// Takes what another module counts.
async fn fetch(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let id = super::super::id(&id)?;
    let result = offered::fetch(&bureau, visit.signed_in()?, id).await;
    brought(&visit, &bureau, id, result).await
}

/// Goes on to the table; what is wrong with it is said on the page of what is owed.
async fn brought(
    visit: &Visit,
    bureau: &Bureau,
    id: Id<Obligation>,
    result: Result<i64>,
) -> web::Result<Response> {
    match result {
        Ok(number) => Ok(see_other(&path(id, number))),
        Err(error) if matches!(error.kind(), Kind::Invalid | Kind::Conflict | Kind::TooLarge) => {
            one::with_problem(visit, bureau, id, &error).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The file of the form.
async fn read(upload: &mut Upload) -> Result<(String, Vec<u8>)> {
    while let Some(part) = upload.next().await? {
        let Some(name) = part.file_name().map(str::to_owned) else { continue };
        let content = part.bytes(LARGEST, tables::too_large()).await?;
        // A browser sends an empty part for a file that was not chosen.
        if !content.is_empty() {
            return Ok((name, content));
        }
    }
    Err(Error::new(Kind::Invalid, "statistics/no-file"))
}

/// Runs a deed on the table in force and shows it again.
macro_rules! deed {
    ($name:ident, |$bureau:ident, $actor:ident, $id:ident, $form:ident| $work:expr) => {
        async fn $name(
            visit: Visit,
            Extension($bureau): Extension<Bureau>,
            Path(id): Path<String>,
            $form: Form,
        ) -> web::Result<Response> {
            let $id = super::super::id(&id)?;
            let $actor = visit.signed_in()?;
            match $work.await {
                Ok(()) => back(&visit, &$bureau, $id).await,
                Err(error) => answer(&visit, &$bureau, $id, error).await,
            }
        }
    };
}

deed!(mean, |bureau, actor, id, form| async {
    let said = Said::Meanings { meanings: meanings(&form), skipped: rows(&form) };
    tables::say(&bureau, actor, id, &said).await
});
deed!(correct, |bureau, actor, id, form| async {
    tables::say(&bureau, actor, id, &cells(&form)).await
});
deed!(absent, |bureau, actor, id, form| async {
    let said = Said::Absent(Absent::from_code(form.value("alasan")));
    tables::say(&bureau, actor, id, &said).await
});
deed!(numbers, |bureau, actor, id, form| async {
    let convention = match form.value("titik") {
        "desimal" => Convention::CommasGroup,
        _ => Convention::DotsGroup,
    };
    tables::say(&bureau, actor, id, &Said::Numbers(convention)).await
});
deed!(sheet, |bureau, actor, id, form| {
    tables::choose_sheet(&bureau, actor, id, form.raw("lembar"))
});
deed!(arrange, |bureau, actor, id, form| async {
    let opened = tables::working(&bureau, actor, id).await?;
    let layout = columns::read(&form, &opened)?;
    tables::say(&bureau, actor, id, &Said::Layout(Box::new(layout))).await
});
deed!(confirm, |bureau, actor, id, form| {
    tables::confirm(&bureau, actor, id, (form.list("kunci[]"), form.value("alasan")))
});

/// Hands the table in, and goes back to what is owed.
async fn hand_in(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
    _: Form,
) -> web::Result<Response> {
    let id = super::super::id(&id)?;
    match tables::hand_in(&bureau, visit.signed_in()?, id).await {
        Ok(()) => Ok(see_other(&super::super::path(id))),
        Err(error) => answer(&visit, &bureau, id, error).await,
    }
}

/// To the page of the table in force.
async fn back(visit: &Visit, bureau: &Bureau, id: Id<Obligation>) -> web::Result<Response> {
    let shown = crate::usecase::process::lists::show(bureau, visit.signed_in()?, id).await?;
    Ok(see_other(&path(id, shown.obligation.submission.unwrap_or_default())))
}

fn path(id: Id<Obligation>, number: i64) -> String {
    format!("{}/tabel/{number}", super::super::path(id))
}

/// The lists of the form stand side by side: axis, text, what it means.
fn meanings(form: &Form) -> Vec<Meaning> {
    let (axes, texts) = (form.list("dimensi[]"), form.list("teks[]"));
    let all = axes.iter().zip(texts).zip(form.list("arti[]"));
    let meaning = |((axis, text), meant): ((&String, &String), &String)| Meaning {
        axis: axis.clone(),
        text: text.clone(),
        meant: meant.clone(),
    };
    all.map(meaning).collect()
}

fn cells(form: &Form) -> Said {
    let all = form.list("sel[]").iter().zip(form.list("isi[]"));
    let filled = |it: &(&String, &String)| !it.1.trim().is_empty();
    let corrected = all.filter(filled).map(|(at, text)| (at.clone(), text.clone())).collect();
    Said::Cells { corrected, skipped: rows(form) }
}

/// Rows that are not to be read: `3,7`.
fn rows(form: &Form) -> Vec<u32> {
    let ticked = form.list("lewati[]").iter();
    ticked.flat_map(|it| it.split(',')).filter_map(|it| it.trim().parse().ok()).collect()
}
