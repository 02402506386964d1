//! What is told of an exchange, and what never is.

use bank::{Detail, Fault, H2hBank, SnapBank};

use crate::biller::{Biller, OWED};
use crate::support::{SECRET, account, around, credentials, inquiry, kept, va_payment};

#[tokio::test]
async fn everything_is_told_but_secrets_and_tokens() {
    let biller = Biller::new().await;
    let (story, told) = kept(Detail::Everything);
    let bank = SnapBank::new(credentials(), around(&biller.url, story.clone())).unwrap();
    bank.inquiry(&account("90001"), "REF-1", Fault::None).await.unwrap();
    bank.pay(&va_payment("90001", "REF-1", OWED), Fault::WrongSignature).await.unwrap_err();
    let plain = H2hBank::new(&credentials(), around(&biller.url, story)).unwrap();
    plain.inquiry(&inquiry(), Fault::None).await.unwrap();
    let told = told.lock().unwrap();
    for expected in [
        "→ POST /snap/v1.0/access-token/b2b",
        "string to sign  BANKUJI|2026-11-22T10:15:30+08:00",
        "string to sign  POST:/snap/v1.0/transfer-va/inquiry:****:",
        "X-SIGNATURE: ",
        "Authorization: Bearer ****",
        "\"accessToken\":\"****\"",
        "← HTTP 200 2002400 Successful",
        "← HTTP 401 4012500 Unauthorized",
        "← HTTP 200 01 Disetujui",
    ] {
        assert!(told.contains(expected), "`{expected}` is not in\n{told}");
    }
    assert!(
        !told.contains("token-1") && !told.contains(SECRET) && !told.contains("PRIVATE"),
        "{told}"
    );
}

#[tokio::test]
async fn a_short_story_has_a_line_each_way() {
    let biller = Biller::new().await;
    let (story, told) = kept(Detail::Lines);
    let bank = SnapBank::new(credentials(), around(&biller.url, story)).unwrap();
    bank.pay(&va_payment("90001", "REF-1", OWED), Fault::Cut).await.unwrap_err();
    let told = told.lock().unwrap();
    assert_eq!(told.lines().count(), 4, "{told}");
    assert!(told.contains("was cut before the answer"), "{told}");
}

#[test]
fn neither_credentials_nor_stories_print_secrets() {
    let shown = format!("{:?} {:?}", credentials(), bank::Story::silent());
    assert!(!shown.contains(SECRET) && !shown.contains("PRIVATE"), "{shown}");
}
