//! Settings that cannot be used are named, and show nothing.

use csc::{Access, Settings};
use ports::signing::Standing;
use zeroize::Zeroizing;

use crate::support::{CLIENT_SECRET, access, service, settings};

#[tokio::test]
async fn each_setting_that_cannot_be_used_is_named() {
    let there = service().await;
    let good = settings(&there.url());
    let text = |text: &str| Zeroizing::new(text.to_owned());
    let client = |id: &str, secret| Access::Client { id: id.to_owned(), secret: text(secret) };
    let wrong = [
        ("base_url", Settings { base_url: "http://service.example/csc/v2".into(), ..good.clone() }),
        ("base_url", Settings { base_url: "https://x.example/csc?v=2".into(), ..good.clone() }),
        ("token_url", Settings { token_url: Some("http://x.example/".into()), ..good.clone() }),
        ("client_id", Settings { access: client("", "x"), ..good.clone() }),
        ("secret_file", Settings { access: client("x", ""), ..good.clone() }),
        ("secret_file", Settings { access: Access::Bearer(text("a b")), ..good.clone() }),
        ("standing", Settings { standing: Standing::Internal, ..good.clone() }),
        ("credential_id", Settings { standing: Standing::Seal, ..good.clone() }),
        ("pin_file", Settings { pin: Some(text("1234")), ..good.clone() }),
    ];
    for (setting, settings) in wrong {
        let refused = csc::Csc::new(&settings, there.around()).unwrap_err();
        assert_eq!(refused.setting, setting, "{refused}");
    }
    assert!(csc::Csc::new(&good, there.around()).is_ok());
    let shown = format!("{good:?} {:?} {:?}", access(), there.client());
    assert!(shown.contains("pelangi") && !shown.contains(CLIENT_SECRET), "{shown}");
}
