//! The schema is the same on both engines, and read back in the same words.

use db::Migration;
use db::catalogue::ColumnKind::{Bytes, Int, Real, Text};
use db::catalogue::{Column, ColumnKind, Table};

pub(crate) const RICH: &[Migration] = &[Migration {
    module: "rich",
    number: 1,
    name: "everything",
    sql: "-- Organisations form a tree; (a comment with a parenthesis
          create table org (
              code text not null primary key,
              parent text references org (code),
              name text not null
          );
          create table place (
              org text not null references org (code),
              year bigint not null check (year >= 1994),
              lon double precision,
              seal bytea,
              tax_rupiah bigint not null default 0,
              twice bigint generated always as (tax_rupiah * 2) stored,
              remark text not null default 'x) strict;',
              primary key (org, year),
              unique (seal, remark)
          );
          create table line (
              id text not null primary key,
              org text not null,
              year bigint not null,
              foreign key (org, year) references place (org, year)
          );
          create unique index line_of_place on line (org, year, id);
          create index place_by_year on place (year) where tax_rupiah > 0;",
}];

fn column(name: &str, kind: ColumnKind, nullable: bool) -> Column {
    Column { name: name.to_owned(), kind, nullable, generated: name == "twice" }
}

fn table(name: &str, columns: Vec<Column>, key: &[&str], foreign: &[&str]) -> Table {
    Table {
        name: name.to_owned(),
        columns,
        primary_key: key.iter().map(ToString::to_string).collect(),
        unique: Vec::new(),
        indexes: std::collections::BTreeMap::new(),
        foreign_keys: foreign.iter().map(ToString::to_string).collect(),
    }
}

fn expected() -> Vec<Table> {
    let mut line = table(
        "line",
        vec![column("id", Text, false), column("org", Text, false), column("year", Int, false)],
        &["id"],
        &["org, year -> place (org, year)"],
    );
    line.indexes.insert("line_of_place".to_owned(), "unique (org, year, id)".to_owned());
    let org = table(
        "org",
        vec![
            column("code", Text, false),
            column("parent", Text, true),
            column("name", Text, false),
        ],
        &["code"],
        &["parent -> org (code)"],
    );
    let mut place = table(
        "place",
        vec![
            column("org", Text, false),
            column("year", Int, false),
            column("lon", Real, true),
            column("seal", Bytes, true),
            column("tax_rupiah", Int, false),
            column("twice", Int, true),
            column("remark", Text, false),
        ],
        &["org", "year"],
        &["org -> org (code)"],
    );
    place.unique.push("seal, remark".to_owned());
    place.indexes.insert("place_by_year".to_owned(), "(year)".to_owned());
    vec![line, org, place]
}

testkit::on_each_engine! {
    with RICH;

    async fn both_engines_have_the_same_schema(db: Db) {
        assert_eq!(db.catalogue().await.unwrap().tables, expected());
    }
}
