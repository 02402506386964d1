//! Meetings: arranged, attended, written down, closed; what their decisions become.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use axum::http::StatusCode;
use base::{Id, Instant};
use documents::domain::meeting::{
    Guest, GuestKind, Meeting, Plan, Presence, code_messages, digits, read_code,
};
use documents::usecase::meetings::{self, Hand, MinutesLetter, Past, Shown, Wanted};
use documents::usecase::tasks::{self, Addressee};
use documents::usecase::{route, show};

use crate::desk::code;
use crate::house::*;

fn office(code: &str) -> Guest {
    Guest {
        kind: GuestKind::Office,
        agency: Some(code.to_owned()),
        position: None,
        name: String::new(),
    }
}

fn outside(name: &str) -> Guest {
    Guest { kind: GuestKind::Outside, agency: None, position: None, name: name.to_owned() }
}

impl House {
    fn plan(&self, minutes: i64) -> Plan {
        let starts_at = self.it.cell.now().plus_seconds(minutes * 60);
        Plan {
            title: "Rapat Koordinasi".to_owned(),
            agenda: "Laporan\nKendala".to_owned(),
            place: "Ruang Meranti".to_owned(),
            link: String::new(),
            starts_at,
            ends_at: starts_at.plus_seconds(7_200),
            position: self.position("kadis"),
            grace: 15,
            guests: vec![office("bapenda"), outside("PT Contoh")],
        }
    }

    async fn meeting(&self, minutes: i64) -> Id<Meeting> {
        meetings::arrange(&self.office, self.actor("lina"), &self.plan(minutes)).await.unwrap()
    }

    async fn met(&self, who: &str, id: Id<Meeting>) -> Shown {
        meetings::show(&self.office, self.actor(who), id).await.unwrap()
    }

    async fn room_code(&self, id: Id<Meeting>) -> String {
        meetings::room(&self.office, self.actor("lina"), id).await.unwrap().code
    }

    fn wanted(&self, text: &str, agency: &str, days: i64) -> Wanted {
        let due = self.it.cell.today().checked_add(jiff::Span::new().days(days)).unwrap();
        Wanted {
            text: text.to_owned(),
            to: Addressee { agency: agency.to_owned(), position: None },
            due,
        }
    }
}

#[test]
fn a_code_is_eight_digits_and_changes_with_time_and_meeting() {
    assert_eq!(digits(&[0; 32]), "00000000");
    assert_eq!(digits(&[0xff; 32]).len(), 8);
    let id = |end: char| Id::parse(&format!("01ARZ3NDEKTSV4RRFFQ69G5FA{end}")).unwrap();
    let at = Instant::from_millis(120_000 * 7 + 5);
    let [now, before] = code_messages(id('A'), at);
    assert_ne!(now, before);
    assert_eq!(code_messages(id('A'), at.plus_seconds(120))[1], now, "the one before still counts");
    assert_ne!(code_messages(id('B'), at)[0], now);
    assert_eq!(read_code(" 1234-5678 ").as_deref(), Some("12345678"));
    assert_eq!(read_code("1234567"), None);
    assert_eq!(read_code("1234567x"), None);
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn decisions_of_a_closed_meeting_become_tasks(db: Db) {
        let house = House::new(db).await;
        let (at, lina, rudi) = (&house.office, house.actor("lina"), house.actor("rudi"));
        let id = house.meeting(10).await;
        let decisions = [house.wanted("Data dilengkapi", "bapenda", 7), house.wanted("Server diganti", "diskominfo", 30)];
        assert_eq!(meetings::save(at, lina, id, 0, ("Sudah **86 %**.", &decisions)).await.unwrap(), 1);
        assert_eq!(meetings::save(at, lina, id, 1, ("Sudah **86 %**.", &decisions)).await.unwrap(), 1, "nothing changed");
        assert_eq!(code(meetings::save(at, lina, id, 0, ("x", &[])).await), "documents/newer-version");
        assert_eq!(meetings::count(&house.it.cell, rudi).await.unwrap(), 1);
        assert_eq!(code(meetings::close(at, lina, id, 1).await), "documents/meeting-chair");
        assert_eq!(code(meetings::close(at, rudi, id, 0).await), "documents/newer-version");
        assert_eq!(meetings::close(at, rudi, id, 1).await.unwrap(), 2);
        assert_eq!(meetings::count(&house.it.cell, rudi).await.unwrap(), 0);
        assert_eq!(code(meetings::close(at, rudi, id, 1).await), "documents/meeting-state");
        let shown = house.met("nia", id).await;
        let owners: Vec<&str> = shown.tasks.iter().map(|task| &*task.owner).collect();
        assert_eq!(owners, ["bapenda", "diskominfo"]);
        let task = tasks::show(at, house.actor("nia"), shown.tasks[0].id).await.unwrap().task;
        assert_eq!((&*task.source.label, &*task.giver.capacity), ("Rapat Koordinasi", "Kepala Dinas Komunikasi dan Informatika"));
    }

    async fn closed_minutes_are_corrected_by_versions_with_a_reason(db: Db) {
        let house = House::new(db).await;
        let (at, lina, rudi) = (&house.office, house.actor("lina"), house.actor("rudi"));
        let id = house.meeting(10).await;
        let first = [house.wanted("Data dilengkapi", "bapenda", 7)];
        meetings::save(at, lina, id, 0, ("Satu", &first)).await.unwrap();
        assert_eq!(code(meetings::correct(at, lina, id, (1, "x"), ("Dua", &[])).await), "documents/meeting-state");
        meetings::close(at, rudi, id, 1).await.unwrap();
        assert_eq!(code(meetings::save(at, lina, id, 1, ("Dua", &first)).await), "documents/meeting-state");
        assert_eq!(code(meetings::correct(at, lina, id, (1, " "), ("Dua", &[])).await), "documents/task-reason");
        assert_eq!(meetings::correct(at, lina, id, (1, "salah ketik"), ("Dua", &[])).await.unwrap(), 2);
        let more = [house.wanted("Tambahan", "setda", 9)];
        assert_eq!(code(meetings::correct(at, lina, id, (2, "kurang"), ("Dua", &more)).await), "documents/meeting-chair");
        meetings::correct(at, rudi, id, (2, "kurang satu"), ("Dua", &more)).await.unwrap();
        let shown = house.met("lina", id).await;
        assert_eq!(shown.tasks.len(), 2);
        assert_eq!(shown.minutes.unwrap().1.decisions.len(), 2);
        let told: Vec<(u32, &str)> = shown.versions.iter().map(|one| (one.number, &*one.reason)).collect();
        assert_eq!(told, [(3, "kurang satu"), (2, "salah ketik"), (1, "")]);
        assert_eq!(meetings::version(at, lina, id, 1).await.unwrap().1.points, "Satu");
    }

    async fn whoever_sits_in_the_room_confirms_with_its_code(db: Db) {
        let house = House::new(db).await;
        let (at, dina, nia) = (&house.office, house.actor("dina"), house.actor("nia"));
        let id = house.meeting(30).await;
        let old = house.room_code(id).await;
        assert_eq!(meetings::confirm(at, dina, &old).await.unwrap(), id);
        meetings::confirm(at, dina, &old).await.unwrap();
        house.it.clock.advance_seconds(46 * 60);
        assert_eq!(code(meetings::confirm(at, nia, &old).await), "documents/attendance-code", "a photo of the code is old");
        let now = house.room_code(id).await;
        house.it.clock.advance_seconds(100);
        meetings::confirm(at, nia, &now).await.unwrap();
        let shown = house.met("lina", id).await;
        let lines: Vec<(&str, Presence, &str)> = shown.attendance.iter().map(|one| (&*one.name, one.presence, &*one.title)).collect();
        assert_eq!(lines, [
            ("Dina Contoh", Presence::Present, "Kepala Badan Pendapatan Daerah"),
            ("Nia Contoh", Presence::Late, "Badan Pendapatan Daerah"),
        ]);
        for wrong in ["00000000", "", "abc"] {
            assert_eq!(code(meetings::confirm(at, dina, wrong).await), "documents/attendance-code");
        }
        assert_eq!(code(meetings::room(at, nia, id).await), "documents/meeting-not-yours");
        let late = house.meeting(24 * 60).await;
        assert_eq!(code(meetings::room(at, house.actor("lina"), late).await), "documents/attendance-closed");
    }

    async fn the_secretary_notes_guests_and_strikes_with_a_reason(db: Db) {
        let house = House::new(db).await;
        let (at, lina) = (&house.office, house.actor("lina"));
        let id = house.meeting(5).await;
        let hand = |name: &str, presence| Hand { name: name.to_owned(), title: "PT Contoh".to_owned(), presence, note: String::new() };
        meetings::by_hand(at, lina, id, &hand("Budi", Presence::Present)).await.unwrap();
        meetings::by_hand(at, lina, id, &hand("Ani", Presence::Excused)).await.unwrap();
        assert_eq!(code(meetings::by_hand(at, lina, id, &hand(" ", Presence::Late)).await), "documents/attendance-name");
        assert_eq!(code(meetings::by_hand(at, house.actor("nia"), id, &hand("X", Presence::Late)).await), "documents/meeting-not-yours");
        assert_eq!(code(meetings::strike(at, lina, id, (1, "")).await), "documents/task-reason");
        meetings::strike(at, lina, id, (1, "orang lain")).await.unwrap();
        assert_eq!(code(meetings::strike(at, lina, id, (1, "lagi")).await), "documents/unknown-meeting");
        let shown = house.met("lina", id).await;
        assert_eq!((shown.attendance.len(), shown.attended().count()), (2, 1));
        let pdf = meetings::attendance_list(at, lina, id).await.unwrap();
        assert!(pdf.starts_with(b"%PDF"));
    }

    async fn invitation_and_minutes_are_letters_drafted_once(db: Db) {
        let house = House::new(db).await;
        let (at, lina, rudi) = (&house.office, house.actor("lina"), house.actor("rudi"));
        let id = house.meeting(60).await;
        let letter = meetings::invite(at, lina, id).await.unwrap();
        assert_eq!(code(meetings::invite(at, lina, id).await), "documents/meeting-letter-there");
        let drafted = show::show(at, lina, letter).await.unwrap().loaded;
        assert_eq!((&*drafted.record.kind, &*drafted.record.subject), ("undangan", "Undangan Rapat Koordinasi"));
        let to: Vec<&str> = drafted.content.to.iter().map(|party| &*party.name).collect();
        assert_eq!(to, ["Badan Pendapatan Daerah", "PT Contoh"]);
        assert_eq!(drafted.content.fields["ruang"], "Ruang Meranti");
        let pdf = house.get("lina", &format!("/naskah/{letter}/naskah.pdf")).await;
        assert!(pdf.bytes.starts_with(b"%PDF"), "{}", pdf.text());
        route::withdraw(at, lina, letter, "keliru").await.unwrap();
        let again = meetings::invite(at, lina, id).await.unwrap();
        assert_ne!(again, letter, "a letter that was given up does not stand in the way");
        let hand = Hand { name: "Budi".to_owned(), title: "PT Contoh".to_owned(), presence: Presence::Present, note: String::new() };
        meetings::by_hand(at, lina, id, &hand).await.unwrap();
        meetings::save(at, lina, id, 0, ("Dibahas.", &[house.wanted("Satu | dua", "bapenda", 3)])).await.unwrap();
        let wish = MinutesLetter { kind: "notula", signer: house.position("kadis") };
        assert_eq!(code(meetings::minutes_letter(at, lina, id, wish).await), "documents/meeting-state");
        meetings::close(at, rudi, id, 1).await.unwrap();
        let letter = meetings::minutes_letter(at, lina, id, wish).await.unwrap();
        let drafted = show::show(at, lina, letter).await.unwrap().loaded;
        assert_eq!(drafted.content.fields["peserta"], "Budi (PT Contoh)");
        assert!(drafted.content.body.typed().contains("| 1 | Satu / dua | Badan Pendapatan Daerah |"), "{}", drafted.content.body.typed());
        let pdf = house.get("lina", &format!("/naskah/{letter}/naskah.pdf")).await;
        assert!(pdf.bytes.starts_with(b"%PDF"), "{}", pdf.text());
    }

    async fn only_those_who_have_to_do_with_a_meeting_see_it(db: Db) {
        let house = House::new(db).await;
        let at = &house.office;
        let id = house.meeting(5).await;
        for who in ["lina", "nia", "hasan", "bupati"] {
            house.met(who, id).await;
        }
        assert_eq!(code(meetings::show(at, house.actor("sari"), id).await), "documents/unknown-meeting");
        let seen = house.room_code(id).await;
        meetings::confirm(at, house.actor("sari"), &seen).await.unwrap();
        house.met("sari", id).await;
        let coming = async |who: &str| meetings::page(at, house.actor(who), Past::Coming, None).await.unwrap().meetings.len();
        assert_eq!((coming("nia").await, coming("sari").await), (1, 1));
        assert_eq!(code(meetings::cancel(at, house.actor("nia"), id, "x").await), "documents/meeting-not-yours");
        meetings::cancel(at, house.actor("lina"), id, "Ditunda").await.unwrap();
        assert_eq!(coming("nia").await, 0);
        assert_eq!(meetings::page(at, house.actor("nia"), Past::Over, None).await.unwrap().meetings.len(), 1);
        let mut plan = house.plan(5);
        assert_eq!(code(meetings::change(at, house.actor("lina"), id, &plan).await), "documents/meeting-state");
        plan.position = house.position("kaban");
        assert_eq!(code(meetings::arrange(at, house.actor("lina"), &plan).await), "documents/position");
        plan = Plan { guests: Vec::new(), ..house.plan(5) };
        assert_eq!(code(meetings::arrange(at, house.actor("lina"), &plan).await), "documents/meeting-nobody");
        plan = Plan { link: "javascript:alert(1)".to_owned(), ..house.plan(5) };
        assert_eq!(code(meetings::arrange(at, house.actor("lina"), &plan).await), "documents/meeting-link");
    }

    async fn a_meeting_goes_its_way_on_the_pages(db: Db) {
        let house = House::new(db).await;
        let (new, kadis) = ("/naskah/rapat/baru", house.position("kadis").to_string());
        let zone = house.it.cell.zone();
        let start = house.it.cell.now().plus_seconds(20 * 60).civil(zone);
        let (day, from) = (start.date().to_string(), format!("{:02}:{:02}", start.hour(), start.minute()));
        let mut form = vec![
            ("judul", "Rapat <pagi>"), ("agenda", "Satu"), ("hari", &*day), ("jam-mulai", &*from), ("jam-selesai", "23:59"),
            ("tempat-rapat", "Aula"), ("tautan", ""), ("pengundang", &*kadis), ("toleransi", "x"), ("kantor[]", "bapenda"), ("luar", ""),
        ];
        let refused = house.post("lina", new, new, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("Toleransi tidak terbaca") && refused.says("Rapat &#60;pagi&#62;"), "{}", refused.text());
        form[8] = ("toleransi", "15");
        let made = house.post("lina", new, new, &form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let meeting = made.location;
        let page = house.get("lina", &meeting).await;
        let said = base::format::date(start.date(), base::Language::Id);
        assert_eq!(page.text().matches(&said).count(), 1, "the day is told once: {}", page.text());
        assert!(page.says(&format!("{said} {:02}.{:02}–23.59", start.hour(), start.minute())), "{}", page.text());
        let room = house.get("lina", &format!("{meeting}/kode")).await;
        let text = room.text();
        let (_, rest) = text.split_once("govuk-heading-xl\">").unwrap();
        let code = rest.split('<').next().unwrap().to_owned();
        let asked = house.get("nia", &format!("/naskah/hadir?kode-ruang={}", code.replace(' ', ""))).await;
        assert!(asked.says("Saya hadir") && asked.says("Rapat &#60;pagi&#62;"), "{}", asked.text());
        let there = house.post("nia", "/naskah/hadir", "/naskah/hadir", &[("kode-ruang", &code)]).await;
        assert_eq!(there.status, StatusCode::SEE_OTHER, "{}", there.text());
        assert!(house.get("lina", &meeting).await.says("Nia Contoh"));
        let wrong = house.get("nia", "/naskah/hadir?kode-ruang=1").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let minutes = format!("{meeting}/notula");
        let half = house.post("lina", &minutes, &minutes, &[("versi", "0"), ("pembahasan", "Isi"), ("keputusan-1", "Tanpa tenggat"), ("penanggung-jawab-1", "bapenda"), ("tenggat-1", "")]).await;
        assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(half.says("Tanpa tenggat") && half.says("value=\"bapenda\" selected"), "{}", half.text());
        let whole = [("versi", "0"), ("pembahasan", "Isi"), ("keputusan-1", "Dengan tenggat"), ("penanggung-jawab-1", "bapenda"), ("tenggat-1", &*day)];
        let saved = house.post("lina", &minutes, &minutes, &whole).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        let stale = house.post("lina", &minutes, &minutes, &whole).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(stale.says("name=\"versi\" value=\"0\""), "what somebody else saved has to be looked at first");
        assert!(!house.get("lina", &meeting).await.says("/tutup\""));
        assert_eq!(house.post("rudi", &meeting, &format!("{meeting}/tutup"), &[("versi", "1")]).await.status, StatusCode::SEE_OTHER);
        assert!(house.get("nia", "/naskah/tugas").await.says("Dengan tenggat"));
        assert!(house.get("lina", &format!("{meeting}/daftar-hadir.pdf")).await.bytes.starts_with(b"%PDF"));
        for language in ["id", "en"] {
            for (who, path) in [("lina", new), ("lina", "/naskah/rapat"), ("lina", "/naskah/rapat?daftar=selesai"), ("lina", "/naskah/hadir"), ("lina", &*meeting), ("rudi", &*minutes), ("nia", &*format!("{minutes}/1"))] {
                assert_eq!(house.get_in(language, who, path).await.status, StatusCode::OK, "{who} {path}");
            }
        }
        assert_eq!(house.get("nia", &minutes).await.status, StatusCode::FORBIDDEN);
        assert_eq!(house.app.texts().missed(), Vec::<String>::new());
        assert_eq!(house.app.texts().gaps(), Vec::<String>::new());
    }
}
