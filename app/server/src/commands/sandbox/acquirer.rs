//! `pelangi sandbox acquirer`: a fake acquirer that listens.

use std::sync::Arc;

use acquirer::server::{Fake, Notifier, Partner, router};
use acquirer::{Issuer, Merchant};
use base::Zone;
use snap::{ClientSecret, Dialect, PublicKey};
use tokio::net::TcpListener;

use super::reach::{named, private_key, read, zone};
use crate::cli::AcquirerArgs;
use crate::commands::{Failure, Outcome, runtime};
use crate::system::{SystemClock, SystemRandom};

pub fn run(args: &AcquirerArgs) -> Outcome {
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
        let served = axum::serve(listener, router(fake)).with_graceful_shutdown(stop);
        served.await.map_err(Failure::work)
    })
}

fn fake(args: &AcquirerArgs) -> Result<Fake, Failure> {
    if !args.listen.ip().is_loopback() {
        return Err(Failure::input(
            "codes are paid there without a signature: --listen on this machine, 127.0.0.1:PORT",
        ));
    }
    let public_key = PublicKey::from_pem(&read(&args.public_key)?);
    let client_secret = ClientSecret::new(&args.client_secret)
        .map_err(|e| Failure::input(format_args!("--client-secret: {e}")))?;
    let zone = zone(&args.zone)?;
    Ok(Fake {
        issuer: Arc::new(Issuer::new(Merchant::default(), Arc::new(SystemClock))),
        partner: Partner {
            client_key: args.client_key.clone(),
            partner_id: args.client_key.clone(),
            public_key: public_key.map_err(|e| named(&args.public_key, e))?,
            client_secret,
            dialect: Dialect::default(),
        },
        notifier: notifier(args, &zone)?,
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
        zone,
        tell: Arc::new(|line| eprintln!("{line}")),
    })
}

/// Whom it tells; the command line asks for all three together.
fn notifier(args: &AcquirerArgs, zone: &Zone) -> Result<Option<Notifier>, Failure> {
    let (Some(url), Some(name), Some(key)) = (&args.notify_url, &args.notify_as, &args.private_key)
    else {
        return Ok(None);
    };
    let (clock, random) = (Arc::new(SystemClock), Arc::new(SystemRandom));
    let notifier = Notifier::new(url, name, private_key(key)?, zone.clone(), clock, random);
    notifier.map(Some).map_err(|e| Failure::input(format_args!("--notify-url: {e}")))
}
