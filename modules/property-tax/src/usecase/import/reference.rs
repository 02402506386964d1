//! Villages of the extract, from REF_KECAMATAN and REF_KELURAHAN.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use base::NopVillage;

use super::load::Load;
use crate::domain::village::Village;
use crate::sismiop::{
    BuildingRecord, DistrictRecord, JointMemberRecord, LandRecord, NoticeRecord, ObjectRecord,
    PaymentRecord, Record, SubjectRecord, TableError, VillageRecord, ZoneValueRecord, unread,
};

/// Tables the import reads; whoever reads another one names it here.
const READ: [&str; 10] = [
    DistrictRecord::TABLE,
    VillageRecord::TABLE,
    SubjectRecord::TABLE,
    ObjectRecord::TABLE,
    LandRecord::TABLE,
    BuildingRecord::TABLE,
    ZoneValueRecord::TABLE,
    JointMemberRecord::TABLE,
    NoticeRecord::TABLE,
    PaymentRecord::TABLE,
];

/// Reads the villages; also remembers their codes, to find objects outside of them, and which
/// tables of the folder nothing is read from.
pub fn read(load: &mut Load, folder: &Path) -> Result<Vec<Village>, TableError> {
    load.quality.unread_tables = unread(folder, &READ)?;
    let mut districts: HashMap<String, String> = HashMap::new();
    load.each::<DistrictRecord>(folder, |_, district| {
        districts.insert(district.digits(), district.name);
        Ok(())
    })?;
    let mut villages = Vec::new();
    let mut seen: HashSet<NopVillage> = HashSet::new();
    load.each::<VillageRecord>(folder, |_, row| {
        if seen.insert(row.village) {
            let district = row.village.district().to_owned();
            villages.push(Village {
                village: row.village,
                name: title_case(&row.name),
                district_name: title_case(districts.get(&district).unwrap_or(&district)),
                district,
                region_code: row.region,
                urban: row.sector == Some(20),
            });
        }
        Ok(())
    })?;
    load.reference = seen;
    Ok(villages)
}

/// Legacy masters are in capitals; people read `Teluk Lingga`.
fn title_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.trim().to_owned();
    }
    let word = |word: &str| {
        let mut chars = word.chars();
        let first = chars.next().map(|c| c.to_string()).unwrap_or_default();
        format!("{first}{}", chars.as_str().to_lowercase())
    };
    name.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}
