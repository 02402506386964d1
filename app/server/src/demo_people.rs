//! The people of the demo: everybody has the same password, which is printed.

use identity::{AccountForm, DemoAccount};

/// The same in every demo; a demo cell holds nothing real.
pub const PASSWORD: &str = "pelangi contoh 2026";

/// Opens every signing key of the demo, and every certificate of its example authority.
pub const PHRASE: &str = "perahu contoh hilir sungai";

/// Somebody to sign in as.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    pub login: &'static str,
    pub name: &'static str,
    /// Roles, with spaces between.
    pub role: &'static str,
    pub agency: &'static str,
}

const fn person(
    login: &'static str,
    name: &'static str,
    role: &'static str,
    agency: &'static str,
) -> Person {
    Person { login, name, role, agency }
}

pub const PEOPLE: [Person; 28] = [
    person("petugas", "Dewi Contoh", "tax-officer", "bapenda"),
    person("kepala", "Rahma Contoh", "tax-approver", "bapenda"),
    person("bendahara", "Sri Contoh", "treasurer", "bapenda"),
    person("pengawas", "Yusuf Contoh", "payment-controller", "bapenda"),
    person("teler", "Nur Contoh", "teller", "bapenda"),
    person("kolektor", "Markus Contoh", "collector", "bapenda"),
    person("admin", "Ayu Contoh", "administrator", "diskominfo"),
    person("verifikator", "Rina Contoh", "registrar", "diskominfo"),
    person("auditor", "Hasan Contoh", "auditor", "inspektorat"),
    person("bupati", "Budi Contoh", "leader official", "64.08"),
    person("sekda", "Bambang Contoh", "official", "setda"),
    person("asisten", "Siti Contoh", "official", "setda"),
    person("ajudan", "Agus Contoh", "adjutant", "setda"),
    person("umum", "Sari Contoh", "records-clerk staff", "setda"),
    person("kadis", "Rudi Contoh", "official", "diskominfo"),
    person("sekdis", "Joko Contoh", "official", "diskominfo"),
    person("kabid", "Wati Contoh", "official", "diskominfo"),
    person("staf", "Lina Contoh", "staff", "diskominfo"),
    person("arsiparis", "Tuti Contoh", "records-clerk staff", "diskominfo"),
    person("kaban", "Ratna Contoh", "official", "bapenda"),
    person("bappeda", "Dina Contoh", "official data-forum", "bappeda"),
    person("guru", "Fitri Contoh", "data-producer", "disdikbud"),
    person("catatan", "Hendra Contoh", "data-producer agency-data-steward", "disdukcapil"),
    person("panen", "Yani Contoh", "data-producer", "dtphp"),
    person("sosial", "Ani Contoh", "data-producer", "dinsos"),
    person("pad", "Tono Contoh", "data-producer", "bapenda"),
    person("walidata", "Wulan Contoh", "data-steward staff", "diskominfo"),
    person("bps", "Eko Contoh", "statistics-adviser", "bps"),
];

impl Person {
    pub fn account(self) -> DemoAccount {
        let form = AccountForm {
            login: self.login.to_owned(),
            name: self.name.to_owned(),
            nip: String::new(),
            agency: self.agency.to_owned(),
            roles: self.role.split(' ').map(str::to_owned).collect(),
        };
        DemoAccount { form, password: PASSWORD.to_owned() }
    }
}
