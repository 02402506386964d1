//! The linear programs behind search and attack.

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Variable};

use crate::table::Standing;
use crate::witness::{Side, Witness};
use crate::{Cover, Table};

/// Costs of changing a cell that is hidden anyway: hardly anything, so that changes stay small.
const HARDLY: f64 = 0.001;

/// What a search ended with.
pub(crate) enum Found {
    Moved(Witness),
    /// No table agrees with what is published and has this cell at the bound.
    Nothing,
    Failed(String),
}

/// A cell that may change, up and down.
struct Moved {
    cell: usize,
    up: Variable,
    down: Variable,
}

/// The cheapest change of the table that brings a cell to a bound of its cover. `cost` says what it
/// costs to change a cell; `None` for those that must not.
pub(crate) fn cheapest(
    table: &Table,
    (cover, side): (&Cover, Side),
    cost: impl Fn(usize) -> Option<u64>,
) -> Found {
    let value = table.values[cover.cell];
    let far = match side {
        Side::Low => value - cover.low,
        Side::High => cover.high - value,
    };
    // Real numbers first: nearly always they are whole by themselves.
    let quick = moved(table, (cover.cell, side, far), &cost, false);
    match quick {
        Found::Moved(ref witness) if witness.agrees(table, |cell| cost(cell).is_some()) => quick,
        Found::Moved(_) => moved(table, (cover.cell, side, far), &cost, true),
        other => other,
    }
}

fn moved(
    table: &Table,
    (target, side, far): (usize, Side, u64),
    cost: &impl Fn(usize) -> Option<u64>,
    is_whole: bool,
) -> Found {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut add = |most: u64, cost: f64| match is_whole {
        true => problem.add_integer_var(cost, (0, i32::try_from(most).unwrap_or(i32::MAX))),
        false => problem.add_var(cost, (0.0, most as f64)),
    };
    // No cell has to move farther than the one that is to be moved.
    let mut places = vec![None; table.values.len()];
    let mut all = Vec::new();
    for (cell, value) in table.values.iter().enumerate() {
        let Some(cost) = cost(cell) else { continue };
        let cost = (cost as f64).max(HARDLY);
        places[cell] = Some(all.len());
        all.push(Moved { cell, up: add(far, cost), down: add(far.min(*value), cost) });
    }
    for it in &table.relations {
        let mut terms = Vec::new();
        for (cell, sign) in it.parts.iter().map(|part| (*part, 1.0)).chain([(it.total, -1.0)]) {
            if let Some(one) = places[cell].and_then(|place: usize| all.get(place)) {
                terms.extend([(one.up, sign), (one.down, -sign)]);
            }
        }
        if !terms.is_empty() {
            problem.add_constraint(terms, ComparisonOp::Eq, 0.0);
        }
    }
    let Some(one) = places[target].and_then(|place: usize| all.get(place)) else {
        return Found::Nothing;
    };
    let (there, back) = match side {
        Side::High => (one.up, one.down),
        Side::Low => (one.down, one.up),
    };
    problem.add_constraint([(there, 1.0)], ComparisonOp::Eq, far as f64);
    problem.add_constraint([(back, 1.0)], ComparisonOp::Eq, 0.0);
    let solved = problem.solve().map(microlp::SolveOutcome::into_solution);
    match solved {
        Ok(Ok(solution)) => {
            let rounded = |of: Variable| solution.var_value(of).round() as i64;
            let change = |it: &Moved| (it.cell, rounded(it.up) - rounded(it.down));
            Found::Moved(Witness::new(all.iter().map(change)))
        }
        Ok(Err(_)) => Found::Failed("it was interrupted".to_owned()),
        Err(Error::Infeasible) => Found::Nothing,
        Err(error) => Found::Failed(error.to_string()),
    }
}

/// The smallest and the largest value that a hidden cell can have, when only the hidden ones are
/// unknown. `None` where there is no bound above.
pub(crate) fn bounds(
    table: &Table,
    target: usize,
    is_hidden: impl Fn(usize) -> bool,
) -> Result<(f64, Option<f64>), String> {
    let low = extreme(table, target, &is_hidden, OptimizationDirection::Minimize)?;
    let high = extreme(table, target, &is_hidden, OptimizationDirection::Maximize)?;
    Ok((low.unwrap_or(0.0), high))
}

fn extreme(
    table: &Table,
    target: usize,
    is_hidden: &impl Fn(usize) -> bool,
    direction: OptimizationDirection,
) -> Result<Option<f64>, String> {
    let mut problem = Problem::new(direction);
    let hidden = |cell: usize| is_hidden(cell).then_some(cell);
    let mut variables = vec![None; table.values.len()];
    for cell in (0..table.values.len()).filter_map(hidden) {
        let weight = if cell == target { 1.0 } else { 0.0 };
        variables[cell] = Some(problem.add_var(weight, (0.0, f64::INFINITY)));
    }
    for it in &table.relations {
        let (mut terms, mut known) = (Vec::new(), 0.0);
        for (cell, sign) in it.parts.iter().map(|part| (*part, 1.0)).chain([(it.total, -1.0)]) {
            match variables[cell] {
                Some(variable) => terms.push((variable, sign)),
                None => known += sign * table.values[cell] as f64,
            }
        }
        if !terms.is_empty() {
            problem.add_constraint(terms, ComparisonOp::Eq, -known);
        }
    }
    match problem.solve().map(microlp::SolveOutcome::into_solution) {
        Ok(Ok(solution)) => Ok(Some(solution.objective())),
        Ok(Err(_)) => Err("it was interrupted".to_owned()),
        Err(Error::Unbounded) => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

/// What changing a cell costs in the search for a first pattern; `None` for what is known.
pub(crate) fn price(standing: Standing) -> Option<u64> {
    match standing {
        Standing::Free { cost } => Some(cost),
        Standing::Hidden => Some(0),
        Standing::Known => None,
    }
}
