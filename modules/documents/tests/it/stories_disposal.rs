//! Files destroyed by berita acara: by many people, wholly, and never what is held.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::path::PathBuf;
use std::time::Duration;

use axum::http::StatusCode;
use base::Id;
use db::{Tx, statements};
use documents::domain::archive::What;
use documents::domain::content::{Body, Secrecy};
use documents::domain::delivery::Means;
use documents::domain::disposal::{Disposal, DisposalState};
use documents::domain::letter::{Letter, State};
use documents::domain::retention::{Dossier, Phase};
use documents::store::retention::{destroyed, dossiers};
use documents::store::signing::public_pages;
use documents::usecase::archive::{self, ExportJob, Wish};
use documents::usecase::retention::disposal::{self, Papers, Proposal};
use documents::usecase::retention::{self, DestroyJob};
use documents::usecase::{dispatch, draft, files, fix, log, paper, route, search};
use identity::Actor;
use jobs::{Handler, Options, Runner};

use crate::desk::code;
use crate::house::*;
use crate::mail::PICTURE;

const PATH: &str = "/naskah/musnah";
const TABLE: &str = "kode,uraian,aktif,inaktif,nasib,berlaku,sumber\n\
    000,Umum,1,1,permanen,2020-01-01,Perbup contoh\n\
    000.8,Organisasi,2,3,musnah,2020-01-01,Perbup contoh\n";
const LONG: &str = "kode,uraian,aktif,inaktif,nasib,berlaku,sumber\n\
    000.8,Organisasi,5,5,dinilai kembali,2020-01-01,Perbup contoh\n";
const TRAVEL: dispatch::Travel =
    dispatch::Travel { government: Means::Mail, outside: Means::Courier };
/// Stands in the body of every letter, and nowhere once they are gone.
const SAID: &str = "kalimat yang harus hilang";

statements! {
    SAYING = "select count(*) as n from doc_version where content like $1";
    ATTACHED = "select count(*) as n from doc_file where letter = $1";
    WAITING = "select count(*) as n from doc_log_entry where leaf like $1";
}

/// A list with its letters, judged and decided, its berita acara signed.
struct Stage {
    house: House,
    letters: Vec<Id<Letter>>,
    dossier: Id<Dossier>,
    id: Id<Disposal>,
}

impl House {
    /// A letter on paper that was sent, with an attachment and a remark on its way.
    async fn sent_on_paper(&self, subject: &str) -> Id<Letter> {
        let (office, tuti) = (&self.office, self.actor("tuti"));
        let mut content = self.handover(subject);
        content.body = Body::Typed(SAID.to_owned());
        let id = draft::begin(office, self.actor("lina"), "berita-acara", content).await.unwrap();
        let file = ("foto.png", PICTURE.into());
        let version = files::attach(office, self.actor("lina"), id, file).await.unwrap();
        self.approved(id, version).await;
        fix::fix(office, tuti, id, None).await.unwrap();
        let pdf = paper::pdf(office, tuti, id).await.unwrap().content();
        fix::signed_on_paper(office, tuti, id, pdf).await.unwrap();
        dispatch::dispatch(office, tuti, id, TRAVEL, "").await.unwrap();
        id
    }

    async fn approved(&self, id: Id<Letter>, version: u32) {
        let (office, lina) = (&self.office, self.actor("lina"));
        route::send_up(office, lina, id, version).await.unwrap();
        self.paraf("wati", id).await;
    }

    /// A closed file with these letters.
    async fn filed(&self, title: &str, code: &str, letters: &[Id<Letter>]) -> Id<Dossier> {
        let (office, tuti) = (&self.office, self.actor("tuti"));
        let id = retention::open(office, tuti, (code, title)).await.unwrap();
        for letter in letters {
            retention::put(office, tuti, id, *letter).await.unwrap();
        }
        retention::close(office, tuti, id).await.unwrap();
        id
    }

    async fn proposed(&self, files: &[Id<Dossier>]) -> base::Result<Id<Disposal>> {
        let panel = ["sekdis", "kabid", "kaban"].map(|one| self.position(one)).to_vec();
        let said = Proposal { files: files.to_vec(), panel_decree: "045/K.12/2032", panel };
        disposal::propose(&self.office, self.actor("tuti"), &said).await
    }

    async fn judged(&self, id: Id<Disposal>) {
        for who in ["joko", "wati", "dina"] {
            disposal::judge(&self.office, self.actor(who), id, (&[], "")).await.unwrap();
        }
    }

    /// The berita acara, signed on paper; its number.
    async fn recorded(&self, id: Id<Disposal>) -> String {
        let (office, tuti) = (&self.office, self.actor("tuti"));
        let words = documents::print::disposal_sheet::Words::default();
        let signer = (self.position("kadis"), &words);
        let letter = disposal::draft_record(office, tuti, id, signer).await.unwrap();
        let shown = self.shown("tuti", letter).await;
        assert_eq!(shown.loaded.content.attachments.len(), 1, "the list");
        let mut content = shown.loaded.content.clone();
        content.classification = "000.8.3.3".to_owned();
        content.reviewers = self.memo("x", &["kabid"], "kadis").reviewers;
        let version = shown.loaded.chain.version;
        draft::save(office, tuti, letter, version, (content, "")).await.unwrap();
        route::send_up(office, tuti, letter, version + 1).await.unwrap();
        self.paraf("wati", letter).await;
        fix::fix(office, tuti, letter, None).await.unwrap();
        assert_eq!(
            code(disposal::execute(office, tuti, id, "x").await),
            "documents/disposal-not-signed"
        );
        let pdf = paper::pdf(office, tuti, letter).await.unwrap().content();
        fix::signed_on_paper(office, tuti, letter, pdf).await.unwrap();
        self.shown("tuti", letter).await.loaded.record.number.unwrap()
    }

    fn destroyer(&self) -> Runner {
        let handlers = [
            Handler::of(DestroyJob::new(self.office.clone())),
            Handler::of(ExportJob::new(self.office.clone())),
        ];
        Runner::new(self.it.cell.clone(), handlers, Options::default())
    }

    async fn disposal(&self, id: Id<Disposal>) -> disposal::Shown {
        disposal::show(&self.office, self.actor("tuti"), id).await.unwrap()
    }

    /// Where the files of a letter lie, or would lie.
    fn folder_of(&self, id: Id<Letter>) -> PathBuf {
        let below = format!("documents/letters/{}", id.to_string().to_lowercase());
        let root = self.it.folder.path();
        let found = [root.to_owned(), root.join("files")].map(|root| root.join("documents"));
        let root = found.into_iter().find(|folder| folder.exists()).unwrap();
        root.parent().unwrap().join(below)
    }

    async fn count(&self, statement: &'static db::Statement, value: &str) -> i64 {
        let value = value.to_owned();
        let read = async |tx: &mut Tx| tx.one(statement, db::params![value]).await?.int("n");
        self.it.cell.db().read(read).await.unwrap()
    }
}

fn decree() -> Papers<'static> {
    Papers { decree: "045/K.30/2032", decree_day: "2032-01-10", ..Papers::default() }
}

/// Years later: so many letters in a file that may go, everything agreed and signed.
async fn agreed(db: db::Db, letters: usize) -> (Stage, String) {
    agreed_files(db, &[letters]).await
}

/// The same with several files; the stage has the first of them, and the letters of all.
async fn agreed_files(db: db::Db, files: &[usize]) -> (Stage, String) {
    let house = House::new(db).await;
    retention::load(&house.office, &Actor::operator(), TABLE.as_bytes()).await.unwrap();
    let (mut sent, mut dossiers) = (Vec::new(), Vec::new());
    for (file, letters) in files.iter().enumerate() {
        let first = sent.len();
        for _ in 0..*letters {
            sent.push(house.sent_on_paper(&format!("Serah terima {}", sent.len())).await);
        }
        let title = format!("Serah terima {}", 2026 + file);
        dossiers.push(house.filed(&title, "000.8.3.3", &sent[first..]).await);
    }
    let dossier = dossiers[0];
    house.it.clock.advance_seconds(6 * 366 * 86_400);
    let id = house.proposed(&dossiers).await.unwrap();
    house.judged(id).await;
    disposal::decide(&house.office, house.actor("rudi"), id, decree()).await.unwrap();
    let number = house.recorded(id).await;
    (Stage { house, letters: sent, dossier, id }, number)
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn what_was_agreed_and_signed_is_gone_and_its_register_stays(db: Db) {
        let (Stage { house, letters, dossier, id }, number) = agreed(db, 2).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let text_id = letters[0].to_string();
        let wish = Wish { what: What::Naskah, id: &text_id, from: "", until: "", with_secret: false };
        let export = archive::ask(office, tuti, wish).await.unwrap();
        house.destroyer().run_until_idle().await.unwrap();
        let zip = format!("/naskah/ekspor/{export}/arsip.zip");
        assert_eq!(house.get("tuti", &zip).await.status, StatusCode::OK);
        let now = house.it.cell.now();
        let db = house.it.cell.db();
        let page = "7k3m9q2x5v8b1n4c6z0j7h5d3f";
        let write = async |tx: &mut Tx| public_pages::of_letter_or(tx, letters[0], page, now).await;
        let page = db.write(write).await.unwrap();
        let pdf = paper::pdf(office, tuti, letters[0]).await.unwrap().content();
        let revision = house.shown("tuti", letters[0]).await.revisions.pop().unwrap();
        let letter = format!("/naskah/{}", letters[0]);
        assert!(letters.iter().all(|one| house.folder_of(*one).exists()));
        assert!(house.get("tuti", &letter).await.says(SAID));

        assert_eq!(code(disposal::execute(office, tuti, id, "1/X").await), "documents/disposal-number");
        assert_eq!(code(disposal::execute(office, house.actor("rudi"), id, &number).await), "identity/forbidden");
        disposal::execute(office, tuti, id, &number).await.unwrap();
        assert_eq!(code(disposal::execute(office, tuti, id, &number).await), "documents/disposal-state");
        assert_eq!(code(disposal::withdraw(office, tuti, id, "x").await), "documents/disposal-state");
        assert_eq!(house.destroyer().run_until_idle().await.unwrap(), 1);

        let shown = house.disposal(id).await;
        assert_eq!((shown.disposal.state, shown.destroyed), (DisposalState::Done, 2));
        for one in &letters {
            assert!(!house.folder_of(*one).exists(), "no file stays behind");
            assert_eq!(house.count(&ATTACHED, &one.to_string()).await, 0);
        }
        assert_eq!(house.count(&SAYING, &format!("%{SAID}%")).await, 0, "no version says it");
        assert_eq!(house.get("tuti", &zip).await.status, StatusCode::NOT_FOUND, "no copy stays");

        // What stays: the row, the number, who acted, the fingerprints.
        let gone = house.shown("tuti", letters[0]).await;
        assert_eq!(gone.loaded.record.state, State::Destroyed);
        assert_eq!(gone.loaded.record.subject, "Serah terima 0");
        assert!(gone.loaded.record.number.is_some());
        assert_eq!(gone.revisions.last(), Some(&revision));
        assert!(gone.loaded.chain.steps.iter().any(|step| step.mark.as_ref().is_some_and(|mark| mark.name == "Wati Contoh")));
        let told = gone.destroyed.unwrap();
        assert_eq!(told.record.unwrap().0, number);
        let read = house.get("tuti", &letter).await;
        assert_eq!(read.status, StatusCode::OK, "{}", read.text());
        assert!(read.says("Naskah ini dimusnahkan") && !read.says(SAID) && read.says(&number));
        for end in ["naskah.pdf", "baca", "halaman/1.png", "beda"] {
            let answer = house.get("tuti", &format!("{letter}/{end}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{end}: {}", answer.text());
        }
        let stored = format!("{letter}/revisi/{}", revision.sha256);
        assert_eq!(house.get("tuti", &stored).await.status, StatusCode::NOT_FOUND);
        let public = house.get("lina", &format!("/n/{page}")).await;
        assert!(public.says("Sudah dimusnahkan") && public.says(&number), "{}", public.text());
        assert!(!public.says("naskah.pdf"));
        let head = b"Content-Disposition: form-data; name=\"berkas\"; filename=\"salinan.pdf\"\r\n\r\n";
        let parts = [&head[..], &pdf].concat();
        let verified = house.send_parts("lina", "/verifikasi", "/verifikasi", &parts).await;
        assert!(verified.says("sudah dimusnahkan oleh penerbitnya"), "{}", verified.text());
        let found = search::search(office, tuti, "serah terima 0", "").await.unwrap();
        assert!(found.letters.iter().any(|one| one.id == letters[0]), "the register finds it");

        // The public log has the deed, and the file is off every list.
        assert_eq!(house.count(&WAITING, "%\"deed\":\"musnah\"%").await, 2);
        log::sequence(&house.it.cell).await.unwrap();
        let file = db.read(async |tx: &mut Tx| dossiers::find(tx, dossier).await).await.unwrap().unwrap();
        assert_eq!(file.phase(house.it.cell.today()), Phase::Destroyed);
        assert!(retention::due(office, tuti).await.unwrap().is_empty());
        assert_eq!(code(house.proposed(&[dossier]).await), "documents/disposal-not-due");
        let file = house.get("tuti", &format!("/naskah/berkas/{dossier}")).await;
        assert!(file.says("Berkas ini dimusnahkan"));
        // The register can still be taken out: the letter with its row, without files.
        let wish = Wish { what: What::Berkas, id: &dossier.to_string(), from: "", until: "", with_secret: false };
        let export = archive::ask(office, tuti, wish).await.unwrap();
        house.destroyer().run_until_idle().await.unwrap();
        assert_eq!(house.get("tuti", &format!("/naskah/ekspor/{export}/arsip.zip")).await.status, StatusCode::OK);
    }

    async fn no_one_person_can_do_it_and_every_member_counts(db: Db) {
        let house = House::new(db).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        retention::load(office, &Actor::operator(), TABLE.as_bytes()).await.unwrap();
        let first = house.filed("Pertama", "000.8.3.3", &[house.sent_on_paper("Satu").await]).await;
        let second = house.filed("Kedua", "000.8.3.3", &[house.given_up("Dua").await]).await;
        let permanent = house.filed("Permanen", "000", &[house.given_up("Tiga").await]).await;
        assert_eq!(code(house.proposed(&[first]).await), "documents/disposal-not-due");
        house.it.clock.advance_seconds(6 * 366 * 86_400);
        assert_eq!(code(house.proposed(&[permanent]).await), "documents/disposal-not-due");
        assert_eq!(code(house.proposed(&[]).await), "documents/disposal-no-files");
        assert_eq!(code(house.proposed(&[first, first]).await), "documents/disposal-elsewhere");
        let even = Proposal { files: vec![first], panel_decree: "x", panel: vec![house.position("kadis"); 4] };
        assert_eq!(code(disposal::propose(office, tuti, &even).await), "documents/disposal-panel");
        let twice = Proposal { panel: vec![house.position("kadis"); 3], ..even.clone() };
        assert_eq!(code(disposal::propose(office, tuti, &twice).await), "documents/disposal-panel");
        assert_eq!(code(disposal::propose(office, house.actor("lina"), &twice).await), "identity/forbidden");

        let id = house.proposed(&[first, second]).await.unwrap();
        assert_eq!(code(house.proposed(&[first]).await), "documents/disposal-elsewhere");
        assert_eq!(code(disposal::judge(office, tuti, id, (&[], "")).await), "documents/disposal-four-eyes");
        assert_eq!(code(disposal::judge(office, house.actor("rudi"), id, (&[], "")).await), "documents/disposal-not-on-panel");
        assert_eq!(code(disposal::show(office, house.actor("sari"), id).await), "documents/unknown-disposal");
        assert_eq!(code(disposal::decide(office, house.actor("rudi"), id, decree()).await), "documents/disposal-state");
        // A member of another office has it on its list.
        assert_eq!(disposal::waiting_count(&house.it.cell, house.actor("dina")).await.unwrap(), 1);
        let waiting = disposal::list(office, house.actor("dina")).await.unwrap();
        assert_eq!(waiting.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        assert_eq!(code(disposal::judge(office, house.actor("dina"), id, (&[second], "")).await), "documents/task-reason");
        disposal::judge(office, house.actor("dina"), id, (&[second], "masih ditagih")).await.unwrap();
        assert_eq!(code(disposal::judge(office, house.actor("dina"), id, (&[], "")).await), "documents/disposal-four-eyes");
        for who in ["joko", "wati"] {
            disposal::judge(office, house.actor(who), id, (&[], "")).await.unwrap();
        }
        let shown = house.disposal(id).await;
        assert_eq!(shown.disposal.state, DisposalState::Judged);
        assert_eq!(shown.disposal.going().count(), 1, "one member is enough to keep a file");
        for (who, count) in [("dina", 0), ("rudi", 1), ("tuti", 0)] {
            assert_eq!(disposal::waiting_count(&house.it.cell, house.actor(who)).await.unwrap(), count, "{who}");
        }
        assert_eq!(code(disposal::decide(office, house.actor("dina"), id, decree()).await), "documents/disposal-not-head");
        assert_eq!(code(disposal::decide(office, house.actor("rudi"), id, Papers::default()).await), "documents/disposal-decree");
        let later = Papers { decree: "1", decree_day: "2090-01-01", ..Papers::default() };
        assert_eq!(code(disposal::decide(office, house.actor("rudi"), id, later).await), "documents/day");
        disposal::decide(office, house.actor("rudi"), id, decree()).await.unwrap();
        disposal::withdraw(office, tuti, id, "ditunda").await.unwrap();
        assert_eq!(house.disposal(id).await.disposal.state, DisposalState::Withdrawn);

        // A panel that keeps everything ends it.
        let id = house.proposed(&[first]).await.unwrap();
        for who in ["joko", "wati", "dina"] {
            disposal::judge(office, house.actor(who), id, (&[first], "perlu")).await.unwrap();
        }
        assert_eq!(house.disposal(id).await.disposal.state, DisposalState::Withdrawn);
    }

    async fn what_was_kept_ten_years_needs_the_approval_of_the_national_archive(db: Db) {
        let house = House::new(db).await;
        let office = &house.office;
        retention::load(office, &Actor::operator(), LONG.as_bytes()).await.unwrap();
        let old = house.filed("Lama", "000.8.3.3", &[house.given_up("Satu").await]).await;
        house.it.clock.advance_seconds(11 * 366 * 86_400);
        let id = house.proposed(&[old]).await.unwrap();
        house.judged(id).await;
        let rudi = house.actor("rudi");
        assert_eq!(code(disposal::decide(office, rudi, id, decree()).await), "documents/disposal-approval");
        let papers = Papers { approval: "B-KN.00.03/12/2037", approval_day: "2037-01-02", ..decree() };
        disposal::decide(office, rudi, id, papers).await.unwrap();
        let decision = house.disposal(id).await.disposal.decision.unwrap();
        assert_eq!(decision.approval.unwrap().number, "B-KN.00.03/12/2037");
    }

    async fn a_letter_that_is_held_stops_everything_until_it_is_let_go(db: Db) {
        let (Stage { house, letters, dossier, id }, number) = agreed(db, 1).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let court = ("Penetapan PN Sangatta 12/Pdt.G/2032", "bukti");
        let hold = async |who: &str, said| retention::hold_letter(office, house.actor(who), (dossier, letters[0]), said).await;
        assert_eq!(code(hold("lina", court).await), "documents/unknown-dossier");
        assert_eq!(code(hold("tuti", ("", "bukti")).await), "documents/hold-authority");
        let held = hold("tuti", court).await.unwrap();
        assert_eq!(code(disposal::execute(office, tuti, id, &number).await), "documents/disposal-not-due");
        assert!(house.get("tuti", &format!("/naskah/berkas/{dossier}")).await.says("12/Pdt.G/2032"));
        assert!(house.get("tuti", &format!("{PATH}/{id}")).await.says("12/Pdt.G/2032"));
        assert_eq!(code(retention::release_letter(office, tuti, (dossier, held), " ").await), "documents/task-reason");
        retention::release_letter(office, tuti, (dossier, held), "putusan inkrah").await.unwrap();
        assert_eq!(code(retention::release_letter(office, tuti, (dossier, held), "x").await), "documents/hold-over");
        // Somebody who edits the database cannot slip another letter in.
        let stranger = house.sent_on_paper("Selundupan").await;
        let put = async |tx: &mut Tx| dossiers::put_letter(tx, stranger, dossier, (house.it.cell.now(), "x")).await;
        house.it.cell.db().write(put).await.unwrap();
        assert_eq!(code(disposal::execute(office, tuti, id, &number).await), "documents/disposal-changed");
        assert!(house.folder_of(stranger).exists());
    }

    async fn killed_in_the_middle_it_goes_on_where_it_was(db: Db) {
        let (Stage { house, letters, id, .. }, number) = agreed(db, 6).await;
        disposal::execute(&house.office, house.actor("tuti"), id, &number).await.unwrap();
        // A process that dies: nothing of it runs on, nothing is written down.
        let doomed = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let first = house.destroyer();
        doomed.spawn(async move { first.run_until_idle().await });
        let db = house.it.cell.db();
        while db.read(async |tx: &mut Tx| destroyed::count(tx, id).await).await.unwrap() == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        doomed.shutdown_background();
        tokio::time::sleep(Duration::from_millis(100)).await;
        house.it.clock.advance_seconds(30);
        house.destroyer().run_until_idle().await.unwrap();
        let shown = house.disposal(id).await;
        assert_eq!((shown.disposal.state, shown.destroyed), (DisposalState::Done, 6));
        assert!(letters.iter().all(|one| !house.folder_of(*one).exists()));
        assert_eq!(house.count(&SAYING, &format!("%{SAID}%")).await, 0);
        assert_eq!(house.count(&WAITING, "%\"deed\":\"musnah\"%").await, 6, "each once");
    }

    async fn a_hold_that_comes_while_letters_go_keeps_its_file_and_no_other(db: Db) {
        let (Stage { house, letters, dossier, id }, number) = agreed_files(db, &[2, 1, 1]).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        disposal::execute(office, tuti, id, &number).await.unwrap();
        let court = ("Penetapan PN Sangatta 12/Pdt.G/2032", "bukti");
        let held = retention::hold_letter(office, tuti, (dossier, letters[0]), court).await.unwrap();
        house.destroyer().run_until_idle().await.unwrap();
        let there: Vec<bool> = letters.iter().map(|one| house.folder_of(*one).exists()).collect();
        assert_eq!(there, [true, true, false, false]);
        let shown = house.disposal(id).await;
        assert_eq!((shown.disposal.state, shown.destroyed), (DisposalState::Running, 2));
        let page = house.get("tuti", &format!("{PATH}/{id}")).await;
        assert!(page.says("12/Pdt.G/2032") && page.says("2 dari 4"), "{}", page.text());
        // Let go, it goes by itself.
        retention::release_letter(office, tuti, (dossier, held), "putusan inkrah").await.unwrap();
        house.destroyer().run_until_idle().await.unwrap();
        let shown = house.disposal(id).await;
        assert_eq!((shown.disposal.state, shown.destroyed), (DisposalState::Done, 4));
        assert!(letters.iter().all(|one| !house.folder_of(*one).exists()));
        assert_eq!(house.count(&WAITING, "%\"deed\":\"musnah\"%").await, 4, "each once");
        // Another file of another list is not touched by letting go.
        assert_eq!(code(retention::release_letter(office, tuti, (dossier, held), "x").await), "documents/hold-over");
    }

    async fn a_record_that_is_not_begun_leaves_no_letter_without_its_list(db: Db) {
        let (Stage { house, id, .. }, _) = agreed(db, 1).await;
        let (office, tuti) = (&house.office, house.actor("tuti"));
        let words = documents::print::disposal_sheet::Words::default();
        let signer = (house.position("kadis"), &words);
        let there = disposal::draft_record(office, tuti, id, signer).await;
        assert_eq!(code(there), "documents/disposal-record-there");
        let record = house.disposal(id).await.record.unwrap();
        let shown = house.shown("tuti", record.id).await;
        let first = shown.versions.last().unwrap();
        assert_eq!(first.number, 1, "the newest stands first");
        let list = &shown.loaded.content.attachments[0];
        let (file, bytes) = files::open(office, tuti, record.id, &list.sha256).await.unwrap();
        assert_eq!((file.name.as_str(), bytes.len() as u64), ("daftar-arsip-musnah-diskominfo.xlsx", file.bytes));
        assert_eq!(house.count(&ATTACHED, &record.id.to_string()).await, 1);
    }

    async fn it_has_pages_for_each_of_them(db: Db) {
        let house = House::new(db).await;
        let office = &house.office;
        retention::load(office, &Actor::operator(), TABLE.as_bytes()).await.unwrap();
        let mut secret = house.memo("Sangat tertutup", &["kabid"], "kadis");
        secret.secrecy = Secrecy::Rahasia;
        let secret = house.begun(secret).await;
        route::withdraw(office, house.actor("lina"), secret, "x").await.unwrap();
        let file = house.filed("Satu <b>", "000.8.3.3", &[secret]).await;
        house.it.clock.advance_seconds(6 * 366 * 86_400);
        assert!(house.get("lina", PATH).await.says("Belum ada usulan"));
        assert_eq!(house.get("lina", &format!("{PATH}/baru")).await.status, StatusCode::FORBIDDEN);
        let new = format!("{PATH}/baru");
        assert!(house.get("tuti", &new).await.says("Satu &#60;b&#62;"));
        let empty = house.post("tuti", &new, PATH, &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let seats = ["sekdis", "kabid", "kaban"].map(|one| house.position(one).to_string());
        let file_id = file.to_string();
        let mut form = vec![("berkas[]", file_id.as_str()), ("sk-panitia", "045/K.12")];
        form.extend([("anggota-1", seats[0].as_str()), ("anggota-2", &seats[1])]);
        let two = house.post("tuti", &new, PATH, &form).await;
        assert!(two.status == StatusCode::UNPROCESSABLE_ENTITY && two.says("Susunan panitia"));
        form.push(("anggota-5", &seats[2]));
        let made = house.post("tuti", &new, PATH, &form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let one = made.location;
        for who in ["joko", "wati", "dina"] {
            assert!(house.get(who, &one).await.says("Penilaian Anda"), "{who}");
            let said = house.post(who, &one, &format!("{one}/nilai"), &[("alasan", "")]).await;
            assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text());
        }
        let none = house.post("rudi", &one, &format!("{one}/tetapkan"), &[]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        let papers = [("nomor-penetapan", "045/30"), ("tanggal-penetapan", "2032-01-10")];
        assert_eq!(house.post("rudi", &one, &format!("{one}/tetapkan"), &papers).await.status, StatusCode::SEE_OTHER);
        let kadis = house.position("kadis").to_string();
        let record = house.post("tuti", &one, &format!("{one}/berita-acara"), &[("penanda-tangan", &kadis)]).await;
        assert_eq!(record.status, StatusCode::SEE_OTHER, "{}", record.text());
        assert!(house.get("tuti", &record.location).await.says("Pemusnahan arsip"));
        let again = house.post("tuti", &one, &format!("{one}/berita-acara"), &[("penanda-tangan", &kadis)]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        for language in ["id", "en"] {
            for page in [PATH, &new, &one, &format!("/naskah/berkas/{file}")] {
                assert_eq!(house.get_in(language, "tuti", page).await.status, StatusCode::OK, "{page}");
            }
        }
        let sheet = house.get("dina", &format!("{one}/daftar.xlsx")).await;
        let said = crate::stories_retention::cells(&sheet.bytes);
        assert!(said.contains("Satu &lt;b&gt;") && !said.contains("Sangat tertutup"), "{said}");
        let stop = house.post("tuti", &one, &format!("{one}/hentikan"), &[("alasan", "ditunda")]).await;
        assert_eq!(stop.status, StatusCode::SEE_OTHER);
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
        assert_eq!(house.app.texts().gaps(), Vec::<String>::new());
    }
}
