//! What stands on a notice.

use base::{Date, Fraction, Nop, Rupiah};

/// Everything one e-SPPT shows, already decided and computed.
///
/// Name and addresses are printed as they are: the caller masks them where the reader has given no
/// proof.
#[derive(Debug, Clone)]
pub struct NoticeSheet {
    /// `Kabupaten Kutai Timur`.
    pub regency: String,
    /// `Badan Pendapatan Daerah`.
    pub agency: String,
    /// Figures and people are invented: says so across the sheet.
    pub demo: bool,
    pub nop: Nop,
    pub tax_year: i16,
    /// Sector as the object lies: `Perdesaan` or `Perkotaan`.
    pub sector: String,
    /// The notice's own number.
    pub serial: String,
    /// Street, RT/RW, village, district, one line each.
    pub object_address: Vec<String>,
    pub subject_name: String,
    pub subject_npwp: Option<String>,
    pub subject_address: Vec<String>,
    pub parts: Vec<PartLine>,
    pub njop: Rupiah,
    pub njoptkp: Rupiah,
    pub taxable: Rupiah,
    /// The share that is assessed; `None` when several brackets make it up.
    pub njkp_rate: Option<Fraction>,
    pub njkp: Rupiah,
    /// The tariff; `None` when several brackets make it up.
    pub tariff: Option<Fraction>,
    pub tax: Rupiah,
    /// What changes the tax into the amount due, in this order: reduction, stimulus, cap, minimum.
    pub adjustments: Vec<Adjustment>,
    pub due: Rupiah,
    pub last_year_due: Option<Rupiah>,
    pub due_date: Date,
    /// One sentence about what is added after the due date, from the rules in force.
    pub penalty_note: Option<String>,
    /// Where the notice is issued: `Sangatta`.
    pub place: String,
    pub issued: Date,
    pub signatory: Signatory,
    pub pay_at: Vec<String>,
    /// Earlier years not yet paid; empty when there are none.
    pub arrears: Vec<Arrear>,
    /// Until when the arrears were looked up.
    pub arrears_as_of: Date,
    /// The code that opens the full notice on the citizen's page.
    pub access_code: String,
    /// The signed address in the QR code.
    pub verify_url: String,
    /// The page where the code can be typed, shown to people: `pbb.contoh.go.id/periksa`.
    pub verify_page: String,
    /// The rules with their citations, one each.
    pub legal_basis: Vec<String>,
}

/// One line of the table of values.
#[derive(Debug, Clone)]
pub struct PartLine {
    pub kind: PartKind,
    pub area_m2: Fraction,
    pub class: String,
    pub value_per_m2: Rupiah,
    pub value: Rupiah,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    Land,
    Building,
    JointLand,
    JointBuilding,
}

impl PartKind {
    pub fn label(self) -> &'static str {
        match self {
            Self::Land => "Bumi",
            Self::Building => "Bangunan",
            Self::JointLand => "Bumi bersama",
            Self::JointBuilding => "Bangunan bersama",
        }
    }
}

/// A step between the tax and the amount due; negative when it lowers it.
#[derive(Debug, Clone)]
pub struct Adjustment {
    pub label: String,
    pub amount: Rupiah,
}

/// Who signs.
#[derive(Debug, Clone)]
pub struct Signatory {
    /// `Kepala Badan Pendapatan Daerah`.
    pub title: String,
    pub name: String,
    pub nip: Option<String>,
}

/// A year that is not paid, without penalty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrear {
    pub tax_year: i16,
    pub amount: Rupiah,
}
