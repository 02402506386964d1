//! Accounts and their roles.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params, statements};

use crate::account::{AccountRow, State};
use crate::{Account, ListScope, Role};

statements! {
    /// A new account, invited and without a password.
    ADD_ACCOUNT = "insert into id_account
        (id, login, name, search, nip, agency, state, must_change, totp_step, created_at)
        values ($1, $2, $3, $4, $5, $6, 'invited', 0, 0, $7)";
    /// Grants a role.
    ADD_ROLE = "insert into id_account_role (account, role) values ($1, $2)
        on conflict (account, role) do nothing";
    /// Takes all roles away.
    DROP_ROLES = "delete from id_account_role where account = $1";
    /// Roles of one account.
    LIST_ROLES = "select role from id_account_role where account = $1 order by role";
    /// One account.
    FIND_BY_ID = "select id, login, name, nip, agency, state, password, password_at, must_change,
        totp, totp_step, created_at
        from id_account
        where id = $1";
    /// One account by its sign-in name.
    FIND_BY_LOGIN = "select id, login, name, nip, agency, state, password, password_at,
        must_change, totp, totp_step, created_at
        from id_account
        where login = $1";
    /// What the administrator corrects.
    CHANGE_ACCOUNT = "update id_account
        set login = $1, name = $2, search = $3, nip = $4, agency = $5
        where id = $6";
    /// Lets in, keeps out.
    SET_STATE = "update id_account set state = $1 where id = $2";
    /// A new password.
    SET_PASSWORD = "update id_account
        set password = $1, password_at = $2, must_change = $3
        where id = $4";
    /// The same password, hashed at today's cost.
    SET_VERIFIER = "update id_account set password = $1 where id = $2 and password = $3";
    /// A new second factor.
    SET_TOTP = "update id_account set totp = $1, totp_step = 0 where id = $2";
    /// Uses up a step; no row when it was used before or the account changed meanwhile.
    USE_STEP = "update id_account set totp_step = $1
        where id = $2
        and totp_step < $1
        and state = 'active'
        and password = $3";
    /// Active people with a role besides one.
    COUNT_OTHERS_WITH_ROLE = "select count(*) as n
        from id_account_role r
        join id_account a on a.id = r.account
        where r.role = $1
        and a.state = 'active'
        and a.id <> $2";
    /// The sign-in names of everybody with a role.
    LIST_LOGINS_WITH_ROLE = "select a.login
        from id_account_role r
        join id_account a on a.id = r.account
        where r.role = $1
        order by a.login";
    /// A page of accounts with one row per role, in the order of their names.
    LIST_ACCOUNTS = "select a.id, a.login, a.name, a.nip, a.agency, a.state, a.password_at,
        a.created_at, r.role
        from (
            select id, login, name, nip, agency, state, password_at, created_at
            from id_account
            where login > $1
            and ($2 = '' or replace(search, $2, '') <> search)
            and (cast($3 as bigint) = 1 or agency = $4)
            order by login
            limit $5
        ) a
        left join id_account_role r on r.account = a.id
        order by a.login, r.role";
    /// One account as it stands in a list, one row per role.
    FIND_ROW = "select a.id, a.login, a.name, a.nip, a.agency, a.state, a.password_at,
        a.created_at, r.role
        from id_account a
        left join id_account_role r on r.account = a.id
        where a.id = $1
        order by r.role";
    /// Active people with a role.
    LIST_WITH_ROLE = "select a.id, a.login, a.name, a.nip, a.agency, a.state, a.password_at,
        a.created_at, r.role
        from id_account_role r
        join id_account a on a.id = r.account
        where r.role = $1
        and a.state = 'active'
        order by a.name, a.login";
    /// Somebody who was invited to a role and did not come yet.
    FIND_INVITED = "select a.id
        from id_account a
        join id_account_role r on r.account = a.id
        where r.role = $1
        and a.state = 'invited'
        order by a.id
        limit 1";
    /// Keeps a verifier that may not come back.
    ADD_HISTORY = "insert into id_password_history (id, account, password) values ($1, $2, $3)";
    /// Earlier verifiers, newest first.
    LIST_HISTORY = "select id, password
        from id_password_history
        where account = $1
        order by id desc
        limit $2";
    /// Forgets verifiers older than one.
    DROP_HISTORY = "delete from id_password_history where account = $1 and id < $2";
}

/// An account with its secrets, as loaded for a decision.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub id: Id<Account>,
    pub login: String,
    pub name: String,
    pub nip: Option<String>,
    pub agency: Option<String>,
    pub state: State,
    pub password: Option<String>,
    pub totp: Option<String>,
}

/// What is written about a person.
pub(crate) struct Sheet<'a> {
    pub login: &'a str,
    pub name: &'a str,
    pub nip: Option<&'a str>,
    pub agency: Option<&'a str>,
}

impl Sheet<'_> {
    fn search(&self) -> String {
        format!("{} {} {}", self.login, self.name.to_lowercase(), self.nip.unwrap_or_default())
    }
}

pub(crate) async fn add(
    tx: &mut Tx,
    id: Id<Account>,
    sheet: &Sheet<'_>,
    now: Instant,
) -> Result<(), DbError> {
    let Sheet { login, name, nip, agency } = *sheet;
    let values = params![id, login, name, sheet.search(), nip, agency, now];
    tx.execute(&ADD_ACCOUNT, values).await.map(drop)
}

pub(crate) async fn change(tx: &mut Tx, id: Id<Account>, to: &Sheet<'_>) -> Result<(), DbError> {
    let Sheet { login, name, nip, agency } = *to;
    let values = params![login, name, to.search(), nip, agency, id];
    tx.execute(&CHANGE_ACCOUNT, values).await.map(drop)
}

pub(crate) async fn set_roles(
    tx: &mut Tx,
    id: Id<Account>,
    roles: &[String],
) -> Result<(), DbError> {
    tx.execute(&DROP_ROLES, params![id]).await?;
    for role in roles {
        tx.execute(&ADD_ROLE, params![id, role]).await?;
    }
    Ok(())
}

pub(crate) async fn roles(tx: &mut Tx, id: Id<Account>) -> Result<Vec<String>, DbError> {
    tx.rows(&LIST_ROLES, params![id]).await?.iter().map(|row| row.get("role")).collect()
}

pub(crate) async fn find(tx: &mut Tx, id: Id<Account>) -> Result<Option<Stored>, DbError> {
    tx.first(&FIND_BY_ID, params![id]).await?.as_ref().map(read).transpose()
}

pub(crate) async fn find_by_login(tx: &mut Tx, login: &str) -> Result<Option<Stored>, DbError> {
    tx.first(&FIND_BY_LOGIN, params![login]).await?.as_ref().map(read).transpose()
}

pub(crate) async fn set_state(tx: &mut Tx, id: Id<Account>, to: State) -> Result<(), DbError> {
    tx.execute(&SET_STATE, params![to.as_str(), id]).await.map(drop)
}

/// Sets or takes away the password; the old one goes into the history.
pub(crate) async fn set_password(
    tx: &mut Tx,
    id: Id<Account>,
    password: Option<&str>,
    now: Instant,
    must_change: bool,
) -> Result<(), DbError> {
    let values = params![password, password.map(|_| now), must_change, id];
    tx.execute(&SET_PASSWORD, values).await.map(drop)
}

pub(crate) async fn remember_password(
    tx: &mut Tx,
    entry: Id<Account>,
    id: Id<Account>,
    password: &str,
    keep: usize,
) -> Result<(), DbError> {
    tx.execute(&ADD_HISTORY, params![entry, id, password]).await?;
    let kept = history(tx, id, keep).await?;
    if let Some((oldest, _)) = kept.last() {
        tx.execute(&DROP_HISTORY, params![id, oldest]).await?;
    }
    Ok(())
}

/// Ids and verifiers of earlier passwords, newest first.
pub(crate) async fn history(
    tx: &mut Tx,
    id: Id<Account>,
    limit: usize,
) -> Result<Vec<(String, String)>, DbError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = tx.rows(&LIST_HISTORY, params![id, limit]).await?;
    rows.iter().map(|row| Ok((row.get("id")?, row.get("password")?))).collect()
}

pub(crate) async fn set_totp(
    tx: &mut Tx,
    id: Id<Account>,
    totp: Option<&str>,
) -> Result<(), DbError> {
    tx.execute(&SET_TOTP, params![totp, id]).await.map(drop)
}

pub(crate) async fn use_step(
    tx: &mut Tx,
    id: Id<Account>,
    step: i64,
    password: &str,
) -> Result<bool, DbError> {
    Ok(tx.execute(&USE_STEP, params![step, id, password]).await? == 1)
}

pub(crate) async fn set_verifier(
    tx: &mut Tx,
    id: Id<Account>,
    new: &str,
    old: &str,
) -> Result<(), DbError> {
    tx.execute(&SET_VERIFIER, params![new, id, old]).await.map(drop)
}

pub(crate) async fn logins_with_role(tx: &mut Tx, role: &str) -> Result<Vec<String>, DbError> {
    tx.rows(&LIST_LOGINS_WITH_ROLE, params![role])
        .await?
        .iter()
        .map(|row| row.get("login"))
        .collect()
}

/// Active people who hold a role, by name: for a module that gives them something to do. Each is
/// told with that role alone.
pub async fn list_with_role(tx: &mut Tx, role: Role) -> Result<Vec<AccountRow>, DbError> {
    gathered(tx.rows(&LIST_WITH_ROLE, params![role.0]).await?)
}

pub(crate) async fn others_with_role(tx: &mut Tx, role: &str, id: &str) -> Result<i64, DbError> {
    tx.one(&COUNT_OTHERS_WITH_ROLE, params![role, id]).await?.int("n")
}

/// A page, in the order of sign-in names, of what the scope lets see.
pub(crate) async fn list(
    tx: &mut Tx,
    scope: &ListScope,
    search: &str,
    after: &str,
    limit: u32,
) -> Result<Vec<AccountRow>, DbError> {
    let search = search.trim().to_lowercase();
    let values = params![after, search, scope.everything(), scope.agency(), limit];
    gathered(tx.rows(&LIST_ACCOUNTS, values).await?)
}

/// One account with its roles, in whatever state: for a module that names people.
pub async fn find_row(tx: &mut Tx, id: Id<Account>) -> Result<Option<AccountRow>, DbError> {
    Ok(gathered(tx.rows(&FIND_ROW, params![id]).await?)?.pop())
}

/// The same by its sign-in name.
pub async fn find_row_by_login(tx: &mut Tx, login: &str) -> Result<Option<AccountRow>, DbError> {
    match find_by_login(tx, login).await? {
        Some(account) => find_row(tx, account.id).await,
        None => Ok(None),
    }
}

pub(crate) async fn find_invited(tx: &mut Tx, role: &str) -> Result<Option<Id<Account>>, DbError> {
    tx.first(&FIND_INVITED, params![role]).await?.map(|row| row.get("id")).transpose()
}

/// Accounts from rows that repeat them once per role.
fn gathered(rows: Vec<Row>) -> Result<Vec<AccountRow>, DbError> {
    let mut found: Vec<AccountRow> = Vec::new();
    for row in rows {
        let id = row.get("id")?;
        if found.last().is_none_or(|last| last.id != id) {
            found.push(read_row(&row, id)?);
        }
        if let (Some(last), Some(role)) = (found.last_mut(), row.opt_text("role")?) {
            last.roles.push(role.to_owned());
        }
    }
    Ok(found)
}

fn read_row(row: &Row, id: Id<Account>) -> Result<AccountRow, DbError> {
    Ok(AccountRow {
        id,
        login: row.get("login")?,
        name: row.get("name")?,
        nip: row.get("nip")?,
        agency: row.get("agency")?,
        state: state(row)?,
        roles: Vec::new(),
        created_at: row.get("created_at")?,
        password_at: row.get("password_at")?,
    })
}

fn read(row: &Row) -> Result<Stored, DbError> {
    Ok(Stored {
        id: row.get("id")?,
        login: row.get("login")?,
        name: row.get("name")?,
        nip: row.get("nip")?,
        agency: row.get("agency")?,
        state: state(row)?,
        password: row.get("password")?,
        totp: row.get("totp")?,
    })
}

fn state(row: &Row) -> Result<State, DbError> {
    State::parse(row.text("state")?)
        .ok_or_else(|| DbError::Column { column: "state".to_owned(), problem: "is unknown" })
}
