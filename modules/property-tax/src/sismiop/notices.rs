//! Notices of past years and the payments on them.

use base::{Date, Fraction, Nop, Rupiah};

use super::Column;
use super::field::NOP;
use super::table::record;

/// Columns of SPPT are found with the suffix `_SPPT`, as in Oracle, and without it.
const fn sppt(name: &'static str, short: &'static [&'static str]) -> Column {
    Column::new(name).also(short)
}

record! {
    /// A notice as it was issued: name, address and figures are frozen in it (SPPT).
    NoticeRecord reads "SPPT" {
        nop: Nop = NOP;
        year: i16 = &[Column::new("THN_PAJAK_SPPT")];
        cycle: Option<u32> = &[Column::new("SIKLUS_SPPT").optional()];
        name: Option<String> = &[sppt("NM_WP_SPPT", &["NM_WP"]).personal()];
        street: Option<String> =
            &[sppt("JLN_WP_SPPT", &["JLN_WP", "JALAN_WP", "JALAN_WP_SPPT"]).optional().personal()];
        house: Option<String> =
            &[sppt("BLOK_KAV_NO_WP_SPPT", &["BLOK_KAV_NO_WP"]).optional().personal()];
        rw: Option<String> = &[sppt("RW_WP_SPPT", &["RW_WP"]).optional().personal()];
        rt: Option<String> = &[sppt("RT_WP_SPPT", &["RT_WP"]).optional().personal()];
        village: Option<String> =
            &[sppt("KELURAHAN_WP_SPPT", &["KELURAHAN_WP"]).optional().personal()];
        city: Option<String> = &[sppt("KOTA_WP_SPPT", &["KOTA_WP"]).optional().personal()];
        postcode: Option<String> =
            &[sppt("KD_POS_WP_SPPT", &["KD_POS_WP"]).optional().personal()];
        npwp: Option<String> = &[sppt("NPWP_SPPT", &["NPWP"]).optional().personal()];
        /// Class of the land; `XXX` and nothing mean none.
        land_class: Option<String> = &[Column::new("KD_KLS_TANAH").optional()];
        building_class: Option<String> = &[Column::new("KD_KLS_BNG").optional()];
        due_on: Option<Date> = &[sppt("TGL_JATUH_TEMPO_SPPT", &["TGL_JATUH_TEMPO"])];
        /// m².
        land_area: Fraction = &[sppt("LUAS_BUMI_SPPT", &["LUAS_BUMI"])];
        /// m².
        building_area: Fraction = &[sppt("LUAS_BNG_SPPT", &["LUAS_BNG"])];
        njop_land: Option<Rupiah> = &[sppt("NJOP_BUMI_SPPT", &["NJOP_BUMI"])];
        njop_building: Option<Rupiah> = &[sppt("NJOP_BNG_SPPT", &["NJOP_BNG"])];
        njop: Rupiah = &[sppt("NJOP_SPPT", &["NJOP"])];
        njoptkp: Option<Rupiah> = &[sppt("NJOPTKP_SPPT", &["NJOPTKP"])];
        /// An amount, a percentage or a tariff, depending on who wrote it: the raw value.
        njkp: Option<Fraction> = &[sppt("NJKP_SPPT", &["NJKP"])];
        /// Tax before the reduction.
        tax: Rupiah = &[sppt("PBB_TERHUTANG_SPPT", &["PBB_TERHUTANG"])];
        reduction: Option<Rupiah> = &[sppt("FAKTOR_PENGURANG_SPPT", &["FAKTOR_PENGURANG"])];
        due: Rupiah = &[sppt("PBB_YG_HARUS_DIBAYAR_SPPT", &["PBB_YG_HARUS_DIBAYAR"])];
        /// 0 unpaid, 1 paid, 2 written off, 3 principal paid.
        payment_status: Option<u8> = &[sppt("STATUS_PEMBAYARAN_SPPT", &["STATUS_PEMBAYARAN"])];
        collection_status: Option<u8> =
            &[sppt("STATUS_TAGIHAN_SPPT", &["STATUS_TAGIHAN"]).optional()];
        print_status: Option<u8> = &[sppt("STATUS_CETAK_SPPT", &["STATUS_CETAK"]).optional()];
        issued_on: Option<Date> = &[sppt("TGL_TERBIT_SPPT", &["TGL_TERBIT"]).optional()];
        printed_on: Option<Date> = &[sppt("TGL_CETAK_SPPT", &["TGL_CETAK"]).optional()];
    }
}

impl NoticeRecord {
    /// Whether the legacy system says that the notice is settled (paid, or its principal).
    pub fn says_paid(&self) -> bool {
        matches!(self.payment_status, Some(1 | 3))
    }
}

record! {
    /// A payment on a notice (PEMBAYARAN_SPPT).
    PaymentRecord reads "PEMBAYARAN_SPPT" {
        nop: Nop = NOP;
        year: i16 = &[Column::new("THN_PAJAK_SPPT")];
        /// As found; has gaps, since a batch job renumbers it. Order payments by date.
        sequence: Option<u32> = &[Column::new("PEMBAYARAN_SPPT_KE")];
        penalty: Option<Rupiah> = &[sppt("DENDA_SPPT", &["DENDA"])];
        /// Principal and penalty together.
        paid: Rupiah = &[sppt("JML_SPPT_YG_DIBAYAR", &["JML_YG_DIBAYAR"])];
        paid_on: Date = &[sppt("TGL_PEMBAYARAN_SPPT", &["TGL_PEMBAYARAN"])];
        recorded_on: Option<Date> =
            &[Column::new("TGL_REKAM_BYR_SPPT").also(&["TGL_REKAM"]).optional()];
        receipt: Option<String> = &[Column::new("NO_BUKTI").optional()];
    }
}

impl PaymentRecord {
    /// The part that settles the notice itself; `None` when the penalty exceeds the payment.
    pub fn principal(&self) -> Option<Rupiah> {
        let rest = self.paid.checked_sub(self.penalty.unwrap_or(Rupiah::ZERO))?;
        (rest >= Rupiah::ZERO).then_some(rest)
    }
}
