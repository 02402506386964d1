//! A cell with an authority, people with keys, and somebody with a hand in the database.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use audit::{Filter, Recorded};
use base::{Id, Result};
use cell::Cell;
use db::{Db, Statement, Tx, Value};
use documents::domain::keys::{ComparisonCode, Cost, Key, Passphrase, Purpose, Seen, hash_of};
use documents::permissions::GRANTS;
use documents::store::keys::personal::{self, Stored};
use documents::usecase::authority::{self, RootKey};
use documents::usecase::keys::{self, Approve, KeySettings, Keyring, Unlocked};
use identity::{
    AccountForm, AccountRow, Actor, Agency, DemoAccount, Hashing, Identity, Rights, Settings,
};
use testkit::TestCell;

/// What Sri, Rina and the others open their keys with.
pub const SRI: &str = "perahu kelotok jam tembaga";
pub const RINA: &str = "sarung ungu pagi gerimis tujuh";
pub const DEWI: &str = "lentera rumah betang di hulu";
pub const ADI: &str = "sungai keruh ikan patin goreng";

/// The stage.
pub struct Stage {
    pub it: TestCell,
    pub identity: Identity,
    pub keyring: Keyring,
}

fn rights() -> Rights {
    Rights::new(GRANTS.iter().chain(identity::GRANTS).copied())
}

impl Stage {
    /// People, and no authority yet.
    pub async fn bare(db: Db) -> Self {
        let it = TestCell::demo(db);
        let hashing = Hashing { memory_kib: 64, passes: 1, at_once: 2 };
        let settings = Settings { hashing, ..Settings::default() };
        let identity = Identity::new(it.cell.clone(), rights(), settings).unwrap();
        let agency = Agency {
            code: "diskominfo".to_owned(),
            name: "Dinas Komunikasi dan Informatika".to_owned(),
            kind: "office".to_owned(),
            parent: None,
        };
        identity.set_agencies(&Actor::operator(), &[agency]).await.unwrap();
        let stage = Self { keyring: keyring(&it.cell), it, identity };
        stage.add("sri", "Sri Rahayu, S.Kom.", "198501012010012001", &["staff"]).await;
        stage.add("rina", "Rina Melati", "198702022011012002", &["registrar"]).await;
        stage.add("dewi", "Dewi Anjani", "199003032015032003", &["registrar"]).await;
        stage.add("adi", "Adi Saputra", "198404042009041004", &["administrator", "staff"]).await;
        stage.add("eko", "Eko Wibowo", "198205052008011005", &["administrator", "registrar"]).await;
        stage
    }

    /// The same with an authority and Rina as the first registrar.
    pub async fn new(db: Db) -> Self {
        let stage = Self::bare(db).await;
        authority::begin(stage.cell(), &Actor::operator(), RootKey::Kept).await.unwrap();
        let key = stage.make("rina", RINA).await.unwrap();
        let code = stage.code(key).await;
        keys::appoint_first(&stage.keyring, "rina", &code).await.unwrap();
        stage
    }

    pub fn cell(&self) -> &Cell {
        &self.it.cell
    }

    async fn add(&self, login: &str, name: &str, nip: &str, roles: &[&str]) {
        let form = AccountForm {
            login: login.to_owned(),
            name: name.to_owned(),
            nip: nip.to_owned(),
            agency: "diskominfo".to_owned(),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        };
        let password = "Kuda lumping 7 pasar Rawa!".to_owned();
        self.identity.add_demo_account(&DemoAccount { form, password }).await.unwrap();
    }

    pub async fn account(&self, login: &str) -> AccountRow {
        let read = self
            .cell()
            .db()
            .read(async |tx: &mut Tx| identity::find_account_by_login(tx, login).await);
        read.await.unwrap().unwrap()
    }

    /// Somebody who signed in just now: with the roles and the name of this moment.
    pub async fn actor(&self, login: &str) -> Actor {
        let AccountRow { id, name, agency, roles, .. } = self.account(login).await;
        Actor::person(id, name, agency, roles, &rights())
    }

    pub async fn make(&self, login: &str, phrase: &str) -> Result<Id<Key>> {
        let actor = self.actor(login).await;
        keys::make(&self.keyring, &actor, passphrase(phrase), &passphrase(phrase)).await
    }

    pub async fn stored(&self, id: Id<Key>) -> Stored {
        let read = self.cell().db().read(async |tx: &mut Tx| personal::find(tx, id).await);
        read.await.unwrap().unwrap()
    }

    /// What the person's own screen shows.
    pub async fn code(&self, id: Id<Key>) -> String {
        let key = self.stored(id).await;
        ComparisonCode::of(&key.account, &hash_of(&key.public_key)).to_string()
    }

    /// A meeting with Rina.
    pub async fn approve(&self, id: Id<Key>) -> Result<String> {
        let code = self.code(id).await;
        self.approve_as("rina", RINA, id, (&code, Purpose::Signer)).await
    }

    pub async fn approve_as(
        &self,
        registrar: &str,
        phrase: &str,
        id: Id<Key>,
        (code, purpose): (&str, Purpose),
    ) -> Result<String> {
        let it = Approve {
            code: code.to_owned(),
            seen: Seen::IdentityCard,
            purpose,
            passphrase: passphrase(phrase),
        };
        keys::approve(&self.keyring, &self.actor(registrar).await, id, it).await
    }

    /// Somebody with a certificate; id of the key and serial number.
    pub async fn enrolled(&self, login: &str, phrase: &str) -> (Id<Key>, String) {
        let key = self.make(login, phrase).await.unwrap();
        let serial = self.approve(key).await.unwrap();
        (key, serial)
    }

    pub async fn unlock(&self, login: &str, phrase: &str) -> Result<Unlocked> {
        keys::unlock(&self.keyring, &self.actor(login).await, passphrase(phrase)).await
    }

    /// The code of the error with which somebody's key refuses to open.
    pub async fn refusal(&self, login: &str, phrase: &str) -> &'static str {
        match self.unlock(login, phrase).await {
            Ok(_) => "opened",
            Err(error) => error.code(),
        }
    }

    /// A hand in the database.
    pub async fn edit(&self, it: &Statement, params: &[Value]) -> u64 {
        let write = self.cell().db().write(async |tx: &mut Tx| tx.execute(it, params).await);
        write.await.unwrap()
    }

    /// Entries of the audit trail of a kind, the newest first.
    pub async fn told(&self, kind: audit::Kind) -> Vec<Recorded> {
        let filter = Filter { kind: Some(kind.code.to_owned()), ..Filter::default() };
        let read =
            self.cell().db().read(async |tx: &mut Tx| audit::list(tx, &filter, None, 50).await);
        read.await.unwrap()
    }
}

/// Cheap tries: what they cost is tested where keys are wrapped.
pub fn keyring(cell: &Cell) -> Keyring {
    let cost = Cost { memory_kib: 64, passes: 1, lanes: 1 };
    Keyring::new(cell.clone(), KeySettings { cost, ..KeySettings::default() })
}

pub fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}
