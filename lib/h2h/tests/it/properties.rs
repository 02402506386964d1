//! What holds for every payment, every amount and every text.

use base::{Nop, Rupiah};
use h2h::{
    Channel, Headers, InquiryReply, InquiryRequest, Ntpd, PaymentRequest, Reference,
    ReversalRequest, StatusRequest, approved, read, read_reply,
};
use proptest::prelude::*;
use snap::{Signature, WrongSignature};

use crate::support::{KEY, PATH, TIME, secret, signed};

fn date() -> impl Strategy<Value = base::Date> {
    (1..10_000_i16, 1..13_i8, 1..29_i8).prop_map(|(y, m, d)| base::Date::constant(y, m, d))
}

fn time() -> impl Strategy<Value = jiff::civil::Time> {
    (0..24_i8, 0..60_i8, 0..60_i8).prop_map(|(h, m, s)| jiff::civil::Time::constant(h, m, s, 0))
}

fn amount() -> impl Strategy<Value = Rupiah> {
    (0..1_000_000_000_000_000_i64).prop_map(Rupiah)
}

fn nop() -> impl Strategy<Value = Nop> {
    "[0-9]{18}".prop_map(|digits| Nop::parse(&digits).unwrap())
}

prop_compose! {
    fn payment()(
        nop in nop(), tax_year in 1000..10_000_i64, date in date(), time in time(),
        reference in "[!-~]{1,64}", channel in prop::option::of("[!-~]{1,20}"),
        principal in amount(), penalty in amount(), waived in amount(), total in amount(),
        repeated in any::<bool>(),
    ) -> PaymentRequest {
        let reference = Reference::new(reference).unwrap();
        let channel = channel.map(|text| Channel::new(text).unwrap());
        PaymentRequest {
            nop, tax_year, date, time, reference, principal, penalty, waived, total, channel, repeated,
        }
    }
}

proptest! {
    #[test]
    fn a_payment_is_read_back(payment in payment()) {
        let bytes = serde_json::to_vec(&payment).unwrap();
        prop_assert_eq!(read::<PaymentRequest>(&bytes), Ok(payment));
    }

    #[test]
    fn the_other_requests_are_read_back(
        nop in nop(), tax_year in 1000..10_000_i64, date in prop::option::of(date()),
        ntpd in "[!-~]{1,32}", reference in "[!-~]{1,64}",
    ) {
        let inquiry = InquiryRequest { nop, tax_year, date };
        prop_assert_eq!(read(&serde_json::to_vec(&inquiry).unwrap()), Ok(inquiry));
        let reference = Reference::new(reference).unwrap();
        let ntpd = Ntpd::new(ntpd).unwrap();
        let reversal = ReversalRequest { nop, tax_year, ntpd, reference: reference.clone() };
        prop_assert_eq!(read(&serde_json::to_vec(&reversal).unwrap()), Ok(reversal));
        let status = StatusRequest { reference };
        prop_assert_eq!(read(&serde_json::to_vec(&status).unwrap()), Ok(status));
    }

    #[test]
    fn an_answer_is_read_back(
        nop in nop(), tax_year in 1000..10_000_i64, payer in "\\PC{0,60}", address in "\\PC{0,60}",
        principal in amount(), penalty in amount(), waived in amount(), total in amount(),
        due_date in date(),
    ) {
        let reply = InquiryReply {
            nop, tax_year, payer, address, principal, penalty, waived, total, due_date,
        };
        prop_assert_eq!(read_reply(200, &approved(&reply)), Ok(reply));
    }

    #[test]
    fn no_bytes_make_anything_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "\\PC{0,60}") {
        for body in [bytes.as_slice(), text.as_bytes()] {
            let _ = read::<PaymentRequest>(body);
            let _ = read_reply::<InquiryReply>(200, body);
            let _ = Headers::read([("X-CLIENT-KEY", body), ("X-TIMESTAMP", body), ("X-SIGNATURE", body)]);
            prop_assert!(signed(body).verify("POST", PATH, body, &secret()).is_ok());
        }
    }

    #[test]
    fn a_drawn_signature_is_never_right(bytes in prop::collection::vec(any::<u8>(), 1..80)) {
        let right = signed(b"{}");
        prop_assume!(right.signature.bytes() != bytes);
        let text = crate::support::base64(&bytes);
        let signature = Signature::parse(&text).unwrap();
        let pairs = [("X-CLIENT-KEY", KEY), ("X-TIMESTAMP", TIME), ("X-SIGNATURE", &text)];
        let headers = Headers::read(pairs.map(|(n, v)| (n, v.as_bytes()))).unwrap();
        prop_assert_eq!(&headers.signature, &signature);
        let verdict = headers.verify("POST", PATH, b"{}", &secret());
        prop_assert_eq!(verdict, Err(WrongSignature));
    }
}
