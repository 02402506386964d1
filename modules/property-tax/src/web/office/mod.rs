//! Pages of the tax office: registry, imports, assessments, papers, rules.

mod correct;
mod correct_parts;
mod imports;
mod objects;
mod papers;
mod payments_out;
mod proposals;
mod propose;
mod report;
mod rules;
mod run_page;
mod run_view;
mod runs;
mod say;
mod waivers;

use web::{Access, Entry, Limits, Menu, Pages, Waiting};

use super::Desk;
use crate::permissions::{APPROVE, ASSESS, CONFIGURE, CORRECT, IMPORT, PROPOSE, READ};
use crate::usecase::waiting;

const SEE: Access = Access::Needs(READ);

/// What officers find in the navigation.
pub fn menu() -> Menu {
    let entry = |label, path| Entry { label, path, needs: READ, waiting: None };
    let decided = |label, path, of: Waiting| Entry { waiting: Some(of), ..entry(label, path) };
    Menu::of(
        "ptax-office",
        vec![
            entry("ptax-office-objects", "/kerja/pbb/objek"),
            entry("ptax-office-imports", "/kerja/pbb/impor"),
            decided("ptax-office-runs", "/kerja/pbb/penetapan", |cell, actor| {
                Box::pin(waiting::runs(cell, actor))
            }),
            decided("ptax-office-proposals", "/kerja/pbb/usulan", |cell, actor| {
                Box::pin(waiting::proposals(cell, actor))
            }),
            decided("ptax-office-waivers", "/kerja/pbb/keringanan", |cell, actor| {
                Box::pin(waiting::waivers(cell, actor))
            }),
            entry("ptax-office-papers", "/kerja/pbb/dokumen"),
            entry("ptax-office-rules", "/kerja/pbb/aturan"),
        ],
    )
}

/// The pages, each with the right it needs.
pub fn pages(desk: &Desk) -> Pages {
    registry()
        .merge(assessments())
        .merge(proposing())
        .merge(waiving())
        .merge(papers())
        .merge(settings())
        .with(desk.clone())
}

fn registry() -> Pages {
    // How much may come in is the file store's to say.
    let upload = Limits::upload(usize::MAX);
    Pages::new()
        .get("/kerja/pbb/objek", SEE, objects::search)
        .get("/kerja/pbb/objek/{nop}", SEE, objects::object)
        .get("/kerja/pbb/objek/{nop}/ubah", Access::Needs(CORRECT), correct::object_form)
        .post("/kerja/pbb/objek/{nop}/ubah", Access::Needs(CORRECT), correct::object)
        .get("/kerja/pbb/subjek/{id}", SEE, objects::subject)
        .get("/kerja/pbb/subjek/{id}/ubah", Access::Needs(CORRECT), correct::subject_form)
        .post("/kerja/pbb/subjek/{id}/ubah", Access::Needs(CORRECT), correct::subject)
        .get("/kerja/pbb/impor", SEE, imports::list)
        .post_within(upload, "/kerja/pbb/impor", Access::Needs(IMPORT), imports::upload)
        .post("/kerja/pbb/impor/kotak", Access::Needs(IMPORT), imports::from_inbox)
        .get("/kerja/pbb/impor/{revision}", SEE, report::show)
        .post("/kerja/pbb/impor/{revision}/ulangi", Access::Needs(IMPORT), report::try_again)
        .get("/kerja/pbb/impor/{revision}/ditolak.csv", SEE, report::rejects)
        .get_within(
            slow(),
            "/kerja/pbb/impor/pembayaran",
            Access::Needs(IMPORT),
            payments_out::choose,
        )
        .get_within(
            slow(),
            "/kerja/pbb/impor/pembayaran/{file}",
            Access::Needs(IMPORT),
            payments_out::file,
        )
}

fn assessments() -> Pages {
    let (assess, approve) = (Access::Needs(ASSESS), Access::Needs(APPROVE));
    Pages::new()
        .get("/kerja/pbb/penetapan", SEE, runs::list)
        .post("/kerja/pbb/penetapan", assess, runs::begin)
        .get("/kerja/pbb/penetapan/{id}", SEE, run_page::show)
        .get("/kerja/pbb/penetapan/{id}/kecamatan.xlsx", SEE, run_page::sheet)
        .post("/kerja/pbb/penetapan/{id}/ulang", assess, runs::again)
        .post("/kerja/pbb/penetapan/{id}/kirim", assess, runs::submit)
        .post("/kerja/pbb/penetapan/{id}/buang", assess, runs::discard)
        .post("/kerja/pbb/penetapan/{id}/setujui", approve, runs::approve)
        .post("/kerja/pbb/penetapan/{id}/kembalikan", approve, runs::reject)
}

fn proposing() -> Pages {
    let (propose, approve) = (Access::Needs(PROPOSE), Access::Needs(APPROVE));
    let (cancel, reduce) =
        ("/kerja/pbb/objek/{nop}/sppt/{year}/batal", "/kerja/pbb/objek/{nop}/pengurangan");
    Pages::new()
        .get(cancel, propose, propose::cancellation_form)
        .post(cancel, propose, propose::cancellation)
        .get(reduce, propose, propose::reduction_form)
        .post(reduce, propose, propose::reduction)
        .get("/kerja/pbb/usulan", SEE, proposals::list)
        .get("/kerja/pbb/usulan/{id}", SEE, proposals::show)
        .post("/kerja/pbb/usulan/{id}/setujui", approve, proposals::approve)
        .post("/kerja/pbb/usulan/{id}/tolak", approve, proposals::reject)
        .post("/kerja/pbb/usulan/{id}/cabut", approve, proposals::revoke)
}

fn waiving() -> Pages {
    let (propose, approve) = (Access::Needs(PROPOSE), Access::Needs(APPROVE));
    Pages::new()
        .get("/kerja/pbb/keringanan", SEE, waivers::list)
        .get("/kerja/pbb/keringanan/baru", propose, waivers::form)
        .post("/kerja/pbb/keringanan/baru", propose, waivers::propose)
        .get("/kerja/pbb/keringanan/{id}", SEE, waivers::show)
        .post("/kerja/pbb/keringanan/{id}/setujui", approve, waivers::approve)
        .post("/kerja/pbb/keringanan/{id}/tolak", approve, waivers::reject)
        .post("/kerja/pbb/keringanan/{id}/cabut", approve, waivers::revoke)
}

/// Drawing the roll of a large village takes longer than a page; so does a year of payments.
fn slow() -> Limits {
    Limits { time: std::time::Duration::from_secs(120), ..Limits::PAGE }
}

fn papers() -> Pages {
    Pages::new()
        .get("/kerja/pbb/dokumen", SEE, papers::choose)
        .get_within(slow(), "/kerja/pbb/dokumen/{village}/{year}/{file}", SEE, papers::file)
        .post("/kerja/pbb/dokumen/buku", SEE, papers::ask)
        .get("/kerja/pbb/dokumen/buku/{id}", SEE, papers::booklet)
        .get("/kerja/pbb/dokumen/buku/{id}/sppt.pdf", SEE, papers::booklet_file)
}

fn settings() -> Pages {
    let configure = Access::Needs(CONFIGURE);
    Pages::new()
        .get("/kerja/pbb/aturan", SEE, rules::show)
        .post_within(
            Limits { body: 2 << 20, ..Limits::PAGE },
            "/kerja/pbb/aturan/muat",
            configure,
            rules::load,
        )
        .post("/kerja/pbb/aturan/mode", configure, rules::set_mode)
        .post("/kerja/pbb/aturan/kantor", configure, rules::set_office)
}
