//! Letters are signed, by whoever may and nobody else.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

use base::Id;
use documents::domain::keys::{Passphrase, Purpose, Seen};
use documents::domain::letter::{EventKind, State};
use documents::domain::signing::{Attempt, AttemptState, Consent, Why};
use documents::usecase::authority::{self, RootKey};
use documents::usecase::keys::{self, Approve};
use documents::usecase::signing::{
    Extend, Factor, Wish, ask, give, prepare, sheet, trust_list, waiting,
};
use documents::usecase::{fix, paper};
use identity::{Account, Actor, Basis};
use pades::verify::{Policy, Verdict, verify};
use passkey::intent::Inclusion;
use passkey::{Challenge, Evidence, Expected, reverify};
use ports::signing::{Secret, Standing};
use serde_json::{Value, json};

use crate::desk::code;
use crate::house::MIGRATIONS;
use crate::keys_stage::keyring;
use crate::psre::PHRASE;
use crate::signing_stage::{Stage, end, phone};

/// What opens Rudi's own key.
const OWN: &str = "perahu kelotok jam tembaga";

/// Rudi has a key of his own, vouched for by Rina.
async fn enrolled(stage: &Stage) {
    let cell = &stage.house.it.cell;
    authority::begin(cell, &Actor::operator(), RootKey::Kept).await.unwrap();
    let keyring = keyring(cell);
    let phrase = || Passphrase::new(OWN.to_owned());
    let (rina, rudi) = (stage.house.actor("rina"), stage.house.actor("rudi"));
    keys::make(&keyring, rina, phrase(), &phrase()).await.unwrap();
    let code =
        async |who| keys::own(&keyring, who).await.unwrap().waiting().unwrap().code.to_string();
    keys::appoint_first(&keyring, "rina", &code(rina).await).await.unwrap();
    keys::make(&keyring, rudi, phrase(), &phrase()).await.unwrap();
    let id = keys::own(&keyring, rudi).await.unwrap().waiting().unwrap().key.id;
    let (seen, purpose) = (Seen::StaffCard, Purpose::Signer);
    let it = Approve { code: code(rudi).await, seen, purpose, passphrase: phrase() };
    keys::approve(&keyring, rina, id, it).await.unwrap();
}

/// What the program in docs/guide/consents.md says of rows as an export has them.
fn judged(folder: &Path, consent: &Consent, attempts: &[Attempt]) -> String {
    const GUIDE: &str =
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guide/consents.md"));
    let program = GUIDE.split("```python\n").nth(1).unwrap().split("```").next().unwrap();
    let rows: String = attempts.iter().map(|it| format!("{}\n", attempt_row(it))).collect();
    let consents = format!("{}\n", consent_row(consent));
    let files =
        [("judge.py", program), ("doc_consent.jsonl", &consents), ("doc_attempt.jsonl", &rows)];
    for (file, text) in files {
        std::fs::write(folder.join(file), text).unwrap();
    }
    let [program, consents, attempts] = files.map(|(file, _)| file);
    let arguments = [program, "https://pelangi.test", consents, attempts];
    let run = Command::new(python()).args(arguments).current_dir(folder).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

fn consent_row(it: &Consent) -> Value {
    let given = it.given.as_ref().unwrap();
    json!({
        "id": it.id.to_string(),
        "account": it.account,
        "account_name": it.account_name,
        "expires_at": it.expires_at.to_string(),
        "given_at": given.at.to_string(),
        "challenge": it.digest(),
        "factor": given.factor,
        "evidence": given.evidence,
    })
}

fn attempt_row(it: &Attempt) -> Value {
    let nonce: String = it.nonce.iter().map(|byte| format!("{byte:02x}")).collect();
    json!({
        "consent": it.consent.to_string(),
        "place": it.place,
        "letter": it.letter.to_string(),
        "position": it.position.to_string(),
        "basis": it.basis.as_str(),
        "standing": it.standing.as_str(),
        "base": it.base,
        "field": it.field,
        "nonce": nonce,
    })
}

/// One with the package `cryptography`: that of the oracles of lib/pades, which `make test` installs.
fn python() -> PathBuf {
    let home =
        || PathBuf::from(std::env::var_os("HOME").unwrap()).join(".cache/oracles/bin/python");
    let named = std::env::var_os("PELANGI_ORACLES").map_or_else(home, PathBuf::from);
    if named.exists() { named } else { PathBuf::from("python3") }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_letter_is_signed_and_the_file_proves_it(db: Db) {
        let stage = Stage::new(db).await;
        let id = stage.letter("Permintaan data").await;
        let before = paper::pdf(&stage.house.office, stage.house.actor("rudi"), id).await.unwrap();
        let attempt = stage.well(id).await;
        assert_eq!(end(&attempt), (AttemptState::Succeeded, None), "{}", attempt.detail);
        let shown = stage.house.shown("lina", id).await;
        assert_eq!(shown.loaded.record.state, State::Signed);
        let signature = &shown.signatures[0];
        assert_eq!(signature.standing, Standing::Certified);
        assert_eq!(signature.authority, "PSrE Contoh");
        assert_eq!(signature.signer, "RUDI CONTOH, S.Kom.");
        assert_eq!(signature.capacity, "Kepala Dinas Komunikasi dan Informatika");
        assert!(shown.public_address.unwrap().starts_with("https://pelangi.test/n/"));

        let after = paper::pdf(&stage.house.office, stage.house.actor("lina"), id).await.unwrap();
        let (before, after) = (before.content(), after.content());
        assert!(after.starts_with(&before) && after.len() > before.len());
        let trust = trust_list(&stage.signing, Standing::Certified).unwrap();
        let report = verify(&after, &Policy::new(trust, stage.house.it.cell.now()));
        assert_eq!(report.verdict, Verdict::Intact, "{report:?}");
        let kinds: Vec<_> = shown.events.iter().map(|event| event.kind).collect();
        assert!(kinds.ends_with(&[EventKind::SigningBegun, EventKind::Signed]));
        assert!(waiting(&stage.signing, stage.house.actor("rudi")).await.unwrap().is_empty());
    }

    async fn one_touch_agrees_to_several_letters_and_each_can_prove_it(db: Db) {
        let stage = Stage::new(db).await;
        let house = &stage.house;
        let mut phone = phone(house, "rudi").await;
        let letters = [stage.letter("Pertama").await, stage.letter("Kedua").await];
        let id = stage.prepared("rudi", &letters).await.unwrap();
        let rudi = house.actor("rudi");
        let before = sheet(&stage.signing, rudi, id).await.unwrap();
        let options = ask(&stage.signing, rudi, &before.consent).await.unwrap().unwrap();
        let answer = phone.get(&options).await.unwrap();
        let said = (Secret::passphrase(PHRASE.to_owned()), "Firefox");
        let running = give(&stage.signing, rudi, id, Factor::Passkey(answer.clone()), said).await;
        running.unwrap().await.unwrap();

        let after = sheet(&stage.signing, rudi, id).await.unwrap();
        assert!(after.letters.iter().all(|(it, _)| it.state == AttemptState::Succeeded));
        let given = after.consent.given.clone().unwrap();
        assert_eq!((given.factor.as_str(), given.agent.as_str()), ("passkey", "Firefox"));
        let evidence = Evidence::from_json(&given.evidence).unwrap();
        let challenge = Challenge(after.consent.challenge);
        let site = house.office.identity().relying_party().unwrap();
        reverify(&evidence, &Expected::verified(&challenge, &site)).unwrap();
        let attempts: Vec<_> = after.letters.iter().map(|(it, _)| it.clone()).collect();
        let proofs: Vec<Inclusion> =
            (0..2).map(|n| after.consent.inclusion(&attempts, n).unwrap()).collect();
        assert_eq!((proofs[0].size, proofs[1].index), (2, 1));

        let other = stage.prepared("rudi", &[stage.letter("Ketiga").await]).await.unwrap();
        let said = (Secret::passphrase(PHRASE.to_owned()), "");
        let used = give(&stage.signing, rudi, other, Factor::Passkey(answer), said).await;
        assert_eq!(code(used.map(drop)), "identity/passkey-refused", "agreed to other files");
    }

    async fn the_program_of_the_guide_judges_what_is_kept(db: Db) {
        let stage = Stage::new(db).await;
        let mut phone = phone(&stage.house, "rudi").await;
        let letters = [
            stage.letter("Pertama").await,
            stage.letter("Kedua").await,
            stage.letter("Ketiga").await,
        ];
        let id = stage.prepared("rudi", &letters).await.unwrap();
        let rudi = stage.house.actor("rudi");
        let before = sheet(&stage.signing, rudi, id).await.unwrap();
        let options = ask(&stage.signing, rudi, &before.consent).await.unwrap().unwrap();
        let factor = Factor::Passkey(phone.get(&options).await.unwrap());
        let said = (Secret::passphrase(PHRASE.to_owned()), "");
        give(&stage.signing, rudi, id, factor, said).await.unwrap().await.unwrap();

        let after = sheet(&stage.signing, rudi, id).await.unwrap();
        let attempts: Vec<_> = after.letters.into_iter().map(|(it, _)| it).collect();
        let folder = stage.house.it.folder.path();
        let said = judged(folder, &after.consent, &attempts);
        let bases: Vec<&str> = attempts.iter().map(|it| it.base.as_str()).collect();
        assert!(said.starts_with("good ") && said.trim().ends_with(&bases.join(" ")), "{said}");
        let hands: [fn(&mut Attempt); 4] = [
            |it| it.letter = Id::parse("01JD0000000000000000000000").unwrap(),
            |it| it.standing = Standing::Internal,
            |it| it.basis = Basis::Plt,
            |it| it.base = "0".repeat(64),
        ];
        for hand in hands {
            let mut changed = attempts.clone();
            hand(&mut changed[1]);
            let said = judged(folder, &after.consent, &changed);
            assert!(said.starts_with("NOT GOOD "), "{said}");
        }
    }

    async fn nobody_signs_for_another(db: Db) {
        let stage = Stage::new(db).await;
        let id = stage.letter("Rahasia jabatan").await;
        for (who, told) in [
            ("joko", "documents/not-your-desk"),
            ("dina", "documents/unknown-letter"),
            ("lina", "identity/forbidden"),
            ("tuti", "identity/forbidden"),
        ] {
            let wish = Wish { letter: id, unopened: true };
            let refused = prepare(&stage.signing, stage.house.actor(who), &[wish]).await;
            assert_eq!(code(refused), told, "{who}");
        }
        let consent = stage.prepared("rudi", &[id]).await.unwrap();
        assert_eq!(code(stage.given("joko", consent, PHRASE).await), "documents/unknown-consent");
        assert_eq!(stage.psre.calls(), 0);
    }

    async fn whoever_stands_in_signs_in_their_own_name_while_they_do(db: Db) {
        let stage = Stage::new(db).await;
        let house = &stage.house;
        let id = house.ready("Selama kepala dinas pergi").await;
        house.appoint("joko", "kadis", Basis::Plh, ("2025-01-01", "2030-01-01")).await;
        fix::fix(&house.office, house.actor("tuti"), id, None).await.unwrap();
        let wish = [Wish { letter: id, unopened: true }];
        let refused = prepare(&stage.signing, house.actor("rudi"), &wish).await;
        assert_eq!(code(refused), "documents/other-signer-named", "the file names Joko");
        let joko = waiting(&stage.signing, house.actor("joko")).await.unwrap();
        assert_eq!(joko[0].capacity, "Plh. Kepala Dinas Komunikasi dan Informatika");
    }

    async fn an_own_key_signs_papers_of_the_house_and_says_so(db: Db) {
        let stage = Stage::new(db).await;
        enrolled(&stage).await;
        let id = stage.house.fixed("Nota untuk rekan").await;
        let before = paper::pdf(&stage.house.office, stage.house.actor("rudi"), id).await.unwrap();
        let attempt = stage.signed(&[id], OWN).await.pop().unwrap();
        assert_eq!(end(&attempt), (AttemptState::Succeeded, None), "{}", attempt.detail);
        assert_eq!(stage.psre.calls(), 0, "no authority was asked");
        let signature = &stage.house.shown("lina", id).await.signatures[0];
        assert_eq!((signature.standing, signature.level.as_str()), (Standing::Internal, "B-T"));
        let text = String::from_utf8_lossy(&before.content()).into_owned();
        assert!(!text.contains("PSrE Contoh"));

        let handlers = [jobs::Handler::of(Extend::new(stage.restarted()))];
        let runner = jobs::Runner::new(stage.house.it.cell.clone(), handlers, jobs::Options::default());
        assert_eq!(runner.run_until_idle().await.unwrap(), 1);
        let shown = stage.house.shown("lina", id).await;
        assert_eq!(shown.signatures[0].level, "B-LTA");
        assert_eq!(shown.revisions.len(), 3);

        let (house, look) = (&stage.house, stage.house.actor("lina"));
        let file = paper::pdf(&house.office, look, id).await.unwrap().content();
        let sent = ("berkas", "nota.pdf", file.as_ref());
        let page = house.multipart("lina", "/naskah/menunggu", "/verifikasi", &[], sent).await;
        assert!(page.says("Asli dan utuh"), "its own proofs are no changes: {}", page.text());
        assert!(page.says("persis seperti yang diterbitkan"));
    }

    async fn a_passphrase_of_an_own_key_is_never_sent_to_an_authority(db: Db) {
        let stage = Stage::new(db).await;
        enrolled(&stage).await;
        let both = [stage.house.fixed("Nota").await, stage.letter("Surat").await];
        assert_eq!(code(stage.prepared("rudi", &both).await), "documents/sign-mixed");
    }

    async fn a_wrong_passphrase_of_an_own_key_locks_it_after_five(db: Db) {
        let stage = Stage::new(db).await;
        enrolled(&stage).await;
        let id = stage.house.fixed("Nota").await;
        for n in 1..=5 {
            let attempt = stage.signed(&[id], "salah salah salah salah").await.pop().unwrap();
            let why = if n < 5 { Why::WrongSecret } else { Why::Locked };
            assert_eq!(end(&attempt), (AttemptState::Failed, Some(why)), "try {n}");
        }
        let locked = stage.signed(&[id], OWN).await.pop().unwrap();
        assert_eq!(end(&locked), (AttemptState::Failed, Some(Why::Locked)), "the right one too");
        assert_eq!(stage.house.state(id).await, State::Fixed);
    }

    async fn what_nobody_opened_is_signed_only_by_whoever_says_so(db: Db) {
        let stage = Stage::new(db).await;
        let id = stage.letter("Belum dibaca").await;
        let rudi = stage.house.actor("rudi");
        let unread = prepare(&stage.signing, rudi, &[Wish { letter: id, unopened: false }]).await;
        assert_eq!(code(unread), "documents/not-opened");
        let consent = prepare(&stage.signing, rudi, &[Wish { letter: id, unopened: true }]).await;
        let attempts = stage.attempts(consent.unwrap()).await;
        assert!(!attempts[0].opened, "that is kept");
    }

    async fn a_consent_counts_once_and_for_ten_minutes(db: Db) {
        let stage = Stage::new(db).await;
        let letters = [stage.letter("Satu").await, stage.letter("Dua").await];
        let first = stage.prepared("rudi", &letters[..1]).await.unwrap();
        stage.given("rudi", first, PHRASE).await.unwrap();
        assert_eq!(code(stage.given("rudi", first, PHRASE).await), "documents/consent-used");
        let second = stage.prepared("rudi", &letters[1..]).await.unwrap();
        stage.house.it.clock.advance_seconds(601);
        assert_eq!(code(stage.given("rudi", second, PHRASE).await), "documents/consent-over");
        assert_eq!(stage.psre.calls(), 1);
        let account: Id<Account> = Id::parse(stage.house.actor("rudi").id()).unwrap();
        assert!(stage.house.office.identity().passkeys_of(account).await.unwrap().is_empty());
    }
}
