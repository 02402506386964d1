//! What every page and every operation of the API stands on.

use std::sync::Arc;

use cell::Cell;
use futures_util::future::BoxFuture;
use identity::Actor;
use ipnet::IpNet;

use crate::assets::Assets;
use crate::cookies::Jar;
use crate::nav::Menu;
use crate::texts::Texts;

/// The state of the web side of one cell. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<AppParts>);

/// What an [`App`] is made of.
pub struct AppParts {
    pub cell: Cell,
    pub texts: Texts,
    /// One menu per module, in the order in which officials see them.
    pub menus: Vec<Menu>,
    pub sessions: Arc<dyn Sessions>,
    /// Reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Prints the sentence of the footer: whom to ask, and when they answer. A text of the cell.
    pub contact: String,
}

/// Finds out who a session token belongs to. The sign-in module implements it.
pub trait Sessions: Send + Sync {
    /// The person, or `None` when the token is unknown, ended or expired.
    fn find<'a>(&'a self, token: &'a str) -> BoxFuture<'a, base::Result<Option<SignedIn>>>;
}

/// A person and the session they came with.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub actor: Actor,
    /// Names the session without being its token; forms are tied to it.
    pub session: String,
    /// A page the person must visit before any other, for example to set a new password.
    pub first: Option<&'static str>,
}

impl SignedIn {
    /// The actor with the address of this request, for the audit trail.
    pub(crate) fn at_address(self, address: std::net::IpAddr) -> Self {
        Self { actor: self.actor.from_address(Some(address.to_string())), ..self }
    }
}

/// A cell in which nobody can sign in: for tests, and for a public mirror.
#[derive(Debug, Clone, Copy)]
pub struct NoSessions;

impl Sessions for NoSessions {
    fn find<'a>(&'a self, _: &'a str) -> BoxFuture<'a, base::Result<Option<SignedIn>>> {
        Box::pin(std::future::ready(Ok(None)))
    }
}

impl App {
    pub fn new(parts: AppParts) -> Self {
        if !Assets::built() {
            tracing::warn!(
                "assets/dist was empty at build time: pages are unstyled; `make assets`"
            );
        }
        Self(Arc::new(parts))
    }

    pub fn cell(&self) -> &Cell {
        &self.0.cell
    }

    pub fn texts(&self) -> &Texts {
        &self.0.texts
    }

    pub fn menus(&self) -> &[Menu] {
        &self.0.menus
    }

    pub(crate) fn sessions(&self) -> &dyn Sessions {
        &*self.0.sessions
    }

    pub(crate) fn trusted_proxies(&self) -> &[IpNet] {
        &self.0.trusted_proxies
    }

    pub(crate) fn contact(&self) -> &str {
        &self.0.contact
    }

    /// Whether people reach the cell through TLS.
    pub(crate) fn tls(&self) -> bool {
        self.cell().settings().public_url.starts_with("https://")
    }

    /// `__Host-` and `Secure`, except in a demo cell on plain HTTP. A real cell whose address
    /// lacks TLS keeps secure cookies: nobody can sign in until that is mended.
    pub(crate) fn jar(&self) -> Jar {
        Jar::new(self.tls() || !self.cell().settings().demo)
    }
}
