//! Bodies of requests as banks and acquirers send them.

use base::Rupiah;
use snap::body::{
    BodyError, Flag, InquiryRequest, PaymentRequest, QrNotifyRequest, StatusRequest, TokenRequest,
    TransactionStatus, read,
};
use snap::{Dialect, Timestamp};

pub const INQUIRY: &str = r#"{
    "partnerServiceId": "   12345", "customerNo": "2026640801000100",
    "virtualAccountNo": "   123452026640801000100", "inquiryRequestId": "abcdef-123456-abcdef",
    "channelCode": 6011, "trxDateInit": "2026-08-17T09:30:00+08:00", "language": "ID",
    "additionalInfo": {"deviceId": "ATM 7", "list": [1.50]}
}"#;

pub const PAYMENT: &str = r#"{
    "partnerServiceId": "   12345", "customerNo": "2026640801000100",
    "virtualAccountNo": "   123452026640801000100", "virtualAccountName": "UJI  SPASI",
    "paymentRequestId": "abcdef-123456-abcdef", "channelCode": "6011",
    "paidAmount": {"value": "127500.00", "currency": "IDR"},
    "totalAmount": {"value": "127500.00", "currency": "IDR"},
    "trxDateTime": "2026-08-17T09:30:00+08:00", "referenceNo": "00123456789", "flagAdvise": "Y",
    "billDetails": [{"billNo": "2025", "billAmount": {"value": "127500.00", "currency": "IDR"}}]
}"#;

pub const NOTIFY: &str = r#"{
    "originalReferenceNo": "T2408", "originalPartnerReferenceNo": "2026000001",
    "latestTransactionStatus": "00", "transactionStatusDesc": "success",
    "amount": {"value": "127500.00", "currency": "IDR"}
}"#;

fn payment(body: &str) -> Result<PaymentRequest, BodyError> {
    read(body.as_bytes(), &Dialect::default())
}

fn format(field: &str, error: BodyError) {
    match error {
        BodyError::Format { field: found, .. } => assert_eq!(found, field),
        other => panic!("{field}: {other:?}"),
    }
}

#[test]
fn an_inquiry_is_read_and_what_nobody_needs_is_ignored() {
    let request: InquiryRequest = read(INQUIRY.as_bytes(), &Dialect::default()).unwrap();
    assert_eq!(request.partner_service_id.as_str(), "   12345");
    assert_eq!(request.customer_no.as_str(), "2026640801000100");
    assert_eq!(request.inquiry_request_id.as_str(), "abcdef-123456-abcdef");
    assert_eq!(request.additional_info.unwrap()["deviceId"], "ATM 7");
}

#[test]
fn a_payment_is_read() {
    let request = payment(PAYMENT).unwrap();
    assert_eq!(request.paid_amount.rupiah(), Ok(Rupiah(127_500)));
    assert_eq!(request.flag_advise, Flag::Yes);
    assert_eq!(request.virtual_account_name.as_deref(), Some("UJI  SPASI"));
    let at = Timestamp::parse("2026-08-17T01:30:00Z").unwrap().instant();
    assert_eq!(request.trx_date_time.unwrap().instant(), at);
    let bill = &request.bill_details[0];
    assert_eq!(bill.bill_amount.as_ref().unwrap().rupiah(), Ok(Rupiah(127_500)));
    let without = payment(&PAYMENT.replace(r#", "flagAdvise": "Y""#, "")).unwrap();
    assert_eq!(without.flag_advise, Flag::No);
}

#[test]
fn a_status_request_and_a_notification_are_read() {
    let body = INQUIRY
        .replace("\"inquiryRequestId\"", "\"paymentRequestId\": \"p\", \"inquiryRequestId\"");
    let status: StatusRequest = read(body.as_bytes(), &Dialect::default()).unwrap();
    assert_eq!(status.payment_request_id.as_deref(), Some("p"));
    let notify: QrNotifyRequest = read(NOTIFY.as_bytes(), &Dialect::default()).unwrap();
    assert_eq!(notify.latest_transaction_status, TransactionStatus::Success);
    let strange = NOTIFY.replace("\"00\"", "\"77\"");
    let notify: QrNotifyRequest = read(strange.as_bytes(), &Dialect::default()).unwrap();
    assert_eq!(notify.latest_transaction_status.code(), "77");
    assert_ne!(notify.latest_transaction_status, TransactionStatus::Success);
}

#[test]
fn a_token_is_granted_for_client_credentials_only() {
    let token = |body: &str| read::<TokenRequest>(body.as_bytes(), &Dialect::default());
    assert!(token(r#"{"grantType":"client_credentials"}"#).is_ok());
    format("grantType", token(r#"{"grantType":"password"}"#).unwrap_err());
    let missing = BodyError::Missing { field: "grantType".into() };
    assert_eq!(token("{}"), Err(missing));
}

#[test]
fn a_wrong_field_is_named_with_its_path() {
    for (from, to, field) in [
        (r#""customerNo": "2026640801000100""#, r#""customerNo": "2026-6408""#, "customerNo"),
        (r#""customerNo": "2026640801000100""#, r#""customerNo": 20266408"#, "customerNo"),
        ("\"   12345\"", "\"1234567890\"", "partnerServiceId"),
        ("   123452026640801000100", "   123452026640801000101", "virtualAccountNo"),
        (
            r#""paidAmount": {"value": "127500.00""#,
            r#""paidAmount": {"value": "127500""#,
            "paidAmount.value",
        ),
        (
            r#""paidAmount": {"value": "127500.00""#,
            r#""paidAmount": {"value": 127500.00"#,
            "paidAmount.value",
        ),
        (
            r#""totalAmount": {"value": "127500.00", "currency": "IDR"}"#,
            r#""totalAmount": {"value": "127500.00", "currency": "idr"}"#,
            "totalAmount.currency",
        ),
        (
            r#""billAmount": {"value": "127500.00""#,
            r#""billAmount": {"value": "x""#,
            "billDetails[0].billAmount.value",
        ),
        ("2026-08-17T09:30:00+08:00", "2026-08-17 09:30:00", "trxDateTime"),
        (r#""flagAdvise": "Y""#, r#""flagAdvise": "y""#, "flagAdvise"),
        ("UJI  SPASI", "UJI\\u0000", "virtualAccountName"),
        (r#""referenceNo": "00123456789""#, r#""paymentRequestId": "again""#, "paymentRequestId"),
    ] {
        assert_eq!(PAYMENT.matches(from).count(), 1, "{from}");
        format(field, payment(&PAYMENT.replace(from, to)).unwrap_err());
    }
    let long = PAYMENT.replace("abcdef-123456-abcdef", &"x".repeat(129));
    format("paymentRequestId", payment(&long).unwrap_err());
}

#[test]
fn an_amount_with_a_fraction_is_read_but_is_no_rupiah() {
    let body = PAYMENT.replace(
        r#""paidAmount": {"value": "127500.00""#,
        r#""paidAmount": {"value": "127500.50""#,
    );
    let request = payment(&body).unwrap();
    assert!(request.paid_amount.rupiah().is_err());
}

#[test]
fn a_dialect_limits_the_number_of_the_customer() {
    let btn = Dialect { customer_no_digits: 14, ..Dialect::default() };
    let error = read::<PaymentRequest>(PAYMENT.as_bytes(), &btn).unwrap_err();
    assert!(error.to_string().contains("14 digits"), "{error}");
    format("customerNo", error);
}

#[test]
fn what_is_no_object_is_no_body() {
    for body in ["", " ", "[]", "null", "\"x\"", "{", "{\"a\":1,}", "\u{feff}{}"] {
        let error = payment(body).unwrap_err();
        assert!(matches!(error, BodyError::NotJson { .. }), "{body:?}: {error:?}");
    }
    let more = payment(&format!("{PAYMENT} x")).unwrap_err();
    assert!(matches!(more, BodyError::NotJson { .. }), "{more:?}");
    let error = read::<PaymentRequest>(b"{\"customerNo\":\"\xff\"}", &Dialect::default());
    assert!(error.is_err());
    let deep = format!("{{\"additionalInfo\":{}{}}}", "[".repeat(5000), "]".repeat(5000));
    assert!(matches!(payment(&deep), Err(BodyError::NotJson { .. })), "too deep, no overflow");
}
