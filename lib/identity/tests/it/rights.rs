//! Who may do what.

use db::{Tx, params, statements};
use identity::{Actor, Grant, Permission, Resource, Rights, Role, Scope, authorise};

use crate::support::{House, MIGRATIONS, officer_form, rights};

#[test]
fn the_matrix_reads_as_a_table() {
    insta::assert_snapshot!(rights().matrix(), @r"
    administrator | identity/manage-accounts | cell
    administrator | identity/view-accounts   | cell
    auditor       | identity/view-accounts   | cell
    leader        | property-tax/import      | cell
    tax-officer   | property-tax/import      | own agency
    ");
}

const VIEW: Permission = Permission("test/view");
const WIDE: Role = Role("wide");
const NARROW: Role = Role("narrow");

/// Everybody there can be: with each set of roles, in each agency or none.
fn everybody() -> Vec<Actor> {
    let rights = Rights::new([Grant::cell(WIDE, VIEW), Grant::own_agency(NARROW, VIEW)]);
    let roles: [&[Role]; 4] = [&[], &[WIDE], &[NARROW], &[NARROW, WIDE]];
    let agencies = [None, Some("bapenda"), Some("dishub")];
    let random = testkit::SeededRandom::new(1);
    let clock = testkit::FixedClock::default();
    let person = |roles: &[Role], agency: Option<&str>| {
        let id = base::Id::new(&clock, &random);
        let roles = roles.iter().map(|r| r.0.to_owned()).collect();
        Actor::person(id, "Ani", agency.map(str::to_owned), roles, &rights)
    };
    let mut all = vec![Actor::operator()];
    for roles in roles {
        all.extend(agencies.map(|agency| person(roles, agency)));
    }
    all
}

statements! {
    OWNED = "select login, agency
        from id_account
        where (cast($1 as bigint) = 1 or agency = $2)
        order by login";
    ALL_ROWS = "select login, agency from id_account order by login";
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn a_list_shows_exactly_the_rows_that_authorise_allows_one_by_one(db: Db) {
        let house = House::new(db);
        house.agencies().await;
        for (login, agency) in [("a1", "bapenda"), ("a2", "dishub"), ("a3", ""), ("a4", "bapenda")] {
            let mut form = officer_form(&format!("pegawai-{login}"));
            form.agency = agency.to_owned();
            house.identity.create_account(&Actor::operator(), &form).await.unwrap();
        }
        for actor in everybody() {
            let scope = actor.list_scope(VIEW);
            let (listed, all) = house
                .it
                .cell
                .db()
                .read(async |tx: &mut Tx| {
                    let values = params![scope.everything(), scope.agency()];
                    Ok::<_, db::DbError>((tx.rows(&OWNED, values).await?, tx.rows(&ALL_ROWS, &[]).await?))
                })
                .await
                .unwrap();
            let allowed: Vec<&str> = all
                .iter()
                .filter(|row| {
                    let owner = row.opt_text("agency").unwrap();
                    let on = owner.map_or(Resource::Cell, Resource::Agency);
                    authorise(&actor, VIEW, on).is_ok()
                })
                .map(|row| row.text("login").unwrap())
                .collect();
            let listed: Vec<&str> = listed.iter().map(|row| row.text("login").unwrap()).collect();
            assert_eq!(listed, allowed, "{actor:?}");
        }
    }
}

#[test]
fn the_widest_grant_wins() {
    for actor in everybody() {
        let wide = actor.roles().iter().any(|r| r == WIDE.0) || actor.id() == "operator";
        assert_eq!(actor.scope(VIEW) == Some(Scope::Cell), wide, "{actor:?}");
    }
}

#[test]
fn a_right_in_the_own_agency_opens_nothing_of_the_cell_as_a_whole() {
    for actor in everybody() {
        if actor.scope(VIEW) == Some(Scope::OwnAgency) {
            assert!(authorise(&actor, VIEW, Resource::Cell).is_err());
            assert!(authorise(&actor, VIEW, Resource::Agency("")).is_err());
        }
    }
}
