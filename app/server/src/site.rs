//! The web side of an open cell.

use std::sync::Arc;

use administration::SessionsOf;
use base::{Error, Kind, Result};
use documents::usecase::sealing::Sealer;
use ipnet::IpNet;
use module::Module;
use web::{App, AppParts, Menu, Site, Texts};

use crate::config::Config;
use crate::home;
use crate::house::{House, LOCALES};
use crate::operations;
use crate::phone;

/// Puts the modules into the frame of the house; `sealer` is asked how its seals fare.
pub fn build(
    house: &House,
    config: &Config,
    modules: Vec<Module>,
    sealer: Option<Sealer>,
) -> Result<(App, Site)> {
    let foundations = module::foundations();
    let locales = foundations
        .iter()
        .flat_map(|f| f.locales.iter())
        .chain(modules.iter().flat_map(|m| m.locales.iter()))
        .chain(LOCALES.iter())
        .copied();
    let texts = Texts::new(locales).map_err(|error| {
        Error::new(Kind::Internal, "server/texts").with("problem", &error).caused_by(error)
    })?;
    let menus: Vec<Menu> = modules.iter().filter_map(|m| m.menu.clone()).collect();
    let app = App::new(AppParts {
        cell: house.cell.clone(),
        texts,
        menus,
        sessions: Arc::new(SessionsOf(house.identity.clone())),
        trusted_proxies: networks(&config.server.trusted_proxies)?,
        contact: config.cell.contact.clone(),
    });
    let services = modules.iter().flat_map(|m| m.services.iter().copied());
    let services = services.chain(phone::SERVICES.iter().copied()).collect();
    let readers = networks(&config.server.metrics_from)?;
    let mut pages = home::pages(services).merge(operations::pages(readers, sealer));
    let (mut api, mut wires) = (web::Api::new(), web::Wires::new());
    for module in modules {
        pages = pages.merge(module.pages);
        api = api.merge(module.api);
        wires = wires.merge(module.wires);
    }
    pages = pages.merge(phone::pages());
    let app_on_a_phone = phone::app(config.android.clone(), &pages);
    let pages = pages.merge(web::installable(app_on_a_phone));
    let site = Site::new(&app, pages, api).with(&app, wires);
    Ok((app, site))
}

/// `10.0.0.1` or `10.0.0.0/8`.
pub fn networks(texts: &[String]) -> Result<Vec<IpNet>> {
    let read = |text: &String| {
        let alone = || text.parse::<std::net::IpAddr>().ok().map(IpNet::from);
        text.parse()
            .ok()
            .or_else(alone)
            .ok_or_else(|| Error::new(Kind::Invalid, "server/network").with("address", text))
    };
    texts.iter().map(read).collect()
}
