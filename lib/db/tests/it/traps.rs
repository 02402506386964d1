//! The dialect traps our rules rely on: the same text, the same answer on both engines.

use db::{DbError, Migration, Tx, Value, params};

const WORDS: &[Migration] = &[Migration {
    module: "traps",
    number: 1,
    name: "words",
    sql: "create table word (
              id bigint not null primary key,
              text_value text,
              n bigint,
              live bigint not null default 1,
              twice bigint generated always as (n * 2) stored
          );
          create unique index word_live on word (text_value) where live = 1;",
}];

db::statements! {
    ADD = "insert into word (id, text_value, n) values ($1, $2, $3)";
    SORTED = "select text_value from word order by text_value nulls last, id";
    DIVISION = "select 7 / 2 as a, -7 / 2 as b, -7 % 3 as c, 1 as d";
    SUM = "select cast(sum(n) as bigint) as s, count(*) as n from word";
    LENGTH = "select length(text_value) as l, substr(text_value, 1, 1) as first from word where id = $1";
    UPSERT = "insert into word (id, text_value, n) values ($1, $2, $3) \
              on conflict (id) do update set n = excluded.n returning n, twice";
    NOTHING = "insert into word (id, text_value, n) values ($1, $2, $3) on conflict do nothing";
    OPTIONAL = "select id from word where (cast($1 as text) is null or text_value = $1) order by id";
    UNTYPED = "select id from word where ($1 is null or id = $1) order by id";
    TREE = "with recursive c (n) as (select 1 union all select n + 1 from c where n < 5) \
            select cast(sum(n) as bigint) as s from c";
    WINDOW = "select id, row_number() over (order by n desc, id) as place from word order by id";
    FILTER = "select count(*) filter (where n > 1) as many from word";
    NUMERIC = "select sum(n) as s from word";
    BOOLEAN = "select n > 1 as b from word order by id";
    MISSPELT = "select nope from word";
    KEYSET = "select id from word where (n, id) > ($1, $2) order by n, id limit $3";
    UPDATE_FROM = "update word set n = o.n from word o where o.id = $1 and word.id = $2";
}

async fn fill(db: &db::Db) {
    let words = [(1, "z"), (2, "B"), (3, "\u{e9}"), (4, "a")];
    let write = async |tx: &mut Tx| {
        for (id, word) in words {
            tx.execute(&ADD, params![id, word, i64::from(id) - 1]).await?;
        }
        tx.execute(&ADD, params![5, None::<&str>, 3]).await
    };
    assert_eq!(db.write(write).await, Ok(1));
}

async fn values(db: &db::Db, it: db::Statement, p: &[Value]) -> Result<Vec<Vec<Value>>, DbError> {
    let read = async |tx: &mut Tx| {
        let mut found = Vec::new();
        tx.each(&it, p, |row| {
            let cells = (0..9).map_while(|n| row.value(n).ok().cloned());
            found.push(cells.collect::<Vec<Value>>());
            Ok::<_, DbError>(())
        })
        .await?;
        Ok(found)
    };
    db.read(read).await
}

fn ints(rows: &[&[i64]]) -> Result<Vec<Vec<Value>>, DbError> {
    Ok(rows.iter().map(|row| row.iter().map(|n| Value::Int(*n)).collect()).collect())
}

testkit::on_each_engine! {
    with WORDS;

    async fn texts_sort_by_code_point_with_nothing_last(db: Db) {
        fill(&db).await;
        let text = |t: &str| vec![Value::from(t)];
        let wanted = vec![text("B"), text("a"), text("z"), text("\u{e9}"), vec![Value::Null]];
        assert_eq!(values(&db, SORTED, params![]).await, Ok(wanted));
    }

    async fn whole_numbers_divide_alike_and_sum_alike(db: Db) {
        fill(&db).await;
        assert_eq!(values(&db, DIVISION, params![]).await, ints(&[&[3, -3, -1, 1]]));
        assert_eq!(values(&db, SUM, params![]).await, ints(&[&[9, 5]]));
        assert_eq!(values(&db, FILTER, params![]).await, ints(&[&[3]]));
        assert_eq!(values(&db, TREE, params![]).await, ints(&[&[15]]));
        let places = ints(&[&[1, 5], &[2, 4], &[3, 3], &[4, 1], &[5, 2]]);
        assert_eq!(values(&db, WINDOW, params![]).await, places);
        assert_eq!(values(&db, KEYSET, params![2, 3, 1]).await, ints(&[&[4]]));
    }

    async fn a_sum_beyond_the_range_is_an_error(db: Db) {
        let write = async |tx: &mut Tx| {
            tx.execute(&ADD, params![1, "a", i64::MAX / 2]).await?;
            tx.execute(&ADD, params![2, "b", i64::MAX / 2]).await?;
            tx.execute(&NOTHING, params![3, "c", 2]).await?;
            tx.one(&SUM, params![]).await.map(drop)
        };
        assert_eq!(db.write(write).await.unwrap_err().code(), "db/statement");
    }

    async fn lengths_count_letters(db: Db) {
        fill(&db).await;
        let row = vec![vec![Value::Int(1), Value::from("\u{e9}")]];
        assert_eq!(values(&db, LENGTH, params![3]).await, Ok(row));
    }

    async fn upserts_and_returned_rows_agree(db: Db) {
        fill(&db).await;
        let write = async |tx: &mut Tx| {
            let row = tx.one(&UPSERT, params![1, "z", 21]).await?;
            assert_eq!((row.int("n"), row.int("twice")), (Ok(21), Ok(42)));
            assert_eq!(tx.execute(&NOTHING, params![1, "q", 0]).await, Ok(0));
            assert_eq!(tx.execute(&NOTHING, params![9, "z", 0]).await, Ok(0), "partial index");
            tx.execute(&UPDATE_FROM, params![1, 2]).await
        };
        assert_eq!(db.write(write).await, Ok(1));
        assert_eq!(values(&db, SUM, params![]).await, ints(&[&[21 + 21 + 2 + 3 + 3, 5]]));
    }

    async fn an_optional_filter_is_cast(db: Db) {
        fill(&db).await;
        assert_eq!(values(&db, OPTIONAL, params!["a"]).await, ints(&[&[4]]));
        let all = ints(&[&[1], &[2], &[3], &[4], &[5]]);
        assert_eq!(values(&db, OPTIONAL, params![None::<&str>]).await, all);
    }

    async fn a_misspelt_column_is_an_error(db: Db) {
        assert_eq!(db.prepare_check(&MISSPELT).await.unwrap_err().code(), "db/statement");
    }

    async fn the_check_of_statements_accepts_what_is_portable(db: Db) {
        for it in ALL {
            let loud = [&UNTYPED, &NUMERIC, &BOOLEAN, &MISSPELT].contains(&it);
            if !loud {
                assert_eq!(db.prepare_check(it).await, Ok(()), "{}", it.name);
                assert_eq!(db::portable::check(it.sql), [], "{}", it.name);
            }
        }
    }
}

/// Loud on PostgreSQL only, which is why every statement is prepared on both.
mod types_that_are_not_portable_are_refused {
    use super::*;

    async fn story(db: db::Db) {
        for it in [UNTYPED, NUMERIC, BOOLEAN] {
            let refused = db.prepare_check(&it).await.unwrap_err();
            assert_eq!(refused.code(), "db/statement", "{}", it.name);
        }
        let cure = db.prepare_check(&NUMERIC).await.unwrap_err().to_string();
        assert!(cure.contains("write cast(sum(x) as bigint)"), "{cure}");
    }

    #[test]
    fn postgres_only() {
        testkit::run(testkit::Engine::Postgres, WORDS, story);
    }
}
