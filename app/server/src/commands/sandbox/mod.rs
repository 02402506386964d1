//! `pelangi sandbox`: a fake bank, a fake acquirer and a fake signing service, for trying a server as a partner would.

mod acquirer;
mod bsre;
mod deeds;
mod eod;
mod load;
mod reach;

use super::{Answer, Outcome};
use crate::cli::{BankCommand, SandboxCommand};

pub fn run(command: &SandboxCommand, answer: Answer) -> Outcome {
    match command {
        SandboxCommand::Bank(command) => bank(command, answer),
        SandboxCommand::Acquirer(args) => acquirer::run(args),
        SandboxCommand::Bsre(args) => bsre::run(args),
    }
}

fn bank(command: &BankCommand, answer: Answer) -> Outcome {
    match command {
        BankCommand::Inquiry(args) => deeds::inquiry(args, answer),
        BankCommand::Pay(args) => deeds::pay(args, answer),
        BankCommand::Status(args) => deeds::status(args, answer),
        BankCommand::Reverse(args) => deeds::reverse(args, answer),
        BankCommand::Notify(args) => deeds::notify(args, answer),
        BankCommand::Load(args) => load::run(args, answer),
        BankCommand::Eod(args) => eod::run(args),
    }
}
