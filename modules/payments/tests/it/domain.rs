//! What the books know without a database.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::collections::HashSet;

use base::{Date, Rupiah};
use contracts::{Bill, BillId, Standing};
use payments::domain::account::Account;
use payments::domain::allocation::{self, Misfit};
use payments::domain::code::{Code, CodeError};
use payments::domain::entry::{Side, balance, mirrored};
use payments::domain::receipt::fresh_number;
use proptest::prelude::*;
use testkit::SeededRandom;

use crate::shelf::bill;

fn open(id: BillId, principal: i64, penalty: i64, waived: i64) -> Bill {
    Bill {
        id,
        payer: String::new(),
        address: String::new(),
        due_date: "2026-09-30".parse().unwrap(),
        standing: Standing::Open,
        principal: Rupiah(principal),
        months: 1,
        penalty: Rupiah(penalty),
        waived: Rupiah(waived),
        waiver_basis: String::new(),
    }
}

fn today() -> Date {
    "2026-11-21".parse().unwrap()
}

#[test]
fn a_mistyped_digit_of_a_payment_code_is_noticed() {
    let random = SeededRandom::new(7);
    for _ in 0..50 {
        let code = Code::fresh(&random);
        assert_eq!(Code::parse(&code.to_string()), Ok(code.clone()));
        let digits = code.digits();
        assert_eq!(digits.len(), 14);
        for place in 0..14 {
            let mut other: Vec<u8> = digits.bytes().collect();
            other[place] = b'0' + (other[place] - b'0' + 3) % 10;
            let text = String::from_utf8(other).unwrap();
            assert_eq!(Code::parse(&text), Err(CodeError::WrongCheckDigit), "{digits} {text}");
        }
    }
    assert_eq!(Code::parse("12345"), Err(CodeError::NotDigits));
    // The example of ISO/IEC 7812-1, 7992739871 with check digit 3, after three zeros.
    assert!(Code::parse("00079927398713").is_ok());
}

#[test]
fn numbers_of_receipts_do_not_repeat_and_are_read_easily() {
    let random = SeededRandom::new(7);
    let numbers: HashSet<String> = (0..10_000).map(|_| fresh_number(&random)).collect();
    assert_eq!(numbers.len(), 10_000);
    assert!(numbers.iter().all(|n| n.len() == 16 && !n.contains(['I', 'L', 'O', 'U'])));
}

#[test]
fn an_account_is_read_as_it_is_written() {
    let held = [
        Account::Partner("bank-uji".into()),
        Account::Till("a".into()),
        Account::Collector("b".into()),
    ];
    for account in Account::SINGLE.into_iter().chain(held) {
        assert_eq!(Account::parse(&account.to_string()), Ok(account));
    }
    assert!(Account::parse("safe").is_err());
}

#[test]
fn a_bill_that_was_paid_counts_before_one_for_which_nothing_is_owed() {
    let paid = Bill { standing: Standing::Paid, ..open(bill(1, 2026), 100, 0, 0) };
    let gone = Bill { standing: Standing::Cancelled, ..open(bill(2, 2026), 100, 0, 0) };
    assert_eq!(allocation::owed(&[gone.clone(), paid]), Err(Misfit::Paid));
    assert_eq!(allocation::owed(&[gone]), Err(Misfit::NothingOwed));
}

proptest! {
    /// Whatever is owed, the lines balance, what came in is what the bills ask for, and mirrored
    /// lines take all of it back.
    #[test]
    fn lines_of_a_payment_always_balance(
        parts in prop::collection::vec((1_i64..10_i64.pow(12), 0_i64..10_i64.pow(10), 0_u8..=100), 1..8),
        year in 2020_i64..=2026,
    ) {
        let bills: Vec<Bill> = (1..)
            .zip(&parts)
            .map(|(n, (principal, penalty, percent))| {
                open(bill(n, year), *principal, *penalty, penalty * i64::from(*percent) / 100)
            })
            .collect();
        let total = allocation::owed(&bills).unwrap();
        let lines = allocation::settling(&bills, &Account::Treasury, today());
        balance(&lines).unwrap();
        let held: i64 = lines
            .iter()
            .filter(|line| line.account.holds_money() && line.side == Side::Debit)
            .map(|line| line.amount.0)
            .sum();
        prop_assert_eq!(held, total.0);
        let both = [lines.clone(), mirrored(&lines)].concat();
        for line in &lines {
            let net: i64 = both
                .iter()
                .filter(|l| l.account == line.account)
                .map(|l| l.sides().0.0 - l.sides().1.0)
                .sum();
            prop_assert_eq!(net, 0);
        }
    }
}
