//! Values in, values out, many and few.

use base::{Date, Id, Instant, Nop, Rupiah};
use db::{DbError, Migration, Tx, Value, params};
use testkit::{FixedClock, SeededRandom};

const PALETTE: &[Migration] = &[Migration {
    module: "values",
    number: 1,
    name: "palette",
    sql: "create table owner (id text not null primary key);
          create table thing (
              id text not null primary key,
              owner text references owner (id),
              n bigint unique,
              x double precision,
              raw bytea,
              filled bigint not null default 0 check (filled in (0, 1))
          );",
}];

db::statements! {
    ADD = "insert into thing (id, owner, n, x, raw, filled) values ($1, $2, $3, $4, $5, $6)";
    GET = "select id, owner, n, x, raw, filled from thing where id = $1";
    LIST = "select id, n from thing order by id";
    RAISE = "update thing set n = n + $1 where id = $2";
    TWICE = "select n from thing where n = $1 and coalesce(filled, $2) = $2 or n = $1";
}

struct Thing;

testkit::on_each_engine! {
    with PALETTE;

    async fn every_kind_of_value_comes_back_as_it_went_in(db: Db) {
        let id = Id::<Thing>::new(&FixedClock::default(), &SeededRandom::new(1));
        let write = async |tx: &mut Tx| {
            let row = params![id, None::<&str>, i64::MIN, 117.5, vec![0_u8, 255], true];
            tx.execute(&ADD, row).await
        };
        assert_eq!(db.write(write).await, Ok(1));
        let row = db.read(async |tx: &mut Tx| tx.one(&GET, params![id]).await).await.unwrap();
        assert_eq!(row.get::<Id<Thing>>("id"), Ok(id));
        assert_eq!(row.get::<Option<String>>("owner"), Ok(None));
        assert_eq!(row.int("n"), Ok(i64::MIN));
        assert_eq!(row.real("x"), Ok(117.5));
        assert_eq!(row.bytes("raw"), Ok(&[0_u8, 255][..]));
        assert_eq!(row.flag("filled"), Ok(true));
        assert_eq!(row.int("nope").unwrap_err().to_string(), "column `nope` is not in the row");
        assert_eq!(row.int("id").unwrap_err().to_string(), "column `id` is not a whole number");
    }

    async fn each_refusal_of_the_engine_has_its_name(db: Db) {
        let cases: [(&[Value], &str); 4] = [
            (params!["a", "nobody", 1, 0.0, vec![0_u8], 0], "db/foreign-key"),
            (params!["a", None::<&str>, 1, 0.0, vec![0_u8], 7], "db/check"),
            (params!["a", None::<&str>, 1, 0.0, vec![0_u8], None::<i64>], "db/not-null"),
            (params!["a", None::<&str>, "one", 0.0, vec![0_u8], 0], "db/statement"),
        ];
        for (row, code) in cases {
            let write = db.write(async |tx: &mut Tx| tx.execute(&ADD, row).await).await;
            assert_eq!(write.unwrap_err().code(), code);
        }
    }

    async fn what_one_engine_would_not_keep_is_refused_by_both(db: Db) {
        let cases: [&[Value]; 3] = [
            params!["a\0b", None::<&str>, 1, 0.0, vec![0_u8], 0],
            params!["a", None::<&str>, 1, f64::NAN, vec![0_u8], 0],
            params!["a", None::<&str>, 1],
        ];
        for row in cases {
            let write = db.write(async |tx: &mut Tx| tx.execute(&ADD, row).await).await;
            assert_eq!(write.unwrap_err().code(), "db/statement");
        }
        assert_eq!(db.state(), db::State::Open);
    }

    async fn one_wants_exactly_one_row(db: Db) {
        let write = async |tx: &mut Tx| {
            tx.bulk("thing", &["id", "n"], [params!["a", 1], params!["b", 2]]).await
        };
        assert_eq!(db.write(write).await, Ok(2));
        let read = async |tx: &mut Tx| {
            assert_eq!(tx.one(&LIST, params![]).await.unwrap_err().code(), "db/several");
            assert_eq!(tx.one(&GET, params!["c"]).await.unwrap_err().code(), "db/missing");
            assert!(tx.first(&GET, params!["c"]).await?.is_none());
            let first = tx.first(&LIST, params![]).await?;
            assert_eq!(first.unwrap().text(0), Ok("a"));
            Ok::<_, DbError>(())
        };
        assert_eq!(db.read(read).await, Ok(()));
    }

    async fn a_parameter_used_twice_is_given_once(db: Db) {
        let write = async |tx: &mut Tx| tx.bulk("thing", &["id", "n"], [params!["a", 5]]).await;
        assert_eq!(db.write(write).await, Ok(1));
        let read = async |tx: &mut Tx| tx.one(&TWICE, params![5, 0]).await?.int(0);
        assert_eq!(db.read(read).await, Ok(5));
    }

    async fn many_rows_go_in_by_bulk_and_come_out_one_by_one(db: Db) {
        let rows = |from: i64| (from..from + 10_000).map(|n| {
            [Value::from(format!("{n:06}")), Value::from(n), Value::from(0_i64)]
        });
        let columns = &["id", "n", "filled"];
        let write = async |tx: &mut Tx| tx.bulk("thing", columns, rows(0)).await;
        assert_eq!(db.write(write).await, Ok(10_000));
        let again = async |tx: &mut Tx| tx.bulk("thing", columns, rows(9_999)).await;
        assert!(db.write(again).await.unwrap_err().is_unique());
        let mut sum = 0;
        let read = async |tx: &mut Tx| {
            tx.each(&LIST, params![], |row| {
                sum += row.int("n")?;
                Ok::<_, DbError>(())
            })
            .await
        };
        assert_eq!(db.read(read).await, Ok(()));
        assert_eq!(sum, 49_995_000);
    }

    async fn a_statement_runs_for_each_row_of_a_list(db: Db) {
        let rows = (0..1_000).map(|n| [Value::from(format!("{n:03}")), Value::from(n * 10_000)]);
        let raises = (0..1_000).map(|n| [Value::from(n), Value::from(format!("{n:03}"))]);
        let write = async |tx: &mut Tx| {
            tx.bulk("thing", &["id", "n"], rows.clone()).await?;
            tx.execute_each(&RAISE, raises.clone().chain([[1.into(), "none".into()]])).await
        };
        assert_eq!(db.write(write).await, Ok(1_000));
        let read = async |tx: &mut Tx| tx.one(&GET, params!["041"]).await?.int("n");
        assert_eq!(db.read(read).await, Ok(410_041));
        let clash = [[Value::from(1), Value::from("000")], [Value::from(10_000), Value::from("000")]];
        let write = async |tx: &mut Tx| tx.execute_each(&RAISE, &clash).await;
        assert_eq!(db.write(write).await.unwrap_err().code(), "db/unique");
        let narrow = async |tx: &mut Tx| tx.execute_each(&RAISE, [params![1]]).await;
        assert_eq!(db.write(narrow).await.unwrap_err().code(), "db/statement");
    }

    async fn a_question_is_asked_for_each_row_of_a_list(db: Db) {
        let rows = (0..300).map(|n| [Value::from(format!("{n:03}")), Value::from(n)]);
        let write = async |tx: &mut Tx| tx.bulk("thing", &["id", "n"], rows.clone()).await;
        assert_eq!(db.write(write).await, Ok(300));
        let asked: Vec<_> = (0..300).rev().map(|n| [Value::from(format!("{:03}", n * 2))]).collect();
        let read = async |tx: &mut Tx| {
            let found = tx.rows_each(&GET, &asked).await?;
            assert!(tx.rows_each(&GET, Vec::<Vec<Value>>::new()).await?.is_empty());
            found.iter().map(|row| row.int("n")).collect::<Result<Vec<_>, DbError>>()
        };
        let even: Vec<i64> = (0..150).rev().map(|n| n * 2).collect();
        assert_eq!(db.read(read).await, Ok(even), "in the order of the questions");
        let wide = async |tx: &mut Tx| tx.rows_each(&GET, [params!["000", "001"]]).await;
        assert_eq!(db.read(wide).await.unwrap_err().code(), "db/statement");
    }

    async fn care_and_readiness_work_at_any_time(db: Db) {
        assert_eq!(db.ping().await, Ok(()));
        assert_eq!(db.maintain().await, Ok(()));
        assert_eq!(db.ping().await, Ok(()));
    }

    async fn the_reader_of_rows_may_stop_and_the_transaction_goes_on(db: Db) {
        let rows = (0..100).map(|n| vec![Value::from(format!("{n:03}")), Value::from(n)]);
        let write = async |tx: &mut Tx| tx.bulk("thing", &["id", "n"], rows.clone()).await;
        assert_eq!(db.write(write).await, Ok(100));
        let read = async |tx: &mut Tx| {
            let mut seen = 0;
            let stopped = tx.each(&LIST, params![], |_| {
                seen += 1;
                if seen == 3 { Err(DbError::CutOff) } else { Ok(()) }
            });
            assert_eq!(stopped.await, Err(DbError::CutOff));
            assert_eq!(seen, 3);
            tx.one(&GET, params!["007"]).await?.int("n")
        };
        assert_eq!(db.read(read).await, Ok(7));
    }
}

#[test]
fn types_of_the_field_are_stored_as_people_write_them() {
    let nop = Nop::parse("64.08.010.001.002-0123.0").unwrap();
    assert_eq!(Value::from(nop), Value::Text("640801000100201230".to_owned()));
    assert_eq!(Value::from(Rupiah(5)), Value::Int(5));
    assert_eq!(Value::from(Date::constant(2026, 9, 30)), Value::Text("2026-09-30".to_owned()));
    let instant = Instant::from_millis(0);
    assert_eq!(Value::from(Some(instant)), Value::Text("1970-01-01T00:00:00.000Z".to_owned()));
    assert_eq!(Value::from(None::<bool>), Value::Null);
}
