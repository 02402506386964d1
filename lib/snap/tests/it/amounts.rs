//! Amounts on the wire.

use base::Rupiah;
use snap::{Amount, AmountError, Case, Refusal};

fn read(value: &str, currency: &str) -> Result<Amount, serde_json::Error> {
    let json = serde_json::json!({"value": value, "currency": currency});
    serde_json::from_str(&json.to_string())
}

#[test]
fn an_amount_travels_with_two_decimals() {
    let amount = Amount::of(Rupiah(127_500)).unwrap();
    let json = r#"{"value":"127500.00","currency":"IDR"}"#;
    assert_eq!(serde_json::to_string(&amount).unwrap(), json);
    assert_eq!(serde_json::from_str::<Amount>(json).unwrap().rupiah(), Ok(Rupiah(127_500)));
    assert_eq!(read("0.00", "IDR").unwrap().rupiah(), Ok(Rupiah::ZERO));
    assert_eq!(Amount::of(Rupiah(-1)), Err(AmountError::Malformed));
    assert_eq!(Amount::of(Rupiah(i64::MAX)), Err(AmountError::Malformed), "19 digits");
}

#[test]
fn a_fraction_is_refused_and_never_rounded() {
    for value in ["127500.50", "127500.01", "0.99", "127500.10"] {
        let amount = read(value, "IDR").unwrap();
        assert_eq!(amount.rupiah(), Err(AmountError::Fraction), "{value}");
        assert_eq!(amount.value(), value);
    }
    assert_eq!(Refusal::from(AmountError::Fraction).case, Case::InvalidAmount);
}

#[test]
fn another_currency_is_refused() {
    let amount = read("127500.00", "USD").unwrap();
    assert_eq!(amount.rupiah(), Err(AmountError::Currency));
    assert_eq!(
        Refusal::from(AmountError::Currency).message().as_str(),
        "Invalid Field Format {currency}"
    );
    assert!(read("127500.00", "idr").is_err());
    assert!(read("127500.00", "360").is_err());
}

#[test]
fn what_is_no_amount_is_refused() {
    for value in [
        "",
        " ",
        "127500",
        "127500.0",
        "127500.000",
        "127.500,00",
        "127,500.00",
        "-1.00",
        "+1.00",
        "1e3.00",
        ".00",
        "007.00",
        "00.00",
        " 1.00",
        "1.00 ",
        "Rp1.00",
        "\u{661}.00",
        "12345678901234567.00",
        "1.0.0",
    ] {
        assert!(read(value, "IDR").is_err(), "{value}");
    }
    for json in [r#"{"value":127500.00,"currency":"IDR"}"#, r#"{"value":"1.00"}"#, r#""1.00""#] {
        assert!(serde_json::from_str::<Amount>(json).is_err(), "{json}");
    }
    assert_eq!(
        read("9999999999999999.00", "IDR").unwrap().rupiah(),
        Ok(Rupiah(9_999_999_999_999_999))
    );
}
