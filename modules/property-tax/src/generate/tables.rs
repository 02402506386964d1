//! All files of the extract, and how a row of each is written.

use std::path::Path;

use base::{Date, Fraction, Nop, Rounding};

use super::GenerateError;
use super::parcel::{Area, House, Parcel};
use super::payments::{Payment, Settlement};
use super::people::Person;
use super::sheet::{NOP, Sheet};
use super::tax::{Holding, Notice, Record, TaxYear};
use super::zones::Zone;

/// The clerk of the demo; the number is no NIP anyone has.
const CLERK: &str = "990000000000000001";

pub struct Tables {
    objects: Sheet,
    subjects: Sheet,
    land: Sheet,
    buildings: Sheet,
    parents: Sheet,
    members: Sheet,
    notices: Sheet,
    payments: Sheet,
}

impl Tables {
    pub fn create(folder: &Path) -> Result<Self, GenerateError> {
        let parent: Vec<String> = NOP.iter().map(|c| format!("{c}_INDUK")).collect();
        let parent: Vec<&str> = parent.iter().map(String::as_str).collect();
        let with_nop = |rest: &[&'static str]| [&NOP[..], rest].concat();
        Ok(Self {
            objects: Sheet::create(folder, "DAT_OBJEK_PAJAK.csv", &with_nop(OBJECT))?,
            subjects: Sheet::create(folder, "DAT_SUBJEK_PAJAK.csv", SUBJECT)?,
            land: Sheet::create(folder, "DAT_OP_BUMI.csv", &with_nop(LAND))?,
            buildings: Sheet::create(folder, "DAT_OP_BANGUNAN.csv", &with_nop(BUILDING))?,
            parents: Sheet::create(folder, "DAT_OP_INDUK.csv", &parent)?,
            members: Sheet::create(
                folder,
                "DAT_OP_ANGGOTA.csv",
                &[&parent[..], &NOP, MEMBER].concat(),
            )?,
            notices: Sheet::create(folder, "SPPT.csv", &with_nop(NOTICE))?,
            payments: Sheet::create(folder, "PEMBAYARAN_SPPT.csv", &with_nop(PAYMENT))?,
        })
    }

    pub fn subject(&mut self, person: &Person) -> Result<(), GenerateError> {
        let row = &mut self.subjects;
        row.text(&person.id).text(&person.name).text(&person.street).text(&person.house);
        row.text(&person.rw).text(&person.rt).text(&person.village).text(person.city);
        row.text(person.postcode).text(&person.phone).text(&person.npwp);
        row.number(person.occupation).end()
    }

    /// The rows of the object itself: registry, land, buildings.
    pub fn object(
        &mut self,
        parcel: &Parcel,
        owner: &Person,
        zones: &[Zone],
        year: i16,
        today: &Record,
    ) -> Result<(), GenerateError> {
        let row = self.objects.nop(&parcel.nop).text(&owner.id).blank().blank();
        row.text(parcel.street).text(&parcel.house);
        row.text(&format!("{:02}", parcel.rw)).text(&format!("{:03}", parcel.rt));
        row.number(0).number(1).area(parcel.land_area()).area(parcel.building_area());
        row.rupiah(today.today.njop_land).rupiah(today.today.njop_building);
        row.number(1).number(parcel.transaction());
        for _ in 0..3 {
            row.date(parcel.recorded).text(CLERK);
        }
        row.end()?;
        self.land_of(parcel, zones, year)?;
        self.buildings_of(parcel)
    }

    fn land_of(&mut self, parcel: &Parcel, zones: &[Zone], year: i16) -> Result<(), GenerateError> {
        for (number, land) in (1..).zip(&parcel.land) {
            let zone = &zones[land.zone];
            let value = zone.value(year) * land.area.0 / 100;
            let row = self.land.nop(&parcel.nop).number(number).text(&zone.code).area(land.area);
            row.number(parcel.land_kind).number(stored(value, parcel)).end()?;
        }
        Ok(())
    }

    fn buildings_of(&mut self, parcel: &Parcel) -> Result<(), GenerateError> {
        for (number, house) in (1..).zip(&parcel.houses) {
            let row = self.buildings.nop(&parcel.nop).number(number);
            building(row, house, parcel).end()?;
        }
        Ok(())
    }

    pub fn parent(&mut self, nop: &Nop) -> Result<(), GenerateError> {
        self.parents.nop(nop).end()
    }

    pub fn member(&mut self, flat: &Holding, record: &Record) -> Result<(), GenerateError> {
        let Some(joint) = &flat.joint else { return Ok(()) };
        let borne = |area: Area| Area(part(area.0, joint.share));
        let value = joint.parent.houses.first().map_or(0, |house| house.value);
        let row = self.members.nop(&joint.parent.nop).nop(&flat.parcel.nop);
        row.area(borne(joint.parent.land_area())).area(borne(joint.parent.building_area()));
        // The land's system value is left to the class of its zone, as in old registers.
        row.blank().number(part(value, joint.share));
        row.rupiah(record.today.njop_joint_land).rupiah(record.today.njop_joint_building).end()
    }

    pub fn notice(
        &mut self,
        parcel: &Parcel,
        owner: &Person,
        notice: &Notice,
        year: &TaxYear,
        settled: &Settlement,
    ) -> Result<(), GenerateError> {
        let row = self.notices.nop(&parcel.nop).number(notice.year).number(1);
        row.text("16").text("09").text("01").text("01").text("01");
        row.text(&owner.name)
            .text(&owner.street)
            .text(&owner.house)
            .text(&owner.rw)
            .text(&owner.rt);
        row.text(&owner.village).text(owner.city).text(owner.postcode).text(&owner.npwp).blank();
        let figures = &notice.figures;
        let land_class = figures.classes.land.first().copied().flatten();
        let class =
            |code: Option<pbb::ClassCode>| code.map_or("XXX".to_owned(), |c| c.as_str().to_owned());
        row.text(&class(land_class)).text("2011");
        row.text(&class(figures.classes.building)).text("2011").date(year.rules.due_date);
        row.area(parcel.land_area()).area(parcel.building_area());
        for amount in [
            figures.njop_land,
            figures.njop_building,
            figures.njop,
            figures.njoptkp,
            figures.njkp,
            figures.tax,
        ] {
            row.rupiah(amount);
        }
        // No reductions in the demo; the minimum may lift the amount due above the tax.
        row.number(0).rupiah(figures.due).number(settled.status).number(0).number(0);
        let issued = Date::new(notice.year, 2, 1).unwrap_or_default();
        row.date(issued).date(issued).text(CLERK).end()
    }

    pub fn payment(
        &mut self,
        nop: &Nop,
        year: i16,
        payment: &Payment,
    ) -> Result<(), GenerateError> {
        let total = payment.principal.checked_add(payment.penalty).unwrap_or(payment.principal);
        let row = self.payments.nop(nop).number(year).number(payment.sequence);
        row.text("16").text("09").text("01").text("01").text("01");
        row.rupiah(payment.penalty).rupiah(total).date(payment.on).date(payment.on);
        row.text(CLERK).end()
    }

    /// Brings all files to the disk; their names with the number of rows.
    pub fn finish(self) -> Result<Vec<(&'static str, u64)>, GenerateError> {
        let sheets = [
            self.objects,
            self.subjects,
            self.land,
            self.buildings,
            self.parents,
            self.members,
            self.notices,
            self.payments,
        ];
        sheets.into_iter().map(Sheet::finish).collect()
    }
}

fn building<'a>(row: &'a mut Sheet, house: &House, parcel: &Parcel) -> &'a mut Sheet {
    let [condition, construction, roof, walls, floor, ceiling] = house.materials;
    row.text(&format!("{:02}", house.jpb)).blank().number(house.built).blank();
    row.area(house.area).number(house.floors);
    for code in [condition, construction, roof, walls, floor, ceiling] {
        row.number(code);
    }
    row.number(stored(house.value, parcel)).number(parcel.transaction());
    row.date(parcel.recorded).text(CLERK)
}

/// Objects that were valued anew by the other procedure have their values in thousands.
fn stored(rupiah: u64, parcel: &Parcel) -> i64 {
    let value = if parcel.in_thousands { rupiah / 1_000 } else { rupiah };
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A share of a whole number, half up.
fn part(whole: u64, share: pbb::Share) -> u64 {
    let exact = share.exact().checked_mul(Fraction::whole(i128::from(whole)));
    let rounded = exact.map(|e| e.round(Rounding::HalfUp)).unwrap_or_default();
    u64::try_from(rounded).unwrap_or_default()
}

const OBJECT: &[&str] = &[
    "SUBJEK_PAJAK_ID",
    "NO_FORMULIR_SPOP",
    "NO_PERSIL",
    "JALAN_OP",
    "BLOK_KAV_NO_OP",
    "RW_OP",
    "RT_OP",
    "KD_STATUS_CABANG",
    "KD_STATUS_WP",
    "TOTAL_LUAS_BUMI",
    "TOTAL_LUAS_BNG",
    "NJOP_BUMI",
    "NJOP_BNG",
    "STATUS_PETA_OP",
    "JNS_TRANSAKSI_OP",
    "TGL_PENDATAAN_OP",
    "NIP_PENDATA",
    "TGL_PEMERIKSAAN_OP",
    "NIP_PEMERIKSA_OP",
    "TGL_PEREKAMAN_OP",
    "NIP_PEREKAM_OP",
];
const SUBJECT: &[&str] = &[
    "SUBJEK_PAJAK_ID",
    "NM_WP",
    "JALAN_WP",
    "BLOK_KAV_NO_WP",
    "RW_WP",
    "RT_WP",
    "KELURAHAN_WP",
    "KOTA_WP",
    "KD_POS_WP",
    "TELP_WP",
    "NPWP",
    "STATUS_PEKERJAAN_WP",
];
const LAND: &[&str] = &["NO_BUMI", "KD_ZNT", "LUAS_BUMI", "JNS_BUMI", "NILAI_SISTEM_BUMI"];
const BUILDING: &[&str] = &[
    "NO_BNG",
    "KD_JPB",
    "NO_FORMULIR_LSPOP",
    "THN_DIBANGUN_BNG",
    "THN_RENOVASI_BNG",
    "LUAS_BNG",
    "JML_LANTAI_BNG",
    "KONDISI_BNG",
    "JNS_KONSTRUKSI_BNG",
    "JNS_ATAP_BNG",
    "KD_DINDING",
    "KD_LANTAI",
    "KD_LANGIT_LANGIT",
    "NILAI_SISTEM_BNG",
    "JNS_TRANSAKSI_BNG",
    "TGL_PENDATAAN_BNG",
    "NIP_PENDATA_BNG",
];
const MEMBER: &[&str] = &[
    "LUAS_BUMI_BEBAN",
    "LUAS_BNG_BEBAN",
    "NILAI_SISTEM_BUMI_BEBAN",
    "NILAI_SISTEM_BNG_BEBAN",
    "NJOP_BUMI_BEBAN",
    "NJOP_BNG_BEBAN",
];
const NOTICE: &[&str] = &[
    "THN_PAJAK_SPPT",
    "SIKLUS_SPPT",
    "KD_KANWIL_BANK",
    "KD_KPPBB_BANK",
    "KD_BANK_TUNGGAL",
    "KD_BANK_PERSEPSI",
    "KD_TP",
    "NM_WP_SPPT",
    "JLN_WP_SPPT",
    "BLOK_KAV_NO_WP_SPPT",
    "RW_WP_SPPT",
    "RT_WP_SPPT",
    "KELURAHAN_WP_SPPT",
    "KOTA_WP_SPPT",
    "KD_POS_WP_SPPT",
    "NPWP_SPPT",
    "NO_PERSIL_SPPT",
    "KD_KLS_TANAH",
    "THN_AWAL_KLS_TANAH",
    "KD_KLS_BNG",
    "THN_AWAL_KLS_BNG",
    "TGL_JATUH_TEMPO_SPPT",
    "LUAS_BUMI_SPPT",
    "LUAS_BNG_SPPT",
    "NJOP_BUMI_SPPT",
    "NJOP_BNG_SPPT",
    "NJOP_SPPT",
    "NJOPTKP_SPPT",
    "NJKP_SPPT",
    "PBB_TERHUTANG_SPPT",
    "FAKTOR_PENGURANG_SPPT",
    "PBB_YG_HARUS_DIBAYAR_SPPT",
    "STATUS_PEMBAYARAN_SPPT",
    "STATUS_TAGIHAN_SPPT",
    "STATUS_CETAK_SPPT",
    "TGL_TERBIT_SPPT",
    "TGL_CETAK_SPPT",
    "NIP_PENCETAK_SPPT",
];
const PAYMENT: &[&str] = &[
    "THN_PAJAK_SPPT",
    "PEMBAYARAN_SPPT_KE",
    "KD_KANWIL_BANK",
    "KD_KPPBB_BANK",
    "KD_BANK_TUNGGAL",
    "KD_BANK_PERSEPSI",
    "KD_TP",
    "DENDA_SPPT",
    "JML_SPPT_YG_DIBAYAR",
    "TGL_PEMBAYARAN_SPPT",
    "TGL_REKAM_BYR_SPPT",
    "NIP_REKAM_BYR_SPPT",
];
