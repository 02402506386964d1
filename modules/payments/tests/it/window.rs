//! The window of an acquirer: it remembers the codes it issued, and has moods.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::sync::{Arc, Mutex};

use base::{Instant, Rupiah};
use ports::{Acquirer, Answer, PortError, QrIssued, QrName, QrOrder, QrStatus};

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mood {
    #[default]
    Good,
    Away,
    /// It does what it was asked, and nobody hears of it.
    LosesAnswers,
}

/// A code that was issued.
#[derive(Debug, Clone)]
pub struct Code {
    pub reference: String,
    pub amount: Rupiah,
    paid: bool,
}

#[derive(Default)]
struct State {
    mood: Mood,
    codes: Vec<Code>,
}

#[derive(Clone, Default)]
pub struct Window(Arc<Mutex<State>>);

impl Window {
    pub fn be(&self, mood: Mood) {
        self.0.lock().unwrap().mood = mood;
    }

    pub fn issued(&self) -> Vec<Code> {
        self.0.lock().unwrap().codes.clone()
    }

    /// Somebody pays a code.
    pub fn pay(&self, reference: &str) {
        let mut state = self.0.lock().unwrap();
        state.codes.iter_mut().find(|code| code.reference == reference).unwrap().paid = true;
    }

    fn answer<T>(&self, told: T) -> Result<T, PortError> {
        match self.0.lock().unwrap().mood {
            Mood::Good => Ok(told),
            Mood::Away | Mood::LosesAnswers => Err(PortError::Unreachable("away".to_owned())),
        }
    }

    fn issue(&self, order: &QrOrder) -> Result<QrIssued, PortError> {
        let mut state = self.0.lock().unwrap();
        if state.mood == Mood::Away {
            return Err(PortError::Unreachable("away".to_owned()));
        }
        match state.codes.iter().find(|code| code.reference == order.reference) {
            Some(code) if code.amount != order.amount => {
                return Err(PortError::Refused("another amount".to_owned()));
            }
            Some(_) => {}
            None => {
                let (reference, amount) = (order.reference.clone(), order.amount);
                state.codes.push(Code { reference, amount, paid: false });
            }
        }
        let content = format!("000201-example-{}", order.reference);
        Ok(QrIssued { content, acquirer_reference: format!("U-{}", order.reference) })
    }
}

impl Acquirer for Window {
    fn generate<'a>(&'a self, order: &'a QrOrder) -> Answer<'a, QrIssued> {
        Box::pin(async move {
            let issued = self.issue(order)?;
            self.answer(issued)
        })
    }

    fn query<'a>(&'a self, code: QrName<'a>) -> Answer<'a, QrStatus> {
        Box::pin(async move {
            let issued = self.issued();
            let found = issued.iter().find(|known| known.reference == code.reference);
            let found = found.ok_or(PortError::Refused("no such code".to_owned()))?;
            self.answer(match found.paid {
                true => QrStatus::Paid {
                    amount: found.amount,
                    // An acquirer in Jakarta tells its own time.
                    paid_at: Instant::from_millis(0),
                    acquirer_reference: code.acquirer_reference.to_owned(),
                },
                false => QrStatus::Pending,
            })
        })
    }
}
