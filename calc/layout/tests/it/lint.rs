//! Names of concepts, by the rules of the national standards.

use layout::lint::{Wrong, name};

const REGIONS: [&str; 2] = ["Kutai Timur", "Sangatta Utara"];

#[test]
fn good_names_pass() {
    for text in
        ["Penduduk Miskin", "Murid SD dan SMP", "Produk Domestik Regional Bruto", "PDRB Per Kapita"]
    {
        let wrong = name(text, &REGIONS);
        assert!(wrong.is_empty(), "{text}: {wrong:?}");
    }
}

#[test]
fn each_rule_is_told_with_its_word() {
    let wrong = |text| name(text, &REGIONS);
    let word = |it: &str| it.to_owned();
    assert_eq!(wrong("Penduduk miskin"), [Wrong::Small(word("miskin"))]);
    assert_eq!(wrong("dan Lain"), [Wrong::Small(word("dan"))]);
    assert_eq!(wrong("Jumlah Penduduk"), [Wrong::Measure(word("Jumlah"))]);
    assert_eq!(wrong("Rata-rata Lama Sekolah"), [Wrong::Measure(word("Rata"))]);
    assert_eq!(wrong("Penduduk 2024"), [Wrong::Period(word("2024"))]);
    assert_eq!(wrong("Penerimaan Semester Satu"), [Wrong::Period(word("Semester"))]);
    assert_eq!(wrong("Penduduk Kutai Timur"), [Wrong::Region(word("Kutai Timur"))]);
    assert_eq!(wrong("Pegawai BKPSDM"), [Wrong::Abbreviation(word("BKPSDM"))]);
}
