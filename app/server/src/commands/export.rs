//! `pelangi export`: a cell in a form that either engine can read.

use super::backup::{describe, json_of, neutral, summary};
use super::{Answer, Outcome, load, open, runtime};
use crate::archive::{DATABASE_FOLDER, FILES, Shape, copy_tree, new_folder};
use crate::cli::ExportArgs;

pub fn run(args: &ExportArgs, answer: Answer) -> Outcome {
    let config = load(&args.config)?;
    let manifest = runtime()?.block_on(async {
        let house = open(&config).await?;
        new_folder(&args.to)?;
        audit::checkpoint(&house.cell).await?;
        copy_tree(&config.data.files, &args.to.join(FILES))?;
        let database = neutral(&house, &args.to.join(DATABASE_FOLDER)).await?;
        describe(&house, &config, Shape::Neutral, database).write(&args.to)
    })?;
    let words = format!(
        "The export is in {}. The keys are not in it. Stop the old cell before the new one \
         serves, or what happens meanwhile is lost.\n{}",
        args.to.display(),
        summary(&manifest)
    );
    answer.give(&json_of(&manifest, &args.to), words)
}
