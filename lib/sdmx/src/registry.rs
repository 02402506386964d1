//! Every artefact of some flows, and the answers about them.

use std::collections::{BTreeMap, BTreeSet};

use cube::{Role as Along, Text};

use crate::flow::{DECIMALS, STATUS, TIME, UNIT, VALUE};
use crate::{
    Artefact, Axis, Body, Component, Constraint, Flow, Header, Item, Kind, Reference, References,
    Representation, Role, SdmxError, StructureDetail, StructureFormat, StructureQuery, status,
    structure_json, structure_xml, wire_id,
};

/// The artefacts of flows. Lists that several flows use stand there once, with the codes of all.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    artefacts: BTreeMap<Reference, Artefact>,
}

impl Registry {
    /// # Errors
    /// [`SdmxError::Collision`] when two flows give one id of a list to different codes.
    pub fn of<'f, 'c: 'f>(
        flows: impl IntoIterator<Item = &'f Flow<'c>>,
    ) -> Result<Self, SdmxError> {
        let mut made = Self::default();
        for flow in flows {
            made.put(artefact(flow.reference(), flow, Body::Flow(flow.structure())));
            made.put(artefact(flow.structure(), flow, structure(flow)));
            made.put(artefact(flow.concepts(), flow, Body::Items(concepts(flow))));
            let constraint = Constraint::of(flow);
            made.put(artefact(flow.constraint(), flow, Body::Constraint(constraint)));
            for axis in flow.key() {
                made.merge(list(axis), axis.dimension.title.clone(), codes(axis))?;
            }
            let statuses = Text::new("Tanda angka", "Status of figures");
            made.merge(flow.own_list("CL_OBS_STATUS"), statuses, status::items())?;
            made.merge(flow.own_list("CL_UNIT"), Text::new("Satuan", "Units"), units(flow))?;
        }
        Ok(made)
    }

    pub fn artefacts(&self) -> impl Iterator<Item = &Artefact> {
        self.artefacts.values()
    }

    fn put(&mut self, artefact: Artefact) {
        self.artefacts.insert(artefact.at.clone(), artefact);
    }

    /// Adds items to a list; those that stand there already stay as they are.
    fn merge(&mut self, at: Reference, name: Text, items: Vec<Item>) -> Result<(), SdmxError> {
        let body = Body::Items(Vec::new());
        let entry = Artefact { at: at.clone(), name, body };
        let known = self.artefacts.entry(at).or_insert(entry);
        let Body::Items(all) = &mut known.body else { return Ok(()) };
        let places: BTreeMap<String, usize> =
            all.iter().enumerate().map(|(place, it)| (it.id.clone(), place)).collect();
        for item in items {
            match places.get(&item.id).and_then(|place| all.get(*place)) {
                None => all.push(item),
                Some(same) if same.code == item.code => {}
                Some(same) => {
                    let said = |it: &Item| it.code.clone().unwrap_or_else(|| it.id.clone());
                    let (one, other) = (said(same), said(&item));
                    return Err(SdmxError::Collision { list: known.at.id.clone(), one, other });
                }
            }
        }
        Ok(())
    }

    /// The artefacts asked for, and those beside them, in the order of [`Kind`].
    ///
    /// # Errors
    /// [`SdmxError::NoResults`] when there is none.
    pub fn answer(&self, query: &StructureQuery) -> Result<Vec<Artefact>, SdmxError> {
        let named: Vec<&Artefact> =
            self.artefacts.values().filter(|it| query.names(&it.at)).collect();
        let newest = |it: &&&Artefact| !named.iter().any(|other| is_older(&it.at, &other.at));
        let asked: Vec<&Artefact> =
            named.iter().filter(|it| !query.is_latest() || newest(it)).copied().collect();
        if asked.is_empty() {
            return Err(SdmxError::NoResults { what: query.said() });
        }
        let asked: BTreeSet<&Reference> = asked.into_iter().map(|it| &it.at).collect();
        let beside = self.beside(&asked, query.references);
        let give = |it: &&Artefact| asked.contains(&it.at) || beside.contains(&it.at);
        if !query.items.is_empty() {
            let parts = self.artefacts.values().filter(|it| asked.contains(&it.at));
            let parts: Vec<Artefact> = parts.filter_map(|it| it.with_items(&query.items)).collect();
            let none = || SdmxError::NoResults { what: query.items.join("+") };
            return if parts.is_empty() { Err(none()) } else { Ok(parts) };
        }
        let detailed = |it: &Artefact| match query.detail {
            StructureDetail::AllStubs => it.stub(),
            StructureDetail::ReferenceStubs if !asked.contains(&it.at) => it.stub(),
            _ => it.clone(),
        };
        Ok(self.artefacts.values().filter(give).map(detailed).collect())
    }

    /// Artefacts as a message.
    pub fn write(artefacts: &[Artefact], format: StructureFormat, header: &Header) -> String {
        match format {
            StructureFormat::Xml => structure_xml::message(artefacts, header),
            StructureFormat::Json => structure_json::message(artefacts, header),
        }
    }

    fn beside<'r>(
        &'r self,
        asked: &BTreeSet<&'r Reference>,
        references: References,
    ) -> BTreeSet<&'r Reference> {
        match references {
            References::None => BTreeSet::new(),
            References::Children => self.below(asked),
            References::Parents => self.above(asked),
            References::Descendants => self.all_below(asked),
            References::ParentsAndSiblings => {
                let parents = self.above(asked);
                &self.below(&parents) | &parents
            }
            References::All => {
                let parents = self.above(asked);
                let siblings = &self.below(&parents) | &parents;
                &self.all_below(&(asked | &siblings)) | &siblings
            }
            References::Only(kind) => {
                let all = self.beside(asked, References::All);
                all.into_iter().filter(|it| it.kind == kind).collect()
            }
        }
    }

    fn below<'r>(&'r self, of: &BTreeSet<&'r Reference>) -> BTreeSet<&'r Reference> {
        of.iter().filter_map(|at| self.artefacts.get(at)).flat_map(Artefact::children).collect()
    }

    fn all_below<'r>(&'r self, of: &BTreeSet<&'r Reference>) -> BTreeSet<&'r Reference> {
        let mut found = self.below(of);
        loop {
            let more = &self.below(&found) | &found;
            if more.len() == found.len() {
                return found;
            }
            found = more;
        }
    }

    fn above<'r>(&'r self, of: &BTreeSet<&'r Reference>) -> BTreeSet<&'r Reference> {
        let refers = |it: &&Artefact| it.children().iter().any(|child| of.contains(child));
        self.artefacts.values().filter(refers).map(|it| &it.at).collect()
    }
}

impl Constraint {
    /// The codes and periods of a flow.
    pub fn of(flow: &Flow<'_>) -> Self {
        let values = flow.key().iter().map(|it| (it.dimension.id.clone(), it.ids.clone()));
        let mut periods: Vec<(u32, String)> = flow
            .periods()
            .iter()
            .zip(&flow.time().ids)
            .map(|(period, id)| (period.first(), id.clone()))
            .collect();
        periods.sort();
        Self {
            flow: flow.reference(),
            values: values.collect(),
            periods: periods.into_iter().map(|(_, id)| id).collect(),
            counts: None,
        }
    }

    /// The same as an artefact: what `availableconstraint` answers.
    pub fn artefact(flow: &Flow<'_>) -> Artefact {
        let mut made = Self::of(flow);
        let series: usize = made.values.iter().map(|(_, codes)| codes.len()).product();
        made.counts = Some((series, series * made.periods.len()));
        artefact(flow.constraint(), flow, Body::Constraint(made))
    }
}

fn artefact(at: Reference, flow: &Flow<'_>, body: Body) -> Artefact {
    Artefact { at, name: flow.about().title.clone(), body }
}

/// Whether both are versions of one artefact, and the first an older one.
fn is_older(one: &Reference, other: &Reference) -> bool {
    let numbers = |it: &Reference| -> Vec<u64> {
        it.version.split('.').map(|part| part.parse().unwrap_or_default()).collect()
    };
    let same = one.kind == other.kind && one.agency == other.agency && one.id == other.id;
    same && numbers(one) < numbers(other)
}

pub(crate) fn list(axis: &Axis<'_>) -> Reference {
    let list = &axis.dimension.list;
    Reference {
        kind: Kind::Codelist,
        agency: list.agency.clone(),
        id: list.id.clone(),
        version: list.version.clone(),
    }
}

fn codes(axis: &Axis<'_>) -> Vec<Item> {
    let item = |(code, id): (&cube::Code, &String)| Item {
        id: id.clone(),
        name: code.title.clone(),
        parent: code.parent.as_deref().map(wire_id),
        code: (code.id != *id).then(|| code.id.clone()),
    };
    axis.dimension.codes.iter().zip(&axis.ids).map(item).collect()
}

fn units(flow: &Flow<'_>) -> Vec<Item> {
    let codes = flow.measure().map_or(&[][..], |(_, axis)| &axis.dimension.codes);
    let mut items: Vec<Item> = Vec::new();
    for unit in codes.iter().filter_map(|code| code.unit.as_ref()) {
        let id = wire_id(&unit.id);
        if items.iter().all(|it| it.id != id) {
            let code = (unit.id != id).then(|| unit.id.clone());
            items.push(Item { id, name: unit.title.clone(), parent: None, code });
        }
    }
    items
}

fn concepts(flow: &Flow<'_>) -> Vec<Item> {
    let item = |id: &str, name: Text| Item { id: id.to_owned(), name, parent: None, code: None };
    let own = flow.key().iter().map(|it| item(&it.dimension.id, it.dimension.title.clone()));
    let mut items: Vec<Item> = own.collect();
    items.extend([
        item(TIME, flow.time().dimension.title.clone()),
        item(VALUE, Text::new("Nilai", "Value")),
        item(STATUS, Text::new("Tanda angka", "Status of the figure")),
        item(UNIT, Text::new("Satuan", "Unit of measure")),
        item(DECIMALS, Text::new("Desimal", "Decimals")),
    ]);
    items
}

fn structure(flow: &Flow<'_>) -> Body {
    let of = flow.measure().map(|(_, axis)| axis.dimension.id.clone());
    let part =
        |id: &str, role, representation| Component { id: id.to_owned(), role, representation };
    let axis = |(at, axis): (usize, &Axis<'_>)| {
        let codes = Representation::Codes(list(axis));
        debug_assert!(axis.dimension.role != Along::Time);
        part(&axis.dimension.id, Role::Dimension(at + 1), codes)
    };
    let mut components: Vec<Component> = flow.key().iter().enumerate().map(axis).collect();
    let (statuses, units) = (flow.own_list("CL_OBS_STATUS"), flow.own_list("CL_UNIT"));
    let typed = Representation::Typed;
    components.extend([
        part(TIME, Role::Time(flow.key().len() + 1), typed("ObservationalTimePeriod")),
        part(VALUE, Role::Measure, typed("Decimal")),
        part(STATUS, Role::Attribute { of: None }, Representation::Codes(statuses)),
        part(UNIT, Role::Attribute { of: of.clone() }, Representation::Codes(units)),
        part(DECIMALS, Role::Attribute { of }, typed("Integer")),
    ]);
    Body::Structure { concepts: flow.concepts(), components }
}
