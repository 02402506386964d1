//! What stands where BSrE would in a demo cell: the fake service on this machine alone, with an
//! example authority, and everybody of the demo known to it.

use std::sync::Arc;

use base::Clock;
use bsre::fake::{Fake, Service, User};
use bsre::{Bsre, Settings};
use cell::Cell;
use documents::usecase::signing::Certified;
use pki::trust::TrustAnchor;
use ports::signing::CertificateState;
use tokio::net::TcpListener;

use super::Example;
use crate::demo_people::{PEOPLE, PHRASE};
use crate::system::SystemRandom;

/// How the program is known to it; it listens on this machine only.
const USER: &str = "pelangi";
const NAME: &str = "CONTOH, bukan BSrE";
const SENTENCE: &str =
    "CONTOH: ditandatangani secara elektronik dengan sertifikat contoh yang tidak berlaku";

/// How somebody of the demo is known to the example authority.
pub fn address(login: &str) -> String {
    format!("{login}@contoh.example")
}

/// Starts the service. A machine on which it cannot listen has a demo without it.
pub async fn certified(cell: &Cell) -> Option<Certified> {
    let made = start(cell).await;
    made.inspect_err(|error| tracing::warn!(error, "the demo signs nothing certified")).ok()
}

async fn start(cell: &Cell) -> Result<Certified, String> {
    let example = Example::kept(cell, Arc::new(SystemRandom)).map_err(|e| e.to_string())?;
    let anchor = TrustAnchor::new(example.root().clone()).labelled(NAME);
    let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|e| e.to_string())?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    let clock: Arc<dyn Clock> = cell.shared_clock();
    let password = random_word(cell);
    let fake = Fake::new(Service {
        user: USER.to_owned(),
        password: password.clone(),
        users: PEOPLE.iter().map(|person| known(person.login, person.name)).collect(),
        seals: Vec::new(),
        maker: Arc::new(example).maker(),
        clock,
        tell: Arc::new(|line| tracing::debug!(line, "the example authority")),
    });
    tokio::spawn(async move { axum::serve(listener, fake.router()).await });
    let settings = Settings::new(&format!("http://{address}"), USER, &password);
    let bsre = Bsre::new(&Settings { plain_http: true, ..settings }).map_err(|e| e.to_string())?;
    let (signer, name) = (Arc::new(bsre), NAME.to_owned());
    Ok(Certified { signer, name, sentence: SENTENCE.to_owned(), anchors: vec![anchor] })
}

fn known(login: &str, name: &str) -> User {
    User {
        nik: String::new(),
        email: address(login),
        name: name.to_owned(),
        passphrase: PHRASE.to_owned(),
        state: CertificateState::Issue,
    }
}

fn random_word(cell: &Cell) -> String {
    let mut bytes = [0; 16];
    cell.random().fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
