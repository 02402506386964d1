//! What the national portal (data.go.id) says of a dataset beyond CKAN, under the portal's names.

use serde::Serialize;

/// Fields of the national portal; what is not known is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PortalFields {
    #[serde(rename = "accessRights", skip_serializing_if = "Option::is_none")]
    pub access_rights: Option<String>,
    #[serde(rename = "accrualPeriodicity", skip_serializing_if = "Option::is_none")]
    pub accrual_periodicity: Option<String>,
    /// Of the list of data (daftar data) and of the standard (standar data).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_dds: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_sds: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_indikator_mms: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_msind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_mskeg: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jenis: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub satuan: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ukuran: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prioritas_tahun: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publishing_status: Option<String>,
    /// `Ya` or `Tidak`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apakah_indikator_komposit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indikator_prioritas: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interpretasi: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variabel_disaggregasi: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kodereferensi: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kriteria_prioritas: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level_estimasi: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metode_perhitungan: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rumus: Option<String>,
}
