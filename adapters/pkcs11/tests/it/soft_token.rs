//! A token of SoftHSM in a folder of its own. SoftHSM reads from the environment where its tokens
//! are, so a story runs itself once more in a child process that has it there.

use std::path::{Path, PathBuf};
use std::process::Command;

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::object::{Attribute, CertificateType, ObjectClass};
use cryptoki::session::UserType;
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;
use pkcs11::TokenSettings;
use pki::{Certificate, PrivateKey};
use ports::signing::Secret;

pub const PIN: &str = "123456";
pub const TOKEN: &str = "KUTIM";
const FOLDER: &str = "PELANGI_TEST_TOKEN";

/// Runs `story` in a process that sees an empty token; `name` is that of the test.
pub fn with_token(name: &str, story: impl FnOnce(&SoftToken)) {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return story(&SoftToken { folder: folder.into() });
    }
    let folder = tempfile::tempdir().unwrap();
    let token = SoftToken { folder: folder.path().to_owned() };
    token.make();
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", name, "--nocapture"]);
    let output = token.seen_by(&mut child).env(FOLDER, folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("1 passed"), "the story did not run: {said}");
}

pub struct SoftToken {
    folder: PathBuf,
}

impl SoftToken {
    fn make(&self) {
        std::fs::create_dir(self.folder.join("tokens")).unwrap();
        let tokens = self.folder.join("tokens");
        let text = format!("directories.tokendir = {}\nlog.level = ERROR\n", tokens.display());
        std::fs::write(self.folder.join("softhsm2.conf"), text).unwrap();
        let pins = ["--pin", PIN, "--so-pin", "5678"];
        self.util(&[&["--init-token", "--free", "--label", TOKEN], &pins[..]].concat());
    }

    fn seen_by<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command.env("SOFTHSM2_CONF", self.folder.join("softhsm2.conf"))
    }

    fn util(&self, arguments: &[&str]) {
        let mut util = Command::new("softhsm2-util");
        let ran = self.seen_by(util.args(arguments)).output();
        let ran = ran.unwrap_or_else(|e| panic!("softhsm2-util: {e}; apt-get install softhsm2"));
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }

    /// Draws a key with openssl, with a certificate of its own.
    pub fn key(&self, kind: &[&str]) -> (PathBuf, Certificate) {
        let number = std::fs::read_dir(&self.folder).unwrap().count();
        let key = self.folder.join(format!("{number}.key"));
        let pem = self.folder.join(format!("{number}.pem"));
        let ran = Command::new("openssl")
            .args(["req", "-x509", "-nodes", "-days", "30", "-subj", "/CN=Segel Contoh", "-newkey"])
            .args(kind)
            .args(["-keyout".as_ref(), key.as_os_str(), "-out".as_ref(), pem.as_os_str()])
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        let text = std::fs::read_to_string(pem).unwrap();
        let certificate = Certificate::all_from_pem(&text).unwrap().remove(0);
        (key, certificate)
    }

    /// Puts the key into the token.
    pub fn import_key(&self, key: &Path, label: &str) {
        // The file of openssl is PKCS#8, which is read here to be sure that it is a good key.
        PrivateKey::from_pem(&std::fs::read_to_string(key).unwrap()).unwrap();
        let key = key.to_str().unwrap();
        let id = format!("{:02}", std::fs::read_dir(&self.folder).unwrap().count());
        self.util(&[
            "--import", key, "--token", TOKEN, "--label", label, "--id", &id, "--pin", PIN,
        ]);
    }

    /// Puts a certificate beside it.
    pub fn import_certificate(&self, certificate: &Certificate, label: &str) {
        let (pkcs11, slot) = self.opened();
        let session = pkcs11.open_rw_session(slot).unwrap();
        session.login(UserType::User, Some(&AuthPin::new(PIN.into()))).unwrap();
        let template = [
            Attribute::Class(ObjectClass::CERTIFICATE),
            Attribute::CertificateType(CertificateType::X_509),
            Attribute::Token(true),
            Attribute::Label(label.as_bytes().to_vec()),
            Attribute::Subject(certificate.subject().to_der().to_vec()),
            Attribute::Value(certificate.to_der().to_vec()),
        ];
        session.create_object(&template).unwrap();
        session.logout().unwrap();
    }

    /// As when the token is pulled out or its service restarts: no session lives on.
    pub fn end_all_sessions(&self) {
        let (pkcs11, slot) = self.opened();
        // Whoever logs out does so for every session of the process (§5.6, C_Logout).
        let session = pkcs11.open_ro_session(slot).unwrap();
        session.logout().unwrap();
    }

    /// As when the device is unplugged: its objects are out of reach.
    pub fn take_away(&self) {
        std::fs::rename(self.folder.join("tokens"), self.folder.join("elsewhere")).unwrap();
        std::fs::create_dir(self.folder.join("tokens")).unwrap();
    }

    pub fn bring_back(&self) {
        std::fs::remove_dir(self.folder.join("tokens")).unwrap();
        std::fs::rename(self.folder.join("elsewhere"), self.folder.join("tokens")).unwrap();
    }

    pub fn change_pin(&self, to: &str) {
        self.set_pin(PIN, to);
    }

    pub fn change_pin_back(&self, from: &str) {
        self.set_pin(from, PIN);
    }

    fn set_pin(&self, from: &str, to: &str) {
        let (pkcs11, slot) = self.opened();
        let session = pkcs11.open_rw_session(slot).unwrap();
        session.set_pin(&AuthPin::new(from.into()), &AuthPin::new(to.into())).unwrap();
    }

    fn opened(&self) -> (Pkcs11, Slot) {
        let pkcs11 = Pkcs11::new(module()).unwrap();
        // A token that was opened before has done this already.
        let _ = pkcs11.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK));
        let slot = pkcs11.get_slots_with_initialized_token().unwrap()[0];
        (pkcs11, slot)
    }

    pub fn settings(&self, label: &str) -> TokenSettings {
        let pin = Secret::passphrase(PIN.to_owned());
        TokenSettings {
            module: module(),
            token: TOKEN.to_owned(),
            label: label.to_owned(),
            pin,
            certificate: None,
        }
    }
}

/// Where Debian and others put the library.
pub fn module() -> PathBuf {
    let places = [
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib64/pkcs11/libsofthsm2.so",
    ];
    let found = places.into_iter().map(PathBuf::from).find(|place| place.is_file());
    found.unwrap_or_else(|| panic!("libsofthsm2.so is missing; apt-get install softhsm2"))
}
