//! All versions of the figures of one measure and period as one system, and what has to be left out of
//! the next version.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use disclosure::{Cover, DisclosureError, Relation, Standing, Table, protect};

use super::{Sum, Why};
use crate::domain::figure::Series;

/// A place over all versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub series: Series,
    /// By version, the next one last; a version in which nothing changed may be missing.
    pub states: Vec<State>,
}

/// What a place held from a version on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    pub version: i64,
    /// The true value, in the smallest unit. `None` where nobody told us; and where there is none,
    /// which is shown.
    pub value: Option<u64>,
    /// Everybody could read it; in the next version: is to read it.
    pub shown: bool,
    /// Bounds between which it has to stay unknown.
    pub cover: Option<(u64, u64)>,
}

/// Why the next version cannot be released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// What was published gives this figure away.
    Exposed(Series),
    /// This total is not the sum of its parts.
    Sum(Series),
    /// The search failed; nothing may be published on it.
    Search(String),
}

/// One value of a place, for as long as it held.
struct Variable {
    place: usize,
    value: u64,
    /// Somebody read it in an earlier version.
    known: bool,
    /// It was left out of an earlier version, or the office wants it so.
    hidden: bool,
    cover: Option<(u64, u64)>,
}

/// The places whose figures are to be left out of the next version.
///
/// # Errors
/// [`Problem`], when the next version must not be released in this form.
pub fn leave_out(
    mut places: Vec<Place>,
    sums: &[Sum],
    next: i64,
) -> Result<BTreeMap<Series, Why>, Problem> {
    let at: HashMap<Series, usize> =
        places.iter().enumerate().map(|(at, it)| (it.series.clone(), at)).collect();
    let sums: Vec<(usize, Vec<usize>)> = sums.iter().filter_map(|it| located(it, &at)).collect();
    let versions: BTreeSet<i64> =
        places.iter().flat_map(|it| &it.states).map(|it| it.version).collect();
    infer(&mut places, &sums, &versions);
    let system = System::of(&places, next);
    let relations = system.relations(&places, &sums, &versions);
    let hidden = system.protected(&places, relations)?;
    Ok(system.left_out(&places, &hidden, next))
}

fn located(sum: &Sum, at: &HashMap<Series, usize>) -> Option<(usize, Vec<usize>)> {
    let parts: Option<Vec<usize>> = sum.parts.iter().map(|it| at.get(it).copied()).collect();
    Some((at.get(&sum.total).copied()?, parts?))
}

impl Place {
    /// What held in a version: its index and the state.
    fn state(&self, version: i64) -> Option<usize> {
        self.states.iter().rposition(|it| it.version <= version)
    }

    fn value(&self, version: i64) -> Option<u64> {
        self.states[self.state(version)?].value
    }
}

/// A value that an office kept to itself follows where all others of a sum are known: whoever attacks
/// computes it too, so it needs the same protection.
fn infer(places: &mut [Place], sums: &[(usize, Vec<usize>)], versions: &BTreeSet<i64>) {
    for version in versions {
        let mut again = true;
        while again {
            again = false;
            for (total, parts) in sums {
                let Some((place, value)) = only_unknown(places, *total, parts, *version) else {
                    continue;
                };
                let Some(state) = places[place].state(*version) else { continue };
                places[place].states[state].value = Some(value);
                places[place].states[state].cover.get_or_insert(around(value));
                again = true;
            }
        }
    }
}

/// Bounds of a value that the office did not tell.
fn around(value: u64) -> (u64, u64) {
    let margin = value.div_ceil(10).max(1);
    (value.saturating_sub(margin), value + margin)
}

fn only_unknown(
    places: &[Place],
    total: usize,
    parts: &[usize],
    version: i64,
) -> Option<(usize, u64)> {
    let unknown = |place: usize| places[place].value(version).is_none();
    let mut missing = parts.iter().copied().chain([total]).filter(|it| unknown(*it));
    let (one, more) = (missing.next()?, missing.next());
    // A place that did not exist yet, or has nothing to hide, is not to be inferred.
    let state = places[one].state(version)?;
    if more.is_some() || places[one].states[state].shown {
        return None;
    }
    let known = parts.iter().filter(|it| **it != one).map(|it| places[*it].value(version));
    let sum = known.sum::<Option<u64>>()?;
    match one == total {
        true => Some((one, sum)),
        false => Some((one, places[total].value(version)?.checked_sub(sum)?)),
    }
}

struct System {
    variables: Vec<Variable>,
    /// For each place and state its variable.
    of: Vec<Vec<Option<usize>>>,
}

impl System {
    fn of(places: &[Place], next: i64) -> Self {
        let (mut variables, mut of) = (Vec::<Variable>::new(), Vec::new());
        for (place, it) in places.iter().enumerate() {
            let mut states: Vec<Option<usize>> = Vec::new();
            for state in &it.states {
                let before = states.last().copied().flatten();
                let Some(value) = state.value else {
                    states.push(None);
                    continue;
                };
                let same = before.filter(|at| variables[*at].value == value);
                let at = same.unwrap_or(variables.len());
                if same.is_none() {
                    let (known, hidden, cover) = (false, false, None);
                    variables.push(Variable { place, value, known, hidden, cover });
                }
                let variable = &mut variables[at];
                variable.known |= state.shown && state.version < next;
                variable.hidden |= !state.shown;
                variable.cover = variable.cover.or(state.cover);
                states.push(Some(at));
            }
            of.push(states);
        }
        Self { variables, of }
    }

    fn variable(&self, places: &[Place], place: usize, version: i64) -> Option<usize> {
        self.of[place][places[place].state(version)?]
    }

    /// Every sum of every version; those that two versions share stand there once.
    fn relations(
        &self,
        places: &[Place],
        sums: &[(usize, Vec<usize>)],
        versions: &BTreeSet<i64>,
    ) -> Vec<Relation> {
        let mut seen = BTreeSet::new();
        let mut all = Vec::new();
        for version in versions {
            for (total, parts) in sums {
                let variable = |place: &usize| self.variable(places, *place, *version);
                let parts: Option<Vec<usize>> = parts.iter().map(variable).collect();
                let Some((total, parts)) = variable(total).zip(parts) else { continue };
                if seen.insert((total, parts.clone())) {
                    all.push(Relation { total, parts });
                }
            }
        }
        all
    }

    /// The variables that stay hidden.
    fn protected(
        &self,
        places: &[Place],
        relations: Vec<Relation>,
    ) -> Result<BTreeSet<usize>, Problem> {
        let series = |variable: usize| {
            let found = self.variables.get(variable).and_then(|it| places.get(it.place));
            found.map_or_else(|| Series::new(Vec::new()), |it| it.series.clone())
        };
        let problem = |error: DisclosureError| match error {
            DisclosureError::Unprotectable { cell } => Problem::Exposed(series(cell)),
            DisclosureError::Sum { total, .. } => Problem::Sum(series(total)),
            other => Problem::Search(other.to_string()),
        };
        let values = self.variables.iter().map(|it| it.value).collect();
        let mut table = Table::new(values, relations).map_err(problem)?;
        let mut covers = Vec::new();
        for (cell, it) in self.variables.iter().enumerate() {
            if it.known {
                table = table.with(cell, Standing::Known);
                continue;
            }
            if it.hidden {
                table = table.with(cell, Standing::Hidden);
            }
            covers.extend(it.cover.map(|(low, high)| Cover { cell, low, high }));
        }
        let pattern = protect(&table, &covers).map_err(problem)?;
        Ok(pattern.hidden().collect())
    }

    fn left_out(
        &self,
        places: &[Place],
        hidden: &BTreeSet<usize>,
        next: i64,
    ) -> BTreeMap<Series, Why> {
        let mut all = BTreeMap::new();
        for (place, it) in places.iter().enumerate() {
            let Some(state) = it.state(next).map(|at| it.states[at]) else { continue };
            let variable = self.variable(places, place, next);
            let why = match variable.map(|at| (at, &self.variables[at])) {
                // Nobody knows it, so it is not shown either.
                None if !state.shown => Some(Why::Stays),
                None => None,
                Some((at, _)) if !hidden.contains(&at) => None,
                Some((_, one)) if one.cover.is_some() => Some(Why::Sensitive),
                Some((_, one)) if one.hidden => Some(Why::Stays),
                Some(_) => Some(Why::Protects),
            };
            if let Some(why) = why {
                all.insert(it.series.clone(), why);
            }
        }
        all
    }
}
