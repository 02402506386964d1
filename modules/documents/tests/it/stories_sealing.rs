//! Papers of other modules get a seal, or go out as they are while the operator hears of it.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::StatusCode;
use contracts::Seals;
use contracts::seals::{MarkPlace, Sealable, Sealing, sealed_if_possible};
use documents::domain::authority::Reason;
use documents::usecase::keys;
use documents::usecase::sealing::Sealer;
use documents::usecase::signers::{RemoteKey, SealSigner, keep_seal, keep_seal_of};
use identity::Actor;
use pki::{Certificate, NewKey, PkiError, PrivateKey, SignatureAlgorithm, Signer};

use crate::checked_files::*;
use crate::house::MIGRATIONS;
use crate::keys_site::Office;
use crate::keys_stage::*;

const BAPENDA: &str = "Badan Pendapatan Daerah";

fn notice(mark: Option<MarkPlace>) -> Sealing<'static> {
    Sealing { paper: Sealable::Notice, pdf: PDF, reason: "SPPT PBB-P2 2026", mark }
}

fn place() -> MarkPlace {
    MarkPlace::from_above(1, 297.0, (130.0, 220.0), (61.0, 10.6))
}

async fn bapenda(stage: &Stage) -> Sealer {
    keep_seal(stage.cell(), &Actor::operator(), "bapenda", BAPENDA).await.unwrap();
    let signer = SealSigner::new(stage.cell().clone(), "bapenda");
    Sealer::new(stage.cell().clone(), &[(Sealable::Notice, signer)])
}

/// A device with a key; it can be unplugged.
struct Device {
    key: Arc<PrivateKey>,
    away: AtomicUsize,
    asked: AtomicUsize,
}

struct Slot(Arc<Device>);

impl RemoteKey for Slot {
    fn open(&self, _certificate: &Certificate) -> Result<Arc<dyn Signer>, String> {
        self.0.asked.fetch_add(1, Ordering::SeqCst);
        match self.0.away.load(Ordering::SeqCst) {
            0 => Ok(Arc::new(Hand(self.0.key.clone()))),
            _ => Err("no token is labelled \"KUTIM\"".to_owned()),
        }
    }
}

struct Hand(Arc<PrivateKey>);

impl Signer for Hand {
    fn algorithm(&self) -> SignatureAlgorithm {
        self.0.algorithm()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, PkiError> {
        self.0.sign(message)
    }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_sealed_paper_is_genuine_for_anybody_and_a_changed_one_is_not(db: Db) {
        let office = Office::over(Stage::new(db).await);
        let sealer = bapenda(&office.stage).await;
        let sealed = sealer.seal(&notice(Some(place()))).await.unwrap();
        assert!(sealed.starts_with(PDF), "the paper itself is as it was");
        let page = office.checked("sppt.pdf", &sealed).await;
        assert_eq!(page.status, StatusCode::OK);
        for said in ["Asli dan utuh", "Segel elektronik", BAPENDA, "PAdES B-T", "Mencakup seluruh"] {
            assert!(page.says(said), "{said}: {}", page.text());
        }
        assert!(!page.says("BSrE") && !page.says("TTE tersertifikasi<"), "{}", page.text());

        let later = [&sealed[..], b"\n% more\n"].concat();
        assert_ne!(office.verdict(&later).await, "INTACT");
        let mut changed = sealed.clone();
        changed[80] ^= 1;
        let page = office.checked("sppt.pdf", &changed).await;
        assert!(!page.says("Asli dan utuh"), "{}", page.text());
        assert_ne!(office.verdict(&changed).await, "INTACT");

        let health = &sealer.health()[0];
        assert_eq!((health.sealed, health.missed, &health.failing), (1, 0, &None));
        assert!(health.ends.is_some());
    }

    async fn what_has_no_seal_goes_out_as_it_is(db: Db) {
        let stage = Stage::new(db).await;
        let sealer = bapenda(&stage).await;
        let receipt = Sealing { paper: Sealable::Receipt, ..notice(None) };
        assert!(sealer.seal(&receipt).await.is_none(), "only notices are sealed here");
        assert_eq!(sealer.health()[0].missed, 0, "and nothing is amiss");
        let out = sealed_if_possible(None, Sealable::Notice, (PDF.to_vec(), None), "x").await;
        assert_eq!(out, PDF);
    }

    async fn a_seal_that_was_never_made_or_was_revoked_keeps_no_paper_back(db: Db) {
        let stage = Stage::new(db).await;
        let signer = SealSigner::new(stage.cell().clone(), "lain");
        let missing = Sealer::new(stage.cell().clone(), &[(Sealable::Notice, signer)]);
        missing.probe().await;
        assert!(missing.health()[0].failing.is_some(), "the operator hears of it at the start");

        let sealer = bapenda(&stage).await;
        assert!(sealer.seal(&notice(None)).await.is_some());
        let der = cell::cabinet::get_public(stage.cell(), "seal-bapenda.cer").unwrap().unwrap();
        let serial = Certificate::from_der(&der).unwrap().serial_hex();
        keys::revoke_by_operator(stage.cell(), &serial, Reason::KeyCompromise).await.unwrap();
        let seals: Arc<dyn Seals> = Arc::new(sealer.clone());
        let paper = (PDF.to_vec(), None);
        let out = sealed_if_possible(Some(&*seals), Sealable::Notice, paper, "x").await;
        assert_eq!(out, PDF, "whole, and without a seal");
        let health = sealer.health().remove(0);
        assert_eq!((health.sealed, health.missed), (1, 1));
        assert!(health.failing.unwrap().why.contains("REVOKE"));
    }

    async fn a_device_that_goes_away_is_left_alone_for_a_while_and_seals_again(db: Db) {
        let stage = Stage::new(db).await;
        let key = Arc::new(PrivateKey::generate(NewKey::Rsa2048).unwrap());
        let named = ("bapenda", BAPENDA);
        let (cell, operator) = (stage.cell(), Actor::operator());
        keep_seal_of(cell, &operator, named, key.public_key()).await.unwrap();
        assert!(cell::cabinet::get(cell, "seal-bapenda.key").unwrap().is_none());
        let taken = keep_seal_of(cell, &operator, named, key.public_key()).await.unwrap_err();
        assert_eq!(taken.code(), "documents/seal-exists");
        let device = Device { key, away: AtomicUsize::new(0), asked: AtomicUsize::new(0) };
        let device = Arc::new(device);
        let signer = SealSigner::new(cell.clone(), "bapenda");
        let signer = signer.with_key(Arc::new(Slot(device.clone())));
        let sealer = Sealer::new(cell.clone(), &[(Sealable::Notice, signer)]);
        assert!(sealer.seal(&notice(Some(place()))).await.is_some());

        device.away.store(1, Ordering::SeqCst);
        assert!(sealer.seal(&notice(None)).await.is_none());
        assert!(sealer.health()[0].failing.as_ref().unwrap().why.contains("KUTIM"));
        let asked = device.asked.load(Ordering::SeqCst);
        assert!(sealer.seal(&notice(None)).await.is_none());
        assert_eq!(device.asked.load(Ordering::SeqCst), asked, "nobody waits for it again");

        device.away.store(0, Ordering::SeqCst);
        stage.it.clock.advance_seconds(31);
        assert!(sealer.seal(&notice(None)).await.is_some());
        let health = &sealer.health()[0];
        assert_eq!((health.sealed, health.missed, &health.failing), (2, 2, &None));
    }

    async fn a_file_that_is_none_is_no_fault_of_the_key(db: Db) {
        let stage = Stage::new(db).await;
        let sealer = bapenda(&stage).await;
        let broken = Sealing { pdf: b"%PDF-1.7 nothing", ..notice(None) };
        assert!(sealer.seal(&broken).await.is_none());
        assert_eq!(sealer.health()[0].failing, None);
        assert!(sealer.seal(&notice(None)).await.is_some(), "the next one is sealed at once");
    }
}
