//! What a citizen may see, how they prove that they may see more, and what a QR code says.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot set up its stage has failed"
)]

use audit::Who;
use base::{Date, Error, Kind, Nik, Rupiah};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use cell::{Cell, Keys, Parts};
use db::Db;
use property_tax::domain::access_code::AccessCode;
use property_tax::domain::proof::Proof;
use property_tax::domain::seal::{self, Reading, Sealed};
use property_tax::usecase::look_up::{self, Answer};
use property_tax::usecase::open_notice::{Reader, open};
use property_tax::usecase::prove::{Pass, prove};
use property_tax::usecase::verify::{Verdict, seal_address, verify_seal};
use testkit::{SeededRandom, TestCell};

use crate::stories_support::*;

const NIK: &str = "6408015007800001";

fn from(address: &str) -> Who {
    Who::public().from_address(address)
}

fn nik(text: &str) -> Proof {
    Proof::Nik(Nik::parse(text).unwrap())
}

fn payment(on: &str, amount: i64) -> Proof {
    let mut parts = on.split('-').map(|part| part.parse::<i16>().unwrap());
    let (year, month, day) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    let (month, day) = (i8::try_from(month).unwrap(), i8::try_from(day).unwrap());
    Proof::Payment { paid_on: Date::new(year, month, day).unwrap(), amount: Rupiah(amount) }
}

async fn tried(cell: &Cell, digits: &str, proof: &Proof) -> Result<Pass, Error> {
    prove(cell, &from("10.0.0.1"), nop(digits), proof).await
}

async fn code(cell: &Cell, digits: &str, proof: &Proof) -> &'static str {
    tried(cell, digits, proof).await.map_or_else(|error| error.code(), |_| "ok")
}

fn wrong() -> Proof {
    payment("2020-01-01", 1)
}

async fn near(cell: &Cell, digits: &str) -> Vec<String> {
    match look_up::look_up(cell, &owing(cell), nop(digits)).await.unwrap() {
        Answer::NotFound { near, .. } => near.iter().map(|nop| nop.digits().to_owned()).collect(),
        Answer::Found(found) => panic!("{found:?}"),
    }
}

/// The same cell with other keys.
fn with_keys(it: &TestCell, db: &Db, keys: Keys) -> Cell {
    Cell::new(Parts {
        db: db.clone(),
        files: it.cell.files().clone(),
        keys,
        clock: it.cell.shared_clock(),
        random: std::sync::Arc::new(SeededRandom::new(1)),
        settings: it.cell.settings().clone(),
    })
}

async fn seal_of(cell: &Cell, digits: &str, year: i64) -> String {
    let notice = notice(cell, &nop(digits), year).await.unwrap();
    seal_address(cell, &notice).unwrap().rsplit('/').next().unwrap().to_owned()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn anybody_sees_years_and_amounts_and_a_masked_name(db: Db) {
        let it = TestCell::new(db);
        Extract::small().bill(FIRST, 2024, "Rahma Contoh", 100_000, 0).import(&it.cell).await;
        let found = look_up::get(&it.cell, &owing(&it.cell), nop(FIRST)).await.unwrap();
        assert_eq!(found.owner_masked, "R**** C****");
        assert_eq!(found.object_address, "Jalan Pelangi");
        assert_eq!(found.village.as_ref().unwrap().title(), "Kelurahan Teluk Lingga");
        let years: Vec<_> =
            found.notices.iter().map(|n| (n.id.tax_year, n.due, n.payment.as_str())).collect();
        assert_eq!(years, [
            (2025, Rupiah(127_500), "paid"),
            (2024, Rupiah(100_000), "unpaid"),
        ]);
        assert_eq!(found.as_of, Some(it.cell.now()));
        assert!(!format!("{found:?}").contains("Rahma"), "the answer holds no name at all");
    }

    async fn a_wrong_number_gets_near_ones_of_the_same_village(db: Db) {
        let it = TestCell::new(db);
        Extract::small().import(&it.cell).await;
        assert_eq!(near(&it.cell, "640801000100100030").await, [FIRST, SECOND]);
        assert_eq!(near(&it.cell, "640801000100101000").await[0], FIRST, "two digits swapped");
        assert!(near(&it.cell, "640801000199977730").await.is_empty());
        assert!(near(&it.cell, "640802000100100010").await.is_empty(), "another village");
        let error = look_up::get(&it.cell, &owing(&it.cell), nop("640801000100100030")).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::NotFound, "property-tax/unknown-nop"));
    }

    async fn an_object_that_was_never_taxed_is_found_without_a_year(db: Db) {
        let it = TestCell::new(db);
        let mut extract = Extract::empty();
        extract.subject(NIK, "Rahma Contoh").zone(SANGATTA, "AA", 2026, "1000");
        extract.plot(FIRST, NIK, "AA", 200, 50_000_000).import(&it.cell).await;
        let found = look_up::get(&it.cell, &owing(&it.cell), nop(FIRST)).await.unwrap();
        assert_eq!(found.notices, []);
        assert_eq!(found.object_address, "Jalan Pelangi");
        assert_eq!(found.owner_masked, "R**** C****");
    }

    async fn each_of_three_proofs_opens_the_notice(db: Db) {
        let it = TestCell::new(db);
        Extract::small().import(&it.cell).await;
        let printed = AccessCode::of(it.cell.keys(), nop(FIRST), 2025);
        let typed = AccessCode::parse(&printed.to_string().to_lowercase()).unwrap();
        for proof in [
            Proof::AccessCode(typed),
            payment("2025-11-03", 130_050),
            payment("2025-11-03", 127_500),
            nik(NIK),
        ] {
            let pass = tried(&it.cell, FIRST, &proof).await.unwrap();
            let full = open(&it.cell, Reader::Citizen(Some(pass)), nop(FIRST), 2025).await.unwrap();
            assert_eq!(full.notice.subject_name, "Rahma Contoh");
            assert_eq!(full.access_code, printed);
        }
    }

    async fn a_proof_of_another_object_or_a_wrong_one_opens_nothing(db: Db) {
        let it = TestCell::new(db);
        Extract::small().import(&it.cell).await;
        let of_second = Proof::AccessCode(AccessCode::of(it.cell.keys(), nop(SECOND), 2025));
        let no_such_year = Proof::AccessCode(AccessCode::of(it.cell.keys(), nop(FIRST), 2019));
        for proof in [of_second, no_such_year, payment("2025-11-03", 130_051), nik("6408015508800002")] {
            let error = tried(&it.cell, FIRST, &proof).await.unwrap_err();
            assert_eq!((error.kind(), error.code()), (Kind::Invalid, "property-tax/proof-wrong"));
        }
        let error = open(&it.cell, Reader::Citizen(None), nop(FIRST), 2025).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::Forbidden, "property-tax/proof-needed"));
    }

    async fn an_id_that_is_no_nik_proves_nothing(db: Db) {
        let it = TestCell::new(db);
        let mut extract = Extract::small();
        extract.edit("DAT_OBJEK_PAJAK", NIK, "").import(&it.cell).await;
        assert_eq!(code(&it.cell, FIRST, &nik(NIK)).await, "property-tax/proof-wrong");
    }

    async fn five_wrong_proofs_lock_a_number_whatever_the_address(db: Db) {
        let it = TestCell::new(db.clone());
        Extract::small().import(&it.cell).await;
        for last in 1..=4 {
            let who = from(&format!("10.0.0.{last}"));
            let error = prove(&it.cell, &who, nop(FIRST), &wrong()).await.unwrap_err();
            assert_eq!(error.code(), "property-tax/proof-wrong");
        }
        assert_eq!(count(&db, "audit_entry").await, 1, "only the import so far");
        let error = tried(&it.cell, FIRST, &wrong()).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (Kind::TooMany, "property-tax/proof-locked"));
        assert_eq!(count(&db, "audit_entry").await, 2, "the lock is on record");
        let right = prove(&it.cell, &from("172.16.0.9"), nop(FIRST), &nik(NIK)).await;
        assert_eq!(right.unwrap_err().code(), "property-tax/proof-locked");
        assert!(tried(&it.cell, SECOND, &nik(NIK)).await.is_ok(), "another number is free");
    }

    async fn a_lock_ends_after_an_hour_and_counting_begins_anew(db: Db) {
        let it = TestCell::new(db);
        Extract::small().import(&it.cell).await;
        for _ in 0..5 {
            let _ = tried(&it.cell, FIRST, &wrong()).await;
        }
        it.clock.advance_seconds(3_599);
        let locked = tried(&it.cell, FIRST, &nik(NIK)).await.unwrap_err();
        assert_eq!(locked.params(), [("seconds", "1".to_owned())]);
        it.clock.advance_seconds(1);
        assert_eq!(code(&it.cell, FIRST, &wrong()).await, "property-tax/proof-wrong");
        assert_eq!(code(&it.cell, FIRST, &nik(NIK)).await, "ok");
    }

    async fn wrong_proofs_are_forgotten_after_a_right_one_and_after_an_hour(db: Db) {
        let it = TestCell::new(db);
        Extract::small().import(&it.cell).await;
        for round in 0..3 {
            for _ in 0..4 {
                assert_eq!(code(&it.cell, FIRST, &wrong()).await, "property-tax/proof-wrong");
            }
            if round == 1 {
                it.clock.advance_seconds(3_600);
            } else {
                assert_eq!(code(&it.cell, FIRST, &nik(NIK)).await, "ok");
            }
        }
    }

    async fn a_number_that_does_not_exist_fails_and_locks_like_any_other(db: Db) {
        let it = TestCell::new(db);
        Extract::small().import(&it.cell).await;
        let nowhere = "640801000100199990";
        for _ in 0..4 {
            assert_eq!(code(&it.cell, nowhere, &nik(NIK)).await, "property-tax/proof-wrong");
        }
        assert_eq!(code(&it.cell, nowhere, &nik(NIK)).await, "property-tax/proof-locked");
    }

    async fn wrong_proofs_at_the_same_moment_are_all_counted(db: Db) {
        let it = TestCell::new(db);
        Extract::small().import(&it.cell).await;
        let tries: Vec<_> = (0..12).map(|_| {
            let cell = it.cell.clone();
            tokio::spawn(async move { code(&cell, FIRST, &wrong()).await })
        }).collect();
        let mut said = Vec::new();
        for one in tries {
            said.push(one.await.unwrap());
        }
        let wrong = said.iter().filter(|code| **code == "property-tax/proof-wrong").count();
        let locked = said.iter().filter(|code| **code == "property-tax/proof-locked").count();
        assert_eq!((wrong, locked), (4, 8), "{said:?}");
    }

    async fn a_pass_opens_one_number_for_half_an_hour(db: Db) {
        let it = TestCell::new(db);
        Extract::small().import(&it.cell).await;
        let pass = tried(&it.cell, FIRST, &nik(NIK)).await.unwrap();
        let cookie = pass.seal(&it.cell);
        assert_eq!(Pass::read(&it.cell, &cookie), Some(pass));
        let other = open(&it.cell, Reader::Citizen(Some(pass)), nop(SECOND), 2025).await;
        assert_eq!(other.unwrap_err().code(), "property-tax/proof-needed");
        it.clock.advance_seconds(1_799);
        assert_eq!(Pass::read(&it.cell, &cookie), Some(pass));
        it.clock.advance_seconds(1);
        assert_eq!(Pass::read(&it.cell, &cookie), None);
    }

    async fn a_clock_that_was_a_day_ahead_locks_nobody_and_opens_nothing_for_a_day(db: Db) {
        let it = TestCell::new(db);
        Extract::small().import(&it.cell).await;
        it.clock.advance_seconds(86_400);
        let pass = tried(&it.cell, SECOND, &nik(NIK)).await.unwrap().seal(&it.cell);
        for _ in 0..5 {
            let _ = tried(&it.cell, FIRST, &wrong()).await;
        }
        assert_eq!(code(&it.cell, FIRST, &nik(NIK)).await, "property-tax/proof-locked");
        it.clock.advance_seconds(-86_400);
        assert_eq!(Pass::read(&it.cell, &pass), None, "it would have lived for a day");
        for _ in 0..4 {
            assert_eq!(code(&it.cell, FIRST, &wrong()).await, "property-tax/proof-wrong");
        }
        assert_eq!(code(&it.cell, FIRST, &nik(NIK)).await, "ok");
    }

    async fn a_pass_cannot_be_forged(db: Db) {
        let it = TestCell::new(db.clone());
        let pass = Pass { nop: nop(FIRST), until: it.cell.now().plus_seconds(600) };
        let cookie = pass.seal(&it.cell);
        for (at, was) in cookie.char_indices() {
            for put in ['0', '1', '9', 'a', 'A', '+', '.', ' ', 'é'] {
                if put != was {
                    let mut forged = cookie.clone();
                    forged.replace_range(at..=at, &put.to_string());
                    assert_eq!(Pass::read(&it.cell, &forged), None, "{forged}");
                }
            }
        }
        for text in ["", ".", "..", &cookie[..cookie.len() - 1], &format!("{cookie}0"), &format!("{cookie}zz")] {
            assert_eq!(Pass::read(&it.cell, text), None, "{text}");
        }
        let stranger = with_keys(&it, &db, Keys::generate(&SeededRandom::new(99)));
        assert_eq!(Pass::read(&stranger, &cookie), None);
    }

    async fn an_officer_opens_every_notice_without_proof(db: Db) {
        let it = TestCell::new(db);
        Extract::small().import(&it.cell).await;
        let clerk = officer(&it.cell);
        let full = open(&it.cell, Reader::Officer(&clerk), nop(SECOND), 2025).await.unwrap();
        assert_eq!(full.notice.figures.due, Rupiah(40_000));
        let outsider = person(&it.cell, "Tamu Contoh", &[]);
        let error = open(&it.cell, Reader::Officer(&outsider), nop(SECOND), 2025).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Forbidden);
        let missing = open(&it.cell, Reader::Officer(&clerk), nop(SECOND), 1999).await.unwrap_err();
        assert_eq!(missing.code(), "property-tax/unknown-notice");
    }

    async fn a_printed_code_is_genuine_and_says_the_figures(db: Db) {
        let it = TestCell::new(db);
        Extract::small().import(&it.cell).await;
        let text = seal_of(&it.cell, FIRST, 2025).await;
        assert_eq!(text.len(), 138, "short enough for a QR code");
        match verify_seal(&it.cell, &text).await.unwrap() {
            Verdict::Genuine(sealed) => {
                assert_eq!((sealed.nop, sealed.tax_year, sealed.due), (nop(FIRST), 2025, Rupiah(127_500)));
                assert_eq!(sealed.due_date, Date::new(2025, 9, 30).unwrap());
            }
            other => panic!("{other:?}"),
        }
    }

    async fn a_code_with_any_bit_changed_is_altered_or_unreadable(db: Db) {
        let it = TestCell::new(db);
        Extract::small().import(&it.cell).await;
        let text = seal_of(&it.cell, FIRST, 2025).await;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(&text).unwrap();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut forged = bytes.clone();
                forged[at] ^= 1 << bit;
                let forged = BASE64_URL_SAFE_NO_PAD.encode(forged);
                match seal::read(it.cell.keys(), &forged) {
                    Reading::Altered(_) | Reading::Unreadable => {}
                    Reading::Signed(sealed) => panic!("bit {bit} of byte {at}: {sealed:?}"),
                }
            }
        }
        let mut cheaper = bytes.clone();
        cheaper[34] ^= 0x10;
        let verdict = verify_seal(&it.cell, &BASE64_URL_SAFE_NO_PAD.encode(cheaper)).await.unwrap();
        match verdict {
            Verdict::Altered { claimed, in_force } => {
                assert_ne!(claimed.due, Rupiah(127_500));
                assert_eq!(in_force.unwrap().figures.due, Rupiah(127_500), "beside it the truth");
            }
            other => panic!("{other:?}"),
        }
        for text in ["", "kucing", &text[..137], &format!("{text}A"), "🐈", &text.replace('A', "=")] {
            let verdict = verify_seal(&it.cell, text).await.unwrap();
            assert_eq!(verdict, Verdict::Unreadable, "{text}");
        }
    }

    async fn a_code_of_another_cell_is_not_genuine(db: Db) {
        let it = TestCell::new(db.clone());
        Extract::small().import(&it.cell).await;
        let stranger = with_keys(&it, &db, Keys::generate(&SeededRandom::new(99)));
        let forged = seal_of(&stranger, FIRST, 2025).await;
        let verdict = verify_seal(&it.cell, &forged).await.unwrap();
        assert!(matches!(verdict, Verdict::Altered { .. }), "{verdict:?}");
    }

    async fn a_code_printed_before_a_rotation_of_keys_stays_genuine(db: Db) {
        let it = TestCell::new(db.clone());
        Extract::small().import(&it.cell).await;
        let folder = it.folder.path().join("keys");
        let before = with_keys(&it, &db, Keys::create(&folder, &SeededRandom::new(5)).unwrap());
        let old = seal_of(&before, FIRST, 2025).await;
        Keys::rotate(&folder, &SeededRandom::new(6)).unwrap();
        let after = with_keys(&it, &db, Keys::load(&folder).unwrap());
        let new = seal_of(&after, FIRST, 2025).await;
        assert_ne!(old, new);
        for text in [&old, &new] {
            assert!(matches!(verify_seal(&after, text).await.unwrap(), Verdict::Genuine(_)));
        }
        let of = |cell: &Cell| AccessCode::of(cell.keys(), nop(FIRST), 2025);
        assert_eq!(of(&before), of(&after), "the code on paper still proves");
    }

    async fn a_signed_code_of_a_lost_notice_is_still_genuine(db: Db) {
        let it = TestCell::new(db);
        let sealed = Sealed {
            nop: nop(FIRST),
            tax_year: 2026,
            revision: 7,
            njop: Rupiah(1),
            due: Rupiah(1),
            due_date: Date::new(2026, 9, 30).unwrap(),
        };
        let text = seal::seal(it.cell.keys(), &sealed).unwrap();
        assert_eq!(verify_seal(&it.cell, &text).await.unwrap(), Verdict::Genuine(sealed));
    }

    async fn a_cancelled_notice_is_called_cancelled(db: Db) {
        let it = TestCell::new(db.clone());
        Extract::small().import(&it.cell).await;
        let text = seal_of(&it.cell, FIRST, 2025).await;
        cancel(&db, FIRST, 2025).await;
        assert!(matches!(verify_seal(&it.cell, &text).await.unwrap(), Verdict::Cancelled(_)));
        let code = AccessCode::of(it.cell.keys(), nop(FIRST), 2025);
        let refused = tried(&it.cell, FIRST, &Proof::AccessCode(code)).await.unwrap_err();
        assert_eq!(refused.code(), "property-tax/proof-wrong", "its code proves nothing any more");
        assert!(look_up::get(&it.cell, &owing(&it.cell), nop(FIRST)).await.unwrap().notices[0].cancelled);
    }
}
