//! A day at the counter and in a village of the demo, so that the pages of teller, collector and
//! treasurer have something to show.

use base::{Error, Kind, NopVillage, Result, Rupiah};
use contracts::{Bill, Standing};
use db::Tx;
use identity::{Actor, Rights, Role};
use payments::domain::counter::cash::{Pieces, VALUES};
use payments::permissions::{COLLECTOR, CONTROLLER, TELLER, TREASURER};
use payments::usecase::Ledger;
use payments::usecase::collecting::appoint::{self, Decree};
use payments::usecase::collecting::book::{self, Book};
use payments::usecase::collecting::upload::{self, Sent, SentBody};
use payments::usecase::counter::take::Taking;
use payments::usecase::counter::{close, shifts, take};
use property_tax::generate::Sample;

use crate::house::House;
use crate::modules;

const DEVICE: &str = "ponsel-contoh-0001";
/// Bills that were paid at the counter, and taken in the village.
const SOME: usize = 2;

/// Fills it once; a demo that was started before stays as it is.
pub async fn fill(house: &House, samples: &[Sample]) -> Result<()> {
    let ledger = modules::ledger(&house.cell);
    let Some(village) = samples.first().map(|sample| sample.nop.village()) else { return Ok(()) };
    if !appoint::list(&ledger, &Actor::operator()).await?.is_empty() {
        return Ok(());
    }
    let code = appointed(house, &ledger, village).await?;
    let collector = somebody(house, COLLECTOR).await?;
    let book = book::download(&ledger, &collector, DEVICE).await?;
    collect(&ledger, &collector, &book).await?;
    a_day(house, &ledger, samples).await?;
    tracing::debug!(code, "the demo has a counter and a collector");
    Ok(())
}

async fn somebody(house: &House, role: Role) -> Result<Actor> {
    let people = async |tx: &mut Tx| identity::list_with_role(tx, role).await;
    let person = house.cell.db().read(people).await?.into_iter().next();
    let person = person.ok_or_else(|| Error::new(Kind::NotFound, "payments/collector-unknown"))?;
    let rights = Rights::new(modules::grants());
    Ok(Actor::person(person.id, person.name, person.agency, vec![role.0.to_owned()], &rights))
}

async fn appointed(house: &House, ledger: &Ledger, village: NopVillage) -> Result<String> {
    let people = async |tx: &mut Tx| identity::list_with_role(tx, COLLECTOR).await;
    let person = house.cell.db().read(people).await?.into_iter().next();
    let person = person.ok_or_else(|| Error::new(Kind::NotFound, "payments/collector-unknown"))?;
    let today = house.cell.today();
    let decree = Decree {
        person: person.id,
        number: "Keputusan Contoh Nomor 973/15".to_owned(),
        date: today,
        from: today,
        until: today.last_of_year(),
        limit: Rupiah(5_000_000),
        deposit_days: 3,
        villages: vec![village],
    };
    let code = appoint::propose(ledger, &somebody(house, TREASURER).await?, &decree).await?;
    let controller = somebody(house, CONTROLLER).await?;
    appoint::decide(ledger, &controller, &code, (true, "")).await?;
    Ok(code)
}

/// The last bills of the village: the first ones are for whoever tries the demo.
async fn collect(ledger: &Ledger, collector: &Actor, book: &Book) -> Result<()> {
    let bills = book.bills.iter().rev().take(SOME);
    for (dated, (number, _)) in bills.zip(&book.numbers) {
        let bill = &dated.bill;
        let sent = Sent {
            id: ledger.cell().new_id::<Sent>().to_string(),
            made: ledger.cell().now().to_string(),
            body: SentBody {
                number: number.to_string(),
                nop: bill.id.nop.digits().to_owned(),
                year: bill.id.tax_year,
                amount: bill.total().0,
                device: DEVICE.to_owned(),
            },
        };
        upload::book(ledger, collector, &sent).await?;
    }
    Ok(())
}

/// A teller took cash, counted the drawer, and the slip waits for the treasurer.
async fn a_day(house: &House, ledger: &Ledger, samples: &[Sample]) -> Result<()> {
    let teller = somebody(house, TELLER).await?;
    let float = Rupiah(200_000);
    let shift = shifts::open(ledger, &teller, float).await?;
    let mut lies_there = float.0;
    for bill in open_elsewhere(ledger, samples).await? {
        let token = ledger.cell().new_id::<Taking<'static>>().to_string();
        let taking = Taking {
            token: &token,
            code: None,
            bills: &[bill.id],
            owed: bill.total(),
            given: bill.total(),
        };
        lies_there += take::take(ledger, &teller, &taking).await?.amount.0;
    }
    let pieces = counted(lies_there)?;
    close::close(ledger, &teller, &shift.id, (&pieces, "pembulatan, contoh")).await?;
    Ok(())
}

/// Open bills in a village without a sample.
async fn open_elsewhere(ledger: &Ledger, samples: &[Sample]) -> Result<Vec<Bill>> {
    let today = ledger.cell().today();
    let taken: Vec<NopVillage> = samples.iter().map(|sample| sample.nop.village()).collect();
    let find = async |tx: &mut Tx| -> Result<Vec<Bill>> {
        for village in ledger.bills().villages(tx).await? {
            if taken.contains(&village.code) {
                continue;
            }
            let mut open = ledger.bills().open_in_village(tx, village.code, today).await?;
            open.retain(|bill| bill.standing == Standing::Open);
            if open.len() >= SOME {
                open.truncate(SOME);
                return Ok(open);
            }
        }
        Ok(Vec::new())
    };
    ledger.cell().db().read(find).await
}

/// Notes and coins of an amount; what no coin is worth is missing.
fn counted(amount: i64) -> Result<Pieces> {
    let mut rest = amount;
    VALUES.iter().try_fold(Pieces::default(), |pieces, value| {
        let n = rest / value;
        rest %= value;
        let wrong = |_| Error::new(Kind::Internal, "payments/number");
        pieces.with(*value, n).map_err(wrong)
    })
}
