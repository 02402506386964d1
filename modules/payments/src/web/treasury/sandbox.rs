//! A page for banks' engineers in a demo cell: what should be signed, and what the signature is.

use axum::Extension;
use axum::response::Response;
use base::{Error, Kind};
use web::{Choice, Form, Visit, download};

use super::view::{View, field, spec};
use super::{TreasuryDesk, answered};
use crate::usecase::sandbox::{Signed, Try, sign as signed};

const PATH: &str = "/bayar/uji-bank";
/// Requests that can be sent from a shell, with openssl and curl alone.
const SAMPLES: &str = include_str!("../../../data/sample-requests.sh");

/// A real cell has no such page: nobody should type a real secret into it.
fn only_demo(visit: &Visit) -> base::Result<()> {
    match visit.cell().settings().demo {
        true => Ok(()),
        false => Err(Error::new(Kind::NotFound, "web/not-found")),
    }
}

pub(super) async fn form(visit: Visit, form: Form) -> web::Result<Response> {
    only_demo(&visit)?;
    view(&visit, form, None).answer()
}

fn view(visit: &Visit, form: Form, done: Option<&Signed>) -> View {
    let mut view = View::new(visit.page("treasury-sandbox")).lead("treasury-sandbox-lead");
    view.link(format!("{PATH}/contoh.sh"), "treasury-samples");
    view.notes.push(view.page.t("treasury-sandbox-warning").to_string());
    if let Some(done) = done {
        let part = |key: &str, text: &str| (view.page.t(key).to_string(), text.to_owned());
        view.text = Some(vec![
            part("treasury-minified", &done.minified),
            part("treasury-body-hash", &done.body_hash),
            part("treasury-to-sign", &done.to_sign),
            part("treasury-signature", &done.signature),
        ]);
    }
    let methods = ["POST", "GET", "PUT", "DELETE"].map(|m| Choice::new(m, m)).into();
    let fields = vec![
        field("select", "metode", "treasury-method").of(methods),
        field("text", "alamat", "treasury-path").hint("treasury-path-hint"),
        field("text", "waktu", "treasury-timestamp").hint("treasury-timestamp-hint"),
        field("text", "token", "treasury-token").hint("treasury-token-hint"),
        field("area", "isi", "treasury-body"),
        field("area", "kunci", "treasury-key").hint("treasury-key-hint"),
    ];
    view.specs.push(spec(PATH, "treasury-sandbox-form", "treasury-sandbox-sign", fields));
    let empty = form.value("alamat").is_empty();
    view.form = match empty {
        true => form
            .filled("alamat", "/snap/v1.0/transfer-va/inquiry")
            .filled("waktu", "2026-11-22T10:00:00+08:00"),
        false => form,
    };
    view
}

pub(super) async fn sign(visit: Visit, form: Form) -> web::Result<Response> {
    only_demo(&visit)?;
    let tried = signed(&Try {
        method: form.value("metode"),
        path: form.value("alamat"),
        token: form.value("token"),
        timestamp: form.value("waktu"),
        body: form.raw("isi"),
        key: form.raw("kunci"),
    });
    match tried {
        Ok(done) => view(&visit, form, Some(&done)).answer(),
        Err(error) => answered!(Err::<String, _>(error), |error| view(&visit, form, None)),
    }
}

pub(super) async fn samples(
    visit: Visit,
    Extension(_desk): Extension<TreasuryDesk>,
) -> web::Result<Response> {
    only_demo(&visit)?;
    Ok(download("contoh-permintaan.sh", "text/x-shellscript; charset=utf-8", SAMPLES))
}
