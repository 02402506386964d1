//! The forms of letters that the house brings along.

/// A form of a letter with an example of its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// `nota-dinas`
    pub name: &'static str,
    /// `Nota Dinas`
    pub title: &'static str,
    /// Group of Permendagri 1/2023: arahan, korespondensi, khusus.
    pub group: &'static str,
    /// Typst source.
    pub source: &'static str,
    /// Fields as JSON.
    pub sample: &'static str,
}

macro_rules! templates {
    ($($name:literal $group:literal $title:literal,)*) => {
        &[$(Template {
            name: $name,
            title: $title,
            group: $group,
            source: include_str!(concat!("../templates/", $name, ".typ")),
            sample: include_str!(concat!("../templates/", $name, ".json")),
        }),*]
    };
}

static ALL: &[Template] = templates! {
    "surat-dinas" "korespondensi" "Surat Dinas",
};

/// All forms.
pub fn templates() -> &'static [Template] {
    ALL
}

/// The form of a name.
pub fn template(name: &str) -> Option<&'static Template> {
    ALL.iter().find(|template| template.name == name)
}
