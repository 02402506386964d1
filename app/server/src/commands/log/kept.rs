//! `pelangi log check` and `erase`: the log where it is kept.

use std::path::Path;

use base::{Error, Kind};
use db::Tx;
use documents::usecase::log;
use identity::Actor;
use serde_json::json;

use crate::cli::LogEraseArgs;
use crate::commands::{Answer, Failure, Outcome, load, open, runtime};

pub fn check(config: &Path, answer: Answer) -> Outcome {
    let config = load(config)?;
    let checked = runtime()?.block_on(async {
        let house = open(&config).await?;
        Ok::<_, Failure>(log::check(&house.cell).await?)
    })?;
    let log::Checked { entries, heads, late } = checked;
    let told = match late {
        0 => String::new(),
        late => format!(
            " {late} of them were noted long after they say; the audit trail names them \
             (documents/log-late)."
        ),
    };
    let words = format!("The log is whole: {entries} entries below {heads} signed heads.{told}");
    answer.give(&json!({ "entries": entries, "heads": heads, "late": late }), words)
}

pub fn erase(args: &LogEraseArgs, answer: Answer) -> Outcome {
    let config = load(&args.config)?;
    let entries = runtime()?.block_on(async {
        let house = open(&config).await?;
        let login = args.account.trim().to_lowercase();
        let find = house.cell.db().read(async |tx: &mut Tx| -> Result<_, Error> {
            let nobody = || Error::new(Kind::NotFound, "identity/not-found");
            let found = identity::find_account_by_login(tx, &login).await?;
            Ok(found.ok_or_else(nobody)?.id)
        });
        let account = find.await?.to_string();
        let erased = log::erase(&house.cell, &Actor::operator(), &account, &args.reason).await?;
        audit::seal(&house.cell).await?;
        Ok::<_, Failure>(erased)
    })?;
    let words = format!(
        "The salts of {entries} entries are gone: nothing can show any more whose they are. Copies \
         and backups of the database hold them until those are removed."
    );
    answer.give(&json!({ "entries": entries }), words)
}
