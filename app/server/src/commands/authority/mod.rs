//! `pelangi ca …`: the certificate authority of a cell, by whoever holds its keys folder.

mod files;
mod make;
mod people;
mod show;

use super::{Answer, Outcome};
use crate::cli::CaCommand;

pub fn run(command: &CaCommand, answer: Answer) -> Outcome {
    match command {
        CaCommand::Init(args) => make::init(args, answer),
        CaCommand::Renew(args) => make::renew(args, answer),
        CaCommand::Show(args) => show::show(&args.config, answer),
        CaCommand::Registrar(args) => people::registrar(args, answer),
        CaCommand::Revoke(args) => people::revoke(args, answer),
        CaCommand::Issue(args) => files::issue(args, answer),
        CaCommand::Crl(args) => files::list(args, answer),
        CaCommand::Export(args) => files::export(args, answer),
        CaCommand::Tsa(args) => files::stamp(&args.config),
    }
}
