//! The generated extract: complete, repeatable, readable, plausible, and dirty where it should be.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use base::{Fraction, Nik, Nop, NopVillage, Rupiah};
use property_tax::domain::rules::RuleBook;
use property_tax::generate::{
    DEMO_MARK, DEMO_RULES, GenerateError, Options, Story, Summary, generate,
};
use property_tax::sismiop::units::{Sample, Unit, detect, judge};
use property_tax::sismiop::{
    BookRecord, BuildingRecord, BuildingUseRecord, DistrictRecord, JointMemberRecord,
    JointParentRecord, LandRecord, NoticeRecord, ObjectRecord, PaymentRecord, ProvinceRecord,
    Record, RegencyRecord, SubjectRecord, Table, VillageRecord, ZoneRecord, ZoneValueRecord,
};
use tempfile::TempDir;

struct Extract {
    folder: TempDir,
    summary: Summary,
}

fn extract(objects: u32, seed: u64) -> Extract {
    let folder = TempDir::new().unwrap();
    let options = Options::default();
    let summary = generate(folder.path(), objects, seed, 2026, &options, &mut |_| {}).unwrap();
    Extract { folder, summary }
}

impl Extract {
    fn all<R: Record>(&self) -> Vec<R> {
        let table = Table::<R>::open(self.folder.path()).unwrap();
        table.map(|row| row.unwrap().1).collect()
    }

    fn rows(&self, file: &str) -> u64 {
        self.summary.files.iter().find(|(name, _)| *name == file).unwrap().1
    }

    fn reads_whole<R: Record>(&self) {
        assert_eq!(self.all::<R>().len() as u64, self.rows(&format!("{}.csv", R::TABLE)));
    }
}

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap());
    entries.map(|e| (e.file_name().into_string().unwrap(), fs::read(e.path()).unwrap())).collect()
}

#[test]
fn every_table_is_read_back_without_a_problem_and_with_every_row() {
    let extract = extract(3_000, 7);
    extract.reads_whole::<ObjectRecord>();
    extract.reads_whole::<SubjectRecord>();
    extract.reads_whole::<LandRecord>();
    extract.reads_whole::<BuildingRecord>();
    extract.reads_whole::<JointParentRecord>();
    extract.reads_whole::<JointMemberRecord>();
    extract.reads_whole::<NoticeRecord>();
    extract.reads_whole::<PaymentRecord>();
    extract.reads_whole::<ZoneRecord>();
    extract.reads_whole::<ZoneValueRecord>();
    extract.reads_whole::<ProvinceRecord>();
    extract.reads_whole::<RegencyRecord>();
    extract.reads_whole::<DistrictRecord>();
    extract.reads_whole::<VillageRecord>();
    extract.reads_whole::<BookRecord>();
    extract.reads_whole::<BuildingUseRecord>();
    assert_eq!(extract.rows("DAT_OBJEK_PAJAK.csv"), 3_000);
    assert_eq!(extract.rows("REF_KECAMATAN.csv"), 18);
    assert_eq!(extract.rows("REF_KELURAHAN.csv"), 141);
    let files = contents(extract.folder.path());
    assert_eq!(extract.summary.files.len() + 1, files.len(), "the tables, and the mark");
    assert!(files[DEMO_MARK].starts_with(b"Data contoh"));
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let first = extract(400, 42);
    assert_eq!(contents(first.folder.path()), contents(extract(400, 42).folder.path()));
    let other = contents(extract(400, 43).folder.path());
    assert_ne!(contents(first.folder.path())["SPPT.csv"], other["SPPT.csv"]);
}

#[test]
fn the_number_of_objects_is_exact_however_small() {
    for objects in [1, 2, 17, 141, 199, 200, 2_000] {
        let extract = extract(objects, 3);
        assert_eq!(extract.rows("DAT_OBJEK_PAJAK.csv"), u64::from(objects));
    }
}

#[test]
fn no_nop_and_no_subject_occurs_twice_and_every_object_has_its_subject() {
    let extract = extract(5_000, 11);
    let objects: Vec<ObjectRecord> = extract.all();
    let subjects: Vec<SubjectRecord> = extract.all();
    let nops: BTreeSet<Nop> = objects.iter().map(|o| o.nop).collect();
    let ids: BTreeSet<&str> = subjects.iter().map(|s| s.id.as_str()).collect();
    assert_eq!((nops.len(), ids.len()), (objects.len(), subjects.len()));
    assert!(objects.iter().all(|o| ids.contains(o.subject_id.as_deref().unwrap())));
    for rows in [
        extract.all::<LandRecord>().iter().map(|r| r.nop).collect::<Vec<_>>(),
        extract.all::<BuildingRecord>().iter().map(|r| r.nop).collect(),
        extract.all::<NoticeRecord>().iter().map(|r| r.nop).collect(),
    ] {
        assert!(rows.iter().all(|nop| nops.contains(nop)));
    }
}

#[test]
fn people_are_clearly_made_up_and_fit_the_columns() {
    let subjects: Vec<SubjectRecord> = extract(4_000, 5).all();
    let mut niks = 0;
    for subject in &subjects {
        let name = subject.name.as_deref().unwrap();
        assert!(name.contains("CONTOH") && name.len() <= 30, "{name}");
        assert!(subject.id.len() <= 30);
        assert!(subject.phone.as_deref().is_none_or(|p| p.starts_with("0810")));
        if Nik::parse(&subject.id).is_ok() {
            niks += 1;
            assert!(subject.id.starts_with("6499"));
        }
    }
    let share = niks * 100 / subjects.len();
    assert!((50..=65).contains(&share), "{share} % have a NIK");
}

#[test]
fn one_person_may_be_registered_under_two_ids() {
    let subjects: Vec<SubjectRecord> = extract(6_000, 5).all();
    let mut seen: HashMap<_, u32> = HashMap::new();
    for s in &subjects {
        let name = s.name.as_deref().unwrap().trim_start_matches("H. ").to_owned();
        *seen
            .entry((name, s.street.clone(), s.house.clone(), s.rw.clone(), s.rt.clone()))
            .or_default() += 1;
    }
    assert!(seen.values().filter(|&&n| n > 1).count() >= 20);
}

#[test]
fn the_regency_looks_like_one() {
    let extract = extract(10_000, 9);
    let objects: Vec<ObjectRecord> = extract.all();
    let buildings: Vec<BuildingRecord> = extract.all();
    let mut villages: BTreeMap<NopVillage, u32> = BTreeMap::new();
    for object in &objects {
        *villages.entry(object.nop.village()).or_default() += 1;
    }
    let largest = villages.iter().max_by_key(|(_, n)| **n).unwrap().0.digits().to_owned();
    assert_eq!(largest, "6408040002");
    assert!(villages.len() >= 141);

    let built: BTreeSet<Nop> = buildings.iter().map(|b| b.nop).collect();
    let share = built.len() * 100 / objects.len();
    assert!((48..=62).contains(&share), "{share} % have a building");
    let several = buildings.iter().filter(|b| b.number == 2).count();
    assert!(several > 300 && several < built.len() / 5);
    let uses: BTreeSet<u8> = buildings.iter().filter_map(|b| b.r#use).collect();
    assert!(uses.len() >= 10);
    let homes = buildings.iter().filter(|b| b.r#use == Some(1)).count();
    assert!(homes * 100 / buildings.len() > 75);

    let deleted = objects.iter().filter(|o| o.is_deleted()).count();
    assert!((50..=180).contains(&deleted), "{deleted} deleted");
    let zero = objects.iter().filter(|o| o.land_area.is_zero()).count();
    assert!(zero > 5 && zero < 1_000);
}

#[test]
fn land_values_grow_and_every_zone_in_use_has_one_for_each_year() {
    let extract = extract(1_000, 4);
    let mut values: BTreeMap<(NopVillage, String), BTreeMap<i16, Fraction>> = BTreeMap::new();
    for row in extract.all::<ZoneValueRecord>() {
        assert!(row.value > Fraction::ZERO);
        values.entry((row.village, row.zone)).or_default().insert(row.year, row.value);
    }
    for years in values.values() {
        assert_eq!(years.keys().copied().collect::<Vec<_>>(), (2022..=2027).collect::<Vec<i16>>());
        assert!(years.values().collect::<Vec<_>>().is_sorted());
    }
    for land in extract.all::<LandRecord>() {
        assert!(values.contains_key(&(land.nop.village(), land.zone.unwrap())));
    }
}

#[test]
fn public_facilities_and_parents_of_flats_have_no_notice() {
    let extract = extract(4_000, 21);
    let billed: BTreeSet<Nop> = extract.all::<NoticeRecord>().iter().map(|n| n.nop).collect();
    let public: Vec<LandRecord> =
        extract.all::<LandRecord>().into_iter().filter(|l| l.kind == Some(4)).collect();
    assert!(public.len() > 50);
    assert!(public.iter().all(|l| !billed.contains(&l.nop)));
    let parents: Vec<JointParentRecord> = extract.all();
    assert!(!parents.is_empty());
    assert!(parents.iter().all(|p| !billed.contains(&p.parent)));
    for member in extract.all::<JointMemberRecord>() {
        assert!(billed.contains(&member.nop));
        assert!(parents.iter().any(|p| p.parent == member.parent));
        assert!(member.njop_land.unwrap() > Rupiah::ZERO);
    }
}

#[test]
fn a_flat_bears_its_share_in_its_notice() {
    let extract = extract(4_000, 21);
    let members: HashMap<Nop, JointMemberRecord> =
        extract.all::<JointMemberRecord>().into_iter().map(|m| (m.nop, m)).collect();
    let mut checked = 0;
    for notice in extract.all::<NoticeRecord>().iter().filter(|n| n.year == 2026) {
        let Some(member) = members.get(&notice.nop) else { continue };
        let own = notice.njop_land.unwrap().0 + notice.njop_building.unwrap().0;
        let joint = member.njop_land.unwrap().0 + member.njop_building.unwrap().0;
        // Each of the four is rounded by itself.
        assert!((notice.njop.0 - own - joint).abs() <= 2);
        checked += 1;
    }
    assert!(checked > 20);
}

#[test]
fn nobody_gets_njoptkp_twice_in_a_year() {
    let extract = extract(6_000, 2);
    let owners: HashMap<Nop, String> =
        extract.all::<ObjectRecord>().into_iter().map(|o| (o.nop, o.subject_id.unwrap())).collect();
    let mut given: BTreeSet<(String, i16)> = BTreeSet::new();
    let mut without = 0;
    for notice in extract.all::<NoticeRecord>() {
        match notice.njoptkp {
            Some(Rupiah(0)) => without += 1,
            _ => assert!(given.insert((owners[&notice.nop].clone(), notice.year))),
        }
    }
    assert!(without > 500);
}

#[test]
fn a_notice_can_be_recomputed_from_the_register() {
    let extract = extract(1_500, 6);
    let rules = RuleBook::parse(DEMO_RULES).unwrap().year(2026).unwrap();
    let table = pbb::ClassTable::built_in(&rules.classes).unwrap();
    let assessor = pbb::Assessor::new(table, &rules.rules);
    let values: HashMap<(NopVillage, String, i16), Fraction> = extract
        .all::<ZoneValueRecord>()
        .into_iter()
        .map(|v| ((v.village, v.zone, v.year), v.value))
        .collect();
    let parts = |land: &LandRecord| pbb::LandPart {
        area_m2: land.area.try_into().unwrap(),
        value_per_m2: values[&(land.nop.village(), land.zone.clone().unwrap(), 2026)]
            .checked_mul(Fraction::whole(1_000))
            .unwrap()
            .try_into()
            .unwrap(),
        classify: true,
    };
    let built: BTreeSet<Nop> = extract.all::<BuildingRecord>().iter().map(|b| b.nop).collect();
    let lands: Vec<LandRecord> = extract.all();
    let mut checked = 0;
    for notice in extract.all::<NoticeRecord>() {
        if notice.year != 2026 || built.contains(&notice.nop) {
            continue;
        }
        let land: Vec<pbb::LandPart> =
            lands.iter().filter(|l| l.nop == notice.nop).map(parts).collect();
        let holds_njoptkp = notice.njoptkp != Some(Rupiah::ZERO);
        let object = pbb::Object { land: &land, holds_njoptkp, ..pbb::Object::default() };
        let Ok(pbb::Outcome::Assessed(figures)) = assessor.assess(&object) else { panic!() };
        assert_eq!((figures.njop, figures.due), (notice.njop, notice.due));
        checked += 1;
    }
    assert!(checked > 300, "{checked}");
}

#[test]
fn seven_in_ten_are_paid_and_fewer_in_recent_years() {
    let extract = extract(6_000, 8);
    let mut years: BTreeMap<i16, (u32, u32)> = BTreeMap::new();
    for notice in extract.all::<NoticeRecord>().iter().filter(|n| n.due > Rupiah::ZERO) {
        let (all, paid) = years.entry(notice.year).or_default();
        *all += 1;
        *paid += u32::from(notice.says_paid());
    }
    let shares: Vec<u32> = years.values().map(|(all, paid)| paid * 100 / all).collect();
    assert_eq!(years.len(), 5);
    assert!(shares.is_sorted_by(|a, b| a > b), "{shares:?}");
    let mean = shares.iter().sum::<u32>() / 5;
    assert!((62..=76).contains(&mean), "{shares:?}");
}

#[test]
fn payments_match_their_notices_but_for_the_stories_the_report_must_find() {
    let extract = extract(8_000, 13);
    let notices: HashMap<(Nop, i16), NoticeRecord> =
        extract.all::<NoticeRecord>().into_iter().map(|n| ((n.nop, n.year), n)).collect();
    let mut paid: BTreeSet<(Nop, i16)> = BTreeSet::new();
    let (mut lost, mut late, mut gaps) = (0, 0, 0);
    for payment in extract.all::<PaymentRecord>() {
        assert!(payment.paid_on.to_string().as_str() <= "2026-10-31");
        let Some(notice) = notices.get(&(payment.nop, payment.year)) else {
            lost += 1;
            continue;
        };
        assert_eq!(payment.principal(), Some(notice.due));
        late += u32::from(payment.penalty != Some(Rupiah::ZERO));
        gaps += u32::from(payment.sequence != Some(1));
        paid.insert((payment.nop, payment.year));
    }
    let silent = notices.iter().filter(|(key, n)| n.says_paid() && !paid.contains(key)).count();
    let principal_only = notices.values().filter(|n| n.payment_status == Some(3)).count();
    assert!(lost > 1 && silent > 15 && late > 500 && gaps > 20 && principal_only > 10);
}

#[test]
fn values_in_thousands_are_few_and_can_be_told() {
    let extract = extract(8_000, 17);
    let njop: HashMap<Nop, Rupiah> = extract
        .all::<ObjectRecord>()
        .into_iter()
        .map(|o| (o.nop, o.njop_building.unwrap_or_default()))
        .collect();
    let mut values: BTreeMap<Nop, Fraction> = BTreeMap::new();
    for building in extract.all::<BuildingRecord>() {
        let sum = values.entry(building.nop).or_insert(Fraction::ZERO);
        *sum = sum.checked_add(building.system_value).unwrap();
    }
    let samples: Vec<Sample> =
        values.iter().map(|(nop, &value)| Sample { value, njop: njop[nop] }).collect();
    let verdict = detect(samples.iter().copied());
    assert_eq!(verdict.unit(), Some(Unit::Rupiah));
    assert!(verdict.thousand > 5 && verdict.thousand * 100 < verdict.rupiah, "{verdict:?}");
    assert_eq!(
        samples.iter().filter(|s| judge(**s) == Some(Unit::Thousand)).count() as u64,
        verdict.thousand
    );
}

#[test]
fn a_few_objects_lie_in_a_village_that_the_reference_lost() {
    let outside = |extract: &Extract| {
        let known: BTreeSet<NopVillage> =
            extract.all::<VillageRecord>().iter().map(|v| v.village).collect();
        let objects: Vec<ObjectRecord> = extract.all();
        objects.iter().filter(|o| !known.contains(&o.nop.village())).count()
    };
    assert_eq!(outside(&extract(5_000, 1)), 2);
    let folder = TempDir::new().unwrap();
    let options = Options { lost_village: false, ..Options::default() };
    let summary = generate(folder.path(), 1_000, 1, 2026, &options, &mut |_| {}).unwrap();
    assert_eq!(outside(&Extract { folder, summary }), 0);
}

#[test]
fn regions_carry_the_codes_of_the_ministry() {
    let extract = extract(10, 1);
    let villages: Vec<VillageRecord> = extract.all();
    let swarga_bara = villages.iter().find(|v| v.name == "SWARGA BARA").unwrap();
    assert_eq!(swarga_bara.region.as_deref(), Some("64.08.04.2012"));
    assert_eq!(swarga_bara.village.district(), "6408040");
    let districts: Vec<DistrictRecord> = extract.all();
    assert!(districts.iter().any(|d| d.digits() == "6408040" && d.name == "SANGATTA UTARA"));
}

#[test]
fn samples_tell_stories_and_can_be_looked_up() {
    let extract = extract(2_000, 1);
    let nops: BTreeSet<Nop> = extract.all::<NoticeRecord>().iter().map(|n| n.nop).collect();
    let stories: BTreeSet<Story> = extract.summary.samples.iter().map(|s| s.story).collect();
    assert_eq!(stories.len(), 6);
    for sample in &extract.summary.samples {
        assert!(nops.contains(&sample.nop));
        match sample.story {
            Story::Paid | Story::Unpaid => assert!(sample.payment.is_some()),
            Story::Arrears | Story::Nil => assert_eq!(sample.payment, None),
            Story::SeveralBuildings | Story::Flat => {}
        }
    }
}

#[test]
fn progress_ends_at_the_number_of_objects() {
    let folder = TempDir::new().unwrap();
    let mut told = Vec::new();
    generate(folder.path(), 2_500, 1, 2026, &Options::default(), &mut |n| told.push(n)).unwrap();
    assert_eq!(told, [1_000, 2_000, 2_500]);
}

#[test]
fn a_folder_with_anything_in_it_is_left_alone() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("SPPT.csv"), "milik orang").unwrap();
    let refused = generate(folder.path(), 10, 1, 2026, &Options::default(), &mut |_| {});
    assert!(matches!(refused, Err(GenerateError::NotEmpty(_))));
    assert_eq!(fs::read(folder.path().join("SPPT.csv")).unwrap(), b"milik orang");
}

#[test]
fn impossible_sizes_and_years_are_refused() {
    let folder = TempDir::new().unwrap();
    let run =
        |objects, year| generate(folder.path(), objects, 1, year, &Options::default(), &mut |_| {});
    assert!(matches!(run(0, 2026), Err(GenerateError::Objects)));
    assert!(matches!(run(u32::MAX, 2026), Err(GenerateError::Objects)));
    for year in [2017, 2101, i32::MAX, -1] {
        assert!(matches!(run(5, year), Err(GenerateError::Year)), "{year}");
    }
    assert!(run(5, 2018).is_ok());
}
