//! Every mandatory field, missing, null and empty, is told as missing by its name.

use serde_json::Value;
use snap::body::{
    BodyError, InquiryRequest, PaymentRequest, QrGenerateRequest, QrNotifyRequest, QrQueryRequest,
    Request, StatusRequest, TokenRequest, read,
};
use snap::{Case, Dialect, Refusal};

use crate::bodies::{INQUIRY, NOTIFY, PAYMENT};
use crate::support::BODY;

/// Takes each field away, makes it null and empties it.
fn check<R: Request + std::fmt::Debug>(body: &str, fields: &[&str]) {
    assert!(read::<R>(body.as_bytes(), &Dialect::default()).is_ok(), "{body}");
    for field in fields {
        for change in [None, Some(Value::Null), Some(Value::from("")), Some(Value::from("  "))] {
            let wants_object = change.as_ref().is_some_and(Value::is_string)
                && pointed(&mut serde_json::from_str(body).unwrap(), field).is_object();
            if wants_object {
                continue;
            }
            let mut value: Value = serde_json::from_str(body).unwrap();
            replace(&mut value, field, change.clone());
            let error = read::<R>(value.to_string().as_bytes(), &Dialect::default()).unwrap_err();
            let missing = BodyError::Missing { field: (*field).to_owned() };
            assert_eq!(error, missing, "{change:?}");
            let refusal = Refusal::from(error);
            assert_eq!(refusal, Refusal::about(Case::MissingField, *field));
        }
    }
}

fn pointed<'a>(value: &'a mut Value, path: &str) -> &'a mut Value {
    value.pointer_mut(&format!("/{}", path.replace('.', "/"))).unwrap()
}

fn replace(value: &mut Value, path: &str, by: Option<Value>) {
    match by {
        Some(by) => *pointed(value, path) = by,
        None => {
            let (object, name) = match path.rsplit_once('.') {
                Some((outer, name)) => (pointed(value, outer), name),
                None => (value, path),
            };
            object.as_object_mut().unwrap().remove(name).unwrap();
        }
    }
}

#[test]
fn of_an_inquiry() {
    let fields = ["partnerServiceId", "customerNo", "virtualAccountNo", "inquiryRequestId"];
    check::<InquiryRequest>(INQUIRY, &fields);
    check::<StatusRequest>(INQUIRY, &fields);
}

#[test]
fn of_a_payment() {
    check::<PaymentRequest>(
        PAYMENT,
        &[
            "partnerServiceId",
            "customerNo",
            "virtualAccountNo",
            "paymentRequestId",
            "paidAmount",
            "paidAmount.value",
            "paidAmount.currency",
        ],
    );
}

#[test]
fn of_a_code() {
    check::<QrGenerateRequest>(BODY, &["partnerReferenceNo", "merchantId"]);
    let query = r#"{"originalReferenceNo": "T2408", "serviceCode": "47"}"#;
    check::<QrQueryRequest>(query, &["originalReferenceNo", "serviceCode"]);
    let fields = ["originalReferenceNo", "latestTransactionStatus", "amount", "amount.value"];
    check::<QrNotifyRequest>(NOTIFY, &fields);
}

#[test]
fn of_a_token() {
    check::<TokenRequest>(r#"{"grantType": "client_credentials"}"#, &["grantType"]);
}
