//! A letter from draft to dispatch, and everybody who may not.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use base::{Id, Kind};
use db::Tx;
use documents::domain::chain::{StepRole, StepState};
use documents::domain::content::{Body, Content, Secrecy};
use documents::domain::delivery::Means;
use documents::domain::letter::{EventKind, State};
use documents::domain::number::NumberStatus;
use documents::domain::party::{Party, Scope};
use documents::store::{deliveries, numbers};
use documents::usecase::dispatch::{self, Travel};
use documents::usecase::show::show;
use documents::usecase::{draft, files, fix, lists, paper, route};
use identity::{Actor, Basis};

use crate::desk::code;
use crate::house::*;

const TRAVEL: Travel = Travel { government: Means::Srikandi, outside: Means::Courier };

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_letter_goes_up_comes_back_goes_up_again_and_out(db: Db) {
        let house = House::new(db).await;
        let (office, lina) = (&house.office, house.actor("lina"));
        let mut memo = house.memo("Laporan bulanan", &["kabid", "sekdis"], "kadis");
        let outside = |scope, name: &str| Party {
            scope,
            agency: String::new(),
            name: name.to_owned(),
            address: "Samarinda".to_owned(),
        };
        memo.cc = vec![outside(Scope::Government, "Diskominfo Provinsi"), outside(Scope::Outside, "PT Contoh")];
        let id = house.sent_up(memo.clone()).await;
        house.paraf("wati", id).await;
        let shown = house.shown("joko", id).await;
        let (step, capacity) = shown.may.paraf.clone().unwrap();
        assert_eq!(capacity, "Sekretaris Dinas");
        assert_eq!(shown.loaded.chain.open_steps().next().unwrap().title, "Sekretaris Dinas");
        route::send_back(office, house.actor("joko"), id, (step, 1), "Tambahkan angka").await.unwrap();
        let returned = lists::waiting(office, lina).await.unwrap().returned;
        assert_eq!(returned.len(), 1);

        let better = Content { subject: "Laporan bulan November".to_owned(), ..memo };
        let version = draft::save(office, lina, id, 1, (better, "angka ditambah")).await.unwrap();
        assert_eq!(version, 2);
        route::send_up(office, lina, id, 2).await.unwrap();
        let wati = house.shown("wati", id).await;
        assert_eq!(wati.seen_before, Some(1), "what changed since her paraf is one click away");
        house.paraf("wati", id).await;
        house.paraf("joko", id).await;
        assert_eq!(house.state(id).await, State::Ready);

        let fixed = fix::fix(office, house.actor("tuti"), id, None).await.unwrap();
        assert_eq!(fixed.number, "000.8.3.3/1/DISKOMINFO");
        assert_eq!(fixed.signer, house.actor("rudi").id());
        let look = paper::pdf(office, lina, id).await.unwrap();
        assert!(matches!(look, paper::Look::Stored(_)));
        assert!(look.content().starts_with(b"%PDF-1.7"));
        let signs = house.shown("rudi", id).await;
        assert_eq!(signs.may.sign.as_deref(), Some("Kepala Dinas Komunikasi dan Informatika"));
        assert_eq!(house.state(id).await, State::Fixed);
        let refused = dispatch::dispatch(office, house.actor("tuti"), id, TRAVEL, "").await;
        assert_eq!(code(refused), "documents/wrong-state", "nothing leaves unsigned");
    }

    async fn a_letter_signed_on_paper_is_sent_and_its_arrival_proved(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let mut record = house.memo("Serah terima barang", &["kabid"], "kadis");
        record.fields = [
            ("pembuka".to_owned(), "Pada hari ini, Minggu.".to_owned()),
            ("pihak".to_owned(), "Rudi Contoh; ; ; Kepala Dinas\nDina Contoh; ; ; Kepala Badan".to_owned()),
        ].into();
        record.cc = vec![Party {
            scope: Scope::Outside,
            agency: String::new(),
            name: "PT Contoh".to_owned(),
            address: "Jl. Yos Sudarso".to_owned(),
        }];
        let lina = house.actor("lina");
        let id = draft::begin(office, lina, "berita-acara", record).await.unwrap();
        route::send_up(office, lina, id, 1).await.unwrap();
        house.paraf("wati", id).await;
        fix::fix(office, tuti, id, None).await.unwrap();
        let pdf = paper::pdf(office, lina, id).await.unwrap().content();
        fix::signed_on_paper(office, tuti, id, pdf.clone()).await.unwrap();
        dispatch::dispatch(office, tuti, id, TRAVEL, "resi 15").await.unwrap();
        let shown = house.shown("lina", id).await;
        assert_eq!(shown.loaded.record.state, State::Dispatched);
        assert_eq!(shown.revisions.len(), 2);
        let sign = shown.loaded.chain.sign_step().unwrap();
        assert_eq!((sign.role, sign.state), (StepRole::Sign, StepState::Done));
        assert_eq!(sign.mark.as_ref().unwrap().name, "Rudi Contoh");

        // Bapenda has it among what it has not registered yet.
        let db = house.it.cell.db();
        let waits = db.read(async |tx: &mut Tx| deliveries::not_received(tx, "bapenda", 10).await);
        let waits = waits.await.unwrap();
        assert_eq!(waits.len(), 1);
        assert_eq!((waits[0].letter, waits[0].means), (id, Means::System));

        let courier = shown.deliveries.iter().find(|one| one.means == Means::Courier).unwrap();
        let receipt = ("Satpam PT Contoh", "diterima di pos");
        dispatch::received_outside(office, tuti, courier.id, receipt).await.unwrap();
        let again = dispatch::received_outside(office, tuti, courier.id, receipt).await;
        assert_eq!(code(again), "documents/received-before");
        let inside = dispatch::received_outside(office, tuti, waits[0].id, receipt).await;
        assert_eq!(code(inside), "documents/unknown-delivery", "their own clerk receives it");
    }

    async fn whoever_reads_a_letter_reads_its_stored_pdf(db: Db) {
        let house = House::new(db).await;
        let (office, lina, tuti) = (&house.office, house.actor("lina"), house.actor("tuti"));
        let id = draft::begin(office, lina, "berita-acara", house.handover("Serah terima")).await.unwrap();
        route::send_up(office, lina, id, 1).await.unwrap();
        house.paraf("wati", id).await;
        fix::fix(office, tuti, id, None).await.unwrap();
        assert_eq!(paper::page_total(office, lina, id).await.unwrap(), 1);
        let set = paper::picture(office, lina, id, 1).await.unwrap();
        // What comes back signed has another page, and that is what is read.
        let mut long = house.memo("Panjang", &["kabid"], "kadis");
        long.body = Body::Typed("Satu alinea.\n\n".repeat(90));
        let long = house.begun(long).await;
        let scan = paper::pdf(office, lina, long).await.unwrap().content();
        fix::signed_on_paper(office, tuti, id, scan).await.unwrap();
        assert!(paper::page_total(office, lina, id).await.unwrap() > 1);
        assert!(paper::picture(office, lina, id, 1).await.unwrap() != set);
        assert!(paper::picture(office, lina, id, 2).await.is_ok());
    }

    async fn whoever_does_not_hold_the_position_today_does_not_act(db: Db) {
        let house = House::new(db).await;
        let id = house.sent_up(house.memo("Cuti", &["kabid"], "kadis")).await;
        let office = &house.office;
        for who in ["joko", "rudi", "dina"] {
            let tried = route::paraf(office, house.actor(who), id, (1, 1)).await.unwrap_err();
            let known = if who == "dina" { Kind::NotFound } else { Kind::Forbidden };
            assert_eq!(tried.kind(), known, "{who}: {}", tried.code());
        }
        let staff = route::paraf(office, house.actor("lina"), id, (1, 1)).await;
        assert_eq!(code(staff), "identity/forbidden");
        // Joko stands in for Wati this week, and is told as what.
        let today = house.it.cell.today().to_string();
        house.appoint("joko", "kabid", Basis::Plh, (&today, &today)).await;
        let shown = house.shown("joko", id).await;
        assert_eq!(shown.may.paraf.unwrap().1, "Plh. Kepala Bidang Aplikasi");
        route::paraf(office, house.actor("joko"), id, (1, 1)).await.unwrap();
        let shown = house.shown("lina", id).await;
        let mark = shown.loaded.chain.steps[0].mark.clone().unwrap();
        assert_eq!((mark.name.as_str(), mark.basis), ("Joko Contoh", Basis::Plh));
        let told = shown.events.iter().find(|event| event.kind == EventKind::Paraf).unwrap();
        assert_eq!(told.capacity, "Plh. Kepala Bidang Aplikasi");
    }

    async fn an_adjutant_sees_what_waits_and_decides_nothing(db: Db) {
        let house = House::new(db).await;
        let id = house.sent_up(house.memo("Audiensi", &["kadis"], "bupati")).await;
        house.paraf("rudi", id).await;
        let (office, ajudan) = (&house.office, house.actor("ajudan"));
        let waiting = lists::waiting(office, ajudan).await.unwrap();
        let desk = &waiting.desks[0];
        assert_eq!((desk.capacity.as_str(), desk.is_served), ("Bupati Kutai Timur", true));
        assert_eq!(desk.letters.len(), 1);
        let shown = house.shown("ajudan", id).await;
        assert_eq!(shown.may, Default::default());
        let tried = route::send_back(office, ajudan, id, (2, 1), "nanti saja").await;
        assert_eq!(code(tried), "identity/forbidden");
        assert_eq!(code(fix::fix(office, ajudan, id, None).await), "documents/not-numbering");
        let bupati = lists::waiting(office, house.actor("bupati")).await.unwrap();
        assert_eq!(bupati.desks[0].letters.len(), 1);
    }

    async fn others_do_not_know_that_a_letter_exists(db: Db) {
        let house = House::new(db).await;
        let id = house.begun(house.memo("Mutasi", &["kabid"], "kadis")).await;
        let office = &house.office;
        let sees = async |who: &str| show(office, house.actor(who), id).await.is_ok();
        assert!(sees("tuti").await && sees("hasan").await && sees("rudi").await);
        assert!(!sees("dina").await && !sees("nia").await);
        let secret = Content { secrecy: Secrecy::Rahasia, ..house.memo("Sandi", &["kabid"], "kadis") };
        let id = house.sent_up(secret).await;
        let sees = async |who: &str| show(office, house.actor(who), id).await.is_ok();
        assert!(sees("lina").await && sees("wati").await && sees("tuti").await && sees("rudi").await);
        assert!(!sees("hasan").await && !sees("joko").await && !sees("bupati").await);
    }

    async fn what_is_not_complete_does_not_go_up(db: Db) {
        let house = House::new(db).await;
        let (office, lina) = (&house.office, house.actor("lina"));
        let whole = || house.memo("Undangan rapat", &["kabid"], "kadis");
        let refused = async |kind: &str, content: Content| match draft::begin(office, lina, kind, content).await {
            Err(error) => error.code(),
            Ok(id) => code(route::send_up(office, lina, id, 1).await),
        };
        let nobody = Content { to: vec![], ..whole() };
        assert_eq!(refused("nota-dinas", nobody).await, "documents/no-recipient");
        let uncoded = Content { classification: String::new(), ..whole() };
        assert_eq!(refused("nota-dinas", uncoded).await, "documents/classification");
        let unknown = Content { classification: "999.9".to_owned(), ..whole() };
        assert_eq!(refused("nota-dinas", unknown).await, "documents/classification-unknown");
        assert_eq!(refused("undangan", whole()).await, "documents/field-missing");
        assert_eq!(refused("keputusan", house.memo("x", &[], "kabid")).await, "documents/signer-rank");
        let silent = Content { body: Default::default(), ..whole() };
        assert_eq!(refused("nota-dinas", silent).await, "documents/no-body");
        let twice = house.memo("x", &["kabid", "kabid"], "kadis");
        assert_eq!(refused("nota-dinas", twice).await, "documents/position-twice");
        let elsewhere = Content { to: vec![Party::internal("nowhere", "")], ..whole() };
        assert_eq!(refused("nota-dinas", elsewhere).await, "documents/unknown-office");
        assert_eq!(refused("memo", whole()).await, "documents/unknown-type");
        let wordless = Content { subject: "  ".to_owned(), ..whole() };
        assert_eq!(refused("nota-dinas", wordless).await, "documents/subject");
    }

    async fn two_windows_do_not_overwrite_each_other(db: Db) {
        let house = House::new(db).await;
        let (office, lina) = (&house.office, house.actor("lina"));
        let id = house.begun(house.memo("Awal", &["kabid"], "kadis")).await;
        let one = house.memo("Satu", &["kabid"], "kadis");
        draft::save(office, lina, id, 1, (one.clone(), "")).await.unwrap();
        let late = draft::save(office, lina, id, 1, (house.memo("Dua", &["kabid"], "kadis"), "")).await;
        assert_eq!(code(late), "documents/newer-version");
        assert_eq!(draft::save(office, lina, id, 2, (one, "")).await.unwrap(), 2, "nothing changed");
        let theirs = house.memo("Lain", &["kabid"], "kadis");
        assert_eq!(code(draft::save(office, house.actor("tuti"), id, 2, (theirs, "")).await), "documents/not-yours");
        route::send_up(office, lina, id, 2).await.unwrap();
        let stale = route::paraf(office, house.actor("wati"), id, (1, 1)).await;
        assert_eq!(code(stale), "documents/newer-version");
    }

    async fn whoever_writes_for_their_own_signature_needs_another_pair_of_eyes(db: Db) {
        let house = House::new(db).await;
        let (office, rudi) = (&house.office, house.actor("rudi"));
        let alone = house.memo("Nota sendiri", &[], "kadis");
        let id = draft::begin(office, rudi, "nota-dinas", alone).await.unwrap();
        assert_eq!(code(route::send_up(office, rudi, id, 1).await), "documents/four-eyes");
        let seen = house.memo("Nota sendiri", &["sekdis"], "kadis");
        draft::save(office, rudi, id, 1, (seen, "")).await.unwrap();
        route::send_up(office, rudi, id, 2).await.unwrap();
        house.paraf("joko", id).await;
        assert!(fix::fix(office, rudi, id, None).await.is_ok());
    }

    async fn a_letter_is_taken_back_or_given_up(db: Db) {
        let house = House::new(db).await;
        let (office, lina) = (&house.office, house.actor("lina"));
        let id = house.sent_up(house.memo("Salah alamat", &["kabid"], "kadis")).await;
        assert_eq!(code(route::recall(office, house.actor("wati"), id).await), "documents/not-yours");
        route::recall(office, lina, id).await.unwrap();
        assert_eq!(house.state(id).await, State::Draft);
        assert_eq!(code(route::withdraw(office, lina, id, " ").await), "documents/remark");
        route::withdraw(office, lina, id, "tidak jadi").await.unwrap();
        let shown = house.shown("lina", id).await;
        assert_eq!(shown.loaded.record.state, State::Withdrawn);
        assert_eq!(shown.loaded.record.reason.as_deref(), Some("tidak jadi"));
        assert_eq!(shown.may, Default::default());
    }

    async fn a_signer_sends_back_what_is_fixed_and_the_number_stays(db: Db) {
        let house = House::new(db).await;
        let (office, lina) = (&house.office, house.actor("lina"));
        let id = house.fixed("Salah ketik").await;
        let step = house.shown("rudi", id).await.may.send_back.unwrap();
        route::send_back(office, house.actor("rudi"), id, (step, 1), "nama salah").await.unwrap();
        let db = house.it.cell.db();
        let number = async || {
            let found = db.read(async |tx: &mut Tx| numbers::of_letter(tx, id).await);
            found.await.unwrap().unwrap()
        };
        assert_eq!(number().await.status, NumberStatus::Dipesan);
        let better = house.memo("Benar", &["kabid"], "kadis");
        let recoded = Content { classification: "000".to_owned(), ..better.clone() };
        let refused = draft::save(office, lina, id, 1, (recoded, "")).await;
        assert_eq!(code(refused), "documents/number-kept");
        draft::save(office, lina, id, 1, (better, "")).await.unwrap();
        route::send_up(office, lina, id, 2).await.unwrap();
        house.paraf("wati", id).await;
        let fixed = fix::fix(office, house.actor("rudi"), id, None).await.unwrap();
        assert_eq!(fixed.number, "000.8.3.3/1/DISKOMINFO");
        assert_eq!(number().await.status, NumberStatus::Terpakai);
        assert_eq!(house.shown("lina", id).await.revisions.len(), 2, "both papers are kept");
        fix::cancel(office, house.actor("tuti"), id, "batal rapat").await.unwrap();
        let void = number().await;
        assert_eq!((void.status, void.reason.as_deref()), (NumberStatus::Batal, Some("batal rapat")));
    }

    async fn a_letter_whose_author_left_is_taken_over_and_ended(db: Db) {
        let house = House::new(db).await;
        let (office, mut returned) = (&house.office, Vec::new());
        for subject in ["Satu", "Dua"] {
            let id = house.sent_up(house.memo(subject, &["kabid"], "kadis")).await;
            route::send_back(office, house.actor("wati"), id, (1, 1), "nama keliru").await.unwrap();
            returned.push(id);
        }
        let (first, second) = (returned[0], returned[1]);
        // While the author works there, only the clerk may.
        let (wati, tuti, lina) = (house.actor("wati"), house.actor("tuti"), house.actor("lina"));
        assert!(!show(office, wati, first).await.unwrap().may.take_over);
        assert!(!show(office, lina, first).await.unwrap().may.take_over);
        assert_eq!(code(route::take_over(office, wati, first).await), "documents/not-to-take-over");
        assert_eq!(code(route::take_over(office, house.actor("dina"), first).await), "documents/unknown-letter");
        let path = format!("/naskah/{second}");
        assert!(house.get("tuti", &path).await.says("Ambil alih naskah ini"));
        assert_eq!(house.post("tuti", &path, &format!("{path}/ambil-alih"), &[]).await.status, StatusCode::SEE_OTHER);
        let shown = house.get("tuti", &path).await;
        assert!(shown.says("Diambil alih dari") && shown.says("Lina Contoh"), "{}", shown.text());
        assert_eq!(code(route::recall(office, lina, second).await), "documents/not-yours");
        route::withdraw(office, tuti, second, "tidak jadi").await.unwrap();
        // The author is gone.
        let id = Id::parse(lina.id()).unwrap();
        office.identity().disable_account(&Actor::operator(), id).await.unwrap();
        route::take_over(office, wati, first).await.unwrap();
        let shown = show(office, wati, first).await.unwrap();
        assert!(shown.may.write && shown.may.withdraw && !shown.may.take_over);
        assert_eq!(shown.loaded.record.author_name, "Wati Contoh");
        assert_eq!(shown.versions[0].author_name, "Lina Contoh");
        let last = shown.events.last().unwrap();
        assert_eq!((last.kind, last.detail.as_str()), (EventKind::TakenOver, "Lina Contoh"));
        route::withdraw(office, wati, first, "penulisnya pindah").await.unwrap();
        // What is over belongs to nobody.
        assert_eq!(code(route::take_over(office, tuti, first).await), "documents/not-to-take-over");
    }

    async fn who_may_not_bring_a_file_fills_no_disk(db: Db) {
        let house = House::new(db).await;
        let (office, lina, wati) = (&house.office, house.actor("lina"), house.actor("wati"));
        let id = draft::begin(office, lina, "nota-dinas", house.memo("Laporan", &["kabid"], "kadis")).await.unwrap();
        let stored = || files_below(house.it.folder.path(), &id.to_string().to_lowercase());
        let picture = || ("foto.png", crate::mail::PICTURE.into());
        assert_eq!(code(files::attach(office, wati, id, picture()).await), "documents/not-yours");
        assert_eq!(stored(), 0);
        files::attach(office, lina, id, picture()).await.unwrap();
        assert_eq!(stored(), 1);
        route::send_up(office, lina, id, 2).await.unwrap();
        assert_eq!(code(files::attach(office, lina, id, picture()).await), "documents/wrong-state");
        house.paraf("wati", id).await;
        fix::fix(office, house.actor("tuti"), id, None).await.unwrap();
        let fixed = stored();
        let scan = paper::pdf(office, lina, id).await.unwrap().content();
        let brought = fix::signed_on_paper(office, lina, id, scan).await;
        assert_eq!(code(brought), "identity/forbidden");
        assert_eq!(stored(), fixed);
    }
}

/// Files in the folder of this name, wherever it lies.
fn files_below(root: &std::path::Path, name: &str) -> usize {
    let entries = std::fs::read_dir(root).into_iter().flatten().flatten();
    let count = |entry: std::fs::DirEntry| match entry.path() {
        path if path.is_dir() && entry.file_name() == name => {
            std::fs::read_dir(path).into_iter().flatten().count()
        }
        path if path.is_dir() => files_below(&path, name),
        _ => 0,
    };
    entries.map(count).sum()
}
