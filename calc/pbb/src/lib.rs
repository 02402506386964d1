//! Property tax (PBB-P2) as law and mathematics: pure functions with their steps.
//!
//! [`Assessor`] turns an [`Object`] into the [`Figures`] of its notice by a [`ClassTable`] and the
//! [`Rules`] of a year, exactly; [`Assessor::explain`] also writes every [`Step`] down, and
//! [`replay()`] redoes them without knowing the law. [`Holders`] finds the one object of a
//! taxpayer that gets the deduction, [`penalty()`] what late payment costs, [`waived()`] what is
//! taken away of it, and [`calculate_json`] does the tax of one case in JSON.
//!
//! ```
//! let case = br#"{
//!     "tax_year": 2025, "classes": "PMK-150-2010",
//!     "rules": {"njoptkp": 10000000, "njkp": [{"above": 0, "percent": "100"}],
//!               "tariff": [{"above": 0, "percent": "0.5"}]},
//!     "land": [{"area_m2": "100", "value_per_m2": 1000000}]
//! }"#;
//! let result = pbb::calculate(&pbb::Case::from_json(case)?)?;
//! // Rp1.000.000 per m² is class 065: Rp1.032.000. So (103.200.000 − 10.000.000) × 0,5 %.
//! assert_eq!(result.figures.due.to_string(), "Rp466.000");
//! # Ok::<(), pbb::CaseError>(())
//! ```
//!
//! The crate knows no database, no clock, no regency: rules come in as data.

mod assess;
mod border;
mod bracket;
mod case;
mod chain;
mod classes;
mod figures;
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

pub use assess::Assessor;
pub use case::{Case, CaseError, CaseResult, calculate, calculate_by, calculate_json};
pub use classes::{
    Class, ClassCode, ClassCodeError, ClassKind, ClassTable, ClassTableError, PMK_150_2010,
    Placement,
};
pub use figures::{AssessError, Classes, Figures, Outcome};
pub use holder::Holders;
pub use numbers::{
    Amount, Area, Increase, NumberError, Percent, RoundingRule, Share, Unit, UnitValue,
};
pub use object::{Building, Joint, JointBuilding, LandPart, NotTaxed, Object};
pub use penalty::{Penalty, PenaltyError, PenaltyMode, PenaltyRule, grows_on, penalty, waived};
pub use replay::{ReplayError, Replayed, replay};
pub use rules::{
    Bracket, BracketBasis, BracketMode, Brackets, BracketsError, Citations, Rules, UseTariff,
};
pub use steps::{Operand, Operation, Printed, Step};
