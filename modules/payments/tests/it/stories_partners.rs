//! Partners: added with keys that hold, changed, their keys replaced, each with a trace.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::Id;
use cell::Cell;
use db::Tx;
use identity::{Actor, Rights, Role};
use payments::domain::partner::{Partner, Terms};
use payments::permissions::{GRANTS, TELLER, TREASURER};
use payments::store::partners as store;
use payments::usecase::partners::{self, Keys};

use crate::shelf::*;

fn person(cell: &Cell, role: Role) -> Actor {
    let rights = Rights::new(GRANTS.iter().copied());
    Actor::person(Id::new(cell.clock(), cell.random()), "Uji", None, vec![role.0.into()], &rights)
}

fn partner() -> Partner {
    Partner {
        id: "bank-uji".to_owned(),
        name: "Bank Uji".to_owned(),
        client_key: "BANKUJI-01".to_owned(),
        service_id: Some("88001".to_owned()),
        terms: Terms::default(),
        networks: vec!["10.0.0.0/8".to_owned()],
        active: true,
    }
}

fn secret(text: &str) -> Keys {
    Keys { secret: Some(text.to_owned()), public_key: None }
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_partner_is_kept_with_its_secret_encrypted(db: Db) {
        let stage = Stage::new(db);
        let treasurer = person(stage.cell(), TREASURER);
        let keys = secret("rahasia-bank-uji-1");
        partners::add(stage.cell(), &treasurer, &partner(), &keys).await.unwrap();
        let read = stage.cell().db().read(async |tx: &mut Tx| store::find(tx, "bank-uji").await);
        let known = read.await.unwrap().unwrap();
        assert_eq!(known.partner, partner());
        assert!(!known.secrets[0].contains("rahasia"));

        let twice = partners::add(stage.cell(), &treasurer, &partner(), &keys).await;
        assert_eq!(twice.unwrap_err().code(), "payments/partner-exists");
        let teller = person(stage.cell(), TELLER);
        assert!(partners::list(stage.cell(), &teller).await.is_err());
        assert_eq!(partners::list(stage.cell(), &treasurer).await.unwrap().len(), 1);
    }

    async fn a_new_secret_counts_beside_the_old_one_until_that_is_ended(db: Db) {
        let stage = Stage::new(db);
        let treasurer = person(stage.cell(), TREASURER);
        let cell = stage.cell();
        let count = async || {
            let read = cell.db().read(async |tx: &mut Tx| store::find(tx, "bank-uji").await);
            read.await.unwrap().unwrap().secrets.len()
        };
        let first = secret("rahasia-bank-uji-1");
        partners::add(cell, &treasurer, &partner(), &first).await.unwrap();
        assert_eq!(count().await, 1);
        let next = secret("rahasia-bank-uji-2");
        partners::rotate(cell, &treasurer, "bank-uji", &next).await.unwrap();
        assert_eq!(count().await, 2);
        partners::end_rotation(cell, &treasurer, "bank-uji").await.unwrap();
        assert_eq!(count().await, 1);
    }

    async fn what_cannot_work_is_refused_with_its_name(db: Db) {
        let stage = Stage::new(db);
        let treasurer = person(stage.cell(), TREASURER);
        let good = secret("rahasia-bank-uji-1");
        let key = Keys { secret: None, public_key: Some("bukan kunci".to_owned()) };
        let wrong: [(Partner, Keys, &str); 7] = [
            (Partner { id: "Bank".into(), ..partner() }, good.clone(), "payments/partner-id"),
            (Partner { name: " ".into(), ..partner() }, good.clone(), "payments/partner-name"),
            (
                Partner { client_key: "a b".into(), ..partner() },
                good.clone(),
                "payments/partner-client-key",
            ),
            (
                Partner { service_id: Some("x".into()), ..partner() },
                good.clone(),
                "payments/partner-service-id",
            ),
            (
                Partner { networks: vec!["kantor".into()], ..partner() },
                good,
                "payments/partner-network",
            ),
            (partner(), secret("pendek"), "payments/partner-secret"),
            (partner(), key, "payments/partner-key"),
        ];
        for (partner, keys, code) in wrong {
            let error = partners::add(stage.cell(), &treasurer, &partner, &keys).await.unwrap_err();
            assert_eq!(error.code(), code);
        }
        let none = partners::add(stage.cell(), &treasurer, &partner(), &Keys::default()).await;
        assert_eq!(none.unwrap_err().code(), "payments/partner-without-key");
    }
}
