//! People and deeds of the stories.

use audit::{Entry, Kind, Level, Recorded, Who};
use base::Id;
use cell::Cell;
use db::{DbError, Tx};
use serde_json::json;

pub const PUBLISHED: Kind = Kind::new("property-tax/import-published", Level::Important);
pub const CORRECTED: Kind =
    Kind::new("property-tax/subject-corrected", Level::Important).redacting(&["nik"]);

pub fn ani() -> Who {
    Who {
        id: "01JD4R0000000000000000000A".to_owned(),
        name: "Ani Wulandari".to_owned(),
        agency: Some("bapenda".to_owned()),
        address: Some("10.8.0.7".to_owned()),
    }
}

/// Records a deed in a transaction of its own.
pub async fn did(cell: &Cell, subject: &str) -> Id<Recorded> {
    let who = ani();
    cell.db()
        .write(async |tx: &mut Tx| {
            let entry = Entry::new(PUBLISHED, &who, subject).after(json!({ "rows": 3 }));
            audit::record(tx, cell, entry).await
        })
        .await
        .unwrap()
}

/// Ten deeds, sealed.
pub async fn ten_sealed(cell: &Cell) -> Vec<Id<Recorded>> {
    let mut ids = Vec::new();
    for n in 0..10 {
        ids.push(did(cell, &format!("import-{n}")).await);
    }
    assert_eq!(audit::seal(cell).await.unwrap(), 10);
    ids
}

/// The fault that a walk finds.
pub async fn fault(cell: &Cell) -> Option<audit::Fault> {
    audit::verify(cell, |_| {}).await.unwrap().fault
}

/// Changes rows behind the back of the program.
pub async fn tamper(cell: &Cell, statement: &db::Statement, params: &[db::Value]) -> u64 {
    let write = cell.db().write(async |tx: &mut Tx| tx.execute(statement, params).await);
    write.await.map_err(|e: DbError| e).unwrap()
}
