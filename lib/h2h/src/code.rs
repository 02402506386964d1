//! What an answer can say.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The `kode` of an answer: two characters, never a number (as a number, `01` would leave as `1`).
///
/// 01 to 36 are those of the service at Brebes, whose 35 (tax period) has no use for a yearly tax;
/// 02, 30 and 40 to 45 are ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    Approved,
    /// Not the amount that is owed today, or one that does not add up.
    WrongAmount,
    /// The bill was cancelled, or nothing is asked for.
    NothingOwed,
    /// The database does not answer. Nothing was recorded.
    Database,
    /// No receipt number could be made. Nothing was recorded.
    NoReceiptNumber,
    NotFound,
    AlreadyPaid,
    /// The body or a field cannot be read.
    Format,
    AmountNotNumeric,
    /// Paid at a time later than the request was sent.
    PaidInFuture,
    /// The day on which the payment may be taken back is over.
    ReversalTooLate,
    /// There is no such request.
    NoSuchService,
    YearNotNumeric,
    /// Wrong signature, unknown partner, stale time. No detail is told.
    Unauthorized,
    /// The reference was used for another payment.
    DuplicateReference,
    TooLarge,
    TooMany,
    /// Known, but not allowed to (from this address).
    NotPermitted,
    /// The money is booked, though the bill does not ask for it: the bank keeps none of it and gives
    /// none of it back, the regency does.
    Overpaid,
    /// A fault of ours; the outcome is unknown. Repeat with the same reference.
    Technical,
}

impl Code {
    pub const ALL: [Self; 20] = [
        Self::Approved,
        Self::WrongAmount,
        Self::NothingOwed,
        Self::Database,
        Self::NoReceiptNumber,
        Self::NotFound,
        Self::AlreadyPaid,
        Self::Format,
        Self::AmountNotNumeric,
        Self::PaidInFuture,
        Self::ReversalTooLate,
        Self::NoSuchService,
        Self::YearNotNumeric,
        Self::Unauthorized,
        Self::DuplicateReference,
        Self::TooLarge,
        Self::TooMany,
        Self::NotPermitted,
        Self::Overpaid,
        Self::Technical,
    ];

    /// The two characters, the HTTP status it travels with, and what is said beside it.
    const fn row(self) -> (&'static str, u16, &'static str) {
        match self {
            Self::Approved => ("01", 200, "Disetujui"),
            Self::WrongAmount => ("02", 200, "Jumlah tidak sesuai tagihan; ulangi inquiry"),
            Self::NothingOwed => ("03", 200, "Tagihan nihil atau dibatalkan"),
            Self::Database => ("04", 503, "Basis data tidak menjawab; tidak ada yang dicatat"),
            Self::NoReceiptNumber => ("05", 503, "NTPD gagal dibentuk; tidak ada yang dicatat"),
            Self::NotFound => ("10", 200, "Data tidak ditemukan"),
            Self::AlreadyPaid => ("13", 200, "Tagihan sudah dibayar"),
            Self::Format => ("30", 400, "Permintaan tidak dapat dibaca"),
            Self::AmountNotNumeric => ("31", 400, "Jumlah bukan angka bulat"),
            Self::PaidInFuture => ("32", 200, "Waktu bayar melewati waktu kirim"),
            Self::ReversalTooLate => ("33", 200, "Batas waktu pembatalan sudah lewat"),
            Self::NoSuchService => ("34", 404, "Layanan tidak dikenal"),
            Self::YearNotNumeric => ("36", 400, "Tahun pajak bukan angka"),
            Self::Unauthorized => ("40", 401, "Tidak diizinkan"),
            Self::DuplicateReference => ("41", 409, "Referensi sudah dipakai pembayaran lain"),
            Self::TooLarge => ("42", 413, "Permintaan terlalu besar"),
            Self::TooMany => ("43", 429, "Terlalu banyak permintaan; coba sebentar lagi"),
            Self::NotPermitted => ("44", 403, "Alamat ini tidak terdaftar untuk mitra"),
            Self::Overpaid => {
                ("45", 200, "Uang dibukukan sebagai kelebihan bayar; pemda yang mengembalikannya")
            }
            Self::Technical => {
                ("99", 503, "Gangguan; hasil belum pasti, ulangi dengan referensi yang sama")
            }
        }
    }

    /// The two characters.
    pub const fn as_str(self) -> &'static str {
        self.row().0
    }

    /// The HTTP status. 200 is an answer about the bill, whatever it says.
    pub const fn status(self) -> u16 {
        self.row().1
    }

    /// What is said beside it (`pesan`).
    pub const fn words(self) -> &'static str {
        self.row().2
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.as_str() == text)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format_args!("`{text}` is no code of this service"))
        })
    }
}
