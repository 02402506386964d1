//! Headers, present and not.

use snap::{
    Bearer, Case, Dialect, ExternalIdRule, Header, HeaderError, Refusal, Service, SignatureKind,
    TokenHeaders, TransactionHeaders,
};

use crate::support::{SIGNATURE, TIME, TOKEN};

type Pairs = Vec<(&'static str, String)>;

fn transaction() -> Pairs {
    [
        ("Content-Type", "application/json"),
        ("Authorization", "Bearer myaccesstoken"),
        ("X-TIMESTAMP", TIME),
        ("X-SIGNATURE", SIGNATURE),
        ("X-PARTNER-ID", "BANKUJI"),
        ("X-EXTERNAL-ID", "41807553358950093184162180797837"),
        ("CHANNEL-ID", "95221"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

fn token() -> Pairs {
    [("X-TIMESTAMP", TIME), ("X-CLIENT-KEY", "CLIENTKEY"), ("X-SIGNATURE", SIGNATURE)]
        .map(|(name, value)| (name, value.to_owned()))
        .to_vec()
}

fn bytes(pairs: &Pairs) -> impl Iterator<Item = (&str, &[u8])> {
    pairs.iter().map(|(name, value)| (*name, value.as_bytes()))
}

fn read(pairs: &Pairs) -> Result<TransactionHeaders, HeaderError> {
    TransactionHeaders::read(bytes(pairs), &Dialect::default())
}

/// The headers with one of them changed.
fn with(name: &str, value: &str) -> Pairs {
    let change = |(n, v): (&'static str, String)| (n, if n == name { value.to_owned() } else { v });
    transaction().into_iter().map(change).collect()
}

fn without(pairs: Pairs, name: &str) -> Pairs {
    pairs.into_iter().filter(|(n, _)| *n != name).collect()
}

#[test]
fn the_headers_of_a_transaction_are_read_in_any_case() {
    let headers = read(&transaction()).unwrap();
    assert_eq!(headers.timestamp.as_str(), TIME);
    assert_eq!(headers.signature.to_string(), SIGNATURE);
    assert_eq!(headers.partner_id.as_str(), "BANKUJI");
    assert_eq!(headers.external_id.as_str(), "41807553358950093184162180797837");
    assert_eq!(headers.channel_id.as_str(), "95221");
    assert_eq!(headers.token, Bearer::new(TOKEN));
    let pairs = transaction();
    let lower: Vec<(String, &[u8])> =
        bytes(&pairs).map(|(name, value)| (name.to_lowercase(), value)).collect();
    let lower = lower.iter().map(|(name, value)| (name.as_str(), *value));
    assert_eq!(TransactionHeaders::read(lower, &Dialect::default()).as_ref(), Ok(&headers));
    let written = headers.pairs();
    assert_eq!(read(&written), Ok(headers), "what we write for a call of our own is read again");
}

#[test]
fn the_headers_of_a_token_request_are_read() {
    let pairs = token();
    let headers = TokenHeaders::read(bytes(&pairs)).unwrap();
    assert_eq!(headers.client_key.as_str(), "CLIENTKEY");
    assert_eq!(TokenHeaders::read(bytes(&headers.pairs())), Ok(headers.clone()));
}

/// The code a mistake is answered with by the payment service.
fn told(error: HeaderError) -> (String, String) {
    let reply = Refusal::from(error).reply(Service::VaPayment, &Dialect::default());
    (reply.response_code.to_string(), reply.response_message.to_string())
}

#[test]
fn a_header_that_is_missing_or_empty_is_asked_for_by_name() {
    for (header, code, message) in [
        (Header::Authorization, "4012501", "Invalid Token (B2B)"),
        (Header::Timestamp, "4002502", "Invalid Mandatory Field {X-TIMESTAMP}"),
        (Header::Signature, "4002502", "Invalid Mandatory Field {X-SIGNATURE}"),
        (Header::PartnerId, "4002502", "Invalid Mandatory Field {X-PARTNER-ID}"),
        (Header::ExternalId, "4002502", "Invalid Mandatory Field {X-EXTERNAL-ID}"),
        (Header::ChannelId, "4002502", "Invalid Mandatory Field {CHANNEL-ID}"),
    ] {
        let name = header.name();
        for pairs in [without(transaction(), name), with(name, ""), with(name, " \t")] {
            let error = read(&pairs).unwrap_err();
            assert_eq!(error, HeaderError::Missing(header));
            assert_eq!(told(error), (code.to_owned(), message.to_owned()));
        }
    }
    for header in [Header::Timestamp, Header::ClientKey, Header::Signature] {
        let pairs = without(token(), header.name());
        let error = TokenHeaders::read(bytes(&pairs));
        assert_eq!(error, Err(HeaderError::Missing(header)));
    }
}

#[test]
fn a_header_in_a_wrong_form_is_told_by_name_but_a_signature_is_not() {
    let format = |header: Header| {
        ("4002501".to_owned(), format!("Invalid Field Format {{{}}}", header.name()))
    };
    let token = ("4012501".to_owned(), "Invalid Token (B2B)".to_owned());
    let unauthorized = ("4012500".to_owned(), "Unauthorized".to_owned());
    for (header, value, answer) in [
        (Header::Authorization, "myaccesstoken", token.clone()),
        (Header::Authorization, "Basic bXk6c2VjcmV0", token.clone()),
        (Header::Authorization, "Bearer ", token.clone()),
        (Header::Authorization, "Bearer a b", token.clone()),
        (Header::Authorization, "Bearer a:b", token),
        (Header::Timestamp, "2024-03-05 10:37:16", format(Header::Timestamp)),
        (Header::Signature, "any thing", unauthorized.clone()),
        (Header::Signature, "d3Jvbmc", unauthorized),
        (Header::PartnerId, "bank uji", format(Header::PartnerId)),
        (Header::PartnerId, &"9".repeat(37), format(Header::PartnerId)),
        (Header::ExternalId, "A1", format(Header::ExternalId)),
        (Header::ExternalId, &"9".repeat(37), format(Header::ExternalId)),
        (Header::ChannelId, "952211", format(Header::ChannelId)),
        (Header::ChannelId, "95-21", format(Header::ChannelId)),
    ] {
        let error = read(&with(header.name(), value)).unwrap_err();
        assert_eq!(error, HeaderError::Malformed(header), "{value}");
        assert_eq!(told(error), answer, "{value}");
    }
    let bad = [("X-PARTNER-ID", &b"\xff\xfe"[..])];
    let error = TransactionHeaders::partner_id(bad);
    assert_eq!(error, Err(HeaderError::Malformed(Header::PartnerId)));
}

#[test]
fn a_header_twice_is_refused_so_that_nobody_reads_another_than_we() {
    let mut pairs = transaction();
    pairs.push(("x-signature", SIGNATURE.to_owned()));
    let error = read(&pairs).unwrap_err();
    assert_eq!(error, HeaderError::Repeated(Header::Signature));
    assert_eq!(Refusal::from(error).case, Case::InvalidFormat);
}

#[test]
fn a_dialect_decides_about_token_and_external_id() {
    let asymmetric = Dialect { signature: SignatureKind::Asymmetric, ..Dialect::default() };
    let pairs = without(transaction(), "Authorization");
    let headers = TransactionHeaders::read(bytes(&pairs), &asymmetric).unwrap();
    assert_eq!(headers.token, None);
    let rule = ExternalIdRule { longest: 16, letters: true };
    let btn = Dialect { external_id: rule, ..Dialect::default() };
    let external = |value: &str| {
        let pairs = with("X-EXTERNAL-ID", value);
        TransactionHeaders::read(bytes(&pairs), &btn).map(|headers| headers.external_id.to_string())
    };
    assert_eq!(external("A1b2C3d4E5f6G7h8"), Ok("A1b2C3d4E5f6G7h8".to_owned()));
    let wrong = Err(HeaderError::Malformed(Header::ExternalId));
    assert_eq!(external("A1b2C3d4E5f6G7h89"), wrong);
    assert_eq!(external("A1-2"), wrong);
}

#[test]
fn the_partner_is_found_before_its_dialect_is_known() {
    let pairs = transaction();
    assert_eq!(TransactionHeaders::partner_id(bytes(&pairs)).unwrap().as_str(), "BANKUJI");
}
