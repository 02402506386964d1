//! SNAP inquiries at a steady rate: a bank asks what is owed on a payment code, each time with a
//! signature and an X-EXTERNAL-ID of its own, as a bank would over the network.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bank::{Account, BankError, Credentials, Fault as Misdeed, SnapBank, Story, Surroundings};
use base::Zone;
use contracts::BillId;
use payments::domain::code::Code;
use server::modules;
use server::system::{SystemClock, SystemRandom};
use snap::{ClientSecret, Dialect, PrivateKey};

use crate::look_up::nops;
use crate::place::{PELANGI, Place, Served, YEAR};
use crate::table::{Figure, Table, median, percentile};
use crate::{Fault, setting};

const CLIENT: &str = "BANKUKUR";
const SECRET: &str = "rahasia-bank-ukur-2026";
const SERVICE_ID: &str = "70007";
/// Inquiries begun in a second, evenly.
const RATE: u64 = 200;
/// Payment codes that are asked for in turn, spread over the regency.
const CODES: usize = 1_000;
/// What the peer asks for: a code of nobody, whose last digit fits.
const NOBODY: &str = "32958499827948";

pub async fn measure(table: &mut Table, place: &Place) -> Result<(), Fault> {
    let codes = codes(place).await?;
    let key = key(place)?;
    let server = place.serve()?;
    let bank = Arc::new(bank(&server, key)?);
    let known: Vec<Account> =
        codes.iter().map(|code| account(code.digits())).collect::<Result<_, _>>()?;
    let nobody = [account(NOBODY)?];
    // The first ones ask for a token and read what the server keeps.
    at_a_rate(&bank, &known, 1, false).await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let seconds = u64::from(setting("PELANGI_BENCH_SECONDS", 5)?);
    for _ in 0..setting("PELANGI_BENCH_ROUNDS", 3)? {
        ours.push(at_a_rate(&bank, &known, seconds, false).await?);
        theirs.push(at_a_rate(&bank, &nobody, seconds, true).await?);
    }
    table.row(
        format!("SNAP inquiry at {RATE} a second, 99th percentile"),
        Figure::cost(median(ours), "ms"),
        Some(Figure::cost(20.0, "ms")),
        Some(("the same for a code of nobody", Figure::cost(median(theirs), "ms"))),
    );
    Ok(())
}

/// Codes for one bill each, of objects spread over the regency.
async fn codes(place: &Place) -> Result<Vec<Code>, Fault> {
    let nops = nops(place).await?;
    let house = place.open().await?;
    let ledger = modules::ledger(&house.cell);
    let mut codes = Vec::with_capacity(CODES);
    for nop in nops.iter().step_by((nops.len() / (2 * CODES)).max(1)) {
        if codes.len() == CODES {
            break;
        }
        let bill = BillId { nop: *nop, tax_year: i64::from(YEAR) };
        // Some of the generated notices are paid.
        codes.extend(ledger.make_code(&[bill]).await.ok().map(|made| made.code));
    }
    house.cell.db().close().await;
    if codes.is_empty() { Err("nothing can be paid".into()) } else { Ok(codes) }
}

/// Makes the bank a partner of the cell, with a fresh key.
fn key(place: &Place) -> Result<PrivateKey, Fault> {
    let (private, public) = (place.folder().join("bank.pem"), place.folder().join("bank.pub"));
    if !private.exists() {
        let made = ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out"];
        run(Command::new("openssl").args(made).arg(&private))?;
        run(Command::new("openssl")
            .args(["pkey", "-pubout", "-in"])
            .arg(&private)
            .arg("-out")
            .arg(&public))?;
        let partner = ["snap", "partner", "add", "--client-key", CLIENT, "--client-secret", SECRET];
        let own = ["--service-id", SERVICE_ID, "--public-key"];
        run(Command::new(PELANGI)
            .args(partner)
            .args(own)
            .arg(&public)
            .arg("--config")
            .arg(place.config()))?;
    }
    Ok(PrivateKey::from_pem(&std::fs::read_to_string(&private)?)?)
}

fn run(command: &mut Command) -> Result<(), Fault> {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed").into()) }
}

fn bank(server: &Served, key: PrivateKey) -> Result<SnapBank, Fault> {
    let credentials = Credentials {
        client_key: CLIENT.to_owned(),
        client_secret: ClientSecret::new(SECRET)?,
        private_key: Some(key),
        channel_id: "95221".to_owned(),
        dialect: Dialect::default(),
    };
    let around = Surroundings {
        url: format!("http://{}", server.socket()),
        timeout: Duration::from_secs(10),
        zone: Zone::parse("Asia/Makassar")?,
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
        story: Story::silent(),
    };
    Ok(SnapBank::new(credentials, around)?)
}

fn account(code: &str) -> Result<Account, Fault> {
    Ok(Account::parse(SERVICE_ID, code)?)
}

/// The 99th percentile in milliseconds; `refused` says which answer is the right one.
async fn at_a_rate(
    bank: &Arc<SnapBank>,
    accounts: &[Account],
    seconds: u64,
    refused: bool,
) -> Result<f64, Fault> {
    let mut tasks = tokio::task::JoinSet::new();
    let mut ticks = tokio::time::interval(Duration::from_micros(1_000_000 / RATE));
    for account in accounts.iter().cycle().take(usize::try_from(RATE * seconds)?) {
        ticks.tick().await;
        let (bank, account) = (Arc::clone(bank), account.clone());
        tasks.spawn(async move {
            let begun = Instant::now();
            let id = bank.surroundings().new_reference();
            let answer = bank.inquiry(&account, &id, Misdeed::None).await;
            let time = begun.elapsed();
            match answer {
                Ok(_) if !refused => Ok(time),
                Err(BankError::Refused(_)) if refused => Ok(time),
                other => Err(format!("an inquiry went wrong: {other:?}")),
            }
        });
    }
    let mut times = Vec::new();
    while let Some(done) = tasks.join_next().await {
        times.push(done??);
    }
    Ok(percentile(&mut times, 99))
}
