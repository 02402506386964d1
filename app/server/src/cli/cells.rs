//! What is said about a cell.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Where the demo cell lives; made on the first start.
    #[arg(long, default_value = "./pelangi-demo")]
    pub dir: PathBuf,
    /// Port on this machine; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Tax objects to invent on the first start; 2000 unless said otherwise.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub objects: Option<u32>,
}

#[derive(Debug, Args)]
pub struct ConfigArg {
    /// The settings file of the cell.
    #[arg(long)]
    pub config: PathBuf,
}

#[derive(Debug, Args)]
pub struct AccountLinkArgs {
    /// The settings file of the cell.
    #[arg(long)]
    pub config: PathBuf,
    /// Sign-in name of an administrator who lost password or phone: both are taken away, all
    /// sessions of the account end, and the audit trail says that it was done at the server.
    #[arg(long, value_name = "NAME")]
    pub recover: Option<String>,
}

#[derive(Debug, Args)]
pub struct CellCreateArgs {
    /// Where the settings file goes; keys and data are made beside it.
    #[arg(long)]
    pub config: PathBuf,
    /// Code by the ministry of home affairs, for example 64.08.
    #[arg(long)]
    pub code: String,
    /// For example "Kabupaten Kutai Timur".
    #[arg(long)]
    pub name: String,
    /// Asia/Jakarta, Asia/Pontianak, Asia/Makassar or Asia/Jayapura.
    #[arg(long)]
    pub zone: String,
    /// The address people will use; it goes into QR codes.
    #[arg(long, default_value = "https://pelangi.example.go.id")]
    pub public_url: String,
    /// postgres://USER@HOST/NAME, or sqlite:PATH; a SQLite file beside the settings by default.
    #[arg(long)]
    pub database: Option<String>,
    /// A cell for invented data only.
    #[arg(long)]
    pub demo: bool,
}

#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The settings file of the cell.
    #[arg(long)]
    pub config: PathBuf,
    /// A new folder for the backup.
    pub to: PathBuf,
    /// Put the keys of the cell into the backup. Whoever holds it can then sign notices: guard it
    /// like the server.
    #[arg(long)]
    pub with_keys: bool,
}

#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The folder of the backup.
    pub from: PathBuf,
    /// Where the settings file of the new cell goes; keys and data are made beside it.
    #[arg(long)]
    pub config: PathBuf,
    /// The folder with the keys of the cell, when they are not in the backup.
    #[arg(long)]
    pub keys: Option<PathBuf>,
    /// Another database than a SQLite file beside the settings; a backup of a PostgreSQL cell can
    /// go to either engine.
    #[arg(long)]
    pub database: Option<String>,
}

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The settings file of the cell.
    #[arg(long)]
    pub config: PathBuf,
    /// A new folder for the export.
    pub to: PathBuf,
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The folder of the export.
    pub from: PathBuf,
    /// The settings file of a new cell of the same region code.
    #[arg(long)]
    pub config: PathBuf,
    /// The folder with the keys of the cell the export was made from.
    #[arg(long)]
    pub keys: Option<PathBuf>,
}
