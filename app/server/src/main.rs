//! The program `pelangi`.

use std::process::ExitCode;

// Rows of an import are made on one thread and freed on another, and a page is many small texts:
// both are where the system's allocator is slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::run()
}
