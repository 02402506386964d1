//! One exchange with its fault, told as it happens.

use std::time::Instant;

use crate::wire::{Answer, Request, Wire};
use crate::{BankError, Fault, Story};

/// Sends a request and tells of it; `summary` says an answer in a few words.
pub(crate) async fn exchange(
    wire: &Wire,
    story: &Story,
    request: &Request,
    fault: Fault,
    about: &str,
    summary: impl Fn(&Answer) -> String,
) -> Result<Answer, BankError> {
    story.asked(request, about);
    let begun = Instant::now();
    if let Fault::Cut | Fault::CutAnswer = fault {
        let waits = fault == Fault::CutAnswer;
        let cut = wire.send_and_cut(request, waits).await.err().unwrap_or(BankError::Cut);
        story.failed(&cut.to_string(), begun.elapsed());
        return Err(cut);
    }
    let mut answer = sent(wire, story, request, &summary).await?;
    if fault == Fault::Replay {
        story.asked(request, "(the same bytes again)");
        answer = sent(wire, story, request, &summary).await?;
    }
    Ok(answer)
}

async fn sent(
    wire: &Wire,
    story: &Story,
    request: &Request,
    summary: impl Fn(&Answer) -> String,
) -> Result<Answer, BankError> {
    let begun = Instant::now();
    let answer = wire.send(request).await;
    match &answer {
        Ok(answer) => story.answered(answer, &summary(answer)),
        Err(error) => story.failed(&error.to_string(), begun.elapsed()),
    }
    answer
}
