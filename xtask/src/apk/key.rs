//! The key an app is signed with. It is made at its first use, outside the clone, and never again:
//! Android installs a newer version only when the same key signed it.

use std::fs;
use std::io::Read;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::ci::shell::{command, run};

/// Names a key of one's own, with the file of its password beside it.
const FILE: &str = "ANDROID_KEYSTORE";
const PASSWORD: &str = "ANDROID_KEYSTORE_PASSWORD";

/// Thirty years: a certificate that ends earlier would end the app.
const DAYS: &str = "10950";

/// A key store (PKCS #12) and its password.
#[derive(Clone)]
pub struct Key {
    pub file: PathBuf,
    password: String,
}

impl Key {
    /// The key that `ANDROID_KEYSTORE` names, else the one under `~/.local/share/pelangi`, which is
    /// made when it is not there yet.
    pub fn of_this_person() -> Result<Self, String> {
        if let Some(file) = std::env::var_os(FILE).filter(|file| !file.is_empty()) {
            let file = PathBuf::from(file);
            let password = std::env::var(PASSWORD).unwrap_or_default();
            return match (file.is_file(), password.is_empty()) {
                (false, _) => Err(format!("{FILE}: there is no file {}", file.display())),
                (_, true) => Err(format!("{PASSWORD} is not set; {FILE} needs it")),
                _ => Ok(Self { file, password }),
            };
        }
        let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from);
        let home = || std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share"));
        let data = data.or_else(home).ok_or("HOME is not set: name a key by ANDROID_KEYSTORE")?;
        Self::in_folder(&data.join("pelangi"))
    }

    /// The key of a folder; made, with a random password, when it is not there yet.
    pub fn in_folder(folder: &Path) -> Result<Self, String> {
        let (file, note) = (folder.join("android.p12"), folder.join("android.password"));
        let told = |e: std::io::Error| format!("{}: {e}", folder.display());
        match (file.exists(), note.exists()) {
            (true, true) => {
                let password = fs::read_to_string(&note).map_err(told)?.trim().to_owned();
                return Ok(Self { file, password });
            }
            (false, false) => {}
            _ => {
                return Err(format!(
                    "of {} and {} one is missing; bring it back from a backup, or move the other \
                     away to begin a new app",
                    file.display(),
                    note.display()
                ));
            }
        }
        fs::create_dir_all(folder).map_err(told)?;
        let password = random().map_err(told)?;
        let key = Self { file, password };
        key.generate()?;
        private(&note, &key.password).map_err(told)?;
        Ok(key)
    }

    /// The password goes to programs by the environment: the list of processes shows arguments.
    pub fn environment(&self) -> (&'static str, &str) {
        ("PASSWORD_OF_THE_KEY", &self.password)
    }

    fn generate(&self) -> Result<(), String> {
        let (name, password) = self.environment();
        let by = format!("-storepass:env {name}");
        let words =
            "-genkeypair -storetype PKCS12 -alias pelangi -keyalg RSA -keysize 3072 -validity";
        let mut keytool = command("keytool", &words.split(' ').collect::<Vec<_>>());
        keytool.args([DAYS, "-dname", "CN=Pelangi", "-keystore"]).arg(&self.file);
        keytool.args(by.split(' ')).env(name, password);
        run(&mut keytool)?;
        let owner_alone = fs::Permissions::from_mode(0o600);
        fs::set_permissions(&self.file, owner_alone)
            .map_err(|e| format!("{}: {e}", self.file.display()))
    }
}

/// 192 bits as hexadecimal digits.
fn random() -> std::io::Result<String> {
    let mut bytes = [0; 24];
    fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn private(file: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    writeln!(file, "{text}")
}
