//! Property tax (PBB-P2) as law and mathematics: pure functions with their steps.
//!
//! [`Assessor`] turns an [`Object`] into the [`Figures`] of its notice by a [`ClassTable`] and the
//! [`Rules`] of a year, exactly; [`Assessor::explain`] also writes every [`Step`] down, and
//! [`replay()`] redoes them without knowing the law. [`Holders`] finds the one object of a
//! taxpayer that gets the deduction, [`penalty()`] what late payment costs, and
//! [`calculate_json`] does it all for one case in JSON.
//!
//! The crate knows no database, no clock, no regency: rules come in as data.

mod assess;
mod case;
mod chain;
mod classes;
mod holder;
mod numbers;
mod object;
mod penalty;
mod recorder;
mod replay;
mod rules;
mod slices;
mod steps;
mod tax;
mod value;

pub use assess::{AssessError, Assessor, Classes, Figures, Outcome};
pub use case::{Case, CaseError, CaseResult, calculate, calculate_by, calculate_json};
pub use classes::{
    Class, ClassCode, ClassCodeError, ClassKind, ClassTable, ClassTableError, PMK_150_2010,
    Placement,
};
pub use holder::Holders;
pub use numbers::{
    Amount, Area, Increase, NumberError, Percent, RoundingRule, Share, Unit, UnitValue,
};
pub use object::{Building, Joint, JointBuilding, LandPart, NotTaxed, Object};
pub use penalty::{Penalty, PenaltyError, PenaltyMode, PenaltyRule, penalty};
pub use replay::{ReplayError, Replayed, replay};
pub use rules::{
    Bracket, BracketBasis, BracketMode, Brackets, BracketsError, Citations, Rules, UseTariff,
};
pub use steps::{Operand, Operation, Printed, Step};
