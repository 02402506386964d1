//! The paths of the REST interface, version 1.5 (Section 7 of SDMX 2.1).

use std::borrow::Cow;

use base::Instant;
use percent_encoding::percent_decode_str;

use crate::flow::put;
use crate::{Flow, Key, Kind, Period, Reference, References, SdmxError, StructureDetail};

/// Kinds of artefacts that the standard has and we have none of.
pub(crate) const OTHERS: [&str; 16] = [
    "agencyscheme",
    "allowedconstraint",
    "attachmentconstraint",
    "categorisation",
    "categoryscheme",
    "dataconsumerscheme",
    "dataproviderscheme",
    "hierarchicalcodelist",
    "metadataflow",
    "metadatastructure",
    "organisationscheme",
    "organisationunitscheme",
    "process",
    "provisionagreement",
    "reportingtaxonomy",
    "structureset",
];

/// What somebody asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// `/data/KUTIM,POV,1.0/6408.P0`
    Data(DataQuery),
    /// `/availableconstraint/POV`: what a flow holds.
    Availability(DataQuery),
    /// `/dataflow/KUTIM/POV/latest`
    Structure(StructureQuery),
}

/// A question for figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataQuery {
    pub flow: FlowRef,
    pub key: Key,
    pub start: Option<Period>,
    pub end: Option<Period>,
    /// Only so many periods from the beginning of each series.
    pub first: Option<usize>,
    /// Only so many periods from the end of each series.
    pub last: Option<usize>,
    pub detail: DataDetail,
    /// Only what was released later.
    pub updated_after: Option<Instant>,
}

/// `POV`, `KUTIM,POV` or `KUTIM,POV,1.0`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowRef {
    /// `None` for any agency.
    pub agency: Option<String>,
    pub id: String,
    /// `None` for the latest.
    pub version: Option<String>,
}

/// How much of the data is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DataDetail {
    #[default]
    Full,
    /// Figures without attributes.
    DataOnly,
    /// Keys of series without figures.
    SeriesKeysOnly,
    /// Keys and attributes of series without figures.
    NoData,
}

/// A question for structures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StructureQuery {
    /// `None` for every kind (`/structure`).
    pub kind: Option<Kind>,
    /// Empty for all.
    pub agencies: Vec<String>,
    /// Empty for all.
    pub ids: Vec<String>,
    pub versions: Versions,
    /// Codes or concepts of lists; empty for all.
    pub items: Vec<String>,
    pub references: References,
    pub detail: StructureDetail,
}

/// Which versions of an artefact.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Versions {
    #[default]
    Latest,
    All,
    These(Vec<String>),
}

/// The parameters behind `?`, decoded.
struct Parameters<'q>(Vec<(Cow<'q, str>, Cow<'q, str>)>);

impl Parameters<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_ref())
    }
}

impl Query {
    /// Reads path and query as they came, still percent-encoded: `/data/KUTIM%2CPOV%2C1.0/6408.P0/` and
    /// `startPeriod=2020`. The path begins at the root of the interface. Parameters that the standard
    /// does not know are let through.
    ///
    /// # Errors
    /// [`SdmxError::Path`], [`SdmxError::FlowReference`], [`SdmxError::Period`],
    /// [`SdmxError::Parameter`], [`SdmxError::NotImplemented`].
    pub fn parse(path: &str, query: &str) -> Result<Self, SdmxError> {
        let decode = |part: &str| percent_decode_str(part).decode_utf8_lossy().into_owned();
        let segments: Vec<String> = path.trim_matches('/').split('/').map(decode).collect();
        let parameters = Parameters(form_urlencoded::parse(query.as_bytes()).collect());
        let (resource, rest) =
            segments.split_first().map_or(("", &[][..]), |(r, s)| (r.as_str(), s));
        match resource {
            "data" => Ok(Self::Data(DataQuery::parse(path, rest, &parameters)?)),
            "availableconstraint" => {
                Ok(Self::Availability(DataQuery::parse(path, rest, &parameters)?))
            }
            "structure" => Ok(Self::Structure(StructureQuery::parse(None, rest, &parameters)?)),
            other if OTHERS.contains(&other) => {
                Err(SdmxError::NoResults { what: format!("there is no {other} here") })
            }
            other => {
                let kind =
                    Kind::of(other).ok_or_else(|| SdmxError::Path { text: path.to_owned() })?;
                Ok(Self::Structure(StructureQuery::parse(Some(kind), rest, &parameters)?))
            }
        }
    }
}

impl DataQuery {
    fn parse(path: &str, rest: &[String], parameters: &Parameters<'_>) -> Result<Self, SdmxError> {
        let flow = rest.first().ok_or_else(|| SdmxError::Path { text: path.to_owned() })?;
        let period = |name| parameters.get(name).map(Period::parse).transpose();
        refuse_unknown_shapes(parameters)?;
        Ok(Self {
            flow: FlowRef::parse(flow)?,
            key: rest.get(1).map_or_else(Key::all, |key| Key::parse(key)),
            start: period("startPeriod")?,
            end: period("endPeriod")?,
            first: count("firstNObservations", parameters)?,
            last: count("lastNObservations", parameters)?,
            detail: DataDetail::parse(parameters.get("detail").unwrap_or_default())?,
            updated_after: parameters.get("updatedAfter").map(moment).transpose()?,
        })
    }

    /// The places that are asked for along each dimension of the flow's cube.
    ///
    /// # Errors
    /// [`SdmxError::KeyLength`]; [`SdmxError::NoResults`] when no figure fits.
    pub fn places(&self, flow: &Flow<'_>) -> Result<Vec<Vec<usize>>, SdmxError> {
        if self.updated_after.is_some_and(|after| flow.about().released <= after) {
            let what = format!("{} has not changed since then", flow.about().id);
            return Err(SdmxError::NoResults { what });
        }
        let mut places = flow.places(&self.key)?;
        let fits = |period: &Period| period.is_within(self.start, self.end);
        let periods = flow.periods().iter().enumerate().filter(|(_, period)| fits(period));
        let mut times: Vec<usize> = periods.map(|(at, _)| at).collect();
        times.sort_by_key(|at| flow.periods().get(*at).map(|it| it.first()));
        let times = ends(times, self.first, self.last);
        if times.is_empty() {
            return Err(SdmxError::NoResults { what: "no period fits".to_owned() });
        }
        put(&mut places, flow.time().place, times);
        Ok(places)
    }
}

/// The first and the last so many; all when neither is asked for.
fn ends(times: Vec<usize>, first: Option<usize>, last: Option<usize>) -> Vec<usize> {
    if first.is_none() && last.is_none() {
        return times;
    }
    let (head, tail) = (first.unwrap_or(0), last.unwrap_or(0));
    let length = times.len();
    let is_kept = |at: usize| at < head || at + tail >= length;
    times.into_iter().enumerate().filter(|(at, _)| is_kept(*at)).map(|(_, time)| time).collect()
}

impl FlowRef {
    fn parse(text: &str) -> Result<Self, SdmxError> {
        let error = || SdmxError::FlowReference { text: text.to_owned() };
        let parts: Vec<&str> = text.split(',').collect();
        let (agency, id, version) = match parts.as_slice() {
            [id] => (None, id, None),
            [agency, id] => (Some(*agency), id, None),
            [agency, id, version] => (Some(*agency), id, Some(*version)),
            _ => return Err(error()),
        };
        if id.is_empty() {
            return Err(error());
        }
        let given = |text: Option<&str>, any: [&str; 3]| {
            text.filter(|it| !it.is_empty() && !any.contains(it)).map(str::to_owned)
        };
        Ok(Self {
            agency: given(agency, ["all", "*", ""]),
            id: (*id).to_owned(),
            version: given(version, ["latest", "all", "*"]),
        })
    }

    /// The flow that it names: of several versions the latest, if none is named.
    pub fn find<'f, 'c>(&self, flows: &'f [Flow<'c>]) -> Option<&'f Flow<'c>> {
        let named = flows.iter().filter(|flow| self.names(&flow.reference()));
        named.max_by_key(|flow| flow.about().version)
    }

    /// Whether it names this flow; without a version it names every version of it.
    pub fn names(&self, flow: &Reference) -> bool {
        let fits =
            |wanted: &Option<String>, found: &str| wanted.as_deref().is_none_or(|it| it == found);
        self.id == flow.id && fits(&self.agency, &flow.agency) && fits(&self.version, &flow.version)
    }
}

impl DataDetail {
    fn parse(text: &str) -> Result<Self, SdmxError> {
        match text {
            "" | "full" => Ok(Self::Full),
            "dataonly" => Ok(Self::DataOnly),
            "serieskeysonly" => Ok(Self::SeriesKeysOnly),
            "nodata" => Ok(Self::NoData),
            other => Err(SdmxError::Parameter {
                name: "detail",
                value: other.to_owned(),
                allowed: "full, dataonly, serieskeysonly, nodata",
            }),
        }
    }

    pub(crate) const fn has_figures(self) -> bool {
        matches!(self, Self::Full | Self::DataOnly)
    }

    pub(crate) const fn has_attributes(self) -> bool {
        matches!(self, Self::Full | Self::NoData)
    }
}

impl StructureQuery {
    fn parse(
        kind: Option<Kind>,
        rest: &[String],
        parameters: &Parameters<'_>,
    ) -> Result<Self, SdmxError> {
        let names = |at: usize| -> Vec<String> {
            let text = rest.get(at).map(String::as_str).unwrap_or_default();
            let is_all = matches!(text, "" | "all" | "*");
            if is_all { Vec::new() } else { text.split(['+', ',']).map(str::to_owned).collect() }
        };
        let versions = match rest.get(2).map(String::as_str).unwrap_or_default() {
            "" | "latest" | "~" => Versions::Latest,
            "all" | "*" => Versions::All,
            _ => Versions::These(names(2)),
        };
        Ok(Self {
            kind,
            agencies: names(0),
            ids: names(1),
            versions,
            items: names(3),
            references: References::parse(parameters.get("references").unwrap_or_default())?,
            detail: StructureDetail::parse(parameters.get("detail").unwrap_or_default())?,
        })
    }

    /// Whether it asks for this artefact, the latest version being looked for afterwards.
    pub(crate) fn names(&self, at: &Reference) -> bool {
        let fits = |wanted: &[String], found: &String| wanted.is_empty() || wanted.contains(found);
        let version = match &self.versions {
            Versions::These(these) => these.contains(&at.version),
            _ => true,
        };
        let kind = self.kind.is_none_or(|kind| kind == at.kind);
        kind && version && fits(&self.agencies, &at.agency) && fits(&self.ids, &at.id)
    }

    pub(crate) fn is_latest(&self) -> bool {
        self.versions == Versions::Latest
    }

    /// The question in words, for an answer that there is nothing.
    pub(crate) fn said(&self) -> String {
        let all =
            |names: &[String]| if names.is_empty() { "all".to_owned() } else { names.join("+") };
        let kind = self.kind.map_or("structure", Kind::resource);
        format!("{kind} {} of {}", all(&self.ids), all(&self.agencies))
    }
}

/// Other arrangements of data are not written here, and an answer in another one would be wrong.
fn refuse_unknown_shapes(parameters: &Parameters<'_>) -> Result<(), SdmxError> {
    for (name, is_known) in [
        ("dimensionAtObservation", &["", "TIME_PERIOD"][..]),
        ("includeHistory", &["", "false"][..]),
    ] {
        let value = parameters.get(name).unwrap_or_default();
        if !is_known.contains(&value) {
            return Err(SdmxError::NotImplemented { name, value: value.to_owned() });
        }
    }
    Ok(())
}

fn count(name: &'static str, parameters: &Parameters<'_>) -> Result<Option<usize>, SdmxError> {
    let Some(text) = parameters.get(name) else { return Ok(None) };
    let number = text.parse().map_err(|_| SdmxError::Parameter {
        name,
        value: text.to_owned(),
        allowed: "a whole number",
    });
    number.map(Some)
}

fn moment(text: &str) -> Result<Instant, SdmxError> {
    let day = format!("{text}T00:00:00Z");
    Instant::parse(text).or_else(|_| Instant::parse(&day)).map_err(|_| SdmxError::Parameter {
        name: "updatedAfter",
        value: text.to_owned(),
        allowed: "a moment such as 2026-08-17T16:30:00Z",
    })
}
