//! Reads the schema back from an engine, in words that are the same for both.

use std::collections::BTreeMap;

use crate::{Db, DbError, Row, Tx};

/// All tables of a database, those of this crate left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    pub tables: Vec<Table>,
}

/// One table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    /// In the order of their declaration.
    pub columns: Vec<Column>,
    /// Columns of the primary key, in the order of the key.
    pub primary_key: Vec<String>,
    /// Unique constraints, each the list of its columns; sorted.
    pub unique: Vec<String>,
    /// Indexes by name: `unique (a, b)` or `(a)`.
    pub indexes: BTreeMap<String, String>,
    /// Foreign keys, each as `a, b -> table (c, d)`; sorted.
    pub foreign_keys: Vec<String>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: ColumnKind,
    pub nullable: bool,
    /// Computed by the engine from other columns.
    pub generated: bool,
}

/// The types of the portable palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// `bigint`
    Int,
    /// `double precision`
    Real,
    /// `text`
    Text,
    /// `bytea`
    Bytes,
}

impl Db {
    /// Reads the schema. Equal on both engines after the same migrations.
    pub async fn catalogue(&self) -> Result<Catalogue, DbError> {
        self.read(async |tx: &mut Tx| tx.catalogue().await).await
    }
}

impl Table {
    /// Tables that must hold their rows before this one does; itself left out.
    pub(crate) fn needs(&self) -> impl Iterator<Item = &str> {
        self.foreign_keys
            .iter()
            .filter_map(|key| key.split_once(" -> ")?.1.split(' ').next())
            .filter(|table| *table != self.name)
    }
}

impl Tx {
    pub(crate) async fn catalogue(&mut self) -> Result<Catalogue, DbError> {
        let mut tables = Vec::new();
        for name in self.tables().await? {
            if !name.starts_with("db_") {
                tables.push(self.table(name).await?);
            }
        }
        Ok(Catalogue { tables })
    }

    async fn table(&mut self, name: String) -> Result<Table, DbError> {
        let queries = if self.on_postgres() { PG } else { LITE };
        let [columns, indexes, foreign] = queries.map(|sql| sql.replace("{table}", &name));
        let columns = self.collect(&columns, column).await?;
        let indexes = self.collect(&indexes, index).await?;
        let mut foreign_keys = self.collect(&foreign, |row| row.get::<String>(0)).await?;
        foreign_keys.sort();
        let of =
            |origin: &str| indexes.iter().filter(move |i| i.origin == origin).collect::<Vec<_>>();
        let key = of("pk").first().map(|i| i.columns.clone()).unwrap_or_default();
        let mut unique: Vec<String> = of("u").iter().map(|i| i.columns.clone()).collect();
        unique.sort();
        let described = of("c").iter().map(|i| (i.name.clone(), i.describe())).collect();
        Ok(Table {
            name,
            columns,
            primary_key: key.split(", ").filter(|k| !k.is_empty()).map(str::to_owned).collect(),
            unique,
            indexes: described,
            foreign_keys,
        })
    }

    async fn collect<T>(
        &mut self,
        sql: &str,
        mut read: impl FnMut(&Row) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        let mut found = Vec::new();
        self.walk_text("catalogue", sql, |row| {
            found.push(read(row)?);
            Ok(true)
        })
        .await?;
        Ok(found)
    }
}

fn column(row: &Row) -> Result<Column, DbError> {
    let kind = match row.text("kind")?.to_ascii_lowercase().as_str() {
        "integer" | "bigint" => ColumnKind::Int,
        "real" | "double precision" => ColumnKind::Real,
        "text" => ColumnKind::Text,
        "blob" | "bytea" => ColumnKind::Bytes,
        other => {
            let message = format!("type {other} of column {} is not portable", row.text("name")?);
            return Err(DbError::Statement { statement: "catalogue", message });
        }
    };
    let (nullable, generated) = (row.flag("nullable")?, row.flag("generated")?);
    Ok(Column { name: row.get("name")?, kind, nullable, generated })
}

struct Index {
    name: String,
    /// `pk`, `u` (a constraint) or `c` (made by `create index`).
    origin: String,
    unique: bool,
    columns: String,
}

impl Index {
    fn describe(&self) -> String {
        format!("{}({})", if self.unique { "unique " } else { "" }, self.columns)
    }
}

fn index(row: &Row) -> Result<Index, DbError> {
    Ok(Index {
        name: row.get("name")?,
        origin: row.get("origin")?,
        unique: row.flag("is_unique")?,
        columns: row.get("columns")?,
    })
}

/// Columns, indexes, foreign keys. A column of the primary key of a strict table is never empty,
/// though the pragma does not say so.
const LITE: [&str; 3] = [
    "select name, type as kind, case when \"notnull\" = 0 and pk = 0 then 1 else 0 end as nullable, \
     case when hidden in (2, 3) then 1 else 0 end as generated \
     from pragma_table_xinfo('{table}') order by cid",
    "select l.name as name, l.origin as origin, l.\"unique\" as is_unique, \
     (select group_concat(coalesce(name, '?'), ', ') from \
        (select name from pragma_index_info(l.name) order by seqno)) as columns \
     from pragma_index_list('{table}') l \
     union all \
     select 'pk', 'pk', 1, name from pragma_table_xinfo('{table}') where pk = 1 \
       and not exists (select 1 from pragma_index_list('{table}') where origin = 'pk') \
     order by 1",
    "select group_concat(f.\"from\", ', ') || ' -> ' || f.\"table\" || ' (' || \
     group_concat(coalesce(f.\"to\", (select name from pragma_table_xinfo(f.\"table\") \
        where pk = f.seq + 1)), ', ') || ')' \
     from (select * from pragma_foreign_key_list('{table}') order by id, seq) f group by f.id",
];

const PG: [&str; 3] = [
    "select cast(column_name as text) as name, cast(data_type as text) as kind, \
     case when is_nullable = 'YES' then 1 else 0 end as nullable, \
     case when is_generated = 'ALWAYS' then 1 else 0 end as generated \
     from information_schema.columns \
     where table_schema = current_schema() and table_name = '{table}' order by ordinal_position",
    "select cast(i.relname as text) as name, \
     case when x.indisprimary then 'pk' when c.oid is not null then 'u' else 'c' end as origin, \
     case when x.indisunique then 1 else 0 end as is_unique, \
     (select string_agg(coalesce(cast(a.attname as text), '?'), ', ' order by k.place) \
        from unnest(x.indkey) with ordinality as k (number, place) \
        left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.number) as columns \
     from pg_index x join pg_class i on i.oid = x.indexrelid \
     left join pg_constraint c on c.conindid = x.indexrelid and c.contype in ('p', 'u') \
     where x.indrelid = to_regclass('{table}') order by 1",
    "select (select string_agg(cast(a.attname as text), ', ' order by k.place) \
        from unnest(c.conkey) with ordinality as k (number, place) \
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number) \
     || ' -> ' || cast(r.relname as text) || ' (' || \
     (select string_agg(cast(a.attname as text), ', ' order by k.place) \
        from unnest(c.confkey) with ordinality as k (number, place) \
        join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.number) || ')' \
     from pg_constraint c join pg_class r on r.oid = c.confrelid \
     where c.conrelid = to_regclass('{table}') and c.contype = 'f'",
];
