//! Looks at a finished app as a phone would: signatures, name, what it may, what it opens.

use std::path::Path;

use super::order::Order;
use super::zip::stored;
use crate::ci::shell::heard;

/// What the tools of Android say about an app.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub bytes: u64,
    /// SHA-256 of the certificate, as `AA:BB:…`.
    pub fingerprint: String,
    /// What `apksigner verify --verbose --print-certs` prints.
    pub signatures: String,
    /// What `aapt dump badging` prints.
    pub badging: String,
    /// What `aapt dump xmltree` prints of the manifest.
    pub manifest: String,
    /// Files inside that are not compressed.
    pub stored: Vec<String>,
}

/// Everything the app may do.
const PERMISSIONS: [&str; 2] = ["android.permission.INTERNET", "android.permission.CAMERA"];

/// Asks the tools. An app that they cannot read, or whose signature is broken, is an error.
pub fn facts(apk: &Path) -> Result<Facts, String> {
    let apk = crate::root().join(apk);
    let file = apk.to_string_lossy();
    let bytes = std::fs::read(&apk).map_err(|e| format!("{file}: {e}"))?;
    let signatures = heard("apksigner", &["verify", "--verbose", "--print-certs", &file])?;
    heard("zipalign", &["-c", "4", &file])?;
    Ok(Facts {
        bytes: bytes.len() as u64,
        fingerprint: fingerprint(&signatures).ok_or("apksigner names no certificate")?,
        signatures,
        badging: heard("aapt", &["dump", "badging", &file])?,
        manifest: heard("aapt", &["dump", "xmltree", &file, "AndroidManifest.xml"])?,
        stored: stored(&bytes).ok_or("the app is no ZIP file")?,
    })
}

/// What is wrong with an app, one sentence each; nothing when it is as ordered.
pub fn faults(facts: &Facts, order: &Order) -> Vec<String> {
    let Order { package, version, code, name, .. } = order;
    let mut faults = Vec::new();
    let mut want = |holds: bool, what: String| {
        if !holds {
            faults.push(format!("the app lacks: {what}"));
        }
    };
    let head = format!("package: name='{package}' versionCode='{code}' versionName='{version}'");
    let label = format!("application-label:'{name}'");
    let parts = [
        head.as_str(),
        "sdkVersion:'21'",
        "targetSdkVersion:'34'",
        label.as_str(),
        "launchable-activity: name='id.pelangi.app.Main'",
        "densities: '160' '240' '320' '480' '640'",
    ];
    for part in parts {
        want(facts.badging.contains(part), part.to_owned());
    }
    let asked: Vec<&str> = facts.badging.lines().filter_map(permission).collect();
    want(asked == PERMISSIONS, format!("just the permissions {PERMISSIONS:?}, not {asked:?}"));
    for scheme in ["v1 scheme (JAR signing)", "v2 scheme", "v3 scheme"] {
        let line = |line: &str| line.contains(scheme) && line.ends_with("true");
        want(facts.signatures.lines().any(line), format!("a signature of the {scheme}"));
    }
    let host = order.authority.split(':').next().unwrap_or_default();
    for text in [host, "android.intent.action.SEND", "autoVerify"] {
        want(facts.manifest.contains(text), format!("{text} in its manifest"));
    }
    let flat = |name: &str| facts.stored.iter().any(|file| file == name);
    want(flat("resources.arsc"), "a table of resources that is not compressed".to_owned());
    faults
}

/// `uses-permission: name='…'`
fn permission(line: &str) -> Option<&str> {
    line.strip_prefix("uses-permission: name='")?.strip_suffix('\'')
}

/// `Signer #1 certificate SHA-256 digest: 0a1b…` as `0A:1B:…`.
fn fingerprint(said: &str) -> Option<String> {
    let digest = said.lines().find_map(|line| line.split_once("SHA-256 digest: "))?.1;
    let digits: Vec<char> = digest.trim().to_ascii_uppercase().chars().collect();
    Some(digits.chunks(2).map(String::from_iter).collect::<Vec<_>>().join(":"))
}
