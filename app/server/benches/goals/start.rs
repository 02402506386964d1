//! From the start of the process until it answers, and the memory it then holds.

use std::time::Duration;

use crate::place::Place;
use crate::table::{Figure, Table, median};
use crate::{Fault, setting};

pub fn measure(table: &mut Table, place: &Place) -> Result<(), Fault> {
    let (mut starts, mut sizes) = (Vec::new(), Vec::new());
    for _ in 0..setting("PELANGI_BENCH_ROUNDS", 3)?.max(3) {
        let server = place.serve()?;
        starts.push(server.start.as_secs_f64() * 1e3);
        std::thread::sleep(Duration::from_millis(1_500));
        sizes.push(server.memory()?);
    }
    let goal = Figure::cost(1_000.0, "ms");
    table.row(
        "Start of the full cell until `ready`",
        Figure::cost(median(starts), "ms"),
        Some(goal),
        None,
    );
    let goal = Figure::cost(150.0, "MB");
    table.row("Memory of the idle program", Figure::cost(median(sizes), "MB"), Some(goal), None);
    Ok(())
}
