//! `pelangi demo`: a whole regency with invented people, made on the first start.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use audit::Who;
use base::{Date, RegionCode, Zone};
use db::Tx;
use identity::Actor;
use property_tax::domain::office::Office;
use property_tax::generate::{self, Sample, Story};
use property_tax::store::{objects, revisions, settings};
use property_tax::usecase::import::{self, Importing};
use property_tax::usecase::rules;

use super::cell::{make, open_new};
use super::serve::{listen, serve};
use super::{Failure, Outcome, demo_payments, runtime};
use super::{demo_counter, demo_keys, demo_offices, demo_statistics, demo_treasury};
use crate::cli::DemoArgs;
use crate::config::{Config, NewCell};
use crate::demo_people::{PASSWORD, PEOPLE, PHRASE, Person};
use crate::house::House;
use crate::{logging, seals};

const SEED: u64 = 6408;

/// As many as a first look needs.
const OBJECTS: u32 = 2_000;

pub fn run(args: &DemoArgs) -> Outcome {
    let path = args.dir.join("pelangi.toml");
    let listener = listen(SocketAddr::from((Ipv4Addr::LOCALHOST, args.port)))?;
    let port = listener.local_addr().map_err(Failure::work)?.port();
    let new = !path.exists();
    let mut config = if new {
        runtime()?.block_on(async { make(&path, &new_cell(port)?) })?
    } else {
        load(&path)?
    };
    // The port may differ from start to start; QR codes should lead to the one that answers.
    config.cell.public_url = format!("http://localhost:{port}");
    logging::start(&config);
    runtime()?.block_on(async {
        let house = open_new(&config).await?;
        let (samples, made) = fill(&house, &args.dir, args.objects.unwrap_or(OBJECTS)).await?;
        demo_counter::fill(&house, &samples).await?;
        demo_treasury::fill(&house, &samples).await?;
        demo_offices::fill(&house).await?;
        demo_keys::fill(&house).await?;
        demo_statistics::fill(&house).await?;
        seals::make_for_demo(&house.cell).await?;
        introduce(&house, &samples).await?;
        if let (false, Some(wanted)) = (made, args.objects) {
            println!(
                "--objects {wanted} was not used: the cell was made before. To begin anew, stop, \
                 remove {} or name another --dir.",
                args.dir.display()
            );
        }
        serve(&house, &config, listener, |address| println!("ready {address}")).await
    })
}

fn load(path: &Path) -> Result<Config, Failure> {
    let config = Config::load(path).map_err(Failure::input)?;
    match config.cell.demo {
        true => Ok(config),
        false => Err(Failure::input(format_args!(
            "{} is a real cell; demo data never enters it. Use another --dir",
            path.display()
        ))),
    }
}

fn new_cell(port: u16) -> Result<NewCell, Failure> {
    Ok(NewCell {
        code: RegionCode::parse("64.08").map_err(Failure::work)?,
        name: "Kabupaten Kutai Timur".to_owned(),
        zone: Zone::parse("Asia/Makassar").map_err(Failure::work)?,
        public_url: format!("http://localhost:{port}"),
        database: None,
        demo: true,
    })
}

/// Generates and imports an extract when the cell has none, and adds people and rules.
/// Whom to look up, and whether objects were made now.
async fn fill(house: &House, folder: &Path, objects: u32) -> Result<(Vec<Sample>, bool), Failure> {
    for person in PEOPLE {
        house.identity.add_demo_account(&person.account()).await?;
    }
    rules::load(&house.cell, &Actor::operator(), generate::DEMO_RULES).await?;
    demo_payments::fill(&house.cell).await?;
    let filled = house
        .cell
        .db()
        .write(async |tx: &mut Tx| -> base::Result<bool> {
            settings::set_office(tx, &office()).await?;
            Ok(revisions::any_published(tx).await?)
        })
        .await?;
    let samples = folder.join("samples.json");
    if !filled {
        let found = import_extract(house, folder, objects).await?;
        std::fs::write(&samples, samples_json(&found)).map_err(Failure::work)?;
        return Ok((found, true));
    }
    let kept = std::fs::read_to_string(&samples).map(|text| read_samples(&text));
    Ok((kept.unwrap_or_default(), false))
}

fn office() -> Office {
    Office {
        agency: "Badan Pendapatan Daerah".to_owned(),
        place: "Sangatta".to_owned(),
        signatory_title: "Kepala Badan Pendapatan Daerah".to_owned(),
        signatory_name: "Rahma Contoh".to_owned(),
        signatory_nip: None,
        pay_at: vec!["Bank contoh, semua kantor".to_owned(), "Loket Bapenda contoh".to_owned()],
    }
}

async fn import_extract(
    house: &House,
    folder: &Path,
    objects: u32,
) -> Result<Vec<Sample>, Failure> {
    let extract = folder.join("extract");
    if extract.exists() {
        // A start that was cut off left it; it holds nothing that cannot be made again.
        std::fs::remove_dir_all(&extract).map_err(Failure::work)?;
    }
    let year = i32::from(house.cell.today().year());
    eprintln!("making an invented regency of {objects} objects …");
    let as_of = Some(house.cell.today());
    let options = generate::Options { as_of, ..generate::Options::default() };
    let summary = generate::generate(&extract, objects, SEED, year, &options, &mut |_| {})
        .map_err(Failure::input)?;
    eprintln!("importing it …");
    let who = Who { id: "operator".to_owned(), ..Who::default() };
    let importing = Importing { folder: extract, source: "extract".to_owned(), who };
    import::run(&house.cell, &importing, &|_| {}).await?;
    Ok(summary.samples)
}

/// Prints what a visitor needs: addresses, people, a few objects.
async fn introduce(house: &House, samples: &[Sample]) -> Outcome {
    let objects = count_objects(house).await?;
    println!("Pelangi, demo cell {} ({objects} objects).", house.cell.settings().name);
    println!("Everything in it is invented. Sign in at /masuk; the password of everybody is");
    println!("  {PASSWORD}");
    println!("and the sign-in page shows the six digits a phone would show.");
    for Person { login, name, role, .. } in PEOPLE {
        println!("  {login:<12} {name:<14} {role}");
    }
    println!("Signing keys of the demo open with: {}", PHRASE);
    println!("Objects to look up:");
    for sample in samples {
        println!("  {}  {}", sample.nop, story(sample.story));
        if let Some((paid_on, amount)) = sample.payment {
            println!("      proof: paid {} on {}", amount, day(paid_on));
        }
    }
    Ok(())
}

async fn count_objects(house: &House) -> Result<i64, Failure> {
    let counted = house.cell.db().read(async |tx: &mut Tx| {
        let mut count = 0;
        for village in objects::list_villages(tx).await? {
            count += objects::count_of_village(tx, &village).await?;
        }
        Ok::<_, db::DbError>(count)
    });
    Ok(counted.await.map_err(base::Error::from)?)
}

fn day(date: Date) -> String {
    format!("{:02}-{:02}-{}", date.day(), date.month(), date.year())
}

fn story(story: Story) -> &'static str {
    match story {
        Story::Paid => "paid this year",
        Story::Unpaid => "not paid this year",
        Story::Arrears => "nothing was ever paid",
        Story::SeveralBuildings => "several buildings",
        Story::Flat => "a flat with a share of joint land",
        Story::Nil => "worth too little to be taxed",
    }
}

const STORIES: [(&str, Story); 6] = [
    ("paid", Story::Paid),
    ("unpaid", Story::Unpaid),
    ("arrears", Story::Arrears),
    ("several-buildings", Story::SeveralBuildings),
    ("flat", Story::Flat),
    ("nil", Story::Nil),
];

fn samples_json(samples: &[Sample]) -> String {
    let sample = |s: &Sample| {
        let story = STORIES.iter().find(|(_, story)| *story == s.story).map(|(name, _)| *name);
        let payment = s.payment.map(|(on, amount)| (on.to_string(), amount.0));
        serde_json::json!({
            "nop": s.nop.digits(), "story": story, "nik": s.nik, "payment": payment,
        })
    };
    serde_json::Value::Array(samples.iter().map(sample).collect()).to_string()
}

fn read_samples(text: &str) -> Vec<Sample> {
    let Ok(serde_json::Value::Array(all)) = serde_json::from_str(text) else { return Vec::new() };
    let sample = |value: &serde_json::Value| {
        let name = value["story"].as_str()?;
        let payment = value["payment"].as_array().and_then(|pair| {
            Some((pair.first()?.as_str()?.parse().ok()?, base::Rupiah(pair.get(1)?.as_i64()?)))
        });
        Some(Sample {
            nop: base::Nop::parse(value["nop"].as_str()?).ok()?,
            story: STORIES.iter().find(|(known, _)| *known == name).map(|(_, story)| *story)?,
            nik: value["nik"].as_str().map(str::to_owned),
            payment,
        })
    };
    all.iter().filter_map(sample).collect()
}
