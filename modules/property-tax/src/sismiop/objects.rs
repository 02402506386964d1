//! Objects, their land, the value zones, and joint property.

use base::{Date, Fraction, Nop, NopVillage, Rupiah};

use super::Column;
use super::field::{NOP, VILLAGE};
use super::table::record;

record! {
    /// A tax object (DAT_OBJEK_PAJAK).
    ObjectRecord reads "DAT_OBJEK_PAJAK" {
        nop: Nop = NOP;
        /// As found: a NIK, a NOP or an invention. Empty in some registers.
        subject_id: Option<String> = &[Column::new("SUBJEK_PAJAK_ID").personal()];
        form_number: Option<String> = &[Column::new("NO_FORMULIR_SPOP").optional()];
        parcel: Option<String> = &[Column::new("NO_PERSIL").optional().personal()];
        street: Option<String> = &[Column::new("JALAN_OP").personal()];
        house: Option<String> = &[Column::new("BLOK_KAV_NO_OP").optional().personal()];
        rw: Option<String> = &[Column::new("RW_OP").optional()];
        rt: Option<String> = &[Column::new("RT_OP").optional()];
        branch: Option<u8> = &[Column::new("KD_STATUS_CABANG").optional()];
        /// 1 owner, 2 tenant, 3 manager, 4 user, 5 disputed (STATUS_WP).
        holder_status: Option<u8> = &[Column::new("KD_STATUS_WP").optional()];
        /// m².
        land_area: Fraction = &[Column::new("TOTAL_LUAS_BUMI")];
        /// m².
        building_area: Fraction = &[Column::new("TOTAL_LUAS_BNG")];
        njop_land: Option<Rupiah> = &[Column::new("NJOP_BUMI").optional()];
        njop_building: Option<Rupiah> = &[Column::new("NJOP_BNG").optional()];
        mapped: Option<u8> = &[Column::new("STATUS_PETA_OP").optional()];
        /// 1 new, 2 updated, 3 deleted, 4 mass valuation (JENIS_TRANSAKSI).
        transaction: Option<u8> = &[Column::new("JNS_TRANSAKSI_OP")];
        surveyed_on: Option<Date> = &[Column::new("TGL_PENDATAAN_OP").optional()];
        examined_on: Option<Date> = &[Column::new("TGL_PEMERIKSAAN_OP").optional()];
        recorded_on: Option<Date> = &[Column::new("TGL_PEREKAMAN_OP").optional()];
    }
}

impl ObjectRecord {
    /// Deleted objects stay in the register and are not assessed.
    pub fn is_deleted(&self) -> bool {
        self.transaction == Some(3)
    }
}

record! {
    /// A part of an object's land (DAT_OP_BUMI).
    LandRecord reads "DAT_OP_BUMI" {
        nop: Nop = NOP;
        number: u32 = &[Column::new("NO_BUMI")];
        /// Zone of land value (ZNT), two characters within the village.
        zone: Option<String> = &[Column::new("KD_ZNT")];
        /// m².
        area: Fraction = &[Column::new("LUAS_BUMI")];
        /// 1 land with building, 2 plot ready to build, 3 bare land, 4 public facility.
        kind: Option<u8> = &[Column::new("JNS_BUMI")];
        /// Rupiah or thousands of rupiah: see [`super::units`].
        system_value: Fraction = &[Column::new("NILAI_SISTEM_BUMI")];
    }
}

record! {
    /// A zone of land value of a village (DAT_ZNT).
    ZoneRecord reads "DAT_ZNT" {
        village: NopVillage = VILLAGE;
        zone: String = &[Column::new("KD_ZNT")];
    }
}

record! {
    /// The average land value of a zone in a year (DAT_NIR).
    ZoneValueRecord reads "DAT_NIR" {
        village: NopVillage = VILLAGE;
        zone: String = &[Column::new("KD_ZNT")];
        year: i16 = &[Column::new("THN_NIR_ZNT")];
        document: Option<String> = &[Column::new("NO_DOKUMEN").optional()];
        /// Thousands of rupiah per m², by the convention of the legacy tables; check with
        /// [`super::units`] against the frozen NJOP.
        value: Fraction = &[Column::new("NIR")];
    }
}

record! {
    /// The common property of several objects, such as the land of a block of flats
    /// (DAT_OP_INDUK).
    JointParentRecord reads "DAT_OP_INDUK" {
        parent: Nop = &[
            Column::new("KD_PROPINSI_INDUK").also(&["KD_PROPINSI"]),
            Column::new("KD_DATI2_INDUK").also(&["KD_DATI2"]),
            Column::new("KD_KECAMATAN_INDUK").also(&["KD_KECAMATAN"]),
            Column::new("KD_KELURAHAN_INDUK").also(&["KD_KELURAHAN"]),
            Column::new("KD_BLOK_INDUK").also(&["KD_BLOK"]),
            Column::new("NO_URUT_INDUK").also(&["NO_URUT"]),
            Column::new("KD_JNS_OP_INDUK").also(&["KD_JNS_OP"]),
        ];
    }
}

record! {
    /// An object that bears a part of a common property (DAT_OP_ANGGOTA).
    JointMemberRecord reads "DAT_OP_ANGGOTA" {
        parent: Nop = &[
            Column::new("KD_PROPINSI_INDUK"),
            Column::new("KD_DATI2_INDUK"),
            Column::new("KD_KECAMATAN_INDUK"),
            Column::new("KD_KELURAHAN_INDUK"),
            Column::new("KD_BLOK_INDUK"),
            Column::new("NO_URUT_INDUK"),
            Column::new("KD_JNS_OP_INDUK"),
        ];
        nop: Nop = NOP;
        /// m² of the common land this object bears, as the legacy system rounded it.
        land_area: Fraction = &[Column::new("LUAS_BUMI_BEBAN")];
        /// m² of the common buildings.
        building_area: Fraction = &[Column::new("LUAS_BNG_BEBAN")];
        land_system_value: Fraction = &[Column::new("NILAI_SISTEM_BUMI_BEBAN").optional()];
        building_system_value: Fraction = &[Column::new("NILAI_SISTEM_BNG_BEBAN").optional()];
        njop_land: Option<Rupiah> = &[Column::new("NJOP_BUMI_BEBAN").optional()];
        njop_building: Option<Rupiah> = &[Column::new("NJOP_BNG_BEBAN").optional()];
    }
}
