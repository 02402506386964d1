//! `pelangi property-tax import`: brings a SISMIOP extract in and tells how good it is.

use std::path::{Path, PathBuf};

use base::Rupiah;
use db::Tx;
use identity::Actor;
use property_tax::sismiop::Totals;
use property_tax::store::imports;
use property_tax::usecase::import::{self, Importing, Report};
use serde_json::{Value, json};

use super::{Answer, Failure, Outcome, Progress, load, open, runtime};
use crate::cli::ExtractArgs;
use crate::house::House;

pub fn run(args: &ExtractArgs, answer: Answer) -> Outcome {
    let config = load(&args.config)?;
    let importing = Importing {
        source: name_of(&args.dir)?,
        folder: args.dir.clone(),
        who: Actor::operator().who(),
    };
    let (report, rejects) = runtime()?.block_on(async {
        let house = open(&config).await?;
        let progress = Progress::start();
        let tell = |p: import::Progress| progress.tell(p.phase, p.done, p.total);
        let done = import::run(&house.cell, &importing, &tell).await;
        progress.end();
        let report = done?;
        audit::seal(&house.cell).await?;
        Ok::<_, Failure>((report, rejects_of(&house).await?))
    })?;
    let rejects = rejects.map(|name| config.data.files.join(name));
    answer.give(&json_of(&report, rejects.as_deref())?, words(&report, rejects.as_deref()))?;
    if report.balanced {
        return Ok(());
    }
    Err(Failure::work(
        "the money in the cell is not the money of the extract; do not use this import. Compare \
         the totals above with SISMIOP and report it",
    ))
}

fn name_of(folder: &Path) -> Result<String, Failure> {
    if !folder.is_dir() {
        return Err(Failure::input(format_args!(
            "{} is not a folder; name the one with the CSV files (DAT_OBJEK_PAJAK.csv …)",
            folder.display()
        )));
    }
    let name = folder
        .canonicalize()
        .ok()
        .and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
    Ok(name.unwrap_or_else(|| "extract".to_owned()))
}

/// The name of the file of refused rows of the import that just ended.
async fn rejects_of(house: &House) -> Result<Option<String>, Failure> {
    let db = house.cell.db();
    let newest = db.read(async |tx: &mut Tx| imports::list(tx, i64::MAX, 1).await).await;
    let newest = newest.map_err(base::Error::from)?;
    Ok(newest.into_iter().next().and_then(|import| import.rejects))
}

fn json_of(report: &Report, rejects: Option<&Path>) -> Result<Value, Failure> {
    let mut json = serde_json::to_value(report).map_err(Failure::work)?;
    json["written"] = json!(report.written());
    json["rejects"] = json!(rejects);
    Ok(json)
}

fn words(report: &Report, rejects: Option<&Path>) -> String {
    let mut lines = vec![match report.unchanged {
        true => "Nothing differs from what is there; nothing was changed.".to_owned(),
        false => format!("{} rows were written and are visible now.", report.written()),
    }];
    for (table, change) in &report.changes {
        lines.push(format!(
            "  {table:<20} {:>9} new {:>9} changed {:>9} as before",
            change.new, change.changed, change.same
        ));
    }
    lines.push("What to look at:".to_owned());
    lines.extend(findings(report));
    lines.push("Money, before and after:".to_owned());
    let quality = &report.quality;
    lines.push(money("notices ", &quality.before, &quality.after, |t| &t.notices));
    lines.push(money("payments", &quality.before, &quality.after, |t| &t.payments));
    let path = rejects.map(PathBuf::from);
    lines.push(match path {
        Some(path) => format!(
            "{} rows were refused; file, line, column and reason: {}",
            report.rejected,
            path.display()
        ),
        None => "No row was refused.".to_owned(),
    });
    lines.join("\n")
}

fn findings(report: &Report) -> Vec<String> {
    let q = &report.quality;
    let all = [
        ("subject ids on more than one row", q.duplicate_subject_ids),
        ("subjects alike under different ids", q.likely_same_subjects),
        ("subject ids that are no NIK", q.subject_ids_not_nik),
        ("objects without a subject", q.objects_without_subject),
        ("objects in a village outside the reference", q.outside_reference),
        ("land without area", q.zero_land_areas),
        ("buildings without area", q.zero_building_areas),
        ("zones in use without a value", q.zones_without_value),
        ("notices marked paid without a payment", q.paid_without_payment),
        ("payments without a notice", q.payment_without_notice),
        ("gaps in the numbers of payments", q.payment_sequence_gaps),
        ("land and building rows without an object", q.parts_without_object),
        ("values in thousands of rupiah", q.thousand_rupiah_values),
    ];
    all.into_iter().map(|(what, count)| format!("  {count:>9}  {what}")).collect()
}

fn money(
    what: &str,
    before: &Totals,
    after: &Totals,
    of: fn(&Totals) -> &std::collections::BTreeMap<i16, property_tax::sismiop::YearTotal>,
) -> String {
    let sum = |totals: &Totals| {
        let mut all = of(totals).values().map(|year| year.amount);
        all.try_fold(Rupiah::ZERO, Rupiah::checked_add)
            .map_or_else(|| "too large to add".to_owned(), |sum| sum.to_string())
    };
    let same = if of(before) == of(after) { "equal" } else { "NOT EQUAL" };
    format!("  {what}  {}  {}  {same}", sum(before), sum(after))
}
