//! The calendar of releases: promised, kept, late; as a page, as JSON and as iCalendar.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::{Date, Instant};
use identity::Actor;
use serde_json::json;
use statistics::domain::period::Period;
use statistics::permissions::FORUM;
use statistics::usecase::process::calendar::{self, Standing};
use statistics::usecase::process::plan::{self, Proposal};

use crate::bureau::{MIGRATIONS, Stage, colleague};
use crate::served::Served;

/// What is to be released in seconds from now.
fn proposal(stage: &Stage, year: &str, seconds: i64) -> (Proposal, Instant) {
    let at = stage.bureau.cell().now().plus_seconds(seconds);
    let proposal = Proposal {
        dataset: "SEKOLAH".into(),
        period: Period::parse(year).unwrap(),
        due: Date::constant(2026, 1, 1),
        priority: false,
        planned_release: Some(at),
    };
    (proposal, at)
}

async fn standings(stage: &Stage) -> Vec<Standing> {
    let all = calendar::shown(&stage.bureau).await.unwrap();
    all.into_iter().map(|it| it.standing).collect()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn a_promise_is_public_once_the_forum_agreed(db: Db) {
        let served = Served::new(db).await;
        let stage = &served.stage;
        let (proposal, at) = proposal(stage, "2025", 3_600);
        let owner = Actor::operator();
        let owed = plan::propose(&stage.bureau, &owner, &proposal).await.unwrap();
        assert_eq!(standings(stage).await, [], "nobody agreed to it yet");
        let forum = colleague("Dina Contoh", "bappeda", &[FORUM]);
        plan::agree(&stage.bureau, &forum, 2025, "BA 1/2025").await.unwrap();
        assert_eq!(standings(stage).await, [Standing::Planned]);

        let seen = served.asks("icalendar_reads.py");
        let start = at.to_string();
        let start = format!("{}+00:00", start.split('.').next().unwrap());
        let wanted = json!([{
            "summary": "Sekolah 2025",
            "start": start,
            "status": "TENTATIVE",
            "url": format!("{}/statistik/SEKOLAH", served.url),
        }]);
        assert_eq!(seen, wanted);

        stage.pass_seconds(3_601);
        assert_eq!(standings(stage).await, [Standing::Late]);
        assert_eq!(owed.planned_release, Some(at));
    }
}
