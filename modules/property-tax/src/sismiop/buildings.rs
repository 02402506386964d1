//! Buildings of an object.

use base::{Date, Fraction, Nop};

use super::field::NOP;
use super::table::record;
use super::{Column, YearOrNone};

record! {
    /// A building (DAT_OP_BANGUNAN).
    BuildingRecord reads "DAT_OP_BANGUNAN" {
        nop: Nop = NOP;
        number: u32 = &[Column::new("NO_BNG")];
        /// Building use (JPB), 1 to 16.
        r#use: Option<u8> = &[Column::new("KD_JPB")];
        form_number: Option<String> = &[Column::new("NO_FORMULIR_LSPOP").optional()];
        built: YearOrNone = &[Column::new("THN_DIBANGUN_BNG").optional()];
        renovated: YearOrNone = &[Column::new("THN_RENOVASI_BNG").optional()];
        /// m².
        area: Fraction = &[Column::new("LUAS_BNG")];
        floors: Option<u32> = &[Column::new("JML_LANTAI_BNG").optional()];
        /// 1 very good to 4 poor.
        condition: Option<u8> = &[Column::new("KONDISI_BNG").optional()];
        construction: Option<u8> = &[Column::new("JNS_KONSTRUKSI_BNG").optional()];
        roof: Option<u8> = &[Column::new("JNS_ATAP_BNG").optional()];
        walls: Option<u8> = &[Column::new("KD_DINDING").optional()];
        floor: Option<u8> = &[Column::new("KD_LANTAI").optional()];
        ceiling: Option<u8> = &[Column::new("KD_LANGIT_LANGIT").optional()];
        /// Rupiah or thousands of rupiah: see [`super::units`].
        system_value: Fraction = &[Column::new("NILAI_SISTEM_BNG")];
        /// A value set by hand; above zero it overrides the system value.
        individual_value: Option<Fraction> = &[Column::new("NILAI_INDIVIDU").optional()];
        /// 1 new, 2 updated, 3 deleted, 4 mass valuation.
        transaction: Option<u8> = &[Column::new("JNS_TRANSAKSI_BNG").optional()];
        /// A local addition: 0 is no longer standing.
        active: Option<u8> = &[Column::new("AKTIF").optional()];
        surveyed_on: Option<Date> = &[Column::new("TGL_PENDATAAN_BNG").optional()];
    }
}

impl BuildingRecord {
    /// Whether the building counts in the value of its object.
    pub fn counts(&self) -> bool {
        self.active != Some(0) && self.transaction != Some(3)
    }
}
