//! Whatever people do, the log at its most talkative names none of them.

use std::collections::BTreeSet;
use std::fs;

use db::Target;

use crate::browser::{Browser, escaped};
use crate::imports;
use crate::support::*;

const PASSWORD: &str = "pelangi contoh 2026";
/// Typed by people of this story, and by nobody else.
const WRONG_PASSWORD: &str = "Rahasia-Salah-77-Mangga";
const NEW_NAME: &str = "Yohana Pertiwi Kusumawardhani";
const NEW_LOGIN: &str = "yohana.pertiwi";
const NEW_NIP: &str = "198703122010012345";

/// What must not be in the log, each with a word for what it is.
#[derive(Default)]
struct Secrets(BTreeSet<(String, &'static str)>);

impl Secrets {
    fn add(&mut self, what: &'static str, secret: &str) {
        // Shorter words stand in any log by chance.
        if secret.len() >= 6 {
            self.0.insert((secret.to_owned(), what));
        }
    }

    fn add_nop(&mut self, digits: &str) {
        let (a, b) = digits.split_at(13);
        let parts = [&a[..2], &a[2..4], &a[4..7], &a[7..10], &a[10..]];
        self.add("NOP", digits);
        self.add("NOP", &format!("{}-{}.{}", parts.join("."), &b[..4], &b[4..]));
        self.add("NOP", &parts[1..].join("."));
    }
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("no {from}: {text}"));
    rest.split(to).next().unwrap_or_default()
}

/// Looks everything up that can be looked up, proves wrongly and rightly, reads the notice.
fn a_citizen(server: &Server, secrets: &mut Secrets, nop: &str, paid: (&str, &str)) {
    let mut citizen = Browser::new(server);
    let dotted = format!("{}.{}.{}", &nop[..2], &nop[2..4], &nop[4..]);
    citizen.get(&format!("/pbb?nop={nop}")).expect(200, &[]);
    citizen.get(&format!("/pbb?nop={}", escaped(&dotted))).expect(200, &[]);
    citizen.get(&format!("/pbb?nop={}9", &nop[..17]));
    citizen.get(&format!("/pbb/{nop}"));
    citizen.get(&format!("/api/v1/property-tax/objects/{nop}/notices")).expect(200, &[]);
    citizen.get(&format!("/api/v1/property-tax/objects/{nop}7/notices"));

    let page = format!("/pbb/buka?nop={nop}&tahun=2026");
    let whole =
        |cara, name, value| [("nop", nop), ("tahun", "2026"), ("cara", cara), (name, value)];
    for (cara, name, value) in [("kode", "kode", "ZXCV-9876"), ("nik", "nik", "6408010203040506")] {
        let answer = citizen.send_form(&page, &page, &whole(cara, name, value));
        assert!((400..500).contains(&answer.status), "{answer:?}");
        secrets.add("a proof", value);
    }
    let (date, amount) = paid;
    let fields = [&whole("bayar", "tanggal", date)[..], &[("jumlah", amount)]].concat();
    let opened = citizen.send_form(&page, &page, &fields);
    let to = opened.header("location").to_owned();
    assert_eq!(opened.status, 303, "{}", opened.text);
    let notice = citizen.get(&to).expect(200, &[]).text;
    citizen.get(&format!("/pbb/sppt/{nop}/2026/e-sppt.pdf")).expect(200, &[]);
    let name = between(&notice, "<h1", "</h1>");
    assert!(!name.is_empty());
    secrets.0.extend(citizen.secrets().into_iter().map(|cookie| (cookie, "a cookie")));
}

/// Signs in by hand, with mistakes, searches people and objects, imports.
fn an_officer(
    server: &Server,
    secrets: &mut Secrets,
    (place, target): (&Place, &Target),
    nop: &str,
) {
    let mut officer = Browser::new(server);
    let page = officer.get("/masuk").expect(200, &[]).text;
    let code =
        between(between(&page, "petugas</span>", "</form>"), "log strong\">", "<").to_owned();
    for (password, code, status) in [(WRONG_PASSWORD, "135792", 422), (PASSWORD, &*code, 303)] {
        let fields = [("login", "petugas"), ("password", password), ("code", code)];
        officer.send_form("/masuk", "/masuk", &fields).expect(status, &[]);
        secrets.add("a code", code);
    }
    for words in ["CONTOH", "KARTINI ARIFIN", nop, "6499185409550003"] {
        officer.get(&format!("/kerja/pbb/objek?q={}", escaped(words))).expect(200, &[]);
    }
    let object = officer.get(&format!("/kerja/pbb/objek/{nop}")).expect(200, &[]).text;
    let subject = between(&object, "/kerja/pbb/subjek/", "\"").to_owned();
    officer.get(&format!("/kerja/pbb/subjek/{subject}")).expect(200, &[]);
    secrets.add("a subject", &subject);

    let mut files = imports::files(&place.path("extract"));
    for (name, bytes) in &mut files {
        if name == "SPPT.csv" {
            bytes.extend_from_slice(b"64,08,010,002,001,KARTINI,0\n");
        }
    }
    officer.upload(imports::PAGE, &files).expect(303, &[]);
    imports::wait_until_published(target);
    officer.get(&format!("{}/2", imports::PAGE)).expect(200, &[]);
    officer.get(&format!("{}/2/ditolak.csv", imports::PAGE)).expect(200, &["sppt.csv"]);
    secrets.0.extend(officer.secrets().into_iter().map(|cookie| (cookie, "a cookie")));
}

/// Makes an account, follows its link, resets it, and reads the trail.
fn an_administrator(server: &Server, secrets: &mut Secrets) {
    let mut admin = Browser::signed_in(server, "admin");
    let new = "/kerja/akun/baru";
    let fields = [
        ("name", NEW_NAME),
        ("login", NEW_LOGIN),
        ("nip", NEW_NIP),
        ("agency", "bapenda"),
        ("roles[]", "tax-officer"),
    ];
    let made = admin.send_form(new, new, &fields).expect(200, &["/tautan/"]).text;
    let token = between(&made, "/tautan/", "<").trim().to_owned();
    let id = between(&made, "href=\"/kerja/akun/", "\"").to_owned();
    let link = format!("/tautan/{token}");
    let mut guest = Browser::new(server);
    let page = guest.get(&link).expect(200, &[]).text;
    secrets.add("a phone's secret", between(&page, "<b class=\"log\">", "</b>"));
    let typed = [
        ("login", NEW_LOGIN),
        ("password", WRONG_PASSWORD),
        ("repeat", WRONG_PASSWORD),
        ("code", "246801"),
    ];
    guest.send_form(&link, &link, &typed).expect(422, &[]);
    guest.get(&format!("{link}x"));
    let account = format!("/kerja/akun/{id}");
    admin.get("/kerja/akun?cari=yohana").expect(200, &[NEW_NAME]);
    admin.send_form(&account, &format!("{account}/nonaktifkan"), &[]);
    let trail = Browser::signed_in(server, "auditor").get("/kerja/jejak-audit").expect(200, &[]);
    assert!(trail.text.contains("Jejak"), "{}", trail.text);
    secrets.add("a link", &token);
    secrets.0.extend(admin.secrets().into_iter().map(|cookie| (cookie, "a cookie")));
}

/// Names, ids and telephone numbers of everybody in an extract.
fn add_people(secrets: &mut Secrets, folder: &str) {
    let path = format!("{folder}/DAT_SUBJEK_PAJAK.csv");
    for row in fs::read_to_string(path).expect("the extract").lines().skip(1) {
        let mut cells = row.split(',');
        secrets.add("an id", cells.next().unwrap_or_default());
        secrets.add("a name", cells.next().unwrap_or_default());
        secrets.add("a telephone", row.split(',').nth(9).unwrap_or_default());
    }
}

/// The log without the time at the head of each line, whose digits mean nothing.
fn without_times(log: &str) -> String {
    let lines = log.lines().map(|line| line.split_once("Z ").map_or(line, |(_, rest)| rest));
    lines.collect::<Vec<_>>().join("\n").to_lowercase()
}

/// In a demo cell whose settings are there already, or will be made.
fn journeys(place: &Place, target: &Target) {
    let dir = place.path("demo");
    let words = ["demo", "--dir", &dir, "--port", "0", "--objects", "60"];
    let most_talkative = [("PELANGI_LOG__LEVEL", "trace")];
    let server = Server::start_with(&words, place.path("log").as_ref(), &most_talkative);
    place.generate(30);
    let mut secrets = Secrets::default();
    // A sample that was paid comes with the date and the amount of its payment.
    let told = &server.told;
    let at = told.iter().position(|line| line.contains("proof: paid")).expect("a payment");
    let (amount, date) =
        told[at].split_once("paid ").expect("it").1.split_once(" on ").expect("on");
    let nops = server.samples();
    let place_of = |line: &String| line.chars().filter(char::is_ascii_digit).collect::<String>();
    let nop = place_of(&told[at - 1])[..18].to_owned();

    a_citizen(&server, &mut secrets, &nop, (date, amount));
    an_officer(&server, &mut secrets, (place, target), &nop);
    an_administrator(&server, &mut secrets);
    nops.iter().for_each(|nop| secrets.add_nop(nop));
    for folder in [place.path("demo/extract"), place.path("extract")] {
        add_people(&mut secrets, &folder);
    }
    for (what, secret) in [
        ("a password", PASSWORD),
        ("a password", WRONG_PASSWORD),
        ("a name", NEW_NAME),
        ("a login", NEW_LOGIN),
        ("a NIP", NEW_NIP),
        ("an amount", amount),
    ] {
        secrets.add(what, secret);
    }
    let file = server.log.clone();
    server.stop();
    let log = without_times(&fs::read_to_string(file).expect("the log"));
    assert!(log.contains("/pbb/buka") && log.contains("/kerja/akun/baru"), "it tells the routes");
    assert!(secrets.0.len() > 200, "{}", secrets.0.len());
    let told: Vec<_> = secrets.0.iter().filter(|(s, _)| log.contains(&s.to_lowercase())).collect();
    assert_eq!(told, Vec::<&(String, &str)>::new(), "{log}");
    // Nor anything else that could be the number of an object or a person.
    let long = log.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() >= 15);
    assert_eq!(long, None, "{log}");
}

mod no_journey_leaves_a_person_an_object_or_a_secret_in_the_log {
    use super::*;

    #[test]
    fn sqlite() {
        let place = Place::new();
        let target = Target::Sqlite(place.database("demo"));
        journeys(&place, &target);
    }

    /// Whose driver has a log of its own.
    #[test]
    fn postgres() {
        on_postgres(|target| {
            let place = Place::new();
            place.create("demo", &["--database", &target.address()]);
            journeys(&place, target);
        });
    }
}
