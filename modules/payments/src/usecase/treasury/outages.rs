//! The log of outages: silence of the server, channels that failed, what people noted; and the
//! question whether interest should be waived for it.

use base::{Instant, Result};
use contracts::{self, Proposed};
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::Treasury;
use crate::audit_kinds::OUTAGE_NOTED;
use crate::domain::outage::{Asked, EVERYTHING, Outage, Source, gap};
use crate::permissions::READ;
use crate::store::outages;

/// Heartbeats are kept for so long.
const KEPT_SECONDS: i64 = 7 * 86_400;

/// A page of the log.
#[derive(Debug, Clone)]
pub struct OutageLog {
    pub outages: Vec<Outage>,
    pub next: Option<String>,
    /// When the server last said that it is there.
    pub last_beat: Option<Instant>,
}

impl Treasury {
    /// Called when the server begins to serve: silence since the last heartbeat was an outage.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn awake(&self) -> Result<Option<Outage>> {
        let now = self.cell().now();
        let write = async |tx: &mut Tx| -> Result<Option<Outage>> {
            let silent = gap(outages::last_beat(tx).await?, now);
            outages::beat(tx, minute(now)).await?;
            let Some((from, until)) = silent else { return Ok(None) };
            self.add(tx, (EVERYTHING, Source::Gap), (from, Some(until)), "").await.map(Some)
        };
        self.cell().db().write(write).await
    }

    /// Called once a minute while the server serves.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn beat(&self) -> Result<()> {
        let now = self.cell().now();
        let write = async |tx: &mut Tx| -> Result<()> {
            outages::beat(tx, minute(now)).await?;
            outages::forget_beats(tx, now.plus_seconds(-KEPT_SECONDS)).await?;
            Ok(())
        };
        self.cell().db().write(write).await
    }

    /// Calls over a channel fail since `since`; once more while it lasts changes nothing.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn channel_failed(&self, channel: &str, since: Instant, note: &str) -> Result<()> {
        let write = async |tx: &mut Tx| -> Result<()> {
            if outages::lasting(tx, channel).await?.is_none() {
                self.add(tx, (channel, Source::Channel), (since, None), note).await?;
            }
            Ok(())
        };
        self.cell().db().write(write).await
    }

    /// A channel works again.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn channel_works(&self, channel: &str) -> Result<()> {
        let now = self.cell().now();
        let write = async |tx: &mut Tx| -> Result<()> {
            let Some(mut outage) = outages::lasting(tx, channel).await? else { return Ok(()) };
            outages::end(tx, &outage.id, now).await?;
            outage.ended_at = Some(now);
            let asked = self.ask(tx, &outage).await?;
            Ok(outages::ask(tx, &outage.id, asked).await?)
        };
        self.cell().db().write(write).await
    }

    /// What somebody noted and another person approved.
    pub(super) async fn note_outage(
        &self,
        tx: &mut Tx,
        what: &str,
        (from, until): (Instant, Instant),
        note: &str,
    ) -> Result<()> {
        self.add(tx, (what, Source::Person), (from, Some(until)), note).await.map(drop)
    }

    /// The log, the newest first.
    ///
    /// # Errors
    /// Those of the right.
    pub async fn outages(
        &self,
        actor: &Actor,
        before: Option<&str>,
        page: usize,
    ) -> Result<OutageLog> {
        authorise(actor, READ, Resource::Cell)?;
        let limit = i64::try_from(page).unwrap_or(i64::MAX).saturating_add(1);
        let read = async |tx: &mut Tx| -> Result<_> {
            let last_beat = outages::last_beat(tx).await?;
            Ok((outages::before(tx, before, limit).await?, last_beat))
        };
        let (mut outages, last_beat) = self.cell().db().read(read).await?;
        let more = outages.len() > page;
        outages.truncate(page);
        let next = outages.last().filter(|_| more).map(|last| last.id.clone());
        Ok(OutageLog { outages, next, last_beat })
    }

    async fn add(
        &self,
        tx: &mut Tx,
        (what, source): (&str, Source),
        (began_at, ended_at): (Instant, Option<Instant>),
        note: &str,
    ) -> Result<Outage> {
        let mut outage = Outage {
            id: self.cell().new_id::<Outage>().to_string(),
            what: what.to_owned(),
            began_at,
            ended_at,
            source,
            note: note.to_owned(),
            asked: Asked::Open,
        };
        outage.asked = self.ask(tx, &outage).await?;
        outages::add(tx, &outage, self.cell().now()).await?;
        let facts = serde_json::json!({
            "what": outage.what,
            "from": outage.began_at.to_string(),
            "until": outage.ended_at.map(|at| at.to_string()),
            "source": source.as_str(),
        });
        let subject = format!("outage/{}", outage.id);
        self.trace(tx, (OUTAGE_NOTED, subject), &audit::Who::system(), facts).await?;
        Ok(outage)
    }

    /// Asks whoever decides about interest, once it is over.
    async fn ask(&self, tx: &mut Tx, outage: &Outage) -> Result<Asked> {
        let Some(until) = outage.ended_at else { return Ok(Asked::Open) };
        let told = contracts::Outage {
            id: outage.id.clone(),
            from: outage.began_at,
            until,
            what: in_words(outage),
        };
        Ok(match self.waivers().propose(tx, &told).await? {
            Proposed::NotNeeded => Asked::NotNeeded,
            Proposed::Already | Proposed::New => Asked::Proposed,
        })
    }
}

/// What was down, as it stands in a proposal and on receipts, which are in Indonesian.
fn in_words(outage: &Outage) -> String {
    let what = match outage.what.as_str() {
        EVERYTHING => "seluruh layanan",
        "va" => "virtual account",
        "qris" => "QRIS",
        "h2h" => "pembayaran lewat bank",
        "teller" => "loket",
        "collector" => "kolektor",
        other => other,
    };
    match outage.note.is_empty() {
        true => what.to_owned(),
        false => format!("{what} ({})", outage.note),
    }
}

/// The beginning of a minute.
fn minute(at: Instant) -> Instant {
    Instant::from_millis(at.millis() - at.millis().rem_euclid(60_000))
}
