//! Matching: every line in one bucket, and the buckets add up to the file.

use base::{Date, Id, Rupiah};
use payments::domain::reconciliation::{
    Action, Bucket, Finding, Ours, adds_up, arrived, reconcile,
};
use payments::domain::statement::BankLine;
use proptest::prelude::*;
use testkit::{FixedClock, SeededRandom};

use crate::shelf::bill;

fn line(reference: &str, of: u32, amount: i64) -> BankLine {
    BankLine {
        line: 1,
        paid_on: Date::constant(2026, 11, 21),
        paid_time: None,
        reference: reference.to_owned(),
        slip: None,
        code: None,
        bill: Some(bill(of, 2026)),
        amount: Rupiah(amount),
        fee: Rupiah::ZERO,
    }
}

fn ours(reference: &str, of: u32, amount: i64) -> Ours {
    Ours {
        entry: Id::new(&FixedClock::default(), &SeededRandom::new(u64::from(of))),
        reference: Some(reference.to_owned()),
        slip: None,
        receipts: Vec::new(),
        code: None,
        bills: vec![bill(of, 2026)],
        amount: Rupiah(amount),
        reversed: false,
        reconciled: false,
        expected: true,
    }
}

fn buckets(lines: &[BankLine], ours: &[Ours]) -> Vec<(Bucket, bool)> {
    reconcile(lines, ours).iter().map(|f| (f.bucket, f.needs_decision)).collect()
}

#[test]
fn each_bucket_has_its_case() {
    let taken_back = Ours { reversed: true, ..ours("E", 5, 100) };
    let known =
        [ours("A", 1, 100), ours("B", 2, 100), ours("C", 3, 100), ours("D", 4, 100), taken_back];
    let lines = [
        line("A", 1, 100),
        line("A", 1, 100),
        line("B", 2, 150),
        line("X", 9, 100),
        line("bank-own", 4, 100),
        line("E", 5, 100),
        line("E", 5, -100),
    ];
    assert_eq!(
        buckets(&lines, &known),
        [
            (Bucket::Matched, false),
            (Bucket::Duplicate, true),
            (Bucket::Different, true),
            (Bucket::OnlyAtBank, true),
            (Bucket::Matched, false),
            (Bucket::Reversed, false),
            (Bucket::Reversed, false),
            (Bucket::OnlyHere, true),
        ]
    );
}

#[test]
fn a_bill_paid_twice_under_two_references_is_a_duplicate() {
    let lines = [line("A", 1, 100), line("Z", 1, 100)];
    let found = buckets(&lines, &[ours("A", 1, 100)]);
    assert_eq!(found, [(Bucket::Matched, false), (Bucket::Duplicate, true)]);
}

#[test]
fn what_only_one_side_took_back_needs_a_decision() {
    let stands = [ours("A", 1, 100)];
    let both = [line("A", 1, 100), line("A", 1, -100)];
    assert_eq!(buckets(&both, &stands), [(Bucket::Reversed, false), (Bucket::Reversed, true)]);
    let reversed = [Ours { reversed: true, ..ours("A", 1, 100) }];
    assert_eq!(buckets(&both[..1], &reversed), [(Bucket::Reversed, true)]);
    // Paid on an earlier day, taken back on both sides since.
    assert_eq!(buckets(&both[1..], &reversed), [(Bucket::Reversed, false)]);
}

#[test]
fn what_an_earlier_file_told_of_is_not_missed_and_not_matched_again() {
    let earlier = [Ours { reconciled: true, expected: false, ..ours("A", 1, 100) }];
    assert_eq!(buckets(&[], &earlier), []);
    assert_eq!(buckets(&[line("A", 1, 100)], &earlier), [(Bucket::Duplicate, true)]);
}

#[test]
fn what_did_not_come_does_not_arrive() {
    let of = |bucket, action, file| arrived(bucket, action, Rupiah(file), Rupiah(100)).0;
    assert_eq!(of(Bucket::OnlyAtBank, Action::Book, 150), 150);
    assert_eq!(of(Bucket::OnlyAtBank, Action::Explain, 150), 0);
    assert_eq!(of(Bucket::Different, Action::Explain, 150), 100);
    assert_eq!(of(Bucket::Reversed, Action::Explain, -100), -100);
    assert_eq!(of(Bucket::OnlyHere, Action::Await, 0), 0);
}

proptest! {
    #[test]
    fn every_line_is_in_one_bucket_and_they_add_up_to_the_file(
        lines in proptest::collection::vec((0_u32..8, 1_u32..8, prop_oneof![Just(100_i64), Just(-100), Just(150)]), 0..30),
        known in proptest::collection::vec((0_u32..8, 1_u32..8, prop_oneof![Just(100_i64), Just(150)], any::<bool>(), any::<bool>()), 0..20),
    ) {
        let lines: Vec<BankLine> =
            lines.iter().map(|(r, b, a)| line(&format!("R{r}"), *b, *a)).collect();
        let known: Vec<Ours> = known
            .iter()
            .map(|(r, b, a, reversed, reconciled)| Ours {
                reversed: *reversed,
                reconciled: *reconciled,
                expected: !reconciled,
                ..ours(&format!("R{r}"), *b, *a)
            })
            .collect();
        let found = reconcile(&lines, &known);
        let total = lines.iter().map(|l| l.amount.0).sum();
        prop_assert!(adds_up(&found, Rupiah(total)));
        let told: Vec<usize> = found.iter().filter_map(|f| f.line).collect();
        prop_assert_eq!(told, (0..lines.len()).collect::<Vec<_>>());
        // A payment of ours is matched by one line at most, and missed only when no line tells of it.
        for place in 0..known.len() {
            let as_is = |f: &&Finding| {
                f.ours == Some(place) && matches!(f.bucket, Bucket::Matched | Bucket::Different | Bucket::OnlyHere)
            };
            prop_assert!(found.iter().filter(as_is).count() <= 1);
        }
    }
}
