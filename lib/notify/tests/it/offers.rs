//! What a form offers cannot be forged.

use notify::{Offer, Subject, Topic};
use testkit::TestCell;

use crate::support::object;

fn offer() -> Offer {
    Offer { subject: object(), topics: vec![Topic::Due, Topic::Receipt], back: "/pbb".to_owned() }
}

testkit::on_each_engine! {
    with crate::support::MIGRATIONS;

    async fn a_sealed_offer_is_read_by_its_own_cell_only(db: Db) {
        let it = TestCell::new(db);
        let sealed = offer().seal(&it.cell);
        assert_eq!(Offer::open(&it.cell, &sealed).unwrap(), offer());
        assert!(!sealed.contains("6408"), "nobody reads it by chance");
        let mut forged = sealed.clone().into_bytes();
        let last = forged.len() - 1;
        forged[last] = if forged[last] == b'A' { b'B' } else { b'A' };
        for wrong in [String::from_utf8(forged).unwrap().as_str(), "", "AAAA", &sealed[1..]] {
            assert_eq!(Offer::open(&it.cell, wrong).unwrap_err().code(), "notify/offer");
        }
    }
}

#[test]
fn a_subject_is_a_kind_and_an_id() {
    assert_eq!(Subject::new("ticket", "01J").unwrap().as_str(), "ticket:01J");
    for (kind, id) in [("", "1"), ("ticket", ""), ("ticket", "a:b"), ("t", &"1".repeat(99))] {
        assert!(Subject::new(kind, id).is_none());
    }
    assert_eq!(Subject::nop(object().as_str()).unwrap().digits(), "640801000100201230");
    assert_eq!(Subject::nop("ticket:640801000100201230"), None);
}
