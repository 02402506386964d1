//! The administrator's work.

use identity::{AccountForm, Actor, State};

use crate::support::{House, MIGRATIONS, TAX_OFFICER, code_of, officer_form, refusal};

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn only_an_administrator_manages_accounts_and_a_refusal_is_recorded(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let (_, actor, _) = house.signed_in(&ani).await;
        let created = house.identity.create_account(&actor, &officer_form("budi")).await;
        assert_eq!(code_of(created), "identity/forbidden");
        assert_eq!(code_of(house.identity.list_accounts(&actor, "", None, 10).await), "identity/forbidden");
        assert_eq!(code_of(house.identity.disable_account(&actor, house.officer("budi").await.id).await), "identity/forbidden");
        let denied = house.recorded("identity/denied").await;
        assert_eq!(denied.len(), 3);
        assert!(denied.iter().all(|e| e.actor == ani.id.to_string()));
        assert_eq!(denied[0].subject, "identity/manage-accounts");
        assert_eq!(denied[0].actor_name, "Pegawai ani");
    }

    async fn a_form_with_a_mistake_says_which_field(db: Db) {
        let house = House::new(db);
        house.officer("ani").await;
        let good = officer_form("budi");
        let form = |change: fn(&mut AccountForm)| {
            let mut form = good.clone();
            change(&mut form);
            form
        };
        let bad = [
            (form(|f| f.login = "b".into()), "identity/login", "login"),
            (form(|f| f.login = "budi santoso".into()), "identity/login", "login"),
            (form(|f| f.login = "-budi".into()), "identity/login", "login"),
            (form(|f| f.login = "x".repeat(65)), "identity/login", "login"),
            (form(|f| f.login = "ANI".into()), "identity/login-taken", "login"),
            (form(|f| f.name = " ".into()), "identity/name", "name"),
            (form(|f| f.name = "Budi\u{7}".into()), "identity/name", "name"),
            (form(|f| f.nip = "123".into()), "identity/nip", "nip"),
            (form(|f| f.agency = "dinas-hantu".into()), "identity/agency-unknown", "agency"),
            (form(|f| f.roles = vec!["raja".into()]), "identity/role-unknown", "roles"),
        ];
        for (form, code, field) in bad {
            let tried = house.identity.create_account(&Actor::operator(), &form).await;
            assert_eq!(refusal(tried), (code, field.to_owned()), "{form:?}");
        }
        let all = house.identity.list_accounts(&Actor::operator(), "", None, 10).await.unwrap();
        assert_eq!(all.rows.len(), 1, "nothing was stored");
    }

    async fn the_last_administrator_stays(db: Db) {
        let house = House::new(db);
        let admin = house.first_administrator().await;
        let (_, actor, _) = house.signed_in(&admin).await;
        let identity = &house.identity;
        assert_eq!(code_of(identity.disable_account(&actor, admin.id).await), "identity/own-account");
        let disabled = identity.disable_account(&Actor::operator(), admin.id).await;
        assert_eq!(code_of(disabled), "identity/last-administrator");
        let form = AccountForm {
            login: "administrator".into(),
            name: "Administrator".into(),
            ..AccountForm::default()
        };
        let demoted = identity.change_account(&actor, admin.id, &form).await;
        assert_eq!(code_of(demoted), "identity/last-administrator");
    }

    async fn a_change_is_recorded_with_before_and_after_and_without_the_nip(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        let mut form = officer_form("ani.w");
        form.name = "Ani Wulandari".into();
        form.agency = "dishub".into();
        form.roles = vec![];
        house.identity.change_account(&Actor::operator(), ani.id, &form).await.unwrap();
        let changed = &house.recorded("identity/account-changed").await[0];
        assert_eq!(changed.subject, ani.id.to_string());
        let (before, after) = (changed.before.clone().unwrap(), changed.after.clone().unwrap());
        assert_eq!((&before["login"], &after["login"]), (&"ani".into(), &"ani.w".into()));
        assert_eq!((&before["nip"], &after["nip"]), (&"***".into(), &"***".into()));
        assert_eq!(before["roles"][0], TAX_OFFICER.0);
        let row = house.identity.get_account(&Actor::operator(), ani.id).await.unwrap();
        assert_eq!((&*row.login, row.agency.as_deref()), ("ani.w", Some("dishub")));
        assert_eq!((row.state, row.roles.len()), (State::Active, 0));
    }

    async fn pages_show_every_account_once_in_order(db: Db) {
        let house = House::new(db);
        house.agencies().await;
        let operator = Actor::operator();
        for n in 0..23 {
            let form = officer_form(&format!("pegawai{n:02}"));
            house.identity.create_account(&operator, &form).await.unwrap();
        }
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let page =
                house.identity.list_accounts(&operator, "", after.as_deref(), 5).await.unwrap();
            assert!(page.rows.iter().all(|r| r.roles == [TAX_OFFICER.0]));
            seen.extend(page.rows.into_iter().map(|r| r.login));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let expected: Vec<_> = (0..23).map(|n| format!("pegawai{n:02}")).collect();
        assert_eq!(seen, expected);
    }

    async fn a_search_takes_every_sign_as_it_is(db: Db) {
        let house = House::new(db);
        house.agencies().await;
        let operator = Actor::operator();
        for (login, name) in [("ani_w", "Ani Wulandari"), ("anixw", "Érna 100% Baik!")] {
            let form = AccountForm { name: name.into(), ..officer_form(login) };
            house.identity.create_account(&operator, &form).await.unwrap();
        }
        let found = async |search: &str| {
            let page = house.identity.list_accounts(&operator, search, None, 10).await.unwrap();
            page.rows.into_iter().map(|r| r.login).collect::<Vec<_>>()
        };
        assert_eq!(found("ani_").await, ["ani_w"]);
        assert_eq!(found("WULAN").await, ["ani_w"]);
        assert_eq!(found("érna").await, ["anixw"]);
        assert_eq!(found("ÉRNA 100%").await, ["anixw"]);
        assert_eq!(found("baik!").await, ["anixw"]);
        assert_eq!(found("%").await, ["anixw"]);
        assert_eq!(found("19800101").await.len(), 2);
        assert!(found("'; drop table id_account; --").await.is_empty());
    }
}
