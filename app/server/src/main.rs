//! The program `pelangi`.

mod config;
mod system;

fn main() {}
