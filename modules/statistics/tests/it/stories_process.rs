//! The yearly list of data: who puts what on it, who agrees, who may look at what.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::{Date, Kind};
use contracts::{Due, Occasions};
use db::Tx;
use identity::Actor;
use statistics::domain::obligation::{Act, Obligation, State};
use statistics::domain::period::Period;
use statistics::permissions::{ADVISER, AGENCY_STEWARD, FORUM, PRODUCER};
use statistics::usecase::process::plan::Proposal;
use statistics::usecase::process::{DueTables, acts, lists, plan};

use crate::bureau::{MIGRATIONS, Stage, colleague};

fn proposal(period: &str) -> Proposal {
    Proposal {
        dataset: "SEKOLAH".into(),
        period: Period::parse(period).unwrap(),
        due: Date::constant(2027, 2, 1),
        priority: false,
        planned_release: None,
    }
}

async fn agreed(stage: &Stage) -> Obligation {
    let it = plan::propose(&stage.bureau, &stage.walidata, &proposal("2026")).await.unwrap();
    let forum = colleague("Dina Contoh", "bappeda", &[FORUM]);
    plan::agree(&stage.bureau, &forum, 2026, "BA 1/2026").await.unwrap();
    lists::show(&stage.bureau, &stage.walidata, it.id).await.unwrap().obligation
}

fn code<T: std::fmt::Debug>(result: base::Result<T>) -> String {
    result.unwrap_err().code().to_owned()
}

testkit::on_each_engine! {
    with &MIGRATIONS;

    async fn what_is_proposed_stands_on_the_list_once_the_forum_agreed(db: Db) {
        let stage = Stage::with_schools(db).await;
        let it = agreed(&stage).await;
        assert_eq!((it.state, it.producer.as_str()), (State::Agreed, "DISDIK"));
        let shown = lists::show(&stage.bureau, &stage.walidata, it.id).await.unwrap();
        let steps: Vec<(Act, &str)> =
            shown.steps.iter().map(|it| (it.act, it.reason.as_str())).collect();
        assert_eq!(steps, [(Act::Plan, ""), (Act::Agree, "BA 1/2026")]);
        assert_eq!(shown.steps[1].name, "Dina Contoh");
        let forum = colleague("Dina Contoh", "bappeda", &[FORUM]);
        let again = plan::agree(&stage.bureau, &forum, 2026, "").await;
        assert_eq!(code(again), "statistics/nothing-planned");
    }

    async fn the_same_data_is_on_the_list_once(db: Db) {
        let stage = Stage::with_schools(db).await;
        plan::propose(&stage.bureau, &stage.walidata, &proposal("2026")).await.unwrap();
        let again = plan::propose(&stage.bureau, &stage.walidata, &proposal("2026")).await;
        assert_eq!(code(again), "statistics/on-the-list");
        plan::propose(&stage.bureau, &stage.walidata, &proposal("2026-Q1")).await.unwrap();
        let unknown = Proposal { dataset: "NIHIL".into(), ..proposal("2026") };
        let unknown = plan::propose(&stage.bureau, &stage.walidata, &unknown).await;
        assert_eq!(code(unknown), "statistics/no-dataset");
    }

    async fn a_release_is_not_promised_before_the_office_owes_the_table(db: Db) {
        let stage = Stage::with_schools(db).await;
        let zone = stage.bureau.cell().zone();
        let early = Some(zone.start_of(Date::constant(2027, 1, 31)));
        let it = Proposal { planned_release: early, ..proposal("2026") };
        let refused = plan::propose(&stage.bureau, &stage.walidata, &it).await;
        assert_eq!(code(refused), "statistics/release-before-due");
    }

    async fn an_office_plans_and_sees_only_what_is_its_own(db: Db) {
        let stage = Stage::with_schools(db).await;
        let own = colleague("Lina Contoh", "DISDIK", &[AGENCY_STEWARD]);
        let other = colleague("Joko Contoh", "DINKES", &[AGENCY_STEWARD]);
        let refused = plan::propose(&stage.bureau, &other, &proposal("2026")).await;
        assert_eq!(refused.unwrap_err().kind(), Kind::Forbidden);
        let it = plan::propose(&stage.bureau, &own, &proposal("2026")).await.unwrap();
        assert_eq!(plan::datasets(&stage.bureau, &other).await.unwrap(), []);
        let rows = async |who: &Actor| lists::of_year(&stage.bureau, who, 2026).await;
        assert_eq!(rows(&own).await.unwrap().rows.len(), 1);
        assert_eq!(rows(&other).await.unwrap().rows.len(), 0);
        assert_eq!(rows(&stage.stranger).await.unwrap_err().kind(), Kind::Forbidden);
        let unseen = lists::show(&stage.bureau, &other, it.id).await;
        assert_eq!(code(unseen), "statistics/no-obligation", "not even that it exists");
    }

    async fn nobody_takes_a_step_that_is_not_theirs_or_not_now(db: Db) {
        let stage = Stage::with_schools(db).await;
        let it = agreed(&stage).await;
        let producer = colleague("Sari Contoh", "DISDIK", &[PRODUCER]);
        let bps = colleague("Putu Contoh", "bps", &[ADVISER]);
        let refused = acts::take_up(&stage.bureau, &producer, it.id).await;
        assert_eq!(refused.unwrap_err().kind(), Kind::Forbidden);
        let early = acts::take_up(&stage.bureau, &stage.walidata, it.id).await;
        assert_eq!(code(early), "statistics/not-now");
        let early = acts::endorse(&stage.bureau, &bps, it.id, "").await;
        assert_eq!(code(early), "statistics/not-now");
        let why = acts::withdraw(&stage.bureau, &stage.walidata, it.id, " ").await;
        assert_eq!(code(why), "statistics/reason");
        let shown = lists::show(&stage.bureau, &producer, it.id).await.unwrap();
        assert_eq!(shown.may, [Act::Bring]);
        acts::withdraw(&stage.bureau, &stage.walidata, it.id, "Kegiatan dihapus").await.unwrap();
        let gone = lists::show(&stage.bureau, &producer, it.id).await.unwrap();
        assert_eq!((gone.obligation.state, gone.may.len()), (State::Withdrawn, 0));
    }

    async fn an_office_is_reminded_until_it_handed_its_table_in(db: Db) {
        let stage = Stage::with_schools(db).await;
        let it = agreed(&stage).await;
        let open = async |subject: &str, day: Date| {
            let read = async |tx: &mut Tx| DueTables.still_open(tx, subject, day).await;
            let found = stage.bureau.cell().db().read(read).await.unwrap();
            found.iter().map(|one| (one.what, one.due)).collect::<Vec<_>>()
        };
        let soon = Date::constant(2027, 1, 26);
        assert_eq!(open("tables:DISDIK", soon).await, [(Due::Tables, it.due)]);
        assert_eq!(open("tables:DINKES", soon).await, []);
        assert_eq!(open("tasks:DISDIK", soon).await, []);
        assert_eq!(open("tables:DISDIK", Date::constant(2027, 1, 2)).await, [], "too early");
        acts::withdraw(&stage.bureau, &stage.walidata, it.id, "Kegiatan dihapus").await.unwrap();
        assert_eq!(open("tables:DISDIK", soon).await, [], "nothing is owed any more");
    }
}
