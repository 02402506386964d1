//! Taxpayers who do not exist. Their names say so, their NIK begin with 6499 (no regency has the
//! number 99), their telephones with 0810 (data/SOURCES.md).

use super::INVENTED_REGION;
use super::dice::Dice;
use super::villages::Village;

const GIVEN: [&str; 48] = [
    "ABDUL", "ADI", "AGUS", "AHMAD", "AISYAH", "ANDI", "ANI", "ARIF", "BAMBANG", "BUDI", "DEDI",
    "DEWI", "DIAN", "EKA", "ENDANG", "FAISAL", "FITRI", "HADI", "HASAN", "HENDRA", "IBRAHIM",
    "INDAH", "IRMA", "JOKO", "JULIANA", "KARTINI", "LESTARI", "LINA", "MARIA", "MARTHA",
    "MUHAMMAD", "NUR", "PETRUS", "PUTRI", "RAHMAT", "RINA", "RUDI", "SITI", "SLAMET", "SRI",
    "SULAIMAN", "SURYA", "TRI", "WAHYU", "WATI", "YOHANES", "YUSUF", "ZAINAL",
];
const SECOND: [&str; 32] = [
    "ANGGRAINI",
    "ARIFIN",
    "BAHRI",
    "EFENDI",
    "FADILAH",
    "GUNAWAN",
    "HAKIM",
    "HANDAYANI",
    "HARTONO",
    "HIDAYAT",
    "IRAWAN",
    "ISKANDAR",
    "KURNIAWAN",
    "KUSUMA",
    "LING",
    "MULYADI",
    "NUGROHO",
    "PRATAMA",
    "PURNAMA",
    "RAHAYU",
    "RAMADHAN",
    "SANTOSO",
    "SAPUTRA",
    "SETIAWAN",
    "SUSANTI",
    "SYAHRIR",
    "UTAMI",
    "WIBOWO",
    "WIJAYA",
    "WULANDARI",
    "YANTI",
    "YULIANI",
];
pub const STREETS: [&str; 28] = [
    "JL. ANGGREK",
    "JL. APT. PRANOTO",
    "JL. BAKAU",
    "JL. CENDANA",
    "JL. DAHLIA",
    "JL. DAMAI",
    "JL. ENGGANG",
    "JL. FLAMBOYAN",
    "JL. GAHARU",
    "JL. HARMONI",
    "JL. KAMBOJA",
    "JL. KENANGA",
    "JL. MAWAR",
    "JL. MELATI",
    "JL. MERANTI",
    "JL. PADAT KARYA",
    "JL. PATTIMURA",
    "JL. PELANGI",
    "JL. PENDIDIKAN",
    "JL. POROS",
    "JL. RAMBUTAN",
    "JL. SENGON",
    "JL. SULAWESI",
    "JL. TERATAI",
    "JL. TONGKONAN",
    "JL. ULIN",
    "GG. BERSAMA",
    "GG. RUKUN",
];

/// Who a subject is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Person,
    Body,
    Government,
}

/// A tax subject as the register holds it.
#[derive(Debug, Clone)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub street: String,
    pub house: String,
    pub rw: String,
    pub rt: String,
    pub village: String,
    pub city: &'static str,
    pub postcode: &'static str,
    pub phone: String,
    pub npwp: String,
    pub occupation: u8,
}

/// Makes people, never two with the same id.
pub struct People {
    made: u64,
}

impl People {
    pub fn new() -> Self {
        Self { made: 0 }
    }

    /// A new taxpayer. `nop` is the first object, whose number some registers use as an id.
    pub fn make(&mut self, kind: Kind, village: &Village, nop: &str, dice: &mut Dice) -> Person {
        self.made += 1;
        let woman = dice.happens(450);
        let name = match kind {
            Kind::Person => format!("{} {} CONTOH", dice.pick(&GIVEN), dice.pick(&SECOND)),
            Kind::Body => format!("PT CONTOH {} {:05}", dice.pick(&SECOND), self.made % 100_000),
            Kind::Government => format!("PEMERINTAH CONTOH {:05}", self.made % 100_000),
        };
        let away = kind == Kind::Person && dice.happens(60);
        Person {
            id: self.id(kind, woman, nop, dice),
            name,
            street: (*dice.pick(&STREETS)).to_owned(),
            house: house(dice),
            rw: format!("{:02}", dice.between(1, 12)),
            rt: format!("{:03}", dice.between(1, 40)),
            village: if away { "AIR HITAM".to_owned() } else { upper(&village.name) },
            city: if away { "SAMARINDA" } else { "KUTAI TIMUR" },
            postcode: if away { "75124" } else { "75611" },
            phone: self.phone(dice),
            npwp: self.npwp(kind, dice),
            occupation: occupation(kind, dice),
        }
    }

    /// The same person once more, under another id, as registers that never asked for a NIK do.
    pub fn alias(&mut self, person: &Person, dice: &mut Dice) -> Person {
        self.made += 1;
        let title = if dice.happens(300) { "H. " } else { "" };
        let name: String = format!("{title}{}", person.name).chars().take(30).collect();
        Person { id: self.invented(dice), name, phone: String::new(), ..person.clone() }
    }

    fn id(&self, kind: Kind, woman: bool, nop: &str, dice: &mut Dice) -> String {
        if kind != Kind::Person {
            return self.invented(dice);
        }
        match dice.below(100) {
            0..=60 => self.nik(woman, dice),
            61..=84 => nop.to_owned(),
            85..=90 => self.nik(woman, dice)[..15].to_owned(),
            _ => self.invented(dice),
        }
    }

    /// Valid in form and unique: the same sequence comes back only with another date of birth.
    fn nik(&self, woman: bool, dice: &mut Dice) -> String {
        let (sequence, round) = (self.made % 9_999 + 1, self.made / 9_999);
        let day = (sequence * 7_919 + round) % (28 * 12 * 60);
        let (date, month, year) = (day % 28 + 1, day / 28 % 12 + 1, (day / (28 * 12) + 45) % 100);
        let date = if woman { date + 40 } else { date };
        let district = dice.between(1, 18);
        format!("{INVENTED_REGION}{district:02}{date:02}{month:02}{year:02}{sequence:04}")
    }

    fn invented(&self, dice: &mut Dice) -> String {
        match dice.below(4) {
            0 => format!("WP-{:08}", self.made),
            1 => format!("{:010}", self.made),
            2 => format!("KTP BELUM ADA {}", self.made),
            _ => format!("6408.{:07}.X", self.made),
        }
    }

    fn phone(&self, dice: &mut Dice) -> String {
        if dice.happens(550) {
            format!("0810{:08}", self.made % 100_000_000)
        } else {
            String::new()
        }
    }

    fn npwp(&self, kind: Kind, dice: &mut Dice) -> String {
        if kind == Kind::Body || dice.happens(150) {
            format!("00{:013}", self.made)
        } else {
            String::new()
        }
    }
}

fn occupation(kind: Kind, dice: &mut Dice) -> u8 {
    match kind {
        Kind::Person => dice.weighted(&[(5, 780), (1, 120), (2, 20), (3, 60), (0, 20)]),
        Kind::Body => 4,
        Kind::Government => 5,
    }
}

/// A house number, often missing.
pub fn house(dice: &mut Dice) -> String {
    match dice.below(4) {
        0 => String::new(),
        1 => format!("BLOK {} NO {}", char::from(b'A' + dice.index(8) as u8), dice.between(1, 40)),
        _ => format!("NO. {}", dice.between(1, 200)),
    }
}

/// Capitals and at most 30 characters, as the legacy columns hold.
pub fn upper(name: &str) -> String {
    name.to_uppercase().chars().take(30).collect()
}
