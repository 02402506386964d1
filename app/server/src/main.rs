//! The program `pelangi`.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::run()
}
