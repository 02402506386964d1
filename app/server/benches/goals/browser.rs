//! The citizen's pages in Chromium on a slow link and a slow processor.

use std::process::{Command, Stdio};

use tokio::runtime::Runtime;

use crate::place::Place;
use crate::table::{Figure, Table};
use crate::{Fault, look_up, setting, tools};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/goals/lcp.mjs");
const PEER: &str = "a bare page of one sentence";

/// A page as it was measured.
struct Seen {
    name: String,
    lcp: f64,
    bytes: f64,
    script: f64,
}

pub fn measure(table: &mut Table, place: &Place, runtime: &Runtime) -> Result<(), Fault> {
    let nops = runtime.block_on(look_up::nops(place))?;
    let server = place.serve()?;
    let rounds = setting("PELANGI_BENCH_ROUNDS", 3)?.to_string();
    let output = Command::new("node")
        .args([SCRIPT, &server.address, nops[nops.len() / 2].digits(), &rounds])
        .env("CHROMIUM", tools::find("chromium").ok_or("chromium is missing")?)
        .stdin(Stdio::null())
        .output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{said}\nthe browser needs e2e/node_modules: make e2e-tools").into());
    }
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let seen: Vec<Seen> = printed.lines().map(read).collect::<Result<_, _>>()?;
    let bare = seen.iter().find(|page| page.name == "bare").ok_or("no bare page")?.lcp;
    for page in seen.iter().filter(|page| page.name != "bare") {
        table.row(
            format!("LCP of {}, Slow 4G, processor ÷ 4", page.name),
            Figure::cost(page.lcp, "ms"),
            None,
            Some((PEER, Figure::cost(bare, "ms"))),
        );
        table.remark(format!(
            "{}: {} bytes on the wire, {} of them script.",
            page.name, page.bytes, page.script
        ));
    }
    Ok(())
}

/// `lcp NAME MILLISECONDS BYTES SCRIPT`
fn read(line: &str) -> Result<Seen, Fault> {
    let words: Vec<&str> = line.split(' ').collect();
    let ["lcp", name, lcp, bytes, script] = words[..] else {
        return Err(format!("the browser printed `{line}`").into());
    };
    Ok(Seen {
        name: name.to_owned(),
        lcp: lcp.parse()?,
        bytes: bytes.parse()?,
        script: script.parse()?,
    })
}
