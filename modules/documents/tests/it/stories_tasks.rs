//! Tasks: given, worked on, accepted; who may what, and what leaders see.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use base::Id;
use bytes::Bytes;
use db::Tx;
use documents::domain::task::{Task, TaskState};
use documents::usecase::tasks::{self, Addressee, Filter, Given, Said, Which};

use crate::desk::code;
use crate::house::*;

impl House {
    /// An instruction of the regent to an office.
    async fn instruct(&self, agency: &str, text: &str, days: i64) -> Id<Task> {
        let given = self.given("bupati", agency, text, days);
        tasks::give(&self.office, self.actor("bupati"), &given).await.unwrap()
    }

    fn given(&self, from: &str, agency: &str, text: &str, days: i64) -> Given {
        let due = self.it.cell.today().checked_add(jiff::Span::new().days(days)).unwrap();
        Given {
            from: self.position(from),
            to: Addressee { agency: agency.to_owned(), position: None },
            text: text.to_owned(),
            due,
        }
    }

    async fn listed(&self, who: &str, which: Which, what: &str) -> Vec<String> {
        let filter = Filter { which, what: what.to_owned(), ..Filter::default() };
        let found = tasks::page(&self.office, self.actor(who), &filter).await.unwrap();
        found.tasks.into_iter().map(|task| task.text).collect()
    }
}

fn said(text: &str) -> Said {
    Said { text: text.to_owned(), files: Vec::new() }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn an_instruction_stays_on_the_list_until_it_is_accepted(db: Db) {
        let house = House::new(db).await;
        let (office, lina, bupati) = (&house.office, house.actor("lina"), house.actor("bupati"));
        let id = house.instruct("diskominfo", "Data pejabat penanda tangan lengkap", 10).await;
        house.instruct("diskominfo", "Tugas kedua", 5).await;
        assert_eq!(house.listed("lina", Which::Office, "open").await, ["Tugas kedua", "Data pejabat penanda tangan lengkap"]);
        tasks::begin(office, lina, id).await.unwrap();
        let proof = (String::from("../bukti.exe"), Bytes::from_static(b"\x89PNG\r\n\x1a\n x"));
        let with_file = Said { text: "40 dari 60".to_owned(), files: vec![proof] };
        tasks::note(office, lina, id, with_file).await.unwrap();
        assert_eq!(code(tasks::report(office, lina, id, said(" ")).await), "documents/task-reason");
        tasks::report(office, lina, id, said("Semua lengkap")).await.unwrap();
        assert_eq!(house.listed("bupati", Which::Given, "reported").await.len(), 1);
        assert_eq!(tasks::count(&house.it.cell, bupati).await.unwrap(), 1);
        tasks::send_back(office, bupati, id, "Kecamatan belum").await.unwrap();
        tasks::report(office, lina, id, said("Kecamatan juga")).await.unwrap();
        assert_eq!(house.listed("lina", Which::Office, "open").await.len(), 2);
        tasks::accept(office, bupati, id, "").await.unwrap();
        assert_eq!(house.listed("lina", Which::Office, "open").await, ["Tugas kedua"]);
        assert_eq!(house.listed("lina", Which::Office, "done").await.len(), 1);
        let shown = tasks::show(office, lina, id).await.unwrap();
        let told: Vec<&str> = shown.events.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(told, ["given", "begun", "noted", "reported", "sent-back", "reported", "accepted"]);
        let (event, file) = &shown.files[0];
        assert_eq!((*event, &*file.name), (3, "bukti.png"));
        let (_, content) = tasks::open_file(office, lina, id, &file.sha256).await.unwrap();
        assert!(content.starts_with(b"\x89PNG"));
        assert_eq!(code(tasks::withdraw(office, bupati, id, "x").await), "documents/task-state");
    }

    async fn a_leader_instructs_only_whom_their_position_stands_above(db: Db) {
        let house = House::new(db).await;
        let office = &house.office;
        let down = house.given("kadis", "diskominfo", "Ke bawah", 3);
        tasks::give(office, house.actor("rudi"), &down).await.unwrap();
        for (who, from, to) in [("rudi", "kadis", "bapenda"), ("wati", "kabid", "diskominfo"), ("rudi", "kadis", "setda")] {
            let given = house.given(from, to, "Ke samping", 3);
            assert_eq!(code(tasks::give(office, house.actor(who), &given).await), "documents/task-not-below", "{who}");
        }
        let mine = house.given("bupati", "bapenda", "Atas nama orang lain", 3);
        assert_eq!(code(tasks::give(office, house.actor("rudi"), &mine).await), "documents/not-your-desk");
        assert_eq!(code(tasks::give(office, house.actor("lina"), &mine).await), "identity/forbidden");
        let mut to_kabid = house.given("kadis", "diskominfo", "Kepada kabid", 3);
        to_kabid.to.position = Some(house.position("kabid"));
        tasks::give(office, house.actor("rudi"), &to_kabid).await.unwrap();
        to_kabid.to.agency = "bapenda".to_owned();
        assert_eq!(code(tasks::give(office, house.actor("rudi"), &to_kabid).await), "documents/task-not-below");
        let whom = tasks::addressees(office, house.actor("rudi")).await.unwrap();
        assert_eq!(whom.offices.iter().map(|one| &*one.code).collect::<Vec<_>>(), ["diskominfo"]);
        assert_eq!(whom.positions.len(), 2, "{:?}", whom.positions);
        let yesterday = house.given("bupati", "bapenda", "Kemarin", -1);
        assert_eq!(code(tasks::give(office, house.actor("bupati"), &yesterday).await), "documents/task-due");
    }

    async fn only_both_sides_see_a_task_and_each_does_its_own_part(db: Db) {
        let house = House::new(db).await;
        let office = &house.office;
        let id = house.instruct("diskominfo", "Untuk dinas", 4).await;
        assert_eq!(code(tasks::show(office, house.actor("nia"), id).await), "documents/unknown-task");
        assert_eq!(code(tasks::begin(office, house.actor("nia"), id).await), "documents/unknown-task");
        assert!(tasks::show(office, house.actor("hasan"), id).await.is_ok(), "the auditor reads");
        assert!(tasks::show(office, house.actor("ajudan"), id).await.is_ok(), "the adjutant sees");
        tasks::report(office, house.actor("lina"), id, said("selesai")).await.unwrap();
        for who in ["ajudan", "lina", "hasan", "sari"] {
            let error = code(tasks::accept(office, house.actor(who), id, "").await);
            assert_eq!(error, "documents/task-not-yours", "{who}");
        }
        // Whoever stands in for the regent decides as well, but not about their own report.
        house.appoint("lina", "bupati", identity::Basis::Plh, ("2026-01-01", "2027-12-31")).await;
        assert_eq!(tasks::show(office, house.actor("bupati"), id).await.unwrap().task.progress.state, TaskState::Reported);
        let lina = tasks::accept(office, house.actor("lina"), id, "").await;
        let refused = code(lina);
        assert!(["documents/task-four-eyes", "documents/task-not-yours"].contains(&refused), "{refused}");
        tasks::accept(office, house.actor("bupati"), id, "").await.unwrap();
    }

    async fn a_moved_deadline_stays_visible_with_its_reason(db: Db) {
        let house = House::new(db).await;
        let (office, bupati) = (&house.office, house.actor("bupati"));
        let id = house.instruct("diskominfo", "Dengan tenggat", 2).await;
        let first = tasks::show(office, bupati, id).await.unwrap().task.first_due;
        let later = first.checked_add(jiff::Span::new().days(7)).unwrap();
        assert_eq!(code(tasks::move_due(office, house.actor("lina"), id, (later, "x")).await), "documents/task-not-yours");
        assert_eq!(code(tasks::move_due(office, bupati, id, (later, "")).await), "documents/task-reason");
        tasks::move_due(office, bupati, id, (later, "Menunggu anggaran")).await.unwrap();
        let shown = tasks::show(office, bupati, id).await.unwrap();
        assert_eq!((shown.task.first_due, shown.task.progress.due), (first, later));
        let moved = shown.events.last().unwrap();
        assert_eq!((moved.moved, &*moved.text), (Some((first, later)), "Menunggu anggaran"));
        let page = house.get("lina", &format!("/naskah/tugas/{id}")).await;
        assert!(page.says("Menunggu anggaran") && page.says("Semula"), "{}", page.text());
    }

    async fn leaders_see_late_tasks_per_office(db: Db) {
        let house = House::new(db).await;
        let late = house.instruct("bapenda", "Akan terlambat", 1).await;
        house.instruct("diskominfo", "Masih lama", 30).await;
        house.it.clock.advance_seconds(3 * 86_400);
        let of = |all: Vec<documents::domain::task::Figures>| -> Vec<(String, i64, i64)> {
            all.into_iter().map(|one| (one.agency, one.open, one.overdue)).collect()
        };
        let all = tasks::summary(&house.office, house.actor("bupati")).await.unwrap();
        assert_eq!(of(all), [("bapenda".to_owned(), 1, 1), ("diskominfo".to_owned(), 1, 0)]);
        let own = tasks::summary(&house.office, house.actor("lina")).await.unwrap();
        assert_eq!(of(own), [("diskominfo".to_owned(), 1, 0)]);
        assert_eq!(house.listed("bupati", Which::All, "overdue").await, ["Akan terlambat"]);
        assert_eq!(tasks::count(&house.it.cell, house.actor("nia")).await.unwrap(), 1);
        tasks::report(&house.office, house.actor("nia"), late, said("sudah")).await.unwrap();
        assert_eq!(tasks::count(&house.it.cell, house.actor("nia")).await.unwrap(), 0);
        tasks::accept(&house.office, house.actor("bupati"), late, "").await.unwrap();
        let all = tasks::summary(&house.office, house.actor("bupati")).await.unwrap();
        let bapenda = all.iter().find(|one| one.agency == "bapenda").unwrap();
        assert_eq!((bapenda.accepted, bapenda.accepted_late), (1, 1));
        let filter = Filter { which: Which::All, what: "open".to_owned(), ..Filter::default() };
        assert_eq!(code(tasks::page(&house.office, house.actor("lina"), &filter).await), "identity/forbidden");
    }

    async fn offices_are_reminded_of_deadlines_until_it_is_reported_done(db: Db) {
        use contracts::{Due, Occasions};
        let house = House::new(db).await;
        let (today, cell) = (house.it.cell.today(), &house.it.cell);
        let near = house.instruct("bapenda", "Dekat", 2).await;
        house.instruct("bapenda", "Jauh", 60).await;
        house.instruct("diskominfo", "Kantor lain", 3).await;
        let open = async |subject: &str| {
            let read = async |tx: &mut Tx| tasks::DueTasks.still_open(tx, subject, today).await;
            cell.db().read(read).await.unwrap()
        };
        let told = open("tasks:bapenda").await;
        let due = today.checked_add(jiff::Span::new().days(2)).unwrap();
        assert_eq!(told.iter().map(|one| (one.what, one.due)).collect::<Vec<_>>(), [(Due::Tasks, due)]);
        assert!(open("object:640801000100201230").await.is_empty());
        tasks::report(&house.office, house.actor("nia"), near, said("sudah")).await.unwrap();
        assert!(open("tasks:bapenda").await.is_empty());
    }

    async fn a_task_goes_its_way_on_the_pages(db: Db) {
        let house = House::new(db).await;
        let (new, from) = ("/naskah/tugas/baru", house.position("bupati").to_string());
        let due = house.it.cell.today().to_string();
        let mut form = vec![("sebagai", &*from), ("kepada", "diskominfo"), ("uraian", ""), ("batas-waktu", &*due)];
        let refused = house.post("bupati", new, new, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("value=\"diskominfo\" selected"), "what was chosen stays");
        form[2] = ("uraian", "Jaringan kecamatan <pulih>");
        let made = house.post("bupati", new, new, &form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let task = made.location;
        let list = house.get("lina", "/naskah/tugas").await;
        assert!(list.says("Jaringan kecamatan &#60;pulih&#62;") && list.says("hari ini"), "{}", list.text());
        let said = house.upload("lina", &task, &format!("{task}/catat"), ("foto.png", b"\x89PNG\r\n\x1a\n x")).await;
        assert_eq!(said.status, StatusCode::UNPROCESSABLE_ENTITY, "a file alone says nothing");
        let begun = house.post("lina", &task, &format!("{task}/mulai"), &[]).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER);
        tasks::report(&house.office, house.actor("lina"), Id::parse(task.rsplit('/').next().unwrap()).unwrap(), self::said("pulih")).await.unwrap();
        assert!(house.get("bupati", &task).await.says("Terima, tugas selesai"));
        let back = house.post("bupati", &task, &format!("{task}/kembalikan"), &[("keterangan", "")]).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = house.post("bupati", &task, &format!("{task}/terima"), &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        assert!(house.get("lina", "/naskah/tugas?keadaan=done").await.says("Diterima"));
        for language in ["id", "en"] {
            for (who, path) in [("bupati", new), ("bupati", "/naskah/tugas?daftar=semua"), ("bupati", "/naskah/tugas?daftar=saya"), ("lina", "/naskah/tugas"), ("bupati", "/naskah/tugas/ringkasan"), ("lina", &*task), ("wati", new)] {
                assert_eq!(house.get_in(language, who, path).await.status, StatusCode::OK, "{who} {path}");
            }
        }
        assert_eq!(house.get("nia", &task).await.status, StatusCode::NOT_FOUND);
        assert_eq!(house.get("lina", new).await.status, StatusCode::FORBIDDEN);
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
        assert_eq!(house.app.texts().gaps(), Vec::<String>::new());
    }
}
