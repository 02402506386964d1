//! What is overdue, offered to whoever keeps the books ([`contracts::Arrears`]).

use std::collections::HashMap;

use base::Date;
use contracts::{Answer, Arrears, Overdue};
use db::Tx;

use crate::store::{overdue, villages};

/// The arrears of a cell.
#[derive(Debug, Clone, Copy)]
pub struct PropertyArrears;

impl Arrears for PropertyArrears {
    fn overdue<'a>(&'a self, tx: &'a mut Tx, day: Date) -> Answer<'a, Vec<Overdue>> {
        Box::pin(async move {
            let mut rows = overdue::before(tx, day).await?;
            let names: HashMap<_, _> = villages::list(tx)
                .await?
                .into_iter()
                .map(|v| (v.village, (v.name, v.district_name)))
                .collect();
            for row in &mut rows {
                if let Some((village, district)) = names.get(&row.village) {
                    row.village_name.clone_from(village);
                    row.district_name.clone_from(district);
                }
            }
            Ok(rows)
        })
    }
}
