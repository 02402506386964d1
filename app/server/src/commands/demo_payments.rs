//! Who takes payments in a demo cell: an example bank with virtual accounts, and an example acquirer.

use audit::Who;
use base::Result;
use cell::Cell;
use identity::Actor;
use payments::domain::partner::{Partner, Terms};
use payments::usecase::partners::{self, Keys};
use payments::usecase::paying::demo::BANK;
use payments::usecase::tickets::{self, Report};

use crate::acquiring;

/// Adds them where they are not there yet. Their secrets are random: nobody signs for them.
pub async fn fill(cell: &Cell) -> Result<()> {
    let actor = Actor::operator();
    let known = partners::list(cell, &actor).await?;
    for partner in [bank(), acquirer()] {
        if known.iter().any(|listed| listed.partner.id == partner.id) {
            continue;
        }
        let secret = format!("{}{}", cell.new_id::<Partner>(), cell.new_id::<Partner>());
        let keys = Keys { secret: Some(secret), public_key: None };
        partners::add(cell, &actor, &partner, &keys).await?;
        if partner.id == BANK {
            report(cell).await?;
        }
    }
    Ok(())
}

/// Something for the desk of whoever answers reports.
async fn report(cell: &Cell) -> Result<()> {
    let report = Report {
        text: "Saya membayar PBB lewat mobile banking kemarin sore, tetapi halaman masih \
               menunjukkan belum dibayar."
            .to_owned(),
        slip: "BC-20261120-0417".to_owned(),
        contact: "siti@contoh.id".to_owned(),
        ..Report::default()
    };
    tickets::report(cell, &Who::public(), &report).await.map(drop)
}

fn bank() -> Partner {
    Partner {
        id: BANK.to_owned(),
        name: "Bank Contoh".to_owned(),
        client_key: "BANK-CONTOH".to_owned(),
        service_id: Some("88088".to_owned()),
        terms: Terms::default(),
        networks: Vec::new(),
        active: true,
    }
}

fn acquirer() -> Partner {
    Partner {
        id: acquiring::DEMO.to_owned(),
        name: "QRIS Contoh".to_owned(),
        client_key: "QRIS-CONTOH".to_owned(),
        service_id: None,
        terms: Terms::default(),
        networks: Vec::new(),
        active: true,
    }
}
