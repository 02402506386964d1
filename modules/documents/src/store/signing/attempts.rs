//! Attempts to sign. A row moves on only from the state it was seen in.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};
use identity::Basis;
use ports::signing::Standing;

use crate::domain::letter::Letter;
use crate::domain::signing::{Attempt, AttemptState, Consent, Why};
use crate::store::unknown;

db::statements! {
    ADD = "
        insert into doc_attempt (
          id, consent, place, letter, version, position, position_title, basis, standing, base,
          base_pages, field, nonce, opened, state, state_at, reason, detail, result
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '', '', null)";
    FIND = "
        select id, consent, place, letter, version, position, position_title, basis, standing, base,
          base_pages, field, nonce, opened, state, state_at, reason, detail, result
        from doc_attempt
        where id = $1";
    OF_CONSENT = "
        select id, consent, place, letter, version, position, position_title, basis, standing, base,
          base_pages, field, nonce, opened, state, state_at, reason, detail, result
        from doc_attempt
        where consent = $1
        order by place";
    OF_LETTER = "
        select id, consent, place, letter, version, position, position_title, basis, standing, base,
          base_pages, field, nonce, opened, state, state_at, reason, detail, result
        from doc_attempt
        where letter = $1
        order by id desc
        limit 50";
    /// Those that were agreed to; what nobody agreed to waits for nobody and would fill the list.
    SILENT_SINCE = "
        select id, consent, place, letter, version, position, position_title, basis, standing, base,
          base_pages, field, nonce, opened, state, state_at, reason, detail, result
        from doc_attempt
        where state = $1 and state_at <= $2
          and exists (
            select 1 from doc_consent c where c.id = doc_attempt.consent and c.given_at <= $2
          )
        order by id
        limit 200";
    LAPSE = "
        update doc_attempt
        set state = 'failed', state_at = $1, reason = $2
        where state = 'prepared' and id in (
          select a.id
          from doc_attempt a
          join doc_consent c on c.id = a.consent
          where a.state = 'prepared' and c.given_at is null and c.expires_at <= $3
          order by a.id
          limit 500
        )";
    MOVE = "
        update doc_attempt
        set state = $1, state_at = $2, reason = $3, detail = $4, result = coalesce($5, result)
        where id = $6 and state = $7";
}

/// Where an attempt goes.
#[derive(Debug, Clone, Default)]
pub struct Step<'a> {
    pub why: Option<Why>,
    pub detail: &'a str,
    pub result: Option<&'a str>,
}

pub async fn add(tx: &mut Tx, it: &Attempt) -> Result<(), DbError> {
    let place = i64::try_from(it.place).unwrap_or(i64::MAX);
    let values = params![
        it.id,
        it.consent,
        place,
        it.letter,
        it.version,
        it.position,
        &it.position_title,
        it.basis.as_str(),
        it.standing.as_str(),
        &it.base,
        it.base_pages,
        &it.field,
        hex(&it.nonce),
        i64::from(it.opened),
        it.state.as_str(),
        it.state_at,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: Id<Attempt>) -> Result<Option<Attempt>, DbError> {
    tx.first(&FIND, params![id]).await?.as_ref().map(read).transpose()
}

/// In the order of the letters.
pub async fn of_consent(tx: &mut Tx, consent: Id<Consent>) -> Result<Vec<Attempt>, DbError> {
    tx.rows(&OF_CONSENT, params![consent]).await?.iter().map(read).collect()
}

/// The newest fifty first.
pub async fn of_letter(tx: &mut Tx, letter: Id<Letter>) -> Result<Vec<Attempt>, DbError> {
    tx.rows(&OF_LETTER, params![letter]).await?.iter().map(read).collect()
}

/// Those in a state since then or longer, whose consent was given then or before: the oldest two
/// hundred.
pub async fn silent_since(
    tx: &mut Tx,
    state: AttemptState,
    since: Instant,
) -> Result<Vec<Attempt>, DbError> {
    let rows = tx.rows(&SILENT_SINCE, params![state.as_str(), since]).await?;
    rows.iter().map(read).collect()
}

/// Ends what nobody agreed to until `since`, five hundred at most. How many there were.
pub async fn lapse(tx: &mut Tx, since: Instant, now: Instant) -> Result<u64, DbError> {
    tx.execute(&LAPSE, params![now, Why::Lapsed.as_str(), since]).await
}

/// Whether it moved: `false` when somebody else moved it before.
pub async fn advance(
    tx: &mut Tx,
    it: &Attempt,
    next: AttemptState,
    step: Step<'_>,
    now: Instant,
) -> Result<bool, DbError> {
    let reason = step.why.map_or("", Why::as_str);
    let values =
        params![next.as_str(), now, reason, step.detail, step.result, it.id, it.state.as_str()];
    Ok(tx.execute(&MOVE, values).await? == 1)
}

fn read(row: &Row) -> Result<Attempt, DbError> {
    let reason = row.text("reason")?;
    let why = match reason {
        "" => None,
        word => Some(Why::parse(word).ok_or_else(|| unknown("reason"))?),
    };
    Ok(Attempt {
        id: row.get("id")?,
        consent: row.get("consent")?,
        place: usize::try_from(row.int("place")?).map_err(|_| unknown("place"))?,
        letter: row.get("letter")?,
        version: row.get("version")?,
        position: row.get("position")?,
        position_title: row.get("position_title")?,
        basis: Basis::parse(row.text("basis")?).ok_or_else(|| unknown("basis"))?,
        standing: Standing::parse(row.text("standing")?).ok_or_else(|| unknown("standing"))?,
        base: row.get("base")?,
        base_pages: row.get("base_pages")?,
        field: row.get("field")?,
        nonce: bytes(row.text("nonce")?).ok_or_else(|| unknown("nonce"))?,
        opened: row.int("opened")? == 1,
        state: AttemptState::parse(row.text("state")?).ok_or_else(|| unknown("state"))?,
        state_at: row.get("state_at")?,
        why,
        detail: row.get("detail")?,
        result: row.get("result")?,
    })
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn bytes(hex: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}
