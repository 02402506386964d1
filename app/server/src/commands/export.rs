//! `pelangi export`: a cell in a form that either engine can read.

use serde_json::json;

use super::backup::{describe, json_of, neutral, summary, tell_trail};
use super::{Answer, Failure, Outcome, load, open, runtime};
use crate::archive::{DATABASE_FOLDER, FILES, Manifest, NewFolder, Shape, copy_tree};
use crate::cli::ExportArgs;
use crate::config::Config;
use crate::deeds::EXPORTED;
use crate::house::House;

pub fn run(args: &ExportArgs, answer: Answer) -> Outcome {
    let config = load(&args.config)?;
    let manifest = runtime()?.block_on(async {
        let house = open(&config).await?;
        let folder = NewFolder::begin(&args.to)?;
        let made = write(&house, &config, args).await;
        let facts = json!({ "folder": args.to });
        tell_trail(&house, EXPORTED, &args.to, made.is_ok(), facts).await;
        folder.finish_with(made)
    })?;
    let words = format!(
        "The export is in {}. The keys are not in it. Stop the old cell before the new one \
         serves, or what happens meanwhile is lost.\n{}",
        args.to.display(),
        summary(&manifest)
    );
    answer.give(&json_of(&manifest, &args.to), words)
}

async fn write(house: &House, config: &Config, args: &ExportArgs) -> Result<Manifest, Failure> {
    audit::checkpoint(&house.cell).await?;
    copy_tree(&config.data.files, &args.to.join(FILES))?;
    let database = neutral(house, &args.to.join(DATABASE_FOLDER)).await?;
    describe(house, config, Shape::Neutral, database).write(&args.to)
}
