//! `pelangi sandbox bsre`: a fake signing service that listens.

use std::sync::Arc;

use base::Nik;
use bsre::fake::{Fake, Seal, Service, User};
use ports::signing::CertificateState;
use tokio::net::TcpListener;

use super::reach::zone;
use crate::cli::BsreArgs;
use crate::commands::{Failure, Outcome, runtime};
use crate::signing::Example;
use crate::system::{SystemClock, SystemRandom};

pub fn run(args: &BsreArgs) -> Outcome {
    let fake = fake(args)?;
    runtime()?.block_on(async {
        let listener = TcpListener::bind(args.listen).await;
        let listener = listener.map_err(|e| {
            Failure::work(format_args!(
                "cannot listen on {}: {e}; choose another port",
                args.listen
            ))
        })?;
        let address = listener.local_addr().map_err(Failure::work)?;
        println!("ready http://{address}");
        let stop = async { drop(tokio::signal::ctrl_c().await) };
        let served = axum::serve(listener, fake.router()).with_graceful_shutdown(stop);
        served.await.map_err(Failure::work)
    })
}

fn fake(args: &BsreArgs) -> Result<Arc<Fake>, Failure> {
    if !args.listen.ip().is_loopback() {
        return Err(Failure::input(
            "whoever reaches it signs as everybody: --listen on this machine, 127.0.0.1:PORT",
        ));
    }
    let clock = Arc::new(SystemClock);
    let example = Example::new(clock, Arc::new(SystemRandom), zone(&args.zone)?);
    let example = example.map_err(Failure::work)?;
    if let Some(file) = &args.ca {
        std::fs::write(file, example.root_pem())
            .map_err(|e| Failure::work(format_args!("{}: {e}", file.display())))?;
    }
    let users = args.people.iter().map(|text| person(text)).collect::<Result<_, _>>()?;
    let seal = |id: &String| Seal { subscriber: id.clone(), name: "ORGANISASI CONTOH".to_owned() };
    Ok(Fake::new(Service {
        user: args.user.clone(),
        password: args.password.clone(),
        users,
        seals: args.seals.iter().map(seal).collect(),
        maker: Arc::new(example).maker(),
        clock: Arc::new(SystemClock),
        tell: Arc::new(|line| eprintln!("{line}")),
    }))
}

/// `NIK,email,passphrase,name`. What is wrong is told without repeating it.
fn person(text: &str) -> Result<User, Failure> {
    let wrong = |problem: &str| Failure::input(format_args!("--person: {problem}"));
    let parts: Vec<&str> = text.splitn(4, ',').map(str::trim).collect();
    let &[nik, email, passphrase, name] = parts.as_slice() else {
        return Err(wrong("write NIK,EMAIL,PASSPHRASE,NAME"));
    };
    let nik = Nik::parse(nik).map_err(|e| wrong(&e.to_string()))?;
    if passphrase.is_empty() || name.is_empty() {
        return Err(wrong("passphrase and name are not empty"));
    }
    Ok(User {
        nik: nik.digits().to_owned(),
        email: email.to_owned(),
        name: name.to_owned(),
        passphrase: passphrase.to_owned(),
        state: CertificateState::Issue,
    })
}
