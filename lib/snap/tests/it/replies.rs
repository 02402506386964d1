//! Replies: ours as a bank sees them, and those of an acquirer.

use base::Rupiah;
use snap::body::{
    Bilingual, BillDetail, Flag, InquiryAccount, InquiryReply, PaymentAccount, PaymentReply,
    PaymentRequest, QrGenerateReply, QrQueryReply, ReplyError, StatusCode, TokenReply,
    TransactionStatus, read, read_reply,
};
use snap::{Amount, Case, Dialect, Refusal, ResponseMessage, Service, Text};

use crate::bodies::PAYMENT;

fn text<const MAX: usize>(text: &str) -> Text<MAX> {
    Text::new(text).unwrap()
}

fn reason(english: &str, indonesia: &str) -> Bilingual {
    Bilingual { english: text(english), indonesia: text(indonesia) }
}

fn success(service: Service) -> (snap::ResponseCode, ResponseMessage) {
    let code = Dialect::default().code(service, Case::Success);
    (code, ResponseMessage::new(Case::Success.words()))
}

#[test]
fn an_inquiry_is_answered_with_amounts_as_texts_and_the_padding_of_the_request() {
    let request: PaymentRequest = read(PAYMENT.as_bytes(), &Dialect::default()).unwrap();
    let (response_code, response_message) = success(Service::VaInquiry);
    let bill = BillDetail {
        bill_no: Some(text("2025")),
        bill_description: Some(reason("PBB 2025", "PBB 2025")),
        bill_amount: Some(Amount::of(Rupiah(127_500)).unwrap()),
        ..BillDetail::default()
    };
    let reply = InquiryReply {
        response_code,
        response_message,
        virtual_account_data: Some(InquiryAccount {
            inquiry_status: StatusCode::Success,
            inquiry_reason: reason("Success", "Sukses"),
            partner_service_id: request.partner_service_id,
            customer_no: request.customer_no,
            virtual_account_no: request.virtual_account_no,
            virtual_account_name: text("B*** U**"),
            inquiry_request_id: text("abcdef"),
            total_amount: Amount::of(Rupiah(127_500)).unwrap(),
            bill_details: vec![bill],
            additional_info: None,
        }),
    };
    let json = serde_json::to_string(&reply).unwrap();
    assert_eq!(
        json,
        concat!(
            r#"{"responseCode":"2002400","responseMessage":"Successful","virtualAccountData":{"#,
            r#""inquiryStatus":"00","inquiryReason":{"english":"Success","indonesia":"Sukses"},"#,
            r#""partnerServiceId":"   12345","customerNo":"2026640801000100","#,
            r#""virtualAccountNo":"   123452026640801000100","virtualAccountName":"B*** U**","#,
            r#""inquiryRequestId":"abcdef","totalAmount":{"value":"127500.00","currency":"IDR"},"#,
            r#""billDetails":[{"billNo":"2025","#,
            r#""billDescription":{"english":"PBB 2025","indonesia":"PBB 2025"},"#,
            r#""billAmount":{"value":"127500.00","currency":"IDR"}}]}}"#
        )
    );
    assert_eq!(read_reply::<InquiryReply>(200, json.as_bytes()), Ok(reply));
}

fn paid() -> PaymentReply {
    let request: PaymentRequest = read(PAYMENT.as_bytes(), &Dialect::default()).unwrap();
    let (response_code, response_message) = success(Service::VaPayment);
    PaymentReply {
        response_code,
        response_message,
        virtual_account_data: Some(PaymentAccount {
            payment_flag_status: StatusCode::Success,
            payment_flag_reason: reason("Success", "Sukses"),
            partner_service_id: request.partner_service_id,
            customer_no: request.customer_no,
            virtual_account_no: request.virtual_account_no,
            virtual_account_name: text("UJI"),
            payment_request_id: request.payment_request_id,
            paid_amount: request.paid_amount,
            total_amount: request.total_amount,
            trx_date_time: request.trx_date_time,
            reference_no: request.reference_no,
            journal_num: None,
            flag_advise: request.flag_advise,
            bill_details: vec![],
            additional_info: None,
        }),
    }
}

#[test]
fn a_payment_is_answered_with_the_code_of_a_payment_and_echoes_what_came() {
    let json = serde_json::to_string(&paid()).unwrap();
    for part in [
        r#""responseCode":"2002500""#,
        r#""paymentFlagStatus":"00""#,
        r#""trxDateTime":"2026-08-17T09:30:00+08:00""#,
        r#""referenceNo":"00123456789""#,
        r#""flagAdvise":"Y""#,
    ] {
        assert!(json.contains(part), "{part}: {json}");
    }
    assert_eq!(paid().virtual_account_data.unwrap().flag_advise, Flag::Yes);
}

#[test]
fn a_reply_with_the_code_of_another_service_is_no_reply() {
    let json = serde_json::to_string(&paid()).unwrap();
    assert_eq!(read_reply::<PaymentReply>(200, json.as_bytes()), Ok(paid()));
    let wrong = json.replace("2002500", "2002400");
    let code = Dialect::default().code(Service::VaInquiry, Case::Success);
    let answer = read_reply::<PaymentReply>(200, wrong.as_bytes());
    assert_eq!(answer, Err(ReplyError::Service(code)));
}

#[test]
fn a_reply_whose_status_differs_from_its_code_is_no_reply() {
    let json = serde_json::to_string(&paid()).unwrap();
    let answer = read_reply::<PaymentReply>(500, json.as_bytes());
    assert!(matches!(answer, Err(ReplyError::Status { status: 500, .. })));
}

#[test]
fn a_refusal_is_told_with_its_code_whatever_else_is_missing() {
    let refusal = Refusal::new(Case::PaidBill).reply(Service::VaPayment, &Dialect::default());
    let json = serde_json::to_string(&refusal).unwrap();
    let answer = read_reply::<PaymentReply>(404, json.as_bytes());
    assert_eq!(answer, Err(ReplyError::Refused(refusal)));
    assert!(matches!(
        read_reply::<QrGenerateReply>(502, b"<html>"),
        Err(ReplyError::Body(snap::body::BodyError::NotJson { .. }))
    ));
}

#[test]
fn the_replies_of_an_acquirer_are_read() {
    let code = br#"{"responseCode":"2004700","responseMessage":"Successful","referenceNo":"T1",
        "partnerReferenceNo":"2026","qrContent":"000201","qrUrl":"https://qr.example/x"}"#;
    let reply: QrGenerateReply = read_reply(200, code).unwrap();
    assert_eq!(reply.qr_content.as_str(), "000201");
    let query = br#"{"responseCode":"2005100","responseMessage":"Successful",
        "originalReferenceNo":"T1","serviceCode":"47","latestTransactionStatus":"03",
        "paidTime":"2026-08-17T09:30:00+08:00","amount":{"value":"127500.00","currency":"IDR"}}"#;
    let reply: QrQueryReply = read_reply(200, query).unwrap();
    assert_eq!(reply.latest_transaction_status, TransactionStatus::Pending);
    let missing = br#"{"responseCode":"2005100","responseMessage":"Successful"}"#;
    assert!(read_reply::<QrQueryReply>(200, missing).is_err());
}

#[test]
fn a_token_is_good_for_seconds_written_as_a_text_and_is_never_printed() {
    let (response_code, response_message) = success(Service::Token);
    let reply = TokenReply {
        response_code,
        response_message,
        access_token: text("tokentext"),
        token_type: text("Bearer"),
        expires_in: text("900"),
        additional_info: None,
    };
    let json = serde_json::to_string(&reply).unwrap();
    assert_eq!(
        json,
        concat!(
            r#"{"responseCode":"2007300","responseMessage":"Successful","#,
            r#""accessToken":"tokentext","tokenType":"Bearer","expiresIn":"900"}"#
        )
    );
    let read: TokenReply = read_reply(200, json.as_bytes()).unwrap();
    assert_eq!(read.seconds(), Some(900));
    assert!(!format!("{read:?}").contains("tokentext"));
}

#[test]
fn every_status_has_its_two_digits() {
    for number in 0..100 {
        let code = format!("\"{number:02}\"");
        let status: TransactionStatus = serde_json::from_str(&code).unwrap();
        assert_eq!(serde_json::to_string(&status).unwrap(), code);
        assert_eq!(status == TransactionStatus::Success, number == 0);
    }
}
