//! People of the stories and what they do.

use base::{Error, Id, Kind};
use db::{Db, Migration, Tx};
use identity::{
    Account, AccountForm, Actor, Agency, Grant, Hashing, Identity, OneTimeLink, Permission, Redeem,
    Rights, Role, Settings, SignIn, SignedIn, Token,
};
use testkit::TestCell;
use totp_rs::{Builder, Secret, Totp};

pub const MIGRATIONS: &[Migration] = &[
    audit::MIGRATIONS[0],
    identity::MIGRATIONS[0],
    identity::MIGRATIONS[1],
    identity::MIGRATIONS[2],
];

pub const IMPORT: Permission = Permission("property-tax/import");
pub const TAX_OFFICER: Role = Role("tax-officer");

/// Good under both profiles.
pub const PASSWORD: &str = "Kuda lumping 7 pasar Rawa!";
pub const OTHER: &str = "Jembatan biru 9 hujan Sore?";
pub const ADDRESS: &str = "10.8.0.7";

/// A cell with its people.
pub struct House {
    pub it: TestCell,
    pub identity: Identity,
}

pub fn rights() -> Rights {
    let own = [Grant::own_agency(TAX_OFFICER, IMPORT), Grant::cell(Role::LEADER, IMPORT)];
    Rights::new(identity::GRANTS.iter().copied().chain(own))
}

/// Hashing that a debug build can bear.
pub fn settings() -> Settings {
    let hashing = Hashing { memory_kib: 64, passes: 1, at_once: 2 };
    Settings { hashing, ..Settings::default() }
}

/// Somebody with a phone.
#[derive(Clone)]
pub struct Person {
    pub id: Id<Account>,
    pub login: String,
    pub password: String,
    pub phone: Totp,
}

impl House {
    pub fn new(db: Db) -> Self {
        Self::of(TestCell::new(db), settings())
    }

    pub fn of(it: TestCell, settings: Settings) -> Self {
        let identity = Identity::new(it.cell.clone(), rights(), settings).unwrap();
        Self { it, identity }
    }

    /// The same database after a restart, perhaps with other settings.
    pub fn restarted(self, settings: Settings) -> Self {
        Self::of(self.it, settings)
    }

    pub fn seconds(&self) -> u64 {
        u64::try_from(self.it.cell.now().millis() / 1_000).unwrap()
    }

    /// What the phone shows now.
    pub fn code(&self, person: &Person) -> String {
        person.phone.generate(self.seconds()).to_string()
    }

    /// The next code: codes are used once.
    pub fn wait_for_a_new_code(&self) {
        self.it.clock.advance_seconds(30);
    }

    /// Uses a link with a new password and puts the secret into a phone.
    pub async fn redeem(&self, link: &OneTimeLink, password: &str) -> Result<Person, Error> {
        // Somebody else may have been faster.
        let over = || Error::new(Kind::NotFound, "identity/link-over");
        let open = self.identity.open_link(&link.token).await?.ok_or_else(over)?;
        let enrolment = open.enrolment.expect("a new second factor");
        let secret = Secret::try_from_base32(&enrolment.secret).unwrap();
        let phone = Builder::new().with_secret(secret).with_skew(0).build_noncompliant();
        let person = Person {
            id: link.account,
            login: link.login.clone(),
            password: password.to_owned(),
            phone,
        };
        let redeem = Redeem {
            token: &link.token,
            password,
            code: &self.code(&person),
            login: None,
            name: None,
            address: ADDRESS,
        };
        self.identity.redeem_link(redeem).await?;
        self.wait_for_a_new_code();
        Ok(person)
    }

    /// The first administrator, ready to sign in.
    pub async fn first_administrator(&self) -> Person {
        let link = self.identity.start_first_administrator().await.unwrap();
        self.redeem(&link, PASSWORD).await.unwrap()
    }

    pub async fn agencies(&self) {
        let agency = |code: &str| Agency {
            code: code.to_owned(),
            name: format!("Badan {code}"),
            kind: "badan".to_owned(),
            parent: None,
        };
        let all = [agency("bapenda"), agency("dishub")];
        self.identity.set_agencies(&Actor::operator(), &all).await.unwrap();
    }

    /// A tax officer, ready to sign in.
    pub async fn officer(&self, login: &str) -> Person {
        self.agencies().await;
        let form = officer_form(login);
        let link = self.identity.create_account(&Actor::operator(), &form).await.unwrap();
        self.redeem(&link, PASSWORD).await.unwrap()
    }

    pub async fn sign_in(&self, person: &Person) -> Result<Token, Error> {
        let code = self.code(person);
        self.try_to_sign_in(&person.login, &person.password, &code, ADDRESS).await
    }

    pub async fn try_to_sign_in(
        &self,
        login: &str,
        password: &str,
        code: &str,
        address: &str,
    ) -> Result<Token, Error> {
        let agent = "Mozilla/5.0 (test)";
        let input = SignIn { login, password, code, address, agent, previous: None };
        self.identity.sign_in(input).await
    }

    /// Signs in and resumes.
    pub async fn signed_in(&self, person: &Person) -> (Token, Actor, SignedIn) {
        let token = self.sign_in(person).await.unwrap();
        let (actor, session) = self.resume(&token).await.unwrap();
        (token, actor, session)
    }

    pub async fn resume(&self, token: &Token) -> Option<(Actor, SignedIn)> {
        self.identity.resume(token, Some(ADDRESS)).await.unwrap()
    }

    /// How often a kind of deed is in the audit trail.
    pub async fn recorded(&self, kind: &str) -> Vec<audit::Recorded> {
        let filter = audit::Filter { kind: Some(kind.to_owned()), ..audit::Filter::default() };
        let db = self.it.cell.db();
        db.read(async |tx: &mut Tx| audit::list(tx, &filter, None, 1_000).await).await.unwrap()
    }
}

pub fn officer_form(login: &str) -> AccountForm {
    AccountForm {
        login: login.to_owned(),
        name: format!("Pegawai {login}"),
        nip: "198001012006041001".to_owned(),
        agency: "bapenda".to_owned(),
        roles: vec![TAX_OFFICER.0.to_owned()],
    }
}

/// The code of an error, and the field it is about.
pub fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> (&'static str, String) {
    let error = result.unwrap_err();
    let field = error.params().iter().find(|(name, _)| *name == "field");
    (error.code(), field.map(|(_, field)| field.clone()).unwrap_or_default())
}

pub fn code_of<T: std::fmt::Debug>(result: Result<T, Error>) -> &'static str {
    result.unwrap_err().code()
}
