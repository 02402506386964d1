//! Villages one after the other, each read while the one before it is worked on.

use base::{Error, Kind, NopVillage, Result};
use cell::Cell;
use tokio::task::JoinHandle;

/// At most two villages are in memory: the one in hand and the next.
pub struct Ahead<T, R> {
    cell: Cell,
    tax_year: i64,
    villages: std::vec::IntoIter<NopVillage>,
    read: R,
    next: Option<(NopVillage, JoinHandle<Result<T>>)>,
}

impl<T, R, F> Ahead<T, R>
where
    T: Send + 'static,
    R: Fn(Cell, NopVillage, i64) -> F,
    F: Future<Output = Result<T>> + Send + 'static,
{
    pub fn new(cell: &Cell, tax_year: i64, villages: Vec<NopVillage>, read: R) -> Self {
        let villages = villages.into_iter();
        let mut this = Self { cell: cell.clone(), tax_year, villages, read, next: None };
        this.start();
        this
    }

    /// The next village; `None` after the last.
    pub async fn next(&mut self) -> Result<Option<(NopVillage, T)>> {
        let Some((village, task)) = self.next.take() else { return Ok(None) };
        let lost = |e| Error::new(Kind::Internal, "property-tax/run-ended").caused_by(e);
        let data = task.await.map_err(lost)??;
        self.start();
        Ok(Some((village, data)))
    }

    fn start(&mut self) {
        self.next = self.villages.next().map(|village| {
            (village, tokio::spawn((self.read)(self.cell.clone(), village, self.tax_year)))
        });
    }
}

impl<T, R> Drop for Ahead<T, R> {
    /// Nobody waits for what was read ahead when the work ends early.
    fn drop(&mut self) {
        if let Some((_, task)) = &self.next {
            task.abort();
        }
    }
}
