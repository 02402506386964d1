//! A proposal and a reading as lines that a person can compare with the sheet.

use std::fmt::Write;

use layout::plan::{About, Place};
use layout::{At, Finding, Known, Layout, Mark, Matched, Missing, Proposal, Reading, Role, Value};

pub fn proposal(it: &Proposal) -> String {
    let mut text = String::new();
    let Layout { heads, body, columns, fixed, convention, total, .. } = &it.layout;
    writeln!(text, "heads {}-{} body {}-{}", heads.0, heads.1, body.0, body.1).unwrap();
    for column in columns {
        let at = At { row: heads.1, column: column.column };
        let reason = it.reasons.iter().find(|it| it.about == About::Column(column.column)).unwrap();
        let role = match &column.role {
            Role::Value(value) => {
                let power =
                    if value.power == 0 { String::new() } else { format!(" x10^{}", value.power) };
                let mark = if value.mark == Mark::Final {
                    String::new()
                } else {
                    format!(" {:?}", value.mark)
                };
                format!("Value{}{power}{mark}", place(&value.place))
            }
            role => format!("{role:?}"),
        };
        writeln!(text, "{at} {role}: {:?} {}", reason.sure, reason.code).unwrap();
    }
    if *fixed != Place::default() {
        writeln!(text, "fixed{}", place(fixed)).unwrap();
    }
    if let Some(total) = total {
        writeln!(text, "total {total}").unwrap();
    }
    if let Some(convention) = convention {
        writeln!(text, "numbers {convention:?}").unwrap();
    }
    for reason in it.reasons.iter().filter(|it| !matches!(it.about, About::Column(_))) {
        writeln!(
            text,
            "{:?}: {:?} {} {}",
            reason.about, reason.sure, reason.code, reason.facts[0].1
        )
        .unwrap();
    }
    findings(&mut text, &it.findings);
    text
}

pub fn reading(it: &Reading<'_>, known: &Known<'_>) -> String {
    let mut text = String::new();
    let one = known.measures.len() == 1;
    for record in &it.records {
        let measure = if one { String::new() } else { format!(" {}", record.measure) };
        let how = if record.matched == Matched::Manual { " (manual)" } else { "" };
        let value = match record.value {
            Value::Figure(figure, Mark::Final) => figure.to_string(),
            Value::Figure(figure, mark) => format!("{figure} {mark:?}"),
            Value::Missing(Missing::NotAvailable) => "...".to_owned(),
            Value::Missing(Missing::NotApplicable) => "NA".to_owned(),
            Value::Missing(Missing::Suppressed) => "x".to_owned(),
        };
        let codes = record.codes.join(" ");
        writeln!(text, "{}{measure} {codes} {} = {value}{how}", record.at, record.period).unwrap();
    }
    findings(&mut text, &it.findings);
    text
}

fn place(it: &Place) -> String {
    let codes = it.codes.iter().map(|(dimension, code)| format!(" {dimension}={code}"));
    let measure = it.measure.iter().map(|it| format!(" {it}"));
    let period = it.period.iter().map(|it| format!(" {it}"));
    measure.chain(period).chain(codes).collect()
}

fn findings(text: &mut String, all: &[Finding]) {
    for it in all {
        let at = it.at.map_or("sheet".to_owned(), |at| at.to_string());
        let facts: Vec<String> =
            it.facts.iter().map(|(name, fact)| format!("{name}={fact}")).collect();
        let facts = facts.join(" ");
        write!(text, "{at}: {:?} {:?} {} {facts}", it.check, it.severity, it.code).unwrap();
        if let Some(suggestion) = &it.suggestion {
            write!(text, " -> {}", serde_json::to_string(suggestion).unwrap()).unwrap();
        }
        writeln!(text).unwrap();
    }
}
