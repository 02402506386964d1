//! One payment under load: asked for, told, told again until it is answered, written down.

use std::time::{Duration, Instant};

use h2h::{InquiryRequest, PaymentRequest, Reference};
use snap::Timestamp;

use super::{Plan, Report, Target};
use crate::{Account, Ack, AckKind, BankError, Fault, H2hBank, SnapBank, VaPayment};

/// By which protocol is paid.
#[derive(Clone)]
pub enum Teller {
    Snap(SnapBank),
    H2h(H2hBank),
}

/// What became of a payment.
pub(super) enum End {
    Acknowledged,
    Refused(String),
    Unknown,
}

/// Between two tries.
const PAUSE: Duration = Duration::from_millis(100);

pub(super) async fn pay(
    teller: &Teller,
    target: &Target,
    plan: &Plan,
    report: &mut Report,
) -> std::io::Result<End> {
    let mut patience = Patience::new(plan.patience);
    let Owed { payment, mut ack } = loop {
        let asked = Instant::now();
        match owed(teller, target).await {
            Ok(owed) => {
                report.inquiries.add(asked.elapsed());
                break owed;
            }
            Err(error) if patience.has_more_for(&error, report).await => {}
            Err(error) => return Ok(ended(&error)),
        }
    };
    if let Some(sent) = &plan.sent {
        sent.write(&ack).await?;
    }
    let mut patience = Patience::new(plan.patience);
    loop {
        let told = Instant::now();
        match payment.tell(teller, patience.may_have_arrived).await {
            Ok(receipt) => {
                report.payments.add(told.elapsed());
                ack.receipt = receipt;
                plan.acks.write(&ack).await?;
                return Ok(End::Acknowledged);
            }
            Err(error) if patience.has_more_for(&error, report).await => {}
            // Once it may have arrived, a later refusal does not say that nothing was booked.
            Err(_) if patience.may_have_arrived => return Ok(End::Unknown),
            Err(error) => return Ok(ended(&error)),
        }
    }
}

fn ended(error: &BankError) -> End {
    match error.code() {
        Some(code) if !error.is_uncertain() => End::Refused(code),
        _ => End::Unknown,
    }
}

/// How long somebody without an answer tries again.
struct Patience {
    begun: Instant,
    limit: Duration,
    /// Whether an earlier try may have had an effect.
    may_have_arrived: bool,
}

impl Patience {
    fn new(limit: Duration) -> Self {
        Self { begun: Instant::now(), limit, may_have_arrived: false }
    }

    /// Whether it is tried again after this error; waits before it says yes.
    async fn has_more_for(&mut self, error: &BankError, report: &mut Report) -> bool {
        let open = error.is_uncertain() || matches!(error, BankError::NotReached(_));
        self.may_have_arrived |= error.is_uncertain();
        if !open || self.begun.elapsed() >= self.limit {
            return false;
        }
        report.repeats += 1;
        tokio::time::sleep(PAUSE).await;
        true
    }
}

/// What is owed, as the payment that settles it and the line that is written when it did.
struct Owed {
    payment: Payment,
    ack: Ack,
}

enum Payment {
    Va(VaPayment),
    Bill(PaymentRequest),
}

async fn owed(teller: &Teller, target: &Target) -> Result<Owed, BankError> {
    match (teller, target) {
        (Teller::Snap(bank), Target::Account(account)) => owed_on_account(bank, account).await,
        (Teller::H2h(bank), Target::Bill { nop, tax_year }) => {
            let request = InquiryRequest { nop: *nop, tax_year: *tax_year, date: None };
            owed_on_bill(bank, &request).await
        }
        _ => Err(BankError::setup("accounts are paid by SNAP, bills by H2H")),
    }
}

async fn owed_on_account(bank: &SnapBank, account: &Account) -> Result<Owed, BankError> {
    let around = bank.surroundings();
    let reference = around.new_reference();
    let reply = bank.inquiry(account, &reference, Fault::None).await?;
    let unreadable = |problem: &str| BankError::Unreadable { status: 200, problem: problem.into() };
    let data = reply.virtual_account_data;
    let data = data.ok_or_else(|| unreadable("the inquiry names no account"))?;
    let amount = data.total_amount.rupiah();
    let amount = amount.map_err(|error| unreadable(&error.to_string()))?;
    let paid_at = Timestamp::at(around.clock.now(), &around.zone);
    let ack = Ack {
        kind: AckKind::Payment,
        protocol: "snap".to_owned(),
        paid_at: paid_at.to_string(),
        reference: reference.clone(),
        code: Some(account.customer_no.to_string()),
        nop: None,
        tax_year: None,
        principal: None,
        penalty: None,
        total: amount,
        receipt: None,
    };
    let (account, request_id) = (account.clone(), reference.clone());
    let payment = VaPayment { account, request_id, reference, amount, paid_at, advise: false };
    Ok(Owed { payment: Payment::Va(payment), ack })
}

async fn owed_on_bill(bank: &H2hBank, request: &InquiryRequest) -> Result<Owed, BankError> {
    let around = bank.surroundings();
    let reply = bank.inquiry(request, Fault::None).await?;
    let reference = Reference::new(around.new_reference()).map_err(BankError::setup)?;
    let now = around.clock.now();
    let local = now.civil(&around.zone);
    let ack = Ack {
        kind: AckKind::Payment,
        protocol: "h2h".to_owned(),
        paid_at: Timestamp::at(now, &around.zone).to_string(),
        reference: reference.to_string(),
        code: None,
        nop: Some(reply.nop.digits().to_owned()),
        tax_year: Some(reply.tax_year),
        principal: Some(reply.principal),
        penalty: reply.penalty.checked_sub(reply.waived),
        total: reply.total,
        receipt: None,
    };
    let payment = PaymentRequest {
        nop: reply.nop,
        tax_year: reply.tax_year,
        date: local.date(),
        time: local.time(),
        reference,
        principal: reply.principal,
        penalty: reply.penalty,
        waived: reply.waived,
        total: reply.total,
        channel: None,
        repeated: false,
    };
    Ok(Owed { payment: Payment::Bill(payment), ack })
}

impl Payment {
    /// Tells the payment; gives the number of the receipt, where the answer has one.
    async fn tell(&self, teller: &Teller, again: bool) -> Result<Option<String>, BankError> {
        match (self, teller) {
            (Self::Va(payment), Teller::Snap(bank)) => {
                let payment = VaPayment { advise: again, ..payment.clone() };
                bank.pay(&payment, Fault::None).await.map(|_| None)
            }
            (Self::Bill(payment), Teller::H2h(bank)) => {
                let payment = PaymentRequest { repeated: again, ..payment.clone() };
                let reply = bank.pay(&payment, Fault::None).await?;
                Ok(Some(reply.ntpd.to_string()))
            }
            _ => Err(BankError::setup("a payment is told by the protocol it was asked by")),
        }
    }
}
