//! The judge of portable SQL.

use db::portable::{check, check_migration};

fn found(sql: &str) -> Vec<String> {
    check(sql).into_iter().map(|p| p.found).collect()
}

#[test]
fn what_means_the_same_on_both_engines_passes() {
    for sql in [
        "select id, cast(sum(tax_rupiah) as bigint) as total from notice group by id order by id",
        "insert into entry (id, note) values ($1, $2) on conflict (id) do update set note = $2",
        "select a from t where (k, id) > ($1, $2) order by k, id limit $3",
        "select max(year) as last from notice where nop = $1",
        "select 'now() like $9 ?' as text_of_the_user -- now()",
        "delete from t where id in (select id from t order by id limit 5)",
        "select case when count(*) > 0 then 1 else 0 end as taken from t where id = $1",
    ] {
        assert_eq!(check(sql), [], "{sql}");
    }
}

#[test]
fn every_forbidden_word_is_found_with_its_cure() {
    for (sql, word) in [
        ("select a::bigint from t", "::"),
        ("select a from t where b ilike $1", "ilike"),
        ("select a from t where b like $1", "like"),
        ("select NOW()", "NOW"),
        ("select current_timestamp", "current_timestamp"),
        ("select datetime('x')", "datetime"),
        ("select a ->> 'b' from t", "->>"),
        ("select a from t where b = ?", "?"),
        ("select a from t order by a limit 5 offset 10", "offset"),
        ("select iif(a, 1, 0) from t", "iif"),
        ("select greatest(a, b) from t", "greatest"),
        ("select max(a, (b)) from t", "max"),
        ("select group_concat(a) from t", "group_concat"),
        ("select string_agg(a, ',') from t", "string_agg"),
        ("select lower(a) from t", "lower"),
        ("select avg(a) from t", "avg"),
        ("select \"a\" from t", "\"a\""),
        ("select a from t limit 1", "limit"),
        ("select a from t order by (select b from u limit 1)", "limit"),
        ("select cast(a as integer) from t", "integer"),
        ("select true", "true"),
    ] {
        assert_eq!(found(sql), [word], "{sql}");
    }
    assert!(check("select avg(a) from t")[0].cure.contains("in Rust"));
}

#[test]
fn parameters_count_up_in_the_order_of_first_use() {
    assert_eq!(found("select $2, $1"), ["$2"]);
    assert_eq!(found("select a from t where b = $1 and c = $3"), ["$3"]);
    assert_eq!(found("select a from t where b = $0"), ["$0"]);
    assert_eq!(check("select a from t where b = $1 and c = $2 and d = $1"), []);
}

#[test]
fn a_migration_has_neither_parameters_nor_deferred_checks() {
    assert_eq!(check_migration("create table t (a bigint not null primary key);"), []);
    let deferred = "create table t (a text references u (a) deferrable initially deferred);";
    assert_eq!(check_migration(deferred)[0].found, "deferrable");
    assert_eq!(check_migration("insert into t values ($1);")[0].found, "$1");
    assert_eq!(check_migration("create table t (a jsonb);")[0].found, "jsonb");
}
