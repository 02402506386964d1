//! Villages (desa and kelurahan) and districts (kecamatan), by the tax office's codes.

use base::NopVillage;

/// A village of the reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Village {
    pub village: NopVillage,
    pub name: String,
    /// Seven digits.
    pub district: String,
    pub district_name: String,
    /// Code by the ministry of home affairs, where the mapping is known.
    pub region_code: Option<String>,
    /// A kelurahan (KD_SEKTOR 20, perkotaan) rather than a desa (10, perdesaan).
    pub urban: bool,
}

impl Village {
    /// `Kelurahan Teluk Lingga` or `Desa Sangatta Utara`.
    pub fn title(&self) -> String {
        format!("{} {}", if self.urban { "Kelurahan" } else { "Desa" }, self.name)
    }
}
