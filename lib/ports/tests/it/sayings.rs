//! What a message may say.

use base::{Date, Language};
use ports::messenger::Saying;

#[test]
fn a_saying_survives_being_stored() {
    let due = Date::new(2026, 9, 30).unwrap();
    let all = [
        Saying::Confirm,
        Saying::DueSoon { tax_year: 2026, due },
        Saying::TaskDue { due },
        Saying::TableDue { due },
        Saying::LettersWait,
        Saying::ReceiptReady { tax_year: 2026 },
        Saying::TicketAnswered,
        Saying::Test,
    ];
    for saying in all {
        assert_eq!(Saying::of_parts(saying.key(), saying.tax_year(), saying.due()), Some(saying));
    }
    assert_eq!(Saying::of_parts("due-soon", Some(2026), None), None);
}

#[test]
fn its_values_are_years_and_days_only() {
    let due = Date::new(2026, 9, 30).unwrap();
    let values = Saying::DueSoon { tax_year: 2026, due }.values(Language::Id);
    assert_eq!(values, ["2026", "30 September 2026"]);
    assert!(Saying::Confirm.values(Language::Id).is_empty());
}
