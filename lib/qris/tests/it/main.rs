//! QRIS codes as a bank, an acquirer and a person with a typing mistake meet them.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod drawn;
mod json;
mod properties;
mod reading;
mod refusals;
mod writing;

/// A synthetic dynamic code over Rp127.500: acquirer, merchant and numbers are invented.
pub const CODE: &str = "00020101021226690017ID.CO.BANKUJI.WWW011893600999123456789002151234567890123450303UME51440014ID.CO.QRIS.WWW0215ID10200000000010303UME52049311530336054061275005802ID5921BAPENDA UJI KABUPATEN6008SANGATTA6105756116235012220266408010001000123400705PBB0163040452";

/// A text with the right checksum after it, whatever it says.
pub fn sealed(text: &str) -> String {
    let text = format!("{text}6304");
    format!("{text}{:04X}", qris::crc16(text.as_bytes()))
}
