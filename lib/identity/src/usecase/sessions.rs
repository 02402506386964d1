//! Sessions: carried on by each request, listed and ended by their owner.

use audit::Entry;
use base::{Error, Id, Instant, Kind};
use db::{DbError, Tx};

use crate::session::{self, Session, SessionInfo, SignedIn};
use crate::store::sessions::{self, Resumed};
use crate::store::{links, passkeys, tries};
use crate::{Actor, Identity, Token, kinds};

impl Identity {
    /// Whose session this is, with the rights of this moment; `None` when it ended. Called for
    /// every request: one indexed look-up, and a write once a minute at most.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn resume(
        &self,
        token: &Token,
        address: Option<&str>,
    ) -> Result<Option<(Actor, SignedIn)>, Error> {
        let (cell, now) = (self.cell(), self.cell().now());
        let stored = token.stored();
        let found = cell.db().read(async |tx: &mut Tx| sessions::resume(tx, &stored).await).await?;
        let alive = |r: &Resumed| r.session.is_alive(self.settings(), now);
        let Some(resumed) = found.filter(alive) else { return Ok(None) };
        if resumed.session.wants_touch(now) {
            let id = resumed.session.id;
            let touched = cell.db().write(async |tx: &mut Tx| sessions::touch(tx, id, now).await);
            // Reading goes on while nothing can be written; the session then ends a little early.
            let _late: Result<(), DbError> = touched.await;
        }
        Ok(Some(self.signed_in(resumed, now, address)))
    }

    fn signed_in(&self, found: Resumed, now: Instant, address: Option<&str>) -> (Actor, SignedIn) {
        let days_left = session::days_left(self.settings(), found.password_at, now);
        let signed_in = SignedIn {
            session: found.session,
            account: found.account,
            login: found.login,
            must_change_password: found.must_change || days_left.is_some_and(|d| d <= 0),
            password_days_left: days_left,
        };
        let actor =
            Actor::person(found.account, found.name, found.agency, found.roles, self.rights());
        (actor.from_address(address.map(str::to_owned)), signed_in)
    }

    /// Ends the session of a token; no error when it is over already.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sign_out(&self, actor: &Actor, token: &Token) -> Result<(), Error> {
        let (cell, who) = (self.cell(), actor.who());
        let write = cell.db().write(async |tx: &mut Tx| {
            if sessions::end(tx, &token.stored()).await? {
                audit::record(tx, cell, Entry::new(kinds::SIGNED_OUT, &who, actor.id())).await?;
            }
            Ok::<_, DbError>(())
        });
        Ok(write.await?)
    }

    /// The person's own sessions that are alive, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn my_sessions(&self, actor: &Actor) -> Result<Vec<SessionInfo>, Error> {
        let now = self.cell().now();
        let start = session::oldest_start(self.settings(), now);
        let sight = session::oldest_sight(self.settings(), now);
        let db = self.cell().db();
        Ok(db.read(async |tx: &mut Tx| sessions::list(tx, actor.id(), start, sight).await).await?)
    }

    /// Ends one of the person's own sessions.
    ///
    /// # Errors
    /// `identity/session-over` when there is no such session of this person.
    pub async fn end_session(&self, actor: &Actor, session: Id<Session>) -> Result<(), Error> {
        let (cell, who) = (self.cell(), actor.who());
        cell.db()
            .write(async |tx: &mut Tx| {
                if !sessions::end_own(tx, actor.id(), session).await? {
                    return Err(Error::new(Kind::NotFound, "identity/session-over"));
                }
                let entry = Entry::new(kinds::SESSION_ENDED, &who, session.to_string());
                audit::record(tx, cell, entry).await?;
                Ok(())
            })
            .await
    }

    /// Forgets sessions, links, challenges and tries that are over; returns how many rows. For a quiet hour.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn clean_up(&self) -> Result<u64, Error> {
        let now = self.cell().now();
        let start = session::oldest_start(self.settings(), now);
        let sight = session::oldest_sight(self.settings(), now);
        let write = self.cell().db().write(async |tx: &mut Tx| {
            let ended = sessions::clean_up(tx, start, sight).await?;
            let unused = links::clean_up(tx, now).await?;
            let unanswered = passkeys::clean_up(tx, now).await?;
            let quiet = tries::clean_up(tx, now.plus_seconds(-86_400), now).await?;
            Ok::<_, DbError>(ended + unused + unanswered + quiet)
        });
        Ok(write.await?)
    }
}
