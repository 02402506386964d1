//! NJOPTKP goes to one object of each taxpayer.

use base::{Fraction, Nop};
use pbb::Holders;
use proptest::prelude::*;

use crate::support::whole;

fn nop(sequence: u32) -> Nop {
    Nop::parse(&format!("6408010001001{sequence:04}0")).unwrap()
}

#[test]
fn the_most_valuable_object_of_a_taxpayer_holds_the_deduction() {
    let mut holders = Holders::default();
    holders.offer("sari", nop(1), whole(80_000_000));
    holders.offer("sari", nop(2), whole(95_000_000));
    holders.offer("budi", nop(3), whole(5));
    assert_eq!(holders.holder("sari"), Some(nop(2)));
    assert!(holders.holds("budi", nop(3)) && !holders.holds("sari", nop(1)));
    assert_eq!((holders.holder("tono"), holders.len()), (None, 2));
}

#[test]
fn of_two_equal_objects_the_lower_nop_holds_it() {
    let mut holders = Holders::default();
    for sequence in [7, 3, 9] {
        holders.offer("sari".to_owned(), nop(sequence), whole(80_000_000));
    }
    assert_eq!(holders.holder("sari"), Some(nop(3)));
}

#[test]
fn a_fraction_of_a_rupiah_decides() {
    let mut holders = Holders::default();
    holders.offer(1, nop(1), whole(10));
    holders.offer(1, nop(2), Fraction::new(71, 7).unwrap());
    assert_eq!(holders.holder(&1), Some(nop(2)));
}

proptest! {
    #[test]
    fn neither_order_nor_division_of_the_work_changes_the_holder(
        (offers, shuffled, at) in prop::collection::vec((0..5_u8, 0..40_u32, 0..6_i128), 0..40)
            .prop_flat_map(|offers| {
                let length = offers.len();
                (Just(offers.clone()), Just(offers).prop_shuffle(), 0..=length)
            })
    ) {
        let collect = |offers: &[(u8, u32, i128)]| {
            let mut holders = Holders::default();
            for &(subject, sequence, njop) in offers {
                holders.offer(subject, nop(sequence), whole(njop));
            }
            holders
        };
        let straight = collect(&offers);
        let mut merged = collect(&shuffled[at..]);
        merged.merge(collect(&shuffled[..at]));
        for subject in 0..5 {
            prop_assert_eq!(straight.holder(&subject), merged.holder(&subject));
        }
    }
}
