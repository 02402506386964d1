//! Imports that people ask for in the browser, watched from the side.

use std::fs;
use std::path::Path;

use db::{Target, params};

use crate::browser::Browser;
use crate::support::*;

/// The list of imports, and the form for a new one.
pub const PAGE: &str = "/kerja/pbb/impor";

db::statements! {
    /// What counts as dead after a minute of silence is dead now.
    SILENCE = "update ptax_import set heartbeat_at = '2026-01-01T00:00:00.000Z'
        where state = 'running'";
    /// What waits or whose lease runs out in a while is due now.
    DUE = "update job_job set due_at = '2026-01-01T00:00:00.000Z' where due_at is not null";
    DUE_WAITING = "update job_job set due_at = '2026-01-01T00:00:00.000Z'
        where state = 'waiting'";
    /// How often a worker began each piece of work.
    /// Of what people asked for; reminders are planned by the program itself.
    ATTEMPTS = "
        select cast(attempt as text) as times
        from job_job
        where kind like 'property-tax/%'
        order by id";
    STATES = "select state from ptax_import order by revision";
    ON_THE_WAY = "select phase from ptax_import where state = 'running' and done > 0";
    FAILURES = "select failure from ptax_import where failure is not null order by revision";
    JOBS = "select state from job_job where kind = 'property-tax/import' order by id";
    /// Rows of imports that were given up.
    LEFT = "select o.nop
        from ptax_object o
        join ptax_revision r on r.id = o.revision
        where r.state <> 'published'
        union all
        select n.nop
        from ptax_notice n
        join ptax_revision r on r.id = n.revision
        where r.state <> 'published'";
}

/// The files of an extract of a folder, as a form sends them.
pub fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder).expect("the extract").flatten();
    files
        .filter(|file| file.path().extension().is_some_and(|kind| kind == "csv"))
        .map(|file| {
            let bytes = fs::read(file.path()).expect("a table");
            (file.file_name().to_string_lossy().into_owned(), bytes)
        })
        .collect()
}

/// What lies in the file store of the demo on its way to an import, unpacked or not.
pub fn stored(place: &Place) -> Vec<String> {
    let mut found = Vec::new();
    for folder in ["property-tax/uploads", ".work"] {
        collect(place.path(&format!("demo/data/files/{folder}")).as_ref(), &mut found);
    }
    found.retain(|path| !path.ends_with(".work/gate"));
    found
}

/// Every file below a folder.
pub fn collect(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.path() {
            path if path.is_dir() => collect(&path, found),
            path => found.push(path.display().to_string()),
        }
    }
}

/// Asks for the import of a folder, and waits until rows are on their way.
pub fn ask(officer: &mut Browser, folder: &str, target: &Target) {
    officer.upload(PAGE, &files(folder)).expect(303, &[]);
    eventually("rows are on their way", || texts(target, &ON_THE_WAY).pop());
}

/// Lets the minute pass after which a silent worker is taken for dead.
pub fn let_a_minute_pass(target: &Target) {
    change(target, &SILENCE, params![]);
    change(target, &DUE, params![]);
}

/// Waits until the newest import was published.
pub fn wait_until_published(target: &Target) {
    eventually("the newest import is published", || {
        // A retry that was put off again is called once more.
        change(target, &DUE_WAITING, params![]);
        texts(target, &STATES).pop().filter(|state| state == "published")
    });
    eventually("its job is done", || texts(target, &JOBS).pop().filter(|state| state == "done"));
}
