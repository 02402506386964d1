//! How people reach the cell.

use crate::config::Config;
use crate::site::networks;

use super::Finding;

pub fn demo(config: &Config) -> Finding {
    match config.cell.demo {
        false => Finding::ok("kind", "a real cell; it takes no demo data"),
        true => Finding::warn(
            "kind",
            "a demo cell: second factors are shown, everybody knows the passwords",
            "never put real data into it; make a real cell with `pelangi cell create`",
        ),
    }
}

pub fn public_url(config: &Config) -> Finding {
    let url = &config.cell.public_url;
    if url.contains("example.") {
        let advice = "set `public_url` in [cell] before the first notice: it goes into QR codes";
        return Finding::warn("address", format_args!("{url} is the example"), advice);
    }
    match url.starts_with("https://") {
        true => Finding::ok("address", url),
        // The settings refuse it anywhere else.
        false => Finding::warn("address", format_args!("{url} has no TLS"), "only for a demo"),
    }
}

/// Who is believed, and whether somebody stands between us and the people.
pub fn addresses(config: &Config) -> Vec<Finding> {
    let server = &config.server;
    let mut found = Vec::new();
    for (check, texts) in [("proxies", &server.trusted_proxies), ("metrics", &server.metrics_from)]
    {
        match networks(texts) {
            Err(error) => found.push(Finding::fail(check, error, "write it like 10.0.0.0/8")),
            Ok(nets) if nets.iter().any(|net| net.prefix_len() == 0) => found.push(Finding::fail(
                check,
                "everybody is trusted",
                "name the addresses of your own proxies only",
            )),
            Ok(_) => {}
        }
    }
    let tls = server.tls_certificate.is_some();
    let local = server.listen.ip().is_loopback();
    if config.cell.demo || tls || !server.trusted_proxies.is_empty() {
        found.push(Finding::ok("listens", server.listen));
    } else if local {
        found.push(Finding::warn(
            "listens",
            format_args!("{}, so a proxy must do TLS, but none is trusted", server.listen),
            "set trusted_proxies = [\"127.0.0.1\"]; else all visitors count as one address",
        ));
    } else {
        found.push(Finding::fail(
            "listens",
            format_args!("{} without TLS and without a proxy", server.listen),
            "set tls_certificate and tls_key, or listen on 127.0.0.1 behind a proxy",
        ));
    }
    found
}
