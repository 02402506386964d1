//! Reminders of what is due.

use db::Tx;
use jobs::{Filter, State};
use notify::Options;
use ports::{Channel, Saying};

use crate::support::{ANI, House, MIGRATIONS, PUSH, day};

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn people_are_reminded_a_month_a_week_and_a_day_before(db: Db) {
        let house = House::new(db);
        house.due(day(2026, 9, 30));
        house.subscribed(Channel::Mail, ANI).await;
        let mut reminded = Vec::new();
        house.at("2026-08-20T01:00:00.000Z");
        while house.cell().today() < day(2026, 10, 3) {
            house.remind().await;
            house.deliver().await;
            let mut taken = house.gateway.taken.lock().unwrap();
            reminded.extend(taken.drain(..).map(|_| house.cell().today().to_string()));
            drop(taken);
            house.it.clock.advance_seconds(86_400);
        }
        assert_eq!(reminded, ["2026-08-31", "2026-09-23", "2026-09-29"]);
    }

    async fn officials_are_reminded_three_days_before_a_deadline_and_on_its_day(db: Db) {
        let house = House::new(db);
        house.tasks_due(day(2026, 9, 30));
        house.subscribed(Channel::Mail, ANI).await;
        let mut reminded = Vec::new();
        house.at("2026-09-20T01:00:00.000Z");
        while house.cell().today() < day(2026, 10, 3) {
            house.remind().await;
            house.deliver().await;
            let mut taken = house.gateway.taken.lock().unwrap();
            reminded.extend(taken.drain(..).map(|m| (house.cell().today(), m.saying)));
            drop(taken);
            house.it.clock.advance_seconds(86_400);
        }
        let saying = Saying::TaskDue { due: day(2026, 9, 30) };
        assert_eq!(reminded, [(day(2026, 9, 27), saying), (day(2026, 9, 30), saying)]);
    }

    async fn they_are_planned_once_a_day_from_eight_on(db: Db) {
        let house = House::new(db);
        house.at("2026-08-17T23:59:00.000Z");
        assert!(!house.remind().await, "a minute before eight");
        house.at("2026-08-18T00:00:00.000Z");
        assert!(house.remind().await);
        assert!(!house.remind().await);
        house.at("2026-08-19T05:00:00.000Z");
        assert!(house.remind().await);
        assert!(house.jobs().await.iter().all(|job| job.state == State::Done));
    }

    async fn a_day_that_was_missed_is_made_up_for(db: Db) {
        let house = House::new(db);
        house.due(day(2026, 9, 30));
        house.subscribed(Channel::Push, PUSH).await;
        house.at("2026-09-25T03:00:00.000Z");
        house.remind().await;
        house.deliver().await;
        let due = Saying::DueSoon { tax_year: 2026, due: day(2026, 9, 30) };
        assert_eq!(house.gateway.taken().iter().map(|m| m.saying).collect::<Vec<_>>(), [due]);
    }

    async fn what_is_over_is_not_reminded_of(db: Db) {
        let house = House::new(db);
        house.due(day(2026, 8, 16));
        house.subscribed(Channel::Push, PUSH).await;
        house.remind().await;
        assert_eq!(house.deliver().await, 0);
    }

    async fn many_reminders_are_spread_over_time(db: Db) {
        let house = House::with(db, |options| options.per_channel_hourly = 60);
        house.due(day(2026, 8, 24));
        for n in 0..130 {
            let push = PUSH.replace("send/abc", &format!("send/{n}"));
            house.ask(Channel::Push, &push).await.unwrap();
        }
        house.remind().await;
        house.deliver().await;
        assert_eq!(house.gateway.taken().len(), 1);
        house.it.clock.advance_seconds(1_800);
        house.deliver().await;
        assert_eq!(house.gateway.taken().len(), 31);
        let kind = Some("notify/remind".to_owned());
        let filter = Filter { kind, ..Filter::default() };
        let db = house.cell().db();
        let planned = db.read(async |tx: &mut Tx| jobs::list(tx, &filter, None, 1).await).await;
        let outcome = planned.unwrap()[0].outcome.clone();
        assert_eq!(outcome, Some(serde_json::json!({ "seen": 130, "planned": 130 })));
    }
}

#[test]
fn the_earliest_reminder_that_is_due_is_chosen() {
    let options = Options::default();
    let chosen = [
        (31, None),
        (30, Some(30)),
        (8, Some(30)),
        (7, Some(7)),
        (1, Some(1)),
        (0, Some(1)),
        (-1, None),
    ];
    for (left, days) in chosen {
        assert_eq!(options.reminder_for(left), days, "{left} days left");
    }
}
