//! Files of banks that were loaded.

use base::{Date, Id, Instant, Rupiah};
use db::{DbError, Row, Tx, params};

use super::{LAST, unknown};
use crate::domain::entry::Entry;
use crate::domain::proposal::Signature;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          s.id, s.partner, p.name, s.layout, s.file_name, s.period_from, s.period_until, s.lines,
          s.total_rupiah, s.fee_rupiah, s.state, s.loaded_by, s.loaded_by_name, s.loaded_at,
          s.closed_by, s.closed_by_name, s.closed_at, s.clearing
        from pay_statement s
        join pay_partner p on p.id = s.partner",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into pay_statement (
          id, partner, layout, file_name, file_hash, period_from, period_until, lines,
          total_rupiah, fee_rupiah, state, loaded_by, loaded_by_name, loaded_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11, $12, $13)";
    FIND = select!("
        where s.id = $1");
    BEFORE = select!("
        where s.id < $1
        order by s.id desc
        limit $2");
    SAME_FILE = "
        select id
        from pay_statement
        where file_hash = $1 and state <> 'discarded'
        order by id
        limit 1";
    DISCARD = "update pay_statement set state = 'discarded' where id = $1 and state = 'open'";
    CLOSE = "
        update pay_statement
        set state = 'closed', closed_by = $1, closed_by_name = $2, closed_at = $3, clearing = $4
        where id = $5 and state = 'open'";
    COUNT_OPEN = "select count(*) as n from pay_statement where state = 'open'";
}

/// Where a reconciliation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatementState {
    Open,
    Closed,
    Discarded,
}

impl StatementState {
    const ALL: [Self; 3] = [Self::Open, Self::Closed, Self::Discarded];

    /// The word in the database and in translation keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Discarded => "discarded",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// A file that was loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    pub id: String,
    pub partner: String,
    pub partner_name: String,
    pub layout: String,
    pub file_name: String,
    pub from: Date,
    pub until: Date,
    pub lines: i64,
    pub total: Rupiah,
    pub fee: Rupiah,
    pub state: StatementState,
    pub loaded: Signature,
    pub closed: Option<Signature>,
    pub clearing: Option<Id<Entry>>,
}

impl Loaded {
    /// What arrives in the treasury's account.
    pub fn net(&self) -> Rupiah {
        Rupiah(self.total.0.saturating_sub(self.fee.0))
    }
}

pub async fn add(tx: &mut Tx, it: &Loaded, hash: &[u8]) -> Result<(), DbError> {
    let values = params![
        &it.id,
        &it.partner,
        &it.layout,
        &it.file_name,
        hash,
        it.from,
        it.until,
        it.lines,
        it.total,
        it.fee,
        &it.loaded.actor,
        &it.loaded.name,
        it.loaded.at,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Loaded>, DbError> {
    tx.first(&FIND, params![id]).await?.map(|row| read(&row)).transpose()
}

/// At most `limit` of those before an id, the newest first.
pub async fn before(tx: &mut Tx, id: Option<&str>, limit: i64) -> Result<Vec<Loaded>, DbError> {
    let rows = tx.rows(&BEFORE, params![id.unwrap_or(LAST), limit]).await?;
    rows.iter().map(read).collect()
}

/// Whether the same file is loaded already.
pub async fn same_file(tx: &mut Tx, hash: &[u8]) -> Result<Option<String>, DbError> {
    tx.first(&SAME_FILE, params![hash]).await?.map(|row| row.get(0)).transpose()
}

/// `false` when it is not open any more.
pub async fn discard(tx: &mut Tx, id: &str) -> Result<bool, DbError> {
    Ok(tx.execute(&DISCARD, params![id]).await? == 1)
}

/// `false` when it is not open any more.
pub async fn close(
    tx: &mut Tx,
    id: &str,
    by: &Signature,
    clearing: Option<Id<Entry>>,
) -> Result<bool, DbError> {
    let values = params![&by.actor, &by.name, by.at, clearing, id];
    Ok(tx.execute(&CLOSE, values).await? == 1)
}

/// How many wait to be finished.
pub async fn count_open(tx: &mut Tx) -> Result<i64, DbError> {
    tx.one(&COUNT_OPEN, params![]).await?.int(0)
}

fn read(row: &Row) -> Result<Loaded, DbError> {
    let closed = match (row.get(14)?, row.get(15)?, row.get(16)?) {
        (Some(actor), Some(name), Some(at)) => Some(Signature { actor, name, at }),
        _ => None,
    };
    let at: Instant = row.get(13)?;
    Ok(Loaded {
        id: row.get(0)?,
        partner: row.get(1)?,
        partner_name: row.get(2)?,
        layout: row.get(3)?,
        file_name: row.get(4)?,
        from: row.get(5)?,
        until: row.get(6)?,
        lines: row.int(7)?,
        total: row.get(8)?,
        fee: row.get(9)?,
        state: StatementState::parse(row.text(10)?).ok_or_else(|| unknown("state"))?,
        loaded: Signature { actor: row.get(11)?, name: row.get(12)?, at },
        closed,
        clearing: row.get(17)?,
    })
}
