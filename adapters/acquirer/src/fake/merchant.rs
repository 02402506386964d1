//! For whom the fake issues codes, and what they look like.

use base::Rupiah;
use qris::{Element, NATIONAL_GUID, Qris, QrisError, Tag};

/// The merchant in the codes of the fake. Acquirer, account and register number are invented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merchant {
    /// At most 25 characters.
    pub name: String,
    /// At most 15 characters.
    pub city: String,
    pub postal_code: String,
}

/// The invented acquirer; no payment application knows it.
const GUID: &str = "ID.CO.BANKUJI.WWW";
const PAN: &str = "936009991234567890";
const MERCHANT_ID: &str = "123456789012345";
const NMID: &str = "ID1020000000001";

/// The most characters of a number inside tag 62 (EMVCo table 3.7).
const LABEL: usize = 25;

impl Merchant {
    /// The number in the national register that its codes carry.
    pub const NMID: &str = NMID;

    /// The dynamic code of one payment.
    pub fn code(&self, reference: &str, amount: Rupiah) -> Result<String, QrisError> {
        let label: String = reference.chars().take(LABEL).collect();
        let code = Qris::from_elements([
            Element::text(Tag::VERSION, "01"),
            Element::text(Tag::INITIATION, "12"),
            Element::template(
                Tag::ACQUIRER,
                [
                    (Tag::GUID, GUID),
                    (Tag::PAN, PAN),
                    (Tag::MERCHANT_ID, MERCHANT_ID),
                    (Tag::CRITERIA, "UME"),
                ],
            ),
            Element::template(
                Tag::NATIONAL,
                [(Tag::GUID, NATIONAL_GUID), (Tag::MERCHANT_ID, NMID), (Tag::CRITERIA, "UME")],
            ),
            // Tax payments, by hearsay; confirm with the acquirer.
            Element::text(Tag::CATEGORY, "9311"),
            Element::text(Tag::CURRENCY, "360"),
            Element::amount(amount),
            Element::text(Tag::COUNTRY, "ID"),
            Element::text(Tag::NAME, cut(&self.name, 25)),
            Element::text(Tag::CITY, cut(&self.city, 15)),
            Element::text(Tag::POSTAL_CODE, cut(&self.postal_code, 10)),
            Element::template(
                Tag::ADDITIONAL,
                [(Tag::BILL_NUMBER, label.as_str()), (Tag::TERMINAL, "UJI01")],
            ),
        ])?;
        Ok(code.to_string())
    }
}

impl Default for Merchant {
    fn default() -> Self {
        Self {
            name: "BAPENDA UJI KABUPATEN".to_owned(),
            city: "SANGATTA".to_owned(),
            postal_code: "75611".to_owned(),
        }
    }
}

fn cut(text: &str, longest: usize) -> String {
    text.chars().take(longest).collect()
}
