//! An office that searches: its people and one position, without pages.

use std::sync::LazyLock;

use base::Id;
use db::{Db, Migration};
use documents::Neighbours;
use documents::permissions::GRANTS;
use documents::usecase::Office;
use identity::{
    AccountForm, Actor, Agency, DemoAccount, Hashing, Identity, Position, PositionForm, Rights,
    Settings,
};
use testkit::TestCell;

/// The tables of the module and of what it works with.
pub static MIGRATIONS: LazyLock<Vec<Migration>> = LazyLock::new(|| {
    let others = [audit::MIGRATIONS, identity::MIGRATIONS, jobs::MIGRATIONS, notify::MIGRATIONS];
    [&others.concat(), documents::migrations()].concat()
});

/// Perangkat daerah that write letters.
pub const OFFICES: [&str; 4] = ["bapenda", "diskominfo", "inspektorat", "setda"];

pub struct Stage {
    pub office: Office,
    /// Sees the letters of every office.
    pub auditor: Actor,
    /// Sees those of her own.
    pub clerk: Actor,
    /// Who signs them all.
    pub signer: Id<Position>,
}

impl Stage {
    pub async fn new(db: Db) -> Self {
        let it = TestCell::demo(db);
        let rights = Rights::new(GRANTS.iter().chain(identity::GRANTS).copied());
        let hashing = Hashing { memory_kib: 64, passes: 1, at_once: 2 };
        let settings = Settings { hashing, ..Settings::default() };
        let identity = Identity::new(it.cell.clone(), rights.clone(), settings).unwrap();
        let operator = Actor::operator();
        let agencies = OFFICES.map(|code| Agency {
            code: code.to_owned(),
            name: format!("Perangkat Daerah {code}"),
            kind: "office".to_owned(),
            parent: None,
        });
        identity.set_agencies(&operator, &agencies).await.unwrap();
        let position = PositionForm {
            agency: "diskominfo".to_owned(),
            parent: String::new(),
            title: "Kepala Dinas Komunikasi dan Informatika".to_owned(),
            abbreviation: "KADIS".to_owned(),
            rank: "head".to_owned(),
        };
        let signer = identity.set_position(&operator, None, &position).await.unwrap();
        let auditor = actor(&identity, &rights, "hasan", "inspektorat", "auditor").await;
        let clerk = actor(&identity, &rights, "tuti", "diskominfo", "records-clerk").await;
        let office = Office::new(it.cell.clone(), Neighbours::new(identity)).unwrap();
        Self { office, auditor, clerk, signer }
    }
}

async fn actor(
    identity: &Identity,
    rights: &Rights,
    login: &str,
    agency: &str,
    role: &str,
) -> Actor {
    let (name, roles) = (format!("{login} Contoh"), vec![role.to_owned()]);
    let form = AccountForm {
        login: login.to_owned(),
        name: name.clone(),
        nip: "198001012006041001".to_owned(),
        agency: agency.to_owned(),
        roles: roles.clone(),
    };
    let demo = DemoAccount { form, password: "pelangi contoh 2026".to_owned() };
    let id = identity.add_demo_account(&demo).await.unwrap();
    Actor::person(id, &name, Some(agency.to_owned()), roles.into_iter().collect(), rights)
}
