//! Reference tables: regions in the tax office's codes, books, building uses.

use base::{NopVillage, Rupiah};

use super::Column;
use super::field::VILLAGE;
use super::table::record;

/// The ministry's code of a region. Not a column of SISMIOP: a mapping table adds it.
const REGION: Column = Column::new("KD_WILAYAH").also(&["KD_KEMENDAGRI"]).optional();

record! {
    /// A province (REF_PROPINSI).
    ProvinceRecord reads "REF_PROPINSI" {
        /// Two ASCII digits.
        province: [u8; 2] = &[Column::new("KD_PROPINSI")];
        name: String = &[Column::new("NM_PROPINSI")];
    }
}

record! {
    /// A regency or city (REF_DATI2).
    RegencyRecord reads "REF_DATI2" {
        province: [u8; 2] = &[Column::new("KD_PROPINSI")];
        regency: [u8; 2] = &[Column::new("KD_DATI2")];
        name: String = &[Column::new("NM_DATI2")];
    }
}

record! {
    /// A kecamatan (REF_KECAMATAN).
    DistrictRecord reads "REF_KECAMATAN" {
        province: [u8; 2] = &[Column::new("KD_PROPINSI")];
        regency: [u8; 2] = &[Column::new("KD_DATI2")];
        district: [u8; 3] = &[Column::new("KD_KECAMATAN")];
        name: String = &[Column::new("NM_KECAMATAN")];
        region: Option<String> = &[REGION];
    }
}

impl DistrictRecord {
    /// The seven digits, as [`NopVillage::district`] gives them.
    pub fn digits(&self) -> String {
        let digits = self.province.iter().chain(&self.regency).chain(&self.district);
        digits.map(|&d| char::from(d)).collect()
    }
}

record! {
    /// A desa or kelurahan (REF_KELURAHAN).
    VillageRecord reads "REF_KELURAHAN" {
        village: NopVillage = VILLAGE;
        /// 10 rural, 20 urban.
        sector: Option<u8> = &[Column::new("KD_SEKTOR").optional()];
        name: String = &[Column::new("NM_KELURAHAN")];
        postcode: Option<String> =
            &[Column::new("KD_POS_KELURAHAN").also(&["KD_POS"]).optional()];
        region: Option<String> = &[REGION];
    }
}

record! {
    /// A book: notices are grouped by amount (REF_BUKU).
    BookRecord reads "REF_BUKU" {
        from_year: i16 = &[Column::new("THN_AWAL").also(&["THN_AWAL_BUKU"])];
        /// Open-ended registers write 9999, which is no year of the calendar.
        until_year: super::YearOrNone = &[Column::new("THN_AKHIR").also(&["THN_AKHIR_BUKU"])];
        book: u8 = &[Column::new("KD_BUKU")];
        minimum: Rupiah = &[Column::new("NILAI_MIN_BUKU").also(&["NILAI_MIN"])];
        maximum: Rupiah = &[Column::new("NILAI_MAX_BUKU").also(&["NILAI_MAX"])];
    }
}

record! {
    /// A use of buildings (REF_JPB).
    BuildingUseRecord reads "REF_JPB" {
        code: u8 = &[Column::new("KD_JPB")];
        name: String = &[Column::new("NM_JPB")];
    }
}
