//! `pelangi documents verify` and `sign`: signed PDFs on this machine, without a cell.

mod extend;
mod fetch;
mod material;
mod output;
mod place;
mod sign;
mod verify;
mod words;

use super::{Answer, Outcome};
use crate::cli::DocumentsCommand;

pub fn run(command: &DocumentsCommand, answer: Answer) -> Outcome {
    match command {
        DocumentsCommand::Verify(args) => verify::run(args, answer),
        DocumentsCommand::Sign(args) => sign::run(args, answer),
    }
}
