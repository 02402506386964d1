//! Lists of files that are to be destroyed.

use base::{Date, Id, Instant};
use db::{DbError, Row, Tx, params};
use identity::Position;

use super::dossiers;
use crate::domain::content::Secrecy;
use crate::domain::disposal::{
    Decision, Decree, Disposal, DisposalState, Item, Judged, Kept, ListedLetter, Member,
};
use crate::domain::letter::Letter;
use crate::domain::retention::Dossier;
use crate::store::unknown;

macro_rules! disposal {
    ($rest:literal) => {
        concat!(
            "
        select id, agency, state, state_at, panel_decree, proposer, proposer_name, proposed_at,
          decree, decree_day, decider, decider_name, decider_capacity, decided_at, approval,
          approval_day, digest, record, reason
        from doc_disposal",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into doc_disposal (
          id, agency, state, state_at, panel_decree, proposer, proposer_name, proposed_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    ADD_MEMBER = "
        insert into doc_disposal_member (disposal, number, position, position_title)
        values ($1, $2, $3, $4)";
    ADD_FILE = "
        insert into doc_disposal_file (disposal, dossier, number)
        values ($1, $2, $3)";
    FIND = disposal!("
        where id = $1");
    LIST = disposal!("
        where (cast($1 as bigint) = 1 or agency = $2)
        order by id desc
        limit $3");
    /// Those on whose panel a position sits, wherever they are.
    LIST_FOR_MEMBER = "
        select d.id
        from doc_disposal_member m
        join doc_disposal d on d.id = m.disposal
        where m.position = $1 and d.state = 'proposed' and m.account is null
        order by d.id
        limit 100";
    /// Lists of an office that wait for its head.
    COUNT_JUDGED = "
        select count(*) as n
        from doc_disposal
        where agency = $1 and state = 'judged'";
    MEMBERS = "
        select number, position, position_title, account, name, capacity, judged_at
        from doc_disposal_member
        where disposal = $1
        order by number";
    FILES = "
        select dossier, kept_by_name, kept_reason
        from doc_disposal_file
        where disposal = $1
        order by number";
    /// Another list that is not over and has this file.
    OTHER_OF_FILE = "
        select d.id
        from doc_disposal_file f
        join doc_disposal d on d.id = f.disposal
        where f.dossier = $1 and f.kept_reason is null and d.state not in ('done', 'withdrawn')
        order by d.id
        limit 1";
    LETTERS = "
        select f.dossier, l.id, l.type, l.number_text, l.letter_date, l.subject,
          l.secrecy
        from doc_disposal_file f
        join doc_dossier_letter i on i.dossier = f.dossier
        join doc_letter l on l.id = i.letter
        where f.disposal = $1 and f.kept_reason is null
        order by f.number, l.letter_date, l.id";
    SET_STATE = "
        update doc_disposal
        set state = $1, state_at = $2, reason = $3
        where id = $4 and state = $5";
    JUDGE = "
        update doc_disposal_member
        set account = $1, name = $2, capacity = $3, judged_at = $4
        where disposal = $5 and number = $6 and account is null";
    KEEP = "
        update doc_disposal_file
        set kept_by_name = $1, kept_reason = $2
        where disposal = $3 and dossier = $4";
    DECIDE = "
        update doc_disposal
        set state = 'decided', state_at = $1, decree = $2, decree_day = $3, decider = $4,
          decider_name = $5, decider_capacity = $6, decided_at = $1, approval = $7,
          approval_day = $8, digest = $9
        where id = $10 and state = 'judged'";
    SET_RECORD = "
        update doc_disposal
        set record = $1
        where id = $2";
}

pub async fn add(tx: &mut Tx, it: &Disposal) -> Result<(), DbError> {
    let values = params![
        it.id,
        &it.agency,
        it.state.as_str(),
        it.state_at,
        &it.panel_decree,
        &it.proposer,
        &it.proposer_name,
        it.proposed_at,
    ];
    tx.execute(&ADD, values).await?;
    for (number, member) in (1_i64..).zip(&it.panel) {
        let values = params![it.id, number, member.position, &member.title];
        tx.execute(&ADD_MEMBER, values).await?;
    }
    for (number, item) in (1_i64..).zip(&it.files) {
        tx.execute(&ADD_FILE, params![it.id, item.dossier.id, number]).await?;
    }
    Ok(())
}

pub async fn find(tx: &mut Tx, id: Id<Disposal>) -> Result<Option<Disposal>, DbError> {
    let Some(row) = tx.first(&FIND, params![id]).await? else { return Ok(None) };
    let mut found = read(&row)?;
    found.panel =
        tx.rows(&MEMBERS, params![id]).await?.iter().map(member).collect::<Result<_, _>>()?;
    for row in tx.rows(&FILES, params![id]).await? {
        let dossier = dossiers::find(tx, row.get("dossier")?).await?;
        let name: Option<String> = row.get("kept_by_name")?;
        let reason: Option<String> = row.get("kept_reason")?;
        let kept = name.zip(reason).map(|(name, reason)| Kept { name, reason });
        found.files.push(Item { dossier: dossier.ok_or_else(|| unknown("dossier"))?, kept });
    }
    Ok(Some(found))
}

/// Those of an office or of all, the newest first, without their panels and files.
pub async fn list(
    tx: &mut Tx,
    (everything, agency): (bool, &str),
    most: i64,
) -> Result<Vec<Disposal>, DbError> {
    tx.rows(&LIST, params![everything, agency, most]).await?.iter().map(read).collect()
}

/// Those that wait for the judgement of whoever holds a position.
pub async fn list_for_member(
    tx: &mut Tx,
    position: Id<Position>,
) -> Result<Vec<Id<Disposal>>, DbError> {
    tx.rows(&LIST_FOR_MEMBER, params![position]).await?.iter().map(|row| row.get("id")).collect()
}

/// How many lists of an office wait for the decision of its head.
pub async fn count_judged(tx: &mut Tx, agency: &str) -> Result<i64, DbError> {
    tx.one(&COUNT_JUDGED, params![agency]).await?.int("n")
}

/// A list that is not over and on which the file stands.
pub async fn other_of_file(
    tx: &mut Tx,
    dossier: Id<Dossier>,
) -> Result<Option<Id<Disposal>>, DbError> {
    tx.first(&OTHER_OF_FILE, params![dossier]).await?.map(|row| row.get("id")).transpose()
}

/// The letters of the files that nobody wants kept.
pub async fn letters(tx: &mut Tx, id: Id<Disposal>) -> Result<Vec<ListedLetter>, DbError> {
    let letter = |row: &Row| {
        Ok(ListedLetter {
            dossier: row.get("dossier")?,
            letter: row.get("id")?,
            kind: row.get("type")?,
            number: row.get("number_text")?,
            day: row.get("letter_date")?,
            subject: row.get("subject")?,
            is_closed: Secrecy::parse(row.text("secrecy")?).is_none_or(Secrecy::is_closed),
        })
    };
    tx.rows(&LETTERS, params![id]).await?.iter().map(letter).collect()
}

/// Whether it was in that state until now.
pub async fn set_state(
    tx: &mut Tx,
    id: Id<Disposal>,
    (from, to): (DisposalState, DisposalState),
    at: Instant,
    reason: Option<&str>,
) -> Result<bool, DbError> {
    let values = params![to.as_str(), at, reason, id, from.as_str()];
    Ok(tx.execute(&SET_STATE, values).await? == 1)
}

/// Writes what a member said; whether nobody had judged for the seat.
pub async fn judge(
    tx: &mut Tx,
    it: &Disposal,
    seat: usize,
    keeps: &[Id<Dossier>],
) -> Result<bool, DbError> {
    let Some(by) = it.panel.get(seat).and_then(|member| member.judged.as_ref()) else {
        return Ok(false);
    };
    let number = i64::try_from(seat).unwrap_or(i64::MAX).saturating_add(1);
    let values = params![&by.account, &by.name, &by.capacity, by.at, it.id, number];
    if tx.execute(&JUDGE, values).await? == 0 {
        return Ok(false);
    }
    for item in it.files.iter().filter(|item| keeps.contains(&item.dossier.id)) {
        if let Some(kept) = &item.kept {
            let values = params![&kept.name, &kept.reason, it.id, item.dossier.id];
            tx.execute(&KEEP, values).await?;
        }
    }
    Ok(true)
}

/// Whether it waited for a decision.
pub async fn decide(tx: &mut Tx, id: Id<Disposal>, it: &Decision) -> Result<bool, DbError> {
    let approval = it.approval.as_ref();
    let values = params![
        it.at,
        &it.decree.number,
        it.decree.day,
        &it.account,
        &it.name,
        &it.capacity,
        approval.map(|paper| paper.number.as_str()),
        approval.map(|paper| paper.day),
        &it.digest,
        id,
    ];
    Ok(tx.execute(&DECIDE, values).await? == 1)
}

pub async fn set_record(tx: &mut Tx, id: Id<Disposal>, letter: Id<Letter>) -> Result<(), DbError> {
    tx.execute(&SET_RECORD, params![letter, id]).await.map(drop)
}

fn read(row: &Row) -> Result<Disposal, DbError> {
    let number: Option<String> = row.get("decree")?;
    Ok(Disposal {
        id: row.get("id")?,
        agency: row.get("agency")?,
        state: DisposalState::parse(row.text("state")?).ok_or_else(|| unknown("state"))?,
        state_at: row.get("state_at")?,
        panel_decree: row.get("panel_decree")?,
        proposer: row.get("proposer")?,
        proposer_name: row.get("proposer_name")?,
        proposed_at: row.get("proposed_at")?,
        decision: number.map(|number| decision(row, number)).transpose()?,
        record: row.get("record")?,
        reason: row.get("reason")?,
        panel: Vec::new(),
        files: Vec::new(),
    })
}

fn decision(row: &Row, number: String) -> Result<Decision, DbError> {
    let (approval, day): (Option<String>, Option<Date>) =
        (row.get("approval")?, row.get("approval_day")?);
    Ok(Decision {
        decree: Decree { number, day: row.get("decree_day")? },
        approval: approval.zip(day).map(|(number, day)| Decree { number, day }),
        account: row.get("decider")?,
        name: row.get("decider_name")?,
        capacity: row.get("decider_capacity")?,
        at: row.get("decided_at")?,
        digest: row.get("digest")?,
    })
}

fn member(row: &Row) -> Result<Member, DbError> {
    let account: Option<String> = row.get("account")?;
    let judged = |account| -> Result<Judged, DbError> {
        let (name, capacity, at) = (row.get("name")?, row.get("capacity")?, row.get("judged_at")?);
        Ok(Judged { account, name, capacity, at })
    };
    Ok(Member {
        position: row.get("position")?,
        title: row.get("position_title")?,
        judged: account.map(judged).transpose()?,
    })
}
