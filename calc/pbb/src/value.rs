//! The sale value of an object (NJOP): its land, its buildings, and its share of what is joint.

use base::FractionError;

use crate::chain::{Adding, Chain, Pair, Term};
use crate::classes::{ClassCode, ClassKind, ClassTable};
use crate::figures::Classes;
use crate::object::{Joint, JointBuilding, LandPart, Object};
use crate::recorder::Recorder;
use crate::steps::Name;

/// What an object is worth, exactly, and the classes that say so.
pub(crate) struct Values<A> {
    pub land: Term<A>,
    pub building: Term<A>,
    pub joint_land: Term<A>,
    pub joint_building: Term<A>,
    pub njop: Term<A>,
    pub classes: Classes,
}

type Result<T> = std::result::Result<T, FractionError>;

pub(crate) fn values<R: Recorder>(
    chain: &mut Chain<R>,
    table: &ClassTable,
    object: &Object<'_>,
) -> Result<Values<R::At>> {
    let mut classes = Classes::default();
    let land = land(chain, table, object.land, &mut classes)?;
    let building = buildings(chain, table, object, &mut classes)?;
    let (joint_land, joint_building) = joint(chain, table, object.joint, &mut classes)?;
    let mut all = Adding::none();
    for part in [land, building, joint_land, joint_building] {
        all.add(part)?;
    }
    let njop = chain.sum(Name::new("njop"), all);
    Ok(Values { land, building, joint_land, joint_building, njop, classes })
}

fn land<R: Recorder>(
    chain: &mut Chain<R>,
    table: &ClassTable,
    parts: &[LandPart],
    classes: &mut Classes,
) -> Result<Term<R::At>> {
    let mut all = Adding::none();
    classes.land.reserve_exact(parts.len());
    for (index, part) in parts.iter().enumerate() {
        let (worth, class) = land_part(chain, table, Name::part("land", Some(index)), part)?;
        all.add(worth)?;
        classes.land.push(class);
    }
    Ok(chain.sum(Name::new("njop_land"), all))
}

fn land_part<R: Recorder>(
    chain: &mut Chain<R>,
    table: &ClassTable,
    name: Name,
    part: &LandPart,
) -> Result<(Term<R::At>, Option<ClassCode>)> {
    let area = chain.input(name.field("area_m2"), part.area_m2.exact());
    let unit = chain.input(name.field("value_per_m2"), part.value_per_m2.exact());
    let (unit, class) = match part.classify {
        true => chain.classified(name.field("njop_per_m2"), table, ClassKind::Land, unit),
        false => (unit, None),
    };
    Ok((chain.product(name.field("njop"), unit, area)?, class))
}

fn buildings<R: Recorder>(
    chain: &mut Chain<R>,
    table: &ClassTable,
    object: &Object<'_>,
    classes: &mut Classes,
) -> Result<Term<R::At>> {
    let name = Name::new("njop_building");
    if object.buildings.is_empty() {
        return Ok(chain.sum(name, Adding::none()));
    }
    let (mut areas, mut worths) = (Adding::none(), Adding::none());
    for (index, building) in object.buildings.iter().enumerate() {
        let input = |field| Name::nth("buildings", index, field);
        areas.add(chain.input(input("area_m2"), building.area_m2.exact()))?;
        worths.add(chain.input(input("value"), building.value.exact()))?;
    }
    let group = Name::new("buildings");
    let area = chain.sum(group.field("area_m2"), areas);
    let worth = chain.sum(group.field("value"), worths);
    let total = Total { area, worth, classify: object.classify_buildings };
    let (worth, class) = built(chain, table, group, name, total)?;
    classes.building = class;
    Ok(worth)
}

/// Buildings that are classified together.
struct Total<A> {
    area: Term<A>,
    worth: Term<A>,
    classify: bool,
}

/// Total value over total area has one class, which counts for the whole area. Without a class,
/// or without any area to divide by, the value counts as it is: a tank or a fence alone is still
/// worth something, and a class above the top would come to the same.
fn built<R: Recorder>(
    chain: &mut Chain<R>,
    table: &ClassTable,
    group: Name,
    name: Name,
    total: Total<R::At>,
) -> Result<(Term<R::At>, Option<ClassCode>)> {
    if !total.classify || total.area.value.is_zero() {
        return Ok((chain.carried(name, total.worth), None));
    }
    let unit = chain.quotient(group.field("value_per_m2"), total.worth, total.area)?;
    let per_m2 = group.field("njop_per_m2");
    let (unit, class) = chain.classified(per_m2, table, ClassKind::Building, unit);
    Ok((chain.product(name, unit, total.area)?, class))
}

fn joint<R: Recorder>(
    chain: &mut Chain<R>,
    table: &ClassTable,
    joint: Option<&Joint>,
    classes: &mut Classes,
) -> Result<Pair<R>> {
    let (land_name, building_name) =
        (Name::new("njop_joint_land"), Name::new("njop_joint_building"));
    let none = |chain: &mut Chain<R>, name| chain.sum(name, Adding::none());
    let Some(joint) = joint else {
        return Ok((none(chain, land_name), none(chain, building_name)));
    };
    let share = chain.input(Name::new("joint.share"), joint.share.exact());
    let land = match &joint.land {
        None => none(chain, land_name),
        Some(part) => {
            let (whole, class) = land_part(chain, table, Name::new("joint.land"), part)?;
            classes.joint_land = class;
            chain.product(land_name, whole, share)?
        }
    };
    let building = match &joint.building {
        None => none(chain, building_name),
        Some(building) => {
            let (whole, class) = joint_building(chain, table, building)?;
            classes.joint_building = class;
            chain.product(building_name, whole, share)?
        }
    };
    Ok((land, building))
}

fn joint_building<R: Recorder>(
    chain: &mut Chain<R>,
    table: &ClassTable,
    building: &JointBuilding,
) -> Result<(Term<R::At>, Option<ClassCode>)> {
    let group = Name::new("joint.building");
    let area = chain.input(group.field("area_m2"), building.area_m2.exact());
    let worth = chain.input(group.field("value"), building.value.exact());
    let total = Total { area, worth, classify: building.classify };
    built(chain, table, group, group.field("njop"), total)
}
