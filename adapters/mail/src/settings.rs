//! How the mail server is reached.

use std::fmt;
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls as How, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use ports::Unusable;
use ports::messenger::Email;

/// The whole conversation may take so long.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What is written in the configuration.
#[derive(Clone)]
pub struct Settings {
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    /// Sign-in at the server; none where it knows this machine by its address.
    pub user: Option<(String, String)>,
    pub from: Email,
    /// Certificates (PEM) to be trusted besides those of this machine.
    pub trusted: Option<Vec<u8>>,
    /// How long the whole conversation may take; usually [`PATIENCE`].
    pub patience: Duration,
}

/// How the conversation is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// It begins in the clear and must turn to TLS before anything is said (port 587).
    StartTls,
    /// TLS from the first byte (port 465).
    Whole,
    /// None; only to this machine itself.
    None,
}

impl Settings {
    pub(crate) fn transport(
        &self,
        domain: &str,
    ) -> Result<AsyncSmtpTransport<Tokio1Executor>, Unusable> {
        if self.host.is_empty() || !self.host.is_ascii() || self.host.contains([' ', '/', '@']) {
            return Err(Unusable::new(
                "server",
                "name the mail server, such as mail.example.go.id",
            ));
        }
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&self.host)
            .port(self.port)
            .tls(self.how()?)
            .hello_name(ClientId::Domain(domain.to_owned()))
            .timeout(Some(self.patience));
        let sign_in =
            |(user, password): &(String, String)| Credentials::new(user.clone(), password.clone());
        Ok(match &self.user {
            Some(user) => builder.credentials(sign_in(user)).build(),
            None => builder.build(),
        })
    }

    fn how(&self) -> Result<How, Unusable> {
        match self.tls {
            Tls::StartTls => Ok(How::Required(self.parameters()?)),
            Tls::Whole => Ok(How::Wrapper(self.parameters()?)),
            Tls::None if is_this_machine(&self.host) => Ok(How::None),
            Tls::None => {
                let problem = "mail in the clear may go to this machine only; write \"starttls\" or \
                               \"tls\"";
                Err(Unusable::new("tls", problem))
            }
        }
    }

    fn parameters(&self) -> Result<TlsParameters, Unusable> {
        let unusable = |error| Unusable::new("ca_file", format!("cannot be used: {error}"));
        let mut builder = TlsParameters::builder(self.host.clone());
        if let Some(pem) = &self.trusted {
            if !String::from_utf8_lossy(pem).contains("-----BEGIN CERTIFICATE-----") {
                return Err(Unusable::new("ca_file", "holds no certificate in PEM"));
            }
            let certificate = Certificate::from_pem(pem).map_err(unusable)?;
            builder = builder.add_root_certificate(certificate);
        }
        builder.build().map_err(unusable)
    }
}

fn is_this_machine(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "::1")
}

/// Never shows the password.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Settings({}:{}, {:?})", self.host, self.port, self.tls)
    }
}
