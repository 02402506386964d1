//! Settings of the module.

use db::{DbError, Tx, params};

use crate::domain::office::Office;
use crate::domain::revision::RegistryMode;

db::statements! {
    GET = "
        select value
        from ptax_setting
        where name = $1";
    PUT = "
        insert into ptax_setting (name, value)
        values ($1, $2)
        on conflict (name) do update
        set value = excluded.value";
}

const REGISTRY_MODE: &str = "registry-mode";
const OFFICE: &str = "office";

/// Who keeps the registry; companion mode until somebody decides otherwise.
pub async fn registry_mode(tx: &mut Tx) -> Result<RegistryMode, DbError> {
    let row = tx.first(&GET, params![REGISTRY_MODE]).await?;
    let Some(row) = row else { return Ok(RegistryMode::default()) };
    RegistryMode::parse(row.text(0)?)
        .ok_or_else(|| DbError::Column { column: "value".to_owned(), problem: "is no mode" })
}

pub async fn set_registry_mode(tx: &mut Tx, mode: RegistryMode) -> Result<(), DbError> {
    tx.execute(&PUT, params![REGISTRY_MODE, mode.as_str()]).await.map(drop)
}

/// The tax office as it stands on papers; plain words until somebody filled it in.
pub async fn office(tx: &mut Tx) -> Result<Office, DbError> {
    let row = tx.first(&GET, params![OFFICE]).await?;
    let Some(row) = row else { return Ok(Office::default()) };
    serde_json::from_str(row.text(0)?)
        .map_err(|_| DbError::Column { column: "value".to_owned(), problem: "is damaged" })
}

pub async fn set_office(tx: &mut Tx, office: &Office) -> Result<(), DbError> {
    let text = serde_json::to_string(office).map_err(|_| DbError::Column {
        column: "value".to_owned(),
        problem: "cannot be written",
    })?;
    tx.execute(&PUT, params![OFFICE, text]).await.map(drop)
}
