//! What lies in the tables.

use argon2::PasswordVerifier;
use db::{Row, Tx, statements};

use crate::support::{House, MIGRATIONS, PASSWORD};

statements! {
    ACCOUNTS = "select login, password, totp from id_account order by login";
    SESSIONS = "select token_sha256, address, agent from id_session order by id";
    LINKS = "select token_sha256, totp from id_link order by account";
    TRIES = "select key from id_try order by key";
    HISTORY = "select password from id_password_history order by id";
    ENTRIES = "select actor, subject, details from audit_entry order by id";
    SWAP_TOTP = "update id_account set totp = (select totp from id_account where login = 'budi')
        where login = 'ani'";
}

/// Every text in the tables of this crate and in the trail.
pub async fn dump(house: &House) -> String {
    let read = house.it.cell.db().read(async |tx: &mut Tx| {
        let mut all: Vec<Row> = Vec::new();
        for statement in [&ACCOUNTS, &SESSIONS, &LINKS, &TRIES, &HISTORY, &ENTRIES] {
            all.extend(tx.rows(statement, &[]).await?);
        }
        Ok::<_, db::DbError>(format!("{all:?}"))
    });
    read.await.unwrap()
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn a_copy_of_the_tables_opens_nothing(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let token = house.sign_in(&ani).await.unwrap();
        let link = house.identity.start_first_administrator().await.unwrap();
        let open = house.identity.open_link(&link.token).await.unwrap().unwrap();
        let dump = dump(&house).await;
        assert!(dump.contains("$argon2id$v=19$m=64,t=1,p=1$"), "{dump}");
        let secrets = [
            PASSWORD.to_owned(),
            token.reveal().to_owned(),
            link.token.reveal().to_owned(),
            open.enrolment.unwrap().secret,
            ani.phone.secret().to_base32(),
        ];
        for secret in secrets {
            assert!(!dump.contains(&secret), "{secret} lies in the open");
        }
    }

    async fn the_stored_verifier_is_plain_argon2id(db: Db) {
        let house = House::new(db);
        house.officer("ani").await;
        let read = house.it.cell.db().read(async |tx: &mut Tx| tx.one(&ACCOUNTS, &[]).await);
        let row = read.await.unwrap();
        let stored = row.text("password").unwrap();
        let library = argon2::Argon2::default();
        assert!(library.verify_password(PASSWORD.as_bytes(), stored).is_ok());
        assert!(library.verify_password(b"another", stored).is_err());
    }

    async fn the_second_factor_of_another_cannot_be_put_in_place(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        house.officer("budi").await;
        let write = house.it.cell.db().write(async |tx: &mut Tx| tx.execute(&SWAP_TOTP, &[]).await);
        write.await.unwrap();
        let error = house.sign_in(&ani).await.unwrap_err();
        assert_eq!(error.code(), "cell/secret-damaged");
    }
}

#[test]
fn a_token_does_not_show_itself() {
    let token = identity::Token::parse(&"A".repeat(43)).unwrap();
    assert!(!format!("{token:?}").contains("AAA"));
}
