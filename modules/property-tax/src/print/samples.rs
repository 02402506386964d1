//! Invented papers: for tests, for the bench, and to look at.

use base::{Date, Fraction, Nop, Rupiah};

use super::{
    Adjustment, Arrear, DeliveryList, DeliveryRow, NoticeSheet, PartKind, PartLine, Roll, RollRow,
    Signatory,
};

const VILLAGE: &str = "Kelurahan Teluk Lingga";
const DISTRICT: &str = "Kecamatan Sangatta Utara";
const REGENCY: &str = "Kabupaten Kutai Timur";
const AGENCY: &str = "Badan Pendapatan Daerah";
const STREETS: [&str; 4] = ["Melati", "Kenanga", "Yos Sudarso II", "Poros Bengalon"];
const NAMES: [&str; 5] = [
    "RAHMAWATI CONTOH",
    "DARMANSYAH CONTOH",
    "YULIANA PUSPITA CONTOH",
    "H. ABDUL CONTOH BIN HASAN",
    "PT CONTOH SEJAHTERA KALTIM",
];

/// The notice of one house: number 147 is the one in the pictures of the guide.
pub fn notice(number: u16) -> Option<NoticeSheet> {
    let which = usize::from(number);
    let address = format!("Jalan Contoh {} {}, RT 03", STREETS[which % STREETS.len()], number);
    Some(NoticeSheet {
        regency: REGENCY.to_owned(),
        agency: AGENCY.to_owned(),
        demo: true,
        nop: nop(number)?,
        tax_year: 2026,
        sector: "Perkotaan".to_owned(),
        serial: format!("2026/640804/{number:07}"),
        object_address: vec![address.clone(), VILLAGE.to_owned(), DISTRICT.to_owned()],
        subject_name: NAMES[which % NAMES.len()].to_owned(),
        subject_npwp: None,
        subject_address: vec![address, format!("{VILLAGE}, {REGENCY}")],
        parts: vec![
            part(PartKind::Land, 240, "071", 464_000, 111_360_000),
            part(PartKind::Building, 90, "021", 1_200_000, 108_000_000),
        ],
        njop: Rupiah(219_360_000),
        njoptkp: Rupiah(10_000_000),
        taxable: Rupiah(209_360_000),
        njkp_rate: Fraction::new(1, 5).ok(),
        njkp: Rupiah(41_872_000),
        tariff: Fraction::new(1, 200).ok(),
        tax: Rupiah(209_360),
        adjustments: Vec::new(),
        due: Rupiah(209_360),
        last_year_due: Some(Rupiah(192_560)),
        due_date: day(2026, 9, 30)?,
        penalty_note: Some("Ditambah sanksi bunga 1 % setiap bulan, paling lama 24 bulan.".into()),
        place: "Sangatta".to_owned(),
        issued: day(2026, 2, 2)?,
        signatory: signatory(),
        pay_at: ["Bankaltimtara", "kantor pos", "QRIS di halaman SPPT"].map(String::from).to_vec(),
        arrears: Vec::new(),
        arrears_as_of: day(2026, 1, 30)?,
        access_code: "7KQ2-M9XD".to_owned(),
        verify_url: verify_url(number),
        verify_page: "pbb.contoh.go.id/periksa".to_owned(),
        legal_basis: [
            "UU 1/2022 pasal 40–43",
            "PMK 150/PMK.03/2010 (kelas NJOP)",
            "Perda contoh pasal 7 (NJKP) dan pasal 8 (tarif)",
        ]
        .map(String::from)
        .to_vec(),
    })
}

/// The fullest notice: joint property, several changes of the tax, arrears, long texts.
pub fn crowded_notice() -> Option<NoticeSheet> {
    let mut sheet = notice(3)?;
    sheet.parts.push(part(PartKind::JointLand, 13, "051", 2_750_000, 37_714_286));
    sheet.parts.push(part(PartKind::JointBuilding, 2, "001", 2_200_000, 3_865_714));
    sheet.njop = Rupiah(260_940_000);
    sheet.taxable = Rupiah(250_940_000);
    sheet.njkp = Rupiah(50_188_000);
    sheet.tax = Rupiah(250_940);
    sheet.adjustments = [
        ("Pengurangan 25 % (SK contoh 12/2026, pensiunan)", -62_735),
        ("Stimulus", -10_000),
        ("Batas kenaikan 10 % dari tahun lalu", -13_205),
    ]
    .map(|(label, amount)| Adjustment { label: label.to_owned(), amount: Rupiah(amount) })
    .to_vec();
    sheet.due = Rupiah(165_000);
    sheet.last_year_due = Some(Rupiah(150_000));
    sheet.subject_npwp = Some("01.234.567.8-901.000".to_owned());
    sheet.arrears = [(2023, 178_420), (2024, 192_560), (2025, 150_000)]
        .map(|(tax_year, amount)| Arrear { tax_year, amount: Rupiah(amount) })
        .to_vec();
    Some(sheet)
}

/// A village's roll with so many rows; every third is paid.
pub fn roll(rows: u16) -> Option<Roll> {
    Some(Roll {
        regency: REGENCY.to_owned(),
        agency: AGENCY.to_owned(),
        demo: true,
        tax_year: 2026,
        village: VILLAGE.to_owned(),
        district: DISTRICT.to_owned(),
        as_of: day(2026, 8, 12)?,
        place: "Sangatta".to_owned(),
        signatory: signatory(),
        rows: (1..=rows).map(roll_row).collect::<Option<_>>()?,
    })
}

/// A delivery list with so many rows.
pub fn delivery(rows: u16) -> Option<DeliveryList> {
    let row = |number: u16| {
        let RollRow { nop, name, address, due, .. } = roll_row(number)?;
        Some(DeliveryRow { nop, name, address, due })
    };
    Some(DeliveryList {
        regency: REGENCY.to_owned(),
        agency: AGENCY.to_owned(),
        demo: true,
        tax_year: 2026,
        village: VILLAGE.to_owned(),
        district: DISTRICT.to_owned(),
        printed: day(2026, 2, 4)?,
        rows: (1..=rows).map(row).collect::<Option<_>>()?,
    })
}

fn roll_row(number: u16) -> Option<RollRow> {
    let which = usize::from(number);
    let size = i64::from(number % 40) + 60;
    Some(RollRow {
        nop: nop(number)?,
        name: NAMES[which % NAMES.len()].to_owned(),
        address: format!("Jalan Contoh {} {number}, RT 03", STREETS[which % STREETS.len()]),
        land_m2: Fraction::new(i128::from(size) * 5, 2).ok()?,
        building_m2: Fraction::whole(i128::from(size / 2)),
        njop: Rupiah(size * 1_840_000),
        due: Rupiah(size * 1_740),
        paid: if number.is_multiple_of(3) { day(2026, 6, 15) } else { None },
    })
}

fn nop(number: u16) -> Option<Nop> {
    Nop::parse(&format!("640804000301{}{:04}0", number / 10_000, number % 10_000)).ok()
}

fn part(kind: PartKind, area: i128, class: &str, per_m2: i64, value: i64) -> PartLine {
    let (value_per_m2, value) = (Rupiah(per_m2), Rupiah(value));
    PartLine { kind, area_m2: Fraction::whole(area), class: class.to_owned(), value_per_m2, value }
}

fn signatory() -> Signatory {
    Signatory {
        title: "Kepala Badan Pendapatan Daerah".to_owned(),
        name: "Nama Pejabat Contoh, S.E., M.Si.".to_owned(),
        nip: Some("19700101 199503 1 001".to_owned()),
    }
}

/// As long as a real one: an id of 26 characters and a signature of 64 bytes in base64.
fn verify_url(number: u16) -> String {
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut state = u64::from(number) + 0x9e37_79b9_7f4a_7c15;
    let mut letter = || {
        // xorshift64: letters as irregular as those of a signature, and the same every time.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(letters[usize::from(state.to_le_bytes()[3]) % letters.len()])
    };
    let signature: String = (0..86).map(|_| letter()).collect();
    format!("https://pbb.contoh.go.id/v/01JD8Z6Y3QK7M2N4P5R6S{number:05}?s={signature}")
}

fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}
