//! Dispositions of incoming letters.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};
use identity::{Basis, Position};

use crate::domain::incoming::tree::Answer;
use crate::domain::incoming::words::Duty;
use crate::domain::incoming::{Asked, Giver, Incoming, Node, NodeState, Order, Receiver};
use crate::store::unknown;

db::statements! {
    PUT = "
        insert into doc_disposition (
          incoming, ordinal, sheet, parent, giver, giver_title, basis, actor, actor_name, given_at,
          position, account, receiver_title, agency, instructions, note, due, secret, state,
          state_at, read_at, read_by_name, answered_at, answered_by_name, answer, remark
        )
        values (
          $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
          $20, $21, $22, $23, $24, $25, $26
        )
        on conflict (incoming, ordinal) do update
        set state = excluded.state, state_at = excluded.state_at, read_at = excluded.read_at,
          read_by_name = excluded.read_by_name, answered_at = excluded.answered_at,
          answered_by_name = excluded.answered_by_name, answer = excluded.answer,
          remark = excluded.remark";
    LIST = "
        select ordinal, sheet, parent, giver, giver_title, basis, actor, actor_name, given_at,
          position, account, receiver_title, agency, instructions, note, due, secret, state,
          state_at, read_at, read_by_name, answered_at, answered_by_name, answer, remark
        from doc_disposition
        where incoming = $1
        order by ordinal";
    /// What an office owes: dispositions that their receivers have not answered.
    DUTIES = "
        select d.incoming, d.ordinal, d.agency, d.position, d.receiver_title, d.instructions, d.note,
          d.due, d.state,
          case when d.secret = 0 and i.secrecy in ('biasa', 'terbatas') then cast(0 as bigint)
            else cast(1 as bigint) end as closed
        from doc_disposition d
        join doc_incoming i on i.id = d.incoming
        where d.agency = $1 and d.state in ('unread', 'read')
        order by case when d.due is null then 1 else 0 end, d.due, d.incoming, d.ordinal
        limit $2";
}

/// Stores the dispositions of a letter as they are now.
pub async fn put_all(tx: &mut Tx, incoming: Id<Incoming>, nodes: &[Node]) -> Result<(), DbError> {
    for node in nodes {
        let (position, account) = match &node.asked.receiver {
            Receiver::Position(id) => (Some(*id), None),
            Receiver::Person(account) => (None, Some(account.as_str())),
        };
        let (read, answer) = (node.read.as_ref(), node.answer.as_ref());
        let values = params![
            incoming,
            node.ordinal,
            node.sheet,
            node.parent,
            node.giver.position,
            &node.giver.title,
            node.giver.basis.as_str(),
            &node.giver.actor,
            &node.giver.name,
            node.given_at,
            position,
            account,
            &node.asked.title,
            &node.asked.agency,
            node.order.instructions.join("\n"),
            &node.order.note,
            node.order.due,
            node.order.is_secret,
            node.state.as_str(),
            node.state_at,
            read.map(|(at, _)| *at),
            read.map(|(_, name)| name.as_str()),
            answer.map(|answer| answer.at),
            answer.map(|answer| answer.name.as_str()),
            answer.map(|answer| answer.text.as_str()),
            node.remark.as_deref(),
        ];
        tx.execute(&PUT, values).await?;
    }
    Ok(())
}

/// The dispositions of a letter, in the order in which they were given.
pub async fn list(tx: &mut Tx, incoming: Id<Incoming>) -> Result<Vec<Node>, DbError> {
    tx.rows(&LIST, params![incoming]).await?.iter().map(read).collect()
}

/// What an office owes, whatever is due first, first. What a secret one says stays
/// out, and so does what is said about a secret letter.
pub async fn duties(tx: &mut Tx, agency: &str, limit: i64) -> Result<Vec<Duty>, DbError> {
    let duty = |row: &Row| {
        let (secret, words) = (row.flag("closed")?, words(row)?);
        Ok(Duty {
            incoming: row.get("incoming")?,
            ordinal: row.get("ordinal")?,
            agency: row.get("agency")?,
            position: row.get("position")?,
            owner: row.get("receiver_title")?,
            instructions: if secret { Vec::new() } else { words },
            note: if secret { String::new() } else { row.get("note")? },
            due: row.get("due")?,
            state: state(row)?,
        })
    };
    tx.rows(&DUTIES, params![agency, limit]).await?.iter().map(duty).collect()
}

fn read(row: &Row) -> Result<Node, DbError> {
    let read_at: Option<Instant> = row.get("read_at")?;
    let read_by: Option<String> = row.get("read_by_name")?;
    Ok(Node {
        ordinal: row.get("ordinal")?,
        sheet: row.get("sheet")?,
        parent: row.get("parent")?,
        giver: Giver {
            position: row.get("giver")?,
            title: row.get("giver_title")?,
            basis: Basis::parse(row.text("basis")?).ok_or_else(|| unknown("basis"))?,
            actor: row.get("actor")?,
            name: row.get("actor_name")?,
        },
        given_at: row.get("given_at")?,
        asked: asked(row)?,
        order: Order {
            instructions: words(row)?,
            note: row.get("note")?,
            due: row.get("due")?,
            is_secret: row.flag("secret")?,
        },
        state: state(row)?,
        state_at: row.get("state_at")?,
        read: read_at.zip(read_by),
        answer: answer(row)?,
        remark: row.get("remark")?,
    })
}

fn asked(row: &Row) -> Result<Asked, DbError> {
    let position: Option<Id<Position>> = row.get("position")?;
    let account: Option<String> = row.get("account")?;
    let receiver = match (position, account) {
        (Some(position), None) => Receiver::Position(position),
        (None, Some(account)) => Receiver::Person(account),
        _ => return Err(unknown("account")),
    };
    Ok(Asked { receiver, title: row.get("receiver_title")?, agency: row.get("agency")? })
}

fn answer(row: &Row) -> Result<Option<Answer>, DbError> {
    let Some(at) = row.get::<Option<Instant>>("answered_at")? else { return Ok(None) };
    let name: Option<String> = row.get("answered_by_name")?;
    let text: Option<String> = row.get("answer")?;
    Ok(Some(Answer { at, name: name.unwrap_or_default(), text: text.unwrap_or_default() }))
}

fn words(row: &Row) -> Result<Vec<String>, DbError> {
    Ok(row.text("instructions")?.lines().map(str::to_owned).collect())
}

fn state(row: &Row) -> Result<NodeState, DbError> {
    NodeState::parse(row.text("state")?).ok_or_else(|| unknown("state"))
}
