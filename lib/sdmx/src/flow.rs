//! A cube as SDMX sees it.

use std::collections::HashMap;

use cube::{About, Cube, Dimension, Role};

use crate::{Key, Kind, Period, Reference, SdmxError, wire_id};

/// Parts that every structure has; a dimension cannot be called so.
pub(crate) const TIME: &str = "TIME_PERIOD";
pub(crate) const VALUE: &str = "OBS_VALUE";
pub(crate) const STATUS: &str = "OBS_STATUS";
pub(crate) const UNIT: &str = "UNIT_MEASURE";
pub(crate) const DECIMALS: &str = "DECIMALS";
const RESERVED: [&str; 9] =
    [TIME, VALUE, STATUS, UNIT, DECIMALS, "DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "ACTION"];

/// A dimension of the key, or the one of time.
#[derive(Debug, Clone)]
pub struct Axis<'c> {
    pub dimension: &'c Dimension,
    /// Its place among the dimensions of the cube.
    pub place: usize,
    /// The ids of its codes on the wire, in their order; periods for time.
    pub ids: Vec<String>,
}

/// A dataflow and all that describes it. It needs no figures, so that lists of flows are cheap.
#[derive(Debug, Clone)]
pub struct Flow<'c> {
    about: &'c About,
    key: Vec<Axis<'c>>,
    time: Axis<'c>,
    periods: Vec<Period>,
}

impl<'c> Flow<'c> {
    /// The dimensions are those of a [`Cube`], which has checked them.
    ///
    /// # Errors
    /// [`SdmxError::Collision`] for codes that differ in dots and `_` only; [`SdmxError::Period`] for a
    /// code of time that is no period; [`SdmxError::Reserved`] for a dimension called like a part of
    /// every structure.
    pub fn new(about: &'c About, dimensions: &'c [Dimension]) -> Result<Self, SdmxError> {
        let mut key = Vec::with_capacity(dimensions.len());
        let mut time = None;
        for (place, dimension) in dimensions.iter().enumerate() {
            if dimension.role == Role::Time {
                let ids = dimension.codes.iter().map(|code| code.id.clone()).collect();
                time = Some(Axis { dimension, place, ids });
            } else if RESERVED.contains(&dimension.id.as_str()) {
                return Err(SdmxError::Reserved { id: dimension.id.clone() });
            } else {
                key.push(Axis { dimension, place, ids: ids(dimension)? });
            }
        }
        let time = time.ok_or_else(|| SdmxError::NoResults { what: TIME.to_owned() })?;
        let periods = time.ids.iter().map(|id| Period::parse(id)).collect::<Result<_, _>>()?;
        Ok(Self { about, key, time, periods })
    }

    /// # Errors
    /// As [`Self::new`].
    pub fn of(cube: &'c Cube) -> Result<Self, SdmxError> {
        Self::new(cube.about(), cube.dimensions())
    }

    pub fn about(&self) -> &'c About {
        self.about
    }

    /// The dimensions of the key, in its order.
    pub fn key(&self) -> &[Axis<'c>] {
        &self.key
    }

    pub fn time(&self) -> &Axis<'c> {
        &self.time
    }

    pub(crate) fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// `2.0` for the second release: flow, structure and concepts of a release never change.
    pub fn version(&self) -> String {
        format!("{}.0", self.about.version)
    }

    /// `KUTIM:POV(2.0)`
    pub fn reference(&self) -> Reference {
        self.named(Kind::Dataflow, self.about.id.clone())
    }

    /// The structure of the flow: `KUTIM:DSD_POV(2.0)`.
    pub fn structure(&self) -> Reference {
        self.named(Kind::DataStructure, format!("DSD_{}", self.about.id))
    }

    /// The concepts of its parts: `KUTIM:CS_POV(2.0)`.
    pub fn concepts(&self) -> Reference {
        self.named(Kind::ConceptScheme, format!("CS_{}", self.about.id))
    }

    /// What the flow holds: `KUTIM:CC_POV(2.0)`.
    pub fn constraint(&self) -> Reference {
        self.named(Kind::Constraint, format!("CC_{}", self.about.id))
    }

    /// Where a code list of our own stands: of statuses and of units.
    pub(crate) fn own_list(&self, id: &str) -> Reference {
        let (agency, id) = (self.about.agency.clone(), id.to_owned());
        Reference { kind: Kind::Codelist, agency, id, version: "1.0".to_owned() }
    }

    fn named(&self, kind: Kind, id: String) -> Reference {
        Reference { kind, agency: self.about.agency.clone(), id, version: self.version() }
    }

    /// The dimension whose codes carry units.
    pub(crate) fn measure(&self) -> Option<(usize, &Axis<'c>)> {
        self.key.iter().enumerate().find(|(_, axis)| axis.dimension.role == Role::Measure)
    }

    /// The codes that a key names, by place along each dimension of the cube; of time all.
    ///
    /// # Errors
    /// [`SdmxError::KeyLength`] for a key with other parts than the flow; [`SdmxError::NoResults`] when a
    /// dimension has none of the codes.
    pub fn places(&self, key: &Key) -> Result<Vec<Vec<usize>>, SdmxError> {
        let parts = key.parts(self)?;
        let mut places = vec![Vec::new(); self.key.len() + 1];
        for (axis, wanted) in self.key.iter().zip(parts) {
            let is_wanted = |id: &String| wanted.is_empty() || wanted.contains(id);
            let found = axis.ids.iter().enumerate().filter(|(_, id)| is_wanted(id));
            let found: Vec<usize> = found.map(|(at, _)| at).collect();
            if found.is_empty() {
                let what = format!("{} of {}", wanted.join("+"), axis.dimension.id);
                return Err(SdmxError::NoResults { what });
            }
            put(&mut places, axis.place, found);
        }
        put(&mut places, self.time.place, (0..self.time.ids.len()).collect());
        Ok(places)
    }
}

pub(crate) fn put(places: &mut [Vec<usize>], at: usize, found: Vec<usize>) {
    if let Some(place) = places.get_mut(at) {
        *place = found;
    }
}

fn ids(dimension: &Dimension) -> Result<Vec<String>, SdmxError> {
    let mut seen: HashMap<String, &str> = HashMap::new();
    let mut ids = Vec::with_capacity(dimension.codes.len());
    for code in &dimension.codes {
        let id = wire_id(&code.id);
        if let Some(one) = seen.insert(id.clone(), &code.id) {
            let (list, one, other) = (dimension.list.id.clone(), one.to_owned(), code.id.clone());
            return Err(SdmxError::Collision { list, one, other });
        }
        ids.push(id);
    }
    Ok(ids)
}
