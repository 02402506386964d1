//! `pelangi serve`: answers until it is told to stop, and then finishes what it began.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::middleware::from_fn;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use documents::usecase::keys::KeySettings;
use documents::usecase::log::Keeper;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto::Builder;

use super::{Failure, Outcome, runtime};
use crate::config::Config;
use crate::first_words::FirstWords;
use crate::heartbeat::Heartbeat;
use crate::house::{House, Schema};
use crate::housekeeping::Housekeeping;
use crate::modules::Outside;
use crate::signing::Clearing;
use crate::{acquiring, logging, messages, metering, modules, seals, signing, site};

/// How long answers that are under way may take after the signal to stop.
const GRACE: Duration = Duration::from_secs(20);

/// How long the first words on a connection may take, the head of a request, the next request on an
/// open connection of HTTP/1, and the answer to a ping on one of HTTP/2.
const HEAD: Duration = Duration::from_secs(30);

/// Messages that are handed over at once.
const POSTMEN: usize = 4;

pub fn run(config: &Path) -> Outcome {
    let config = Config::load(config).map_err(Failure::input)?;
    logging::start(&config);
    runtime()?.block_on(async {
        let house = House::open(&config, Schema::Migrate).await?;
        let listener = listen(config.server.listen)?;
        serve(&house, &config, listener, |address| println!("ready {address}")).await
    })
}

/// Binds the address, so that a port in use is told before anything else starts.
pub fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    let bound = TcpListener::bind(address).and_then(|listener| {
        listener.set_nonblocking(true)?;
        Ok(listener)
    });
    bound.map_err(|error| {
        Failure::work(format_args!("cannot listen on {address}: {error}; choose another port"))
    })
}

/// What the settings say about signing keys.
fn signing_keys(config: &Config) -> KeySettings {
    KeySettings {
        at_once: config.signing_keys.tries_at_once.into(),
        stamps_per_minute: config.signing_keys.timestamps_per_minute,
        ..KeySettings::default()
    }
}

/// Serves a cell until SIGTERM or Ctrl-C; `ready` hears the address once it answers.
pub async fn serve(
    house: &House,
    config: &Config,
    listener: TcpListener,
    ready: impl FnOnce(&str),
) -> Outcome {
    property_tax::jobs::recover(&house.cell).await?;
    let post = messages::post(&house.cell, config)?;
    let inbox = config.property_tax.inbox.clone();
    let acquirer = acquiring::acquirer(&house.cell, &config.acquirer).map_err(Failure::input)?;
    // A setting that cannot be used is told at the start, not at the first letter.
    let signing = signing::for_letters(&house.cell, &config.signing).await;
    let signing = signing.map_err(Failure::input)?;
    let signing_house = modules::signing_house(&house.cell, &house.identity, signing.clone())?;
    let keys = signing_keys(config);
    let sealer = seals::sealer(&house.cell, &config.seals).map_err(Failure::input)?;
    if let Some(sealer) = sealer.clone() {
        tokio::spawn(async move { sealer.probe().await });
    }
    let seals = sealer.clone().map(|sealer| Arc::new(sealer) as Arc<dyn contracts::Seals>);
    let drawing = Some(modules::drawing());
    let outside = Outside { inbox, post: &post, acquirer, keys, signing, seals, drawing };
    let modules = modules::modules_with(&house.cell, &house.identity, outside)?;
    let mut handlers: Vec<_> = modules.iter().flat_map(|m| m.jobs.iter().cloned()).collect();
    handlers.extend(modules::message_jobs(&house.cell, &post));
    let (_app, site) = site::build(house, config, modules, sealer)?;
    metering::start();
    let sealer = audit::Sealer::start(house.cell.clone());
    let days = config.property_tax.booklet_days;
    let housekeeping = Housekeeping::start(post, house.identity.clone(), days);
    let postmen = jobs::Options { lane: notify::LANE, workers: POSTMEN, ..Default::default() };
    let postmen = jobs::Runner::new(house.cell.clone(), handlers.clone(), postmen).start();
    let clearing = Clearing::start(signing_house);
    let log = Keeper::start(house.cell.clone());
    let heartbeat = Heartbeat::start(modules::treasury(&house.cell));
    let workers = jobs::Runner::new(house.cell.clone(), handlers, jobs::Options::default()).start();
    let address = listener.local_addr().map_err(Failure::work)?;
    let scheme = if config.server.tls_certificate.is_some() { "https" } else { "http" };
    let handle = Handle::new();
    tokio::spawn(stop_on_signal(handle.clone()));
    let answering = handle.clone();
    let mut served = tokio::spawn(answer(site, config.clone(), listener, handle));
    // A certificate that cannot be used ends it before it ever listens.
    let ended = tokio::select! {
        listening = answering.listening() => {
            if listening.is_some() {
                ready(&format!("{scheme}://localhost:{}", address.port()));
            }
            served.await
        }
        ended = &mut served => ended,
    };
    drop(housekeeping);
    drop(heartbeat);
    drop(clearing);
    drop(log);
    workers.stop().await;
    postmen.stop().await;
    sealer.stop().await;
    ended.map_err(Failure::work)?
}

async fn answer(
    site: web::Site,
    config: Config,
    listener: TcpListener,
    handle: Handle<SocketAddr>,
) -> Outcome {
    let measured = site.router().layer(from_fn(metering::measure));
    let service = measured.into_make_service_with_connect_info::<SocketAddr>();
    let served = match (&config.server.tls_certificate, &config.server.tls_key) {
        (Some(certificate), Some(key)) => {
            // Installed once per process; a second start finds it there.
            drop(rustls::crypto::ring::default_provider().install_default());
            let tls = RustlsConfig::from_pem_file(certificate, key).await.map_err(|error| {
                Failure::work(format_args!("the certificate or its key cannot be used: {error}"))
            })?;
            let server = axum_server::from_tcp_rustls(listener, tls).map_err(Failure::work)?;
            let mut server = server.map(|acceptor| FirstWords::new(acceptor, HEAD));
            limit(server.http_builder());
            server.handle(handle).serve(service).await
        }
        _ => {
            let server = axum_server::from_tcp(listener).map_err(Failure::work)?;
            let mut server = server.map(|acceptor| FirstWords::new(acceptor, HEAD));
            limit(server.http_builder());
            server.handle(handle).serve(service).await
        }
    };
    served.map_err(Failure::work)
}

/// Whoever says no more holds no connection, in either protocol.
fn limit(http: &mut Builder<TokioExecutor>) {
    http.http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
    http.http2().timer(TokioTimer::new()).keep_alive_interval(Some(HEAD)).keep_alive_timeout(HEAD);
}

async fn stop_on_signal(handle: Handle<SocketAddr>) {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt => {}
            }
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
    handle.graceful_shutdown(Some(GRACE));
}
