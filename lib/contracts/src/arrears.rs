//! What is overdue, added up by the module that knows what is owed.

use base::{Date, NopVillage, Rupiah};
use db::Tx;

use crate::Answer;

/// Bills of a village and a year that fell due on one day and were not paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    pub village: NopVillage,
    pub village_name: String,
    pub district_name: String,
    pub tax_year: i64,
    pub due_date: Date,
    pub bills: i64,
    /// Without interest: that depends on the day of the payment.
    pub principal: Rupiah,
}

/// Adds up what is overdue.
pub trait Arrears: Send + Sync + 'static {
    /// Everything that fell due before `day` and is open, by village, year and due date.
    fn overdue<'a>(&'a self, tx: &'a mut Tx, day: Date) -> Answer<'a, Vec<Overdue>>;
}
