//! The way of a task, whatever people do.

use documents::domain::task::{Progress, TaskError, TaskState};
use proptest::prelude::*;

use crate::house::day;

fn given() -> Progress {
    Progress::given(day("2026-12-01"))
}

#[test]
fn a_task_is_over_when_its_giver_says_so() {
    let today = day("2026-11-20");
    let reported = given().begin().unwrap().report("lina", today, "sudah").unwrap();
    assert_eq!(reported.state, TaskState::Reported);
    assert!(!reported.state.is_over());
    assert_eq!(reported.accept("lina"), Err(TaskError::FourEyes));
    assert!(reported.accept("rudi").unwrap().state.is_over());
    let back = reported.send_back("lampiran belum ada").unwrap();
    assert_eq!((back.state, back.report.clone()), (TaskState::InProgress, None));
    assert_eq!(back.accept("rudi"), Err(TaskError::State(TaskState::InProgress)));
}

#[test]
fn a_deadline_moves_with_a_reason_and_not_into_the_past() {
    let today = day("2026-11-20");
    assert_eq!(given().move_due(day("2026-12-05"), today, " "), Err(TaskError::NoReason));
    assert_eq!(given().move_due(day("2026-12-01"), today, "x"), Err(TaskError::Due));
    assert_eq!(given().move_due(day("2026-11-19"), today, "x"), Err(TaskError::Due));
    assert_eq!(given().move_due(today, today, "x").unwrap().due, today);
}

#[test]
fn a_task_is_overdue_from_the_day_after_its_deadline_until_it_is_reported() {
    assert!(!given().is_overdue(day("2026-12-01")));
    assert!(given().is_overdue(day("2026-12-02")));
    let reported = given().report("lina", day("2026-12-02"), "sudah").unwrap();
    assert!(!reported.is_overdue(day("2026-12-09")));
}

#[derive(Debug, Clone, Copy)]
enum Deed {
    Begin,
    Note,
    Report(usize),
    Accept(usize),
    SendBack,
    MoveDue(i64),
    Withdraw,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        Just(Deed::Begin),
        Just(Deed::Note),
        (0..3usize).prop_map(Deed::Report),
        (0..3usize).prop_map(Deed::Accept),
        Just(Deed::SendBack),
        (-5..30i64).prop_map(Deed::MoveDue),
        Just(Deed::Withdraw),
    ];
    proptest::collection::vec(deed, 0..24)
}

proptest! {
    /// In any order of deeds: nothing leaves the list but by acceptance of somebody else's report or
    /// by withdrawal, and what left it does not come back.
    #[test]
    fn a_task_stays_on_the_list_until_it_is_accepted_or_withdrawn(deeds in deeds()) {
        let (people, today) = (["lina", "wati", "rudi"], day("2026-11-20"));
        let mut now = given();
        for deed in deeds {
            let before = now.clone();
            let next = match deed {
                Deed::Begin => now.begin(),
                Deed::Note => now.note(),
                Deed::Report(who) => now.report(people[who], today, "sudah"),
                Deed::Accept(who) => now.accept(people[who]),
                Deed::SendBack => now.send_back("belum"),
                Deed::MoveDue(days) => {
                    let to = today.checked_add(jiff::Span::new().days(days)).unwrap();
                    now.move_due(to, today, "karena")
                }
                Deed::Withdraw => now.withdraw("keliru"),
            };
            let Ok(next) = next else { continue };
            prop_assert!(!before.state.is_over(), "{before:?} came back by {deed:?}");
            if next.state == TaskState::Accepted {
                let Deed::Accept(who) = deed else { panic!("accepted by {deed:?}") };
                prop_assert_eq!(before.state, TaskState::Reported);
                prop_assert_ne!(before.report.clone().unwrap().0, people[who]);
            }
            prop_assert_eq!(next.state == TaskState::Withdrawn, matches!(deed, Deed::Withdraw));
            prop_assert_eq!(next.due != before.due, matches!(deed, Deed::MoveDue(_)));
            prop_assert!(next.due >= today.min(before.due));
            now = next;
        }
    }
}
