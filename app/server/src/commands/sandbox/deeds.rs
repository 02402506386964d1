//! Single deeds of the fake bank. The story goes to standard error, the end of it to standard output.

use std::path::Path;
use std::time::Duration;

use bank::{
    Ack, AckBook, AckKind, Amounts, BankError, Fault, Owed, QrNotice, Target, Teller, Told,
};
use base::Rupiah;
use h2h::{Ntpd, Reference, ReversalReply, ReversalRequest};
use serde_json::{Value, json};
use snap::Timestamp;

use super::reach::{account, detail, failure, target, teller};
use crate::cli::{InquiryArgs, NotifyArgs, PayArgs, ReverseArgs, StatusArgs};
use crate::commands::{Answer, Failure, Outcome, runtime};

pub fn inquiry(args: &InquiryArgs, answer: Answer) -> Outcome {
    let teller = teller(&args.server, detail(&args.server))?;
    let target = target(&args.subject, args.server.h2h)?;
    let owed = runtime()?.block_on(teller.owed(&target, args.server.fault)).map_err(failure)?;
    answer.give(&owed.reply, format_args!("owed: {}", owed.ack.total))
}

pub fn pay(args: &PayArgs, answer: Answer) -> Outcome {
    let teller = teller(&args.server, detail(&args.server))?;
    let target = target(&args.subject, args.server.h2h)?;
    // An acknowledgement that cannot be written is found before anything is paid.
    let book = args.ack.as_deref().map(book).transpose()?;
    runtime()?.block_on(async {
        let owed = payment(&teller, &target, args).await?;
        let told = told(&teller, &owed, args).await;
        let approved: Vec<&Told> = told.iter().filter_map(|told| told.as_ref().ok()).collect();
        if let (Some(book), Some(first)) = (&book, approved.first()) {
            book.write(&owed.acknowledged(first)).await.map_err(Failure::work)?;
        }
        match told.iter().find_map(|told| told.as_ref().err()) {
            Some(error) => Err(ended(&owed.ack, approved.len(), error)),
            None => paid(&owed.ack, &approved, answer),
        }
    })
}

/// The payment that was asked for: of what is owed, or as it was typed.
async fn payment(teller: &Teller, target: &Target, args: &PayArgs) -> Result<Owed, Failure> {
    let around = teller.surroundings();
    let mut owed = match (target, args.amount.map(Rupiah), args.principal.map(Rupiah)) {
        (Target::Account(account), Some(amount), _) => Owed::unasked(around, account, amount),
        (Target::Bill { nop, tax_year }, Some(total), Some(principal)) => {
            let (penalty, waived) = (Rupiah(args.penalty), Rupiah(args.waived));
            let amounts = Amounts { principal, penalty, waived, total };
            Owed::unasked_bill(around, *nop, *tax_year, amounts).map_err(failure)?
        }
        (_, amount, _) => {
            let owed = teller.owed(target, Fault::None).await.map_err(failure)?;
            match amount {
                Some(amount) => owed.with_amount(amount),
                None => owed,
            }
        }
    };
    if let Some(reference) = &args.reference {
        owed = owed.with_reference(reference).map_err(failure)?;
    }
    if let Some(time) = &args.paid_at {
        let time = Timestamp::parse(time);
        let time = time.map_err(|e| Failure::input(format_args!("--paid-at: {e}")))?;
        owed = owed.paid_at(&time, around);
    }
    Ok(owed)
}

async fn told(teller: &Teller, owed: &Owed, args: &PayArgs) -> Vec<Result<Told, BankError>> {
    let (fault, course) = (args.server.fault, args.course.after(Duration::from_secs(args.after)));
    course.follow(async |again| teller.tell(owed, again, fault).await).await
}

/// Not every telling was approved; how the others ended stands in the story.
fn ended(ack: &Ack, approved: usize, error: &BankError) -> Failure {
    let reference = &ack.reference;
    let told = match approved {
        0 => format!("payment {reference}: {error}"),
        _ => format!("payment {reference}: approved {approved} times, and once {error}"),
    };
    match error {
        BankError::Setup(_) => Failure::input(told),
        _ => Failure::work(told),
    }
}

fn paid(ack: &Ack, told: &[&Told], answer: Answer) -> Outcome {
    let replies: Vec<&Value> = told.iter().map(|told| &told.reply).collect();
    let receipt = told.first().and_then(|told| told.receipt.as_deref());
    let json = json!({
        "reference": ack.reference, "total": ack.total, "receipt": receipt, "replies": replies,
    });
    let (total, reference) = (ack.total, &ack.reference);
    let receipt = receipt.unwrap_or("none");
    answer.give(&json, format_args!("paid: {total}, reference {reference}, receipt {receipt}"))
}

pub fn status(args: &StatusArgs, answer: Answer) -> Outcome {
    let teller = teller(&args.server, detail(&args.server))?;
    let account = if args.server.h2h { None } else { Some(account(&args.subject)?) };
    let asked = teller.status(account.as_ref(), &args.reference, args.server.fault);
    let reply = runtime()?.block_on(asked).map_err(failure)?;
    answer.give(&reply, &reply)
}

pub fn reverse(args: &ReverseArgs, answer: Answer) -> Outcome {
    let Teller::H2h(bank) = teller(&args.server, detail(&args.server))? else {
        return Err(Failure::input(
            "SNAP knows no reversal of a payment; give --h2h, or ask the treasurer for a refund",
        ));
    };
    let book = args.ack.as_deref().map(book).transpose()?;
    let reference = args.reference.clone().unwrap_or_else(|| bank.surroundings().new_reference());
    let request = ReversalRequest {
        nop: args.nop,
        tax_year: args.year,
        ntpd: Ntpd::new(args.ntpd.clone())
            .map_err(|e| Failure::input(format_args!("--ntpd: {e}")))?,
        reference: Reference::new(reference)
            .map_err(|e| Failure::input(format_args!("--reference: {e}")))?,
    };
    runtime()?.block_on(async {
        let reply = bank.reverse(&request, args.server.fault).await.map_err(failure)?;
        if let Some(book) = book {
            book.write(&reversed(&reply)).await.map_err(Failure::work)?;
        }
        answer.give(&reply, format_args!("reversed: {}, receipt {}", reply.total, reply.ntpd))
    })
}

fn reversed(reply: &ReversalReply) -> Ack {
    Ack {
        kind: AckKind::Reversal,
        protocol: "h2h".to_owned(),
        paid_at: reply.reversed_at.to_string(),
        reference: reply.reference.to_string(),
        code: None,
        nop: Some(reply.nop.digits().to_owned()),
        tax_year: Some(reply.tax_year),
        principal: None,
        penalty: None,
        total: reply.total,
        receipt: Some(reply.ntpd.to_string()),
    }
}

pub fn notify(args: &NotifyArgs, answer: Answer) -> Outcome {
    let Teller::Snap(bank) = teller(&args.server, detail(&args.server))? else {
        return Err(Failure::input("QRIS payments are told over SNAP; leave --h2h out"));
    };
    let named = || format!("UJI-{}", args.reference);
    let notice = QrNotice {
        reference: args.reference.clone(),
        acquirer_reference: args.acquirer_reference.clone().unwrap_or_else(named),
        amount: Rupiah(args.amount),
    };
    let reply = runtime()?.block_on(bank.notify(&notice, args.server.fault)).map_err(failure)?;
    let words = format!("{} {}", reply.response_code, reply.response_message);
    answer.give(&reply, words)
}

/// A file of acknowledgements, opened to append to it.
pub fn book(file: &Path) -> Result<AckBook, Failure> {
    AckBook::open(file).map_err(|e| super::reach::named(file, e))
}
