//! Answers word by word, from a server that follows a script.

use base::{Instant, Rupiah};
use ports::{Acquirer, PortError, QrName, QrStatus};

use crate::support::{Scripted, client, order, settings};

const NAME: QrName<'_> = QrName { reference: "PBB-1", acquirer_reference: "A-1" };

fn queried(fields: &str) -> String {
    format!(
        r#"{{"responseCode":"2005100","responseMessage":"Successful","originalReferenceNo":"A-1",{fields}}}"#
    )
}

async fn query(status: u16, body: &str) -> Result<QrStatus, PortError> {
    // The same answer as often as it is asked for.
    let server = Scripted::new(std::iter::repeat_n((status, body), 3)).await;
    client(settings(&server.url)).query(NAME).await
}

#[tokio::test]
async fn only_success_with_an_amount_is_money() {
    let state = |code: &str| queried(&format!(r#""latestTransactionStatus":"{code}""#));
    for code in ["01", "02", "03", "06"] {
        assert_eq!(query(200, &state(code)).await, Ok(QrStatus::Pending), "{code}");
    }
    assert_eq!(query(200, &state("04")).await, Ok(QrStatus::Refunded));
    for code in ["05", "08", "09"] {
        assert_eq!(query(200, &state(code)).await, Ok(QrStatus::Expired), "{code}");
    }
    assert!(matches!(query(200, &state("07")).await, Err(PortError::Refused(_))));
    for code in ["00", "77"] {
        assert!(matches!(query(200, &state(code)).await, Err(PortError::Garbled(_))), "{code}");
    }
    let part = r#""latestTransactionStatus":"00","amount":{"value":"5000.50","currency":"IDR"}"#;
    assert!(matches!(query(200, &queried(part)).await, Err(PortError::Garbled(_))));
}

#[tokio::test]
async fn the_time_of_payment_is_theirs_and_where_they_tell_none_ours() {
    let amount = r#""latestTransactionStatus":"00","amount":{"value":"5000.00","currency":"IDR"}"#;
    let paid_at = |status: QrStatus| match status {
        QrStatus::Paid { amount: Rupiah(5_000), paid_at, .. } => paid_at,
        other => panic!("{other:?}"),
    };
    let theirs = format!(r#"{amount},"paidTime":"2026-11-22T09:58:01+08:00""#);
    let told = paid_at(query(200, &queried(&theirs)).await.unwrap());
    assert_eq!(told, Instant::parse("2026-11-22T01:58:01.000Z").unwrap());
    let now = paid_at(query(200, &queried(amount)).await.unwrap());
    assert_eq!(now, Instant::parse(crate::support::NOW).unwrap());
}

#[tokio::test]
async fn an_answer_about_another_code_or_of_another_service_is_none() {
    let pending = r#""latestTransactionStatus":"03""#;
    let of_another = queried(pending).replace("A-1", "A-2");
    assert!(matches!(query(200, &of_another).await, Err(PortError::Garbled(_))));
    let of_generate = queried(pending).replace("2005100", "2004700");
    assert!(matches!(query(200, &of_generate).await, Err(PortError::Garbled(_))));
    assert!(matches!(query(201, &queried(pending)).await, Err(PortError::Garbled(_))));
}

#[tokio::test]
async fn what_a_gateway_says_may_heal_and_what_makes_no_sense_is_told_as_such() {
    let gateway = query(502, "<html>Bad Gateway</html>").await.unwrap_err();
    assert!(matches!(gateway, PortError::Unreachable(_)), "{gateway}");
    let busy = r#"{"responseCode":"5005102","responseMessage":"External Server Error"}"#;
    assert!(matches!(query(500, busy).await, Err(PortError::Unreachable(_))));
    let slower = r#"{"responseCode":"4295100","responseMessage":"Too Many Requests"}"#;
    assert!(matches!(query(429, slower).await, Err(PortError::Unreachable(_))));
    for (status, body) in [(200, ""), (200, "<html>"), (302, ""), (404, "not found"), (200, "[]")] {
        let answer = query(status, body).await;
        assert!(matches!(answer, Err(PortError::Garbled(_))), "{status} {body}: {answer:?}");
    }
    let endless = format!("{{\"responseCode\":\"{}\"}}", "2".repeat(200_000));
    assert!(query(200, &endless).await.is_err());
}

#[tokio::test]
async fn a_token_that_ended_early_is_replaced_once() {
    let over = r#"{"responseCode":"4015101","responseMessage":"Invalid Token (B2B)"}"#;
    let pending = queried(r#""latestTransactionStatus":"03""#);
    let server = Scripted::new([(401, over), (200, &pending), (200, &pending)]).await;
    let one = client(settings(&server.url));
    assert_eq!(one.query(NAME).await, Ok(QrStatus::Pending));
    assert_eq!(one.query(NAME).await, Ok(QrStatus::Pending));
    assert_eq!(server.counts(), (2, 3));
    let server = Scripted::new([(401, over); 4]).await;
    let refused = client(settings(&server.url)).query(NAME).await.unwrap_err();
    assert!(matches!(refused, PortError::Refused(_)), "{refused}");
    assert_eq!(server.counts(), (2, 2));
}

#[tokio::test]
async fn a_code_without_the_acquirers_number_or_for_another_order_is_none() {
    let content = acquirer::Merchant::default().code("PBB-1", Rupiah(5_000)).unwrap();
    let body = |fields: &str| {
        format!(
            r#"{{"responseCode":"2004700","responseMessage":"Successful",{fields}"qrContent":"{content}"}}"#
        )
    };
    for (fields, right) in [
        (r#""referenceNo":"A-1","#, true),
        (r#""referenceNo":"A-1","partnerReferenceNo":"PBB-1","#, true),
        (r#""referenceNo":"A-1","partnerReferenceNo":"PBB-2","#, false),
        ("", false),
    ] {
        let answer = body(fields);
        let server = Scripted::new([(200, &*answer)]).await;
        let issued = client(settings(&server.url)).generate(&order("PBB-1", 5_000)).await;
        assert_eq!(issued.is_ok(), right, "{fields}: {issued:?}");
    }
}
