//! What a treasurer of the demo finds: account codes, payments that a bank brought today, and money
//! for which nothing was owed.

use audit::Who;
use base::{Error, Kind, Result, Rupiah};
use contracts::{BillId, Standing};
use db::Tx;
use payments::domain::account::Account;
use payments::domain::channel::Channel;
use payments::store::chart;
use payments::usecase::Ledger;
use payments::usecase::ledger::{Incoming, Unfit};
use payments::usecase::paying::demo::{self, BANK};
use property_tax::generate::Sample;

use crate::house::House;
use crate::modules;

/// Payments that the example bank brought.
const PAID: usize = 5;
/// What was paid once more.
const TWICE: &str = "BC-CONTOH-DUA-KALI";

/// Codes in the form of the national chart of accounts; invented, as everything in the demo.
const CODES: [(&str, &str, &str); 12] = [
    ("treasury", "1.1.01.01.01.0001", "Kas di Kas Daerah"),
    ("partner", "1.1.01.03.01.0001", "Kas pada bank persepsi"),
    ("till", "1.1.01.02.01.0001", "Kas di Bendahara Penerimaan, loket"),
    ("collector", "1.1.01.02.01.0002", "Kas di Bendahara Penerimaan, kolektor"),
    ("principal-current", "4.1.01.15.01.0001", "PBB-P2 tahun berjalan"),
    ("principal-arrears", "4.1.01.15.01.0002", "PBB-P2 tahun lalu"),
    ("penalty", "4.1.04.12.01.0001", "Pendapatan sanksi PBB-P2"),
    ("penalty-waived", "4.1.04.12.01.0002", "Pembebasan sanksi PBB-P2"),
    ("overpayment", "2.1.06.01.01.0001", "Utang kelebihan pembayaran pajak"),
    ("temporary", "2.1.06.01.01.0002", "Titipan kolektor"),
    ("fee", "5.1.02.02.01.0001", "Biaya layanan bank"),
    ("cash-difference", "4.1.04.16.01.0001", "Selisih kas"),
];

/// Fills it once; a demo that was started before stays as it is.
pub async fn fill(house: &House, samples: &[Sample]) -> Result<()> {
    if !codes(house).await? {
        return Ok(());
    }
    let ledger = modules::ledger(&house.cell);
    let bills = others_pay(&ledger, samples).await?;
    let mut paid = None;
    for bill in bills {
        let made = ledger.make_code(&[bill]).await?;
        let posted = demo::pay(&ledger, &made.token).await?;
        paid = Some((bill, posted.amount));
    }
    match paid {
        Some((bill, amount)) => once_more(&ledger, bill, amount).await,
        None => Ok(()),
    }
}

/// Whether they were not there before.
async fn codes(house: &House) -> Result<bool> {
    let put = async |tx: &mut Tx| -> Result<bool> {
        if !chart::codes(tx).await?.is_empty() {
            return Ok(false);
        }
        for (kind, code, name) in CODES {
            chart::put(tx, kind, code, name).await?;
        }
        Ok(true)
    };
    house.cell.db().write(put).await
}

/// Open bills of objects that are not samples: those are for whoever tries the demo.
async fn others_pay(ledger: &Ledger, samples: &[Sample]) -> Result<Vec<BillId>> {
    let today = ledger.cell().today();
    let villages: Vec<_> = samples.iter().map(|sample| sample.nop.village()).collect();
    let find = async |tx: &mut Tx| -> Result<Vec<BillId>> {
        let mut found = Vec::new();
        for village in ledger.bills().villages(tx).await?.into_iter().rev() {
            if villages.contains(&village.code) {
                continue;
            }
            let open = ledger.bills().open_in_village(tx, village.code, today).await?;
            let mut seen = None;
            for bill in open.into_iter().filter(|bill| bill.standing == Standing::Open) {
                // One bill of an object: the payer chose a year.
                if seen != Some(bill.id.nop) {
                    found.push(bill.id);
                }
                seen = Some(bill.id.nop);
            }
            if found.len() >= PAID {
                found.truncate(PAID);
                break;
            }
        }
        Ok(found)
    };
    ledger.cell().db().read(find).await
}

/// The bank brings the money of a bill that is paid: it becomes an overpayment.
async fn once_more(ledger: &Ledger, bill: BillId, amount: Rupiah) -> Result<()> {
    let cell = ledger.cell();
    let who = Who { id: format!("partner/{BANK}"), ..Who::system() };
    let posted = cell.db().write(async |tx: &mut Tx| {
        let money = Incoming {
            channel: Channel::HostToHost,
            source: Some((BANK, TWICE)),
            slip: None,
            code: None,
            bills: &[bill],
            amount,
            into: Account::Partner(BANK.to_owned()),
            paid_at: cell.now(),
            paid_on: cell.today(),
            who: &who,
            note: "",
            unfit: Unfit::Book,
        };
        ledger.post(tx, &money).await
    });
    let posted = posted.await?;
    match posted.is_overpayment() {
        true => Ok(()),
        false => Err(Error::new(Kind::Internal, "payments/buckets")),
    }
}
