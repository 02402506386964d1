//! Both protocols behind one counter: what is owed, the payment that settles it, what became of it.

use base::{Nop, Rupiah};
use h2h::{Code, InquiryRequest, PaymentRequest, Reference, StatusRequest};
use serde::Serialize;
use serde_json::Value;
use snap::Timestamp;
use snap::body::PaymentReply;

use crate::{Account, Ack, AckKind, BankError, Fault, H2hBank, SnapBank, Surroundings, VaPayment};

/// By which protocol is paid.
#[derive(Clone)]
pub enum Teller {
    Snap(SnapBank),
    H2h(H2hBank),
}

/// One thing to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Over SNAP.
    Account(Account),
    /// Over H2H.
    Bill { nop: Nop, tax_year: i64 },
}

/// What is owed, with the payment that settles it.
#[derive(Debug, Clone)]
pub struct Owed {
    /// The line to write when it was settled; the receipt is added by [`Owed::acknowledged`].
    pub ack: Ack,
    /// The answer of the server; nothing when nobody asked.
    pub reply: Value,
    payment: Payment,
}

#[derive(Debug, Clone)]
enum Payment {
    Va(VaPayment),
    Bill(PaymentRequest),
}

/// The parts of a bill, as an inquiry tells them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amounts {
    pub principal: Rupiah,
    /// Before the waiver.
    pub penalty: Rupiah,
    pub waived: Rupiah,
    pub total: Rupiah,
}

/// An approved payment.
#[derive(Debug, Clone)]
pub struct Told {
    /// NTPD, joined with `+` where one code pays several bills.
    pub receipt: Option<String>,
    pub reply: Value,
}

impl Teller {
    pub fn surroundings(&self) -> &Surroundings {
        match self {
            Self::Snap(bank) => bank.surroundings(),
            Self::H2h(bank) => bank.surroundings(),
        }
    }

    /// Asks what is owed; the payment has a reference of its own and is made now.
    pub async fn owed(&self, target: &Target, fault: Fault) -> Result<Owed, BankError> {
        match (self, target) {
            (Self::Snap(bank), Target::Account(account)) => on_account(bank, account, fault).await,
            (Self::H2h(bank), Target::Bill { nop, tax_year }) => {
                let request = InquiryRequest { nop: *nop, tax_year: *tax_year, date: None };
                on_bill(bank, &request, fault).await
            }
            _ => Err(mixed()),
        }
    }

    /// Tells a payment; `again` when it may have been told before.
    pub async fn tell(&self, owed: &Owed, again: bool, fault: Fault) -> Result<Told, BankError> {
        match (self, &owed.payment) {
            (Self::Snap(bank), Payment::Va(payment)) => {
                let payment = VaPayment { advise: again, ..payment.clone() };
                let reply = bank.pay(&payment, fault).await?;
                Ok(Told { receipt: receipts(&reply), reply: value(&reply)? })
            }
            (Self::H2h(bank), Payment::Bill(payment)) => {
                let payment = PaymentRequest { repeated: again, ..payment.clone() };
                match bank.pay(&payment, fault).await {
                    Ok(reply) => {
                        Ok(Told { receipt: Some(reply.ntpd.to_string()), reply: value(&reply)? })
                    }
                    // The money is theirs, as it is over SNAP: only there is no receipt for it.
                    Err(BankError::RefusedPlainly(told)) if told.code == Code::Overpaid => {
                        Ok(Told { receipt: None, reply: value(&told)? })
                    }
                    Err(error) => Err(error),
                }
            }
            _ => Err(mixed()),
        }
    }

    /// Asks what became of a payment; over SNAP its account is asked for too.
    pub async fn status(
        &self,
        account: Option<&Account>,
        reference: &str,
        fault: Fault,
    ) -> Result<Value, BankError> {
        match (self, account) {
            (Self::Snap(bank), Some(account)) => {
                value(&bank.status(account, reference, fault).await?)
            }
            (Self::Snap(_), None) => Err(BankError::setup("SNAP asks for the account too")),
            (Self::H2h(bank), _) => {
                let reference = Reference::new(reference).map_err(BankError::setup)?;
                value(&bank.status(&StatusRequest { reference }, fault).await?)
            }
        }
    }
}

impl Owed {
    /// A payment into an account that nobody asked about before.
    pub fn unasked(around: &Surroundings, account: &Account, amount: Rupiah) -> Self {
        let reference = around.new_reference();
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
        Self { ack, reply: Value::Null, payment: Payment::Va(payment) }
    }

    /// A payment of a bill that nobody asked about before.
    pub fn unasked_bill(
        around: &Surroundings,
        nop: Nop,
        tax_year: i64,
        amounts: Amounts,
    ) -> Result<Self, BankError> {
        let reference = Reference::new(around.new_reference()).map_err(BankError::setup)?;
        let now = around.clock.now();
        let local = now.civil(&around.zone);
        let Amounts { principal, penalty, waived, total } = amounts;
        let ack = Ack {
            kind: AckKind::Payment,
            protocol: "h2h".to_owned(),
            paid_at: Timestamp::at(now, &around.zone).to_string(),
            reference: reference.to_string(),
            code: None,
            nop: Some(nop.digits().to_owned()),
            tax_year: Some(tax_year),
            principal: Some(principal),
            penalty: penalty.checked_sub(waived),
            total,
            receipt: None,
        };
        let payment = PaymentRequest {
            nop,
            tax_year,
            date: local.date(),
            time: local.time(),
            reference,
            principal,
            penalty,
            waived,
            total,
            channel: None,
            repeated: false,
        };
        Ok(Self { ack, reply: Value::Null, payment: Payment::Bill(payment) })
    }

    /// The same payment under another reference: a repeat of one told before.
    pub fn with_reference(mut self, reference: &str) -> Result<Self, BankError> {
        reference.clone_into(&mut self.ack.reference);
        match &mut self.payment {
            Payment::Va(payment) => {
                reference.clone_into(&mut payment.request_id);
                reference.clone_into(&mut payment.reference);
            }
            Payment::Bill(payment) => {
                payment.reference = Reference::new(reference).map_err(BankError::setup)?;
            }
        }
        Ok(self)
    }

    /// Another amount than is owed. Over H2H only the total is another: the parts stay.
    #[must_use]
    pub fn with_amount(mut self, amount: Rupiah) -> Self {
        self.ack.total = amount;
        match &mut self.payment {
            Payment::Va(payment) => payment.amount = amount,
            Payment::Bill(payment) => payment.total = amount,
        }
        self
    }

    /// Paid at another time than now, as the clocks of the bank showed it.
    #[must_use]
    pub fn paid_at(mut self, time: &Timestamp, around: &Surroundings) -> Self {
        self.ack.paid_at = time.to_string();
        match &mut self.payment {
            Payment::Va(payment) => payment.paid_at = time.clone(),
            Payment::Bill(payment) => {
                let local = time.instant().civil(&around.zone);
                (payment.date, payment.time) = (local.date(), local.time());
            }
        }
        self
    }

    /// The line to write for an approved payment.
    pub fn acknowledged(&self, told: &Told) -> Ack {
        Ack { receipt: told.receipt.clone(), ..self.ack.clone() }
    }
}

async fn on_account(bank: &SnapBank, account: &Account, fault: Fault) -> Result<Owed, BankError> {
    let unreadable = |problem: &str| BankError::Unreadable { status: 200, problem: problem.into() };
    let asked = Owed::unasked(bank.surroundings(), account, Rupiah::ZERO);
    let reply = bank.inquiry(account, &asked.ack.reference, fault).await?;
    let data = reply.virtual_account_data.as_ref();
    let data = data.ok_or_else(|| unreadable("the inquiry names no account"))?;
    let amount = data.total_amount.rupiah();
    let amount = amount.map_err(|error| unreadable(&error.to_string()))?;
    Ok(Owed { reply: value(&reply)?, ..asked.with_amount(amount) })
}

async fn on_bill(
    bank: &H2hBank,
    request: &InquiryRequest,
    fault: Fault,
) -> Result<Owed, BankError> {
    let reply = bank.inquiry(request, fault).await?;
    let amounts = Amounts {
        principal: reply.principal,
        penalty: reply.penalty,
        waived: reply.waived,
        total: reply.total,
    };
    let owed = Owed::unasked_bill(bank.surroundings(), reply.nop, reply.tax_year, amounts)?;
    Ok(Owed { reply: value(&reply)?, ..owed })
}

/// The numbers of the receipts, one for each bill of the code.
fn receipts(reply: &PaymentReply) -> Option<String> {
    let bills = &reply.virtual_account_data.as_ref()?.bill_details;
    let numbers: Vec<&str> =
        bills.iter().filter_map(|bill| bill.bill_reference_no.as_deref()).collect();
    (!numbers.is_empty()).then(|| numbers.join("+"))
}

fn value(reply: &impl Serialize) -> Result<Value, BankError> {
    serde_json::to_value(reply).map_err(BankError::setup)
}

fn mixed() -> BankError {
    BankError::setup("a payment code is paid over SNAP, a bill over H2H")
}
