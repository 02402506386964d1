//! Money that comes in, comes twice, comes for nothing, and is taken back.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot set up its stage has failed"
)]

use audit::Who;
use base::Rupiah;
use contracts::Standing;
use db::Tx;
use futures_util::future::join_all;
use payments::domain::account::Account;
use payments::store::books::{self, Moved};
use payments::store::receipts;
use payments::usecase::reverse::Reversal;
use payments::usecase::{Incoming, PostError, Refused, Unfit};

use crate::shelf::*;

fn refused(error: PostError) -> Refused {
    match error {
        PostError::Refused(refused) => refused,
        PostError::House(error) => panic!("{error}"),
    }
}

async fn balance(stage: &Stage, account: Account) -> i64 {
    let all: Vec<Moved> = stage.cell().db().read(books::balances).await.unwrap();
    let of = |moved: &&Moved| moved.account == account;
    all.iter().find(of).map_or(0, |moved| moved.balance().0)
}

fn bank() -> Account {
    Account::Partner("bank-uji".to_owned())
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_payment_settles_its_bill_and_gives_a_receipt(db: Db) {
        let stage = Stage::new(db);
        let id = stage.put(bill(1, 2026), "2027-01-31", 100_000).await;
        let who = Who::system();
        let posted = stage.post(&brought(&stage, "A1", &[id], 100_000, &who)).await.unwrap();

        assert_eq!(posted.receipts.len(), 1);
        assert_eq!(posted.receipts[0].number.len(), 16);
        assert_eq!(posted.receipts[0].total(), Rupiah(100_000));
        assert_eq!(stage.bill(id).await.standing, Standing::Paid);
        assert_eq!(balance(&stage, bank()).await, 100_000);
        assert_eq!(balance(&stage, Account::PrincipalCurrent).await, -100_000);
    }

    async fn interest_is_booked_whole_and_its_waived_part_against_it(db: Db) {
        let stage = Stage::new(db);
        let id = stage.put(bill(1, 2024), "2024-09-30", 100_000).await;
        let who = Who::system();
        stage.post(&brought(&stage, "A1", &[id], 100_500, &who)).await.unwrap();

        assert_eq!(balance(&stage, bank()).await, 100_500);
        assert_eq!(balance(&stage, Account::PrincipalArrears).await, -100_000);
        assert_eq!(balance(&stage, Account::Penalty).await, -1_000);
        assert_eq!(balance(&stage, Account::PenaltyWaived).await, 500);
    }

    async fn the_same_reference_again_gives_the_same_and_adds_nothing(db: Db) {
        let stage = Stage::new(db);
        let id = stage.put(bill(1, 2026), "2027-01-31", 100_000).await;
        let who = Who::system();
        let money = brought(&stage, "A1", std::slice::from_ref(&id), 100_000, &who);
        let first = stage.post(&money).await.unwrap();
        let again = stage.post(&money).await.unwrap();
        assert!(again.repeated);
        assert_eq!((&again.entry, &again.receipts), (&first.entry, &first.receipts));

        let other = stage.post(&Incoming { amount: Rupiah(90_000), ..money }).await;
        assert_eq!(refused(other.unwrap_err()), Refused::DuplicateReference);
        assert_eq!(balance(&stage, bank()).await, 100_000);
    }

    async fn a_hundred_banks_at_once_pay_one_bill_once(db: Db) {
        let stage = Stage::new(db);
        let id = stage.put(bill(1, 2026), "2027-01-31", 100_000).await;
        let (who, ids) = (Who::system(), [id]);
        let references: Vec<String> = (0..100).map(|n| format!("A{n}")).collect();
        let posts = references.iter().map(|reference| async {
            stage.post(&brought(&stage, reference, &ids, 100_000, &who)).await
        });
        let done = join_all(posts).await;
        let won = done.iter().filter(|done| done.is_ok()).count();
        assert_eq!(won, 1);
        for error in done.into_iter().filter_map(Result::err) {
            assert_eq!(refused(error), Refused::Paid);
        }
        assert_eq!(balance(&stage, bank()).await, 100_000);
    }

    async fn money_that_has_not_moved_is_refused_with_a_reason(db: Db) {
        let stage = Stage::new(db);
        let open = stage.put(bill(1, 2026), "2027-01-31", 100_000).await;
        let gone = stage.put_as(bill(2, 2026), "2027-01-31", 100_000, true).await;
        let who = Who::system();
        let tried = async |bills: &[contracts::BillId], amount| {
            refused(stage.post(&brought(&stage, "A1", bills, amount, &who)).await.unwrap_err())
        };
        assert_eq!(tried(&[open], 99_999).await, Refused::Amount { owed: Rupiah(100_000) });
        assert_eq!(tried(&[gone], 100_000).await, Refused::NothingOwed);
        assert_eq!(tried(&[bill(9, 2026)], 100_000).await, Refused::UnknownBill);
        assert_eq!(tried(&[], 100_000).await, Refused::NothingOwed);
        assert_eq!(balance(&stage, bank()).await, 0);
    }

    async fn money_that_has_moved_is_booked_whatever_it_was_meant_for(db: Db) {
        let stage = Stage::new(db);
        let id = stage.put(bill(1, 2026), "2027-01-31", 100_000).await;
        let who = Who::system();
        let ids = [id];
        stage.post(&brought(&stage, "A1", &ids, 100_000, &who)).await.unwrap();
        let again = Incoming { unfit: Unfit::Book, ..brought(&stage, "B7", &ids, 100_000, &who) };
        let posted = stage.post(&again).await.unwrap();

        assert!(posted.is_overpayment());
        assert_eq!(balance(&stage, bank()).await, 200_000);
        assert_eq!(balance(&stage, Account::Overpayment).await, -100_000);
        assert!(stage.post(&again).await.unwrap().repeated);
        assert_eq!(balance(&stage, bank()).await, 200_000);
    }

    async fn a_payment_taken_back_opens_its_bill_again(db: Db) {
        let stage = Stage::new(db);
        let id = stage.put(bill(1, 2024), "2024-09-30", 100_000).await;
        let who = Who::system();
        let posted = stage.post(&brought(&stage, "A1", &[id], 100_500, &who)).await.unwrap();
        let reversal = Reversal {
            of: posted.entry.id,
            source: Some(("bank-uji", "R1")),
            at: stage.cell().now(),
            who: &who,
            note: "salah bayar",
        };
        let reverse = async || {
            let write = stage.cell().db().write(async |tx: &mut Tx| {
                stage.ledger.reverse(tx, &reversal).await
            });
            write.await.unwrap()
        };
        assert!(!reverse().await.repeated);
        assert!(reverse().await.repeated);

        assert_eq!(stage.bill(id).await.standing, Standing::Open);
        for account in [bank(), Account::PrincipalArrears, Account::Penalty] {
            assert_eq!(balance(&stage, account).await, 0);
        }
        let number = &posted.receipts[0].number;
        let found = stage.cell().db().read(async |tx: &mut Tx| receipts::find(tx, number).await);
        assert!(found.await.unwrap().unwrap().reversed_at.is_some());
        // It can be paid again, by another way.
        stage.post(&brought(&stage, "A2", &[id], 100_500, &who)).await.unwrap();
        assert_eq!(stage.bill(id).await.standing, Standing::Paid);
    }

    async fn several_years_are_paid_together_or_not_at_all(db: Db) {
        let stage = Stage::new(db);
        let this = stage.put(bill(1, 2026), "2027-01-31", 100_000).await;
        let last = stage.put(bill(1, 2025), "2025-09-30", 80_000).await;
        let who = Who::system();
        let both = [this, last];
        let posted = stage.post(&brought(&stage, "A1", &both, 180_800, &who)).await.unwrap();
        assert_eq!(posted.receipts.len(), 2);
        assert_eq!(balance(&stage, Account::PrincipalCurrent).await, -100_000);
        assert_eq!(balance(&stage, Account::PrincipalArrears).await, -80_000);

        let third = stage.put(bill(1, 2023), "2023-09-30", 50_000).await;
        let again = stage.post(&brought(&stage, "A2", &[third, last], 130_800, &who)).await;
        assert_eq!(refused(again.unwrap_err()), Refused::Paid);
        assert_eq!(stage.bill(third).await.standing, Standing::Open);
    }
}
