//! The module as a server would serve it, beside neighbours made for the stories.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::sync::Arc;

use cell::Cell;
use payments::Neighbours;
use web::{App, AppParts, Sessions, Site, Texts};

use crate::office::{Ages, Told};
use crate::shelf::Shelf;

/// Bills on a shelf, nobody who issues QRIS codes, and no post.
pub fn neighbours() -> Neighbours {
    Neighbours {
        bills: Arc::new(Shelf),
        waivers: Arc::new(Told::default()),
        arrears: Arc::new(Ages),
        acquirer: None,
        post: None,
        seals: None,
    }
}

/// The pages and protocols of the module, and the jobs it works on.
pub fn site(
    cell: &Cell,
    neighbours: Neighbours,
    sessions: Arc<dyn Sessions>,
) -> (App, Site, Vec<jobs::Handler>) {
    let module = payments::module_with(cell, neighbours).unwrap();
    let locales = module::foundations().into_iter().flat_map(|f| f.locales);
    let app = App::new(AppParts {
        cell: cell.clone(),
        texts: Texts::new(locales.chain(module.locales)).unwrap(),
        menus: module.menu.into_iter().collect(),
        sessions,
        trusted_proxies: Vec::new(),
        contact: String::new(),
    });
    let site = Site::new(&app, module.pages, module.api).with(&app, module.wires);
    (app, site, module.jobs)
}
