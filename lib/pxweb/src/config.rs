//! `/config`: what a client has to know before it asks.

use base::Language;
use serde::Serialize;

/// The answer of `/config`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Config {
    pub api_version: String,
    pub app_version: String,
    pub languages: Vec<LanguageOf>,
    pub default_language: String,
    /// The most cells of one answer.
    pub max_data_cells: usize,
    /// Calls of one client within the window.
    pub max_calls_per_time_window: u32,
    /// Seconds.
    pub time_window: u32,
    /// The address of a licence.
    pub license: String,
    pub source_references: Vec<SourceOf>,
    pub default_data_format: DataFormat,
    pub data_formats: Vec<DataFormat>,
    /// None: what goes beyond the core is not offered.
    pub features: Vec<String>,
}

/// A language of the service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LanguageOf {
    pub id: String,
    pub label: String,
}

/// How the source is named in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceOf {
    pub language: String,
    pub text: String,
}

/// A format of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum DataFormat {
    #[serde(rename = "json-stat2")]
    JsonStat2,
    #[serde(rename = "csv")]
    Csv,
}

impl Config {
    /// A configuration with both languages of the house and all formats.
    pub fn new(app_version: impl Into<String>, max_data_cells: usize, calls: (u32, u32)) -> Self {
        let label = |language| match language {
            Language::Id => "Bahasa Indonesia",
            Language::En => "English",
        };
        let language = |it: Language| LanguageOf { id: it.tag().into(), label: label(it).into() };
        Self {
            api_version: "2.0.0".to_owned(),
            app_version: app_version.into(),
            languages: Language::ALL.map(language).to_vec(),
            default_language: Language::default().tag().to_owned(),
            max_data_cells,
            max_calls_per_time_window: calls.0,
            time_window: calls.1,
            license: "https://creativecommons.org/licenses/by/4.0/".to_owned(),
            source_references: Vec::new(),
            default_data_format: DataFormat::JsonStat2,
            data_formats: vec![DataFormat::JsonStat2, DataFormat::Csv],
            features: Vec::new(),
        }
    }
}
