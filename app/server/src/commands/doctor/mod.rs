//! `pelangi doctor`: looks at a cell and its machine, and says what to mend.

mod data;
mod finding;
mod machine;
mod network;
mod seals;
mod secrets;
mod signing;
mod tls;
mod work;

use std::path::Path;

use db::{Db, Options, Target};
use serde_json::json;

pub use finding::{Finding, Status};

use super::{Answer, Failure, Outcome, open, runtime};
use crate::config::Config;
use crate::house::{House, Schema};

pub fn run(path: &Path, answer: Answer) -> Outcome {
    let findings = match Config::load(path) {
        Err(error) => vec![Finding::fail("settings", error.to_string(), "mend the settings file")],
        Ok(config) => runtime()?.block_on(examine(&config, path)),
    };
    let worst = findings.iter().map(|f| f.status).max().unwrap_or(Status::Ok);
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let json = json!({ "status": worst, "version": env!("CARGO_PKG_VERSION"), "checks": findings });
    answer.give(&json, lines.join("\n"))?;
    match findings.iter().filter(|f| f.status == Status::Fail).count() {
        0 => Ok(()),
        failed => Err(Failure::work(format_args!("{failed} of {} checks failed", findings.len()))),
    }
}

async fn examine(config: &Config, path: &Path) -> Vec<Finding> {
    let says = format!("{} can be used", path.display());
    let mut found = vec![Finding::ok("settings", says), network::demo(config)];
    found.push(network::public_url(config));
    found.extend(network::addresses(config));
    found.extend(tls::certificate(config));
    found.push(secrets::keys(&config.data.keys));
    found.extend(machine::disk(config));
    found.push(machine::files(&config.data.files));
    found.extend(signing::all(config).await);
    found.extend(database(config).await);
    found
}

/// Everything that needs the database, as far as it can be reached.
async fn database(config: &Config) -> Vec<Finding> {
    if let Err(failure) = open::must_exist(config) {
        return vec![Finding::fail("database", failure.message(), "see above")];
    }
    let target = match Target::parse(&config.data.database) {
        Ok(target) => target,
        Err(error) => return vec![Finding::fail("database", error, "mend `database` in [data]")],
    };
    let db = match Db::open(&target, Options::default()).await {
        Ok(db) => db,
        Err(error) => return vec![data::unreachable(&error)],
    };
    let reachable = data::reachable(&db).await;
    let mut found = vec![reachable, data::schema(&db).await, data::damage(&db).await];
    db.close().await;
    if found.iter().any(|f| f.check != "damage" && f.status != Status::Ok) {
        return found;
    }
    match House::open(config, Schema::Leave).await {
        Ok(house) => {
            found.push(machine::clock(&house.cell).await);
            found.push(secrets::matching(&house.cell).await);
            found.extend(work::all(&house.cell).await);
            found.extend(seals::all(config, &house.cell).await);
            house.cell.db().close().await;
        }
        Err(error) => found.push(data::not_opened(&error)),
    }
    found
}
