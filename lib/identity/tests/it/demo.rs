//! Accounts that work without a phone, in a demo cell and nowhere else.

use identity::DemoAccount;
use testkit::TestCell;

use crate::support::{ADDRESS, House, MIGRATIONS, PASSWORD, code_of, officer_form, settings};

fn demo() -> DemoAccount {
    DemoAccount { form: officer_form("contoh"), password: PASSWORD.to_owned() }
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn a_demo_account_signs_in_with_the_code_the_page_shows(db: Db) {
        let house = House::of(TestCell::demo(db), settings());
        house.agencies().await;
        let id = house.identity.add_demo_account(&demo()).await.unwrap();
        assert_eq!(house.identity.add_demo_account(&demo()).await.unwrap(), id, "added once");
        // Several people of one audience may use the code that stands there.
        for _ in 0..2 {
            let code = house.identity.demo_code("contoh").await.unwrap().unwrap();
            house.try_to_sign_in("contoh", PASSWORD, &code, ADDRESS).await.unwrap();
        }
        assert_eq!(house.identity.demo_code("hantu").await.unwrap(), None);
    }

    async fn a_real_cell_has_no_demo_accounts_and_shows_no_codes(db: Db) {
        let house = House::new(db);
        let ani = house.officer("ani").await;
        assert_eq!(code_of(house.identity.add_demo_account(&demo()).await), "identity/demo-only");
        assert_eq!(code_of(house.identity.demo_code(&ani.login).await), "identity/demo-only");
    }
}
