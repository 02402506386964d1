//! Taxpayers.

use super::Column;
use super::table::record;

record! {
    /// A tax subject (DAT_SUBJEK_PAJAK). Every column is personal data.
    SubjectRecord reads "DAT_SUBJEK_PAJAK" {
        /// As found: a NIK, a NOP or an invention.
        id: String = &[Column::new("SUBJEK_PAJAK_ID").personal()];
        name: Option<String> = &[Column::new("NM_WP").personal()];
        street: Option<String> = &[Column::new("JALAN_WP").also(&["JLN_WP"]).personal()];
        house: Option<String> = &[Column::new("BLOK_KAV_NO_WP").optional().personal()];
        rw: Option<String> = &[Column::new("RW_WP").also(&["RW"]).optional().personal()];
        rt: Option<String> = &[Column::new("RT_WP").also(&["RT"]).optional().personal()];
        village: Option<String> = &[Column::new("KELURAHAN_WP").optional().personal()];
        city: Option<String> = &[Column::new("KOTA_WP").optional().personal()];
        postcode: Option<String> =
            &[Column::new("KD_POS_WP").also(&["KD_POS"]).optional().personal()];
        phone: Option<String> =
            &[Column::new("TELP_WP").also(&["TELP"]).optional().personal()];
        npwp: Option<String> = &[Column::new("NPWP").also(&["NPWP_WP"]).optional().personal()];
        /// 1 civil servant, 2 military, 3 retired, 4 body, 5 (or 0) other.
        occupation: Option<u8> =
            &[Column::new("STATUS_PEKERJAAN_WP").optional().personal()];
    }
}
