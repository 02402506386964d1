//! People of the counter and the village, and what they do.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::sync::LazyLock;

use base::{Date, Id, Result, Rupiah};
use contracts::BillId;
use db::{Migration, Statement, Tx};
use identity::{Account, Actor, Rights, Role};
use payments::domain::counter::cash::Pieces;
use payments::domain::counter::shift::Shift;
use payments::permissions::{COLLECTOR, CONTROLLER, GRANTS, TELLER, TREASURER};
use payments::usecase::Posted;
use payments::usecase::collecting::appoint::{self, Decree};
use payments::usecase::collecting::upload::{self, Booked, Sent, SentBody};
use payments::usecase::collecting::{book, own};
use payments::usecase::counter::close::{self, Closed};
use payments::usecase::counter::receive::{self, Counted};
use payments::usecase::counter::shifts;
use payments::usecase::counter::take::{self, Taking};
use payments::usecase::verify::{Broken, Totals, Verdict};

use crate::shelf::*;

/// The tables of the stories, with those of people.
pub static COUNTER_MIGRATIONS: LazyLock<Vec<Migration>> =
    LazyLock::new(|| [identity::MIGRATIONS, &MIGRATIONS[..]].concat());

/// The phone of the stories.
pub const DEVICE: &str = "ponsel-markus-1";

fn person(id: &str, name: &str, roles: &[Role]) -> Actor {
    let rights = Rights::new(GRANTS.iter().copied());
    let roles = roles.iter().map(|role| role.0.to_owned()).collect();
    Actor::person(Id::parse(id).unwrap(), name, None, roles, &rights)
}

pub fn nur() -> Actor {
    person("01ARZ3NDEKTSV4RRFFQ69G5FB1", "Nur Contoh", &[TELLER])
}

pub fn wati() -> Actor {
    person("01ARZ3NDEKTSV4RRFFQ69G5FB2", "Wati Contoh", &[TELLER])
}

pub fn sri() -> Actor {
    person("01ARZ3NDEKTSV4RRFFQ69G5FB3", "Sri Contoh", &[TREASURER])
}

pub fn yusuf() -> Actor {
    person("01ARZ3NDEKTSV4RRFFQ69G5FB4", "Yusuf Contoh", &[CONTROLLER])
}

pub fn markus() -> Actor {
    person(MARKUS, "Markus Contoh", &[COLLECTOR])
}

pub fn yosep() -> Actor {
    person("01ARZ3NDEKTSV4RRFFQ69G5FB6", "Yosep Contoh", &[COLLECTOR])
}

const MARKUS: &str = "01ARZ3NDEKTSV4RRFFQ69G5FB5";

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The code of what went wrong.
pub fn code<T: std::fmt::Debug>(done: Result<T>) -> &'static str {
    done.unwrap_err().code()
}

pub fn pieces(counts: &[(i64, i64)]) -> Pieces {
    counts.iter().fold(Pieces::default(), |all, (value, n)| all.with(*value, *n).unwrap())
}

/// What a phone sends.
pub fn sent(id: &str, made: &str, number: &str, bill: BillId, amount: i64) -> Sent {
    Sent {
        id: id.to_owned(),
        made: made.to_owned(),
        body: SentBody {
            number: number.to_owned(),
            nop: bill.nop.digits().to_owned(),
            year: bill.tax_year,
            amount,
            device: DEVICE.to_owned(),
        },
    }
}

impl Stage {
    pub async fn opened(&self, teller: &Actor) -> Shift {
        shifts::open(&self.ledger, teller, Rupiah(200_000)).await.unwrap()
    }

    pub async fn pays(
        &self,
        teller: &Actor,
        token: &str,
        bill: BillId,
        owed: i64,
    ) -> Result<Posted> {
        let taking = Taking {
            token,
            code: None,
            bills: &[bill],
            owed: Rupiah(owed),
            given: Rupiah(owed + 50_000),
        };
        take::take(&self.ledger, teller, &taking).await
    }

    pub async fn closed(
        &self,
        teller: &Actor,
        shift: &str,
        counts: &[(i64, i64)],
        reason: &str,
    ) -> Result<Closed> {
        close::close(&self.ledger, teller, shift, (&pieces(counts), reason)).await
    }

    pub async fn received(&self, by: &Actor, slip: &str, amount: i64) -> Result<()> {
        self.received_with(by, slip, amount, false).await
    }

    pub async fn received_with(
        &self,
        by: &Actor,
        slip: &str,
        amount: i64,
        topped_up: bool,
    ) -> Result<()> {
        let counted = Counted { amount: Rupiah(amount), bank_slip: "", topped_up };
        receive::receive(&self.ledger, by, slip, &counted).await
    }

    /// Puts Markus into the books of people.
    pub async fn knows_markus(&self) {
        let at = self.cell().now();
        let account = Statement {
            name: "a person",
            sql: "insert into id_account
              (id, login, name, search, nip, agency, state, must_change, totp_step, created_at)
              values ($1, 'markus', 'Markus Contoh', 'markus', null, null, 'active', 0, 0, $2)",
        };
        let role = Statement {
            name: "a role",
            sql: "insert into id_account_role (account, role) values ($1, 'collector')",
        };
        let write = self.cell().db().write(async |tx: &mut Tx| -> Result<()> {
            tx.execute(&account, db::params![MARKUS, at]).await?;
            tx.execute(&role, db::params![MARKUS]).await?;
            Ok(())
        });
        write.await.unwrap();
    }

    pub fn decree(&self, limit: i64) -> Decree {
        Decree {
            person: Id::<Account>::parse(MARKUS).unwrap(),
            number: "Keputusan Contoh 973/15/2026".to_owned(),
            date: self.cell().today(),
            from: self.cell().today(),
            until: day("2027-12-31"),
            limit: Rupiah(limit),
            deposit_days: 3,
            villages: vec![bill(1, 2026).nop.village()],
        }
    }

    /// Markus is appointed and has numbers on his phone; answers the first of them.
    pub async fn appointed(&self, limit: i64) -> Vec<String> {
        self.knows_markus().await;
        let code = appoint::propose(&self.ledger, &sri(), &self.decree(limit)).await.unwrap();
        appoint::decide(&self.ledger, &yusuf(), &code, (true, "")).await.unwrap();
        self.numbers().await
    }

    pub async fn numbers(&self) -> Vec<String> {
        let book = book::download(&self.ledger, &markus(), DEVICE).await.unwrap();
        book.numbers.iter().map(|(number, _)| number.to_string()).collect()
    }

    /// Markus takes cash now, and his phone sends it at once.
    pub async fn collects(
        &self,
        id: &str,
        number: &str,
        bill: BillId,
        amount: i64,
    ) -> Result<Booked> {
        let made = self.cell().now().to_string();
        upload::book(&self.ledger, &markus(), &sent(id, &made, number, bill, amount)).await
    }

    pub async fn slip_of_markus(&self) -> String {
        own::make_slip(&self.ledger, &markus()).await.unwrap()
    }

    pub async fn in_order(&self) -> Totals {
        self.ledger.verify(|_| {}).await.unwrap()
    }

    /// What somebody with the database in hand might do, and how it is found.
    pub async fn tampered(&self, sql: &'static str) -> Broken {
        let it = Statement { name: "tampering", sql };
        self.cell().db().write(async |tx: &mut Tx| tx.execute(&it, &[]).await).await.unwrap();
        let found = match self.ledger.verify(|_| {}).await.unwrap_err() {
            Verdict::Broken(broken) => Some(broken),
            Verdict::House(_) => None,
        };
        found.unwrap()
    }
}
