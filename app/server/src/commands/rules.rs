//! `pelangi property-tax rules`: loads a rules file as a new version.

use identity::Actor;
use property_tax::usecase::rules;
use serde_json::json;

use super::{Answer, Failure, Outcome, load, open, runtime};
use crate::cli::RulesArgs;

pub fn run(args: &RulesArgs, answer: Answer) -> Outcome {
    let config = load(&args.config)?;
    let text = std::fs::read_to_string(&args.file).map_err(|error| {
        Failure::input(format_args!("{} cannot be read: {error}", args.file.display()))
    })?;
    let version = runtime()?.block_on(async {
        let house = open(&config).await?;
        let version = rules::load(&house.cell, &Actor::operator(), &text).await?;
        audit::seal(&house.cell).await?;
        Ok::<_, Failure>(version)
    })?;
    let words =
        format!("The rules are in force as version {version}; assessments from now on use them.");
    answer.give(&json!({ "version": version }), words)
}
