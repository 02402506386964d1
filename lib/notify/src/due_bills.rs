//! Bills as occasions for reminders.

use std::sync::Arc;

use base::Date;
use contracts::bills::Standing;
use contracts::{Answer, BillId, Bills, Due, Occasion, Occasions};
use db::Tx;

use crate::Subject;

/// Reminds of the bills of an object that can still be paid.
pub struct DueBills {
    bills: Arc<dyn Bills>,
    path: fn(BillId) -> String,
}

impl DueBills {
    /// `path` is the page on which a bill can be paid.
    pub fn new(bills: Arc<dyn Bills>, path: fn(BillId) -> String) -> Self {
        Self { bills, path }
    }
}

impl Occasions for DueBills {
    fn still_open<'a>(
        &'a self,
        tx: &'a mut Tx,
        subject: &'a str,
        day: Date,
    ) -> Answer<'a, Vec<Occasion>> {
        Box::pin(async move {
            let Some(nop) = Subject::nop(subject) else { return Ok(Vec::new()) };
            let bills = self.bills.of_object(tx, nop, day).await?;
            let open = bills.into_iter().filter(|bill| bill.standing == Standing::Open);
            let occasion = |bill: contracts::Bill| Occasion {
                what: Due::Tax { year: bill.id.tax_year },
                due: bill.due_date,
                path: (self.path)(bill.id),
            };
            Ok(open.map(occasion).collect())
        })
    }
}
