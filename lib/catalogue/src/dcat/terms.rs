//! The terms that are used, by their whole names.

use oxrdf::NamedNodeRef;

macro_rules! terms {
    ($($name:ident = $uri:literal;)*) => {
        $(pub(super) const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked($uri);)*
    };
}

terms! {
    A = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    CATALOG = "http://www.w3.org/ns/dcat#Catalog";
    DATASET_CLASS = "http://www.w3.org/ns/dcat#Dataset";
    DISTRIBUTION_CLASS = "http://www.w3.org/ns/dcat#Distribution";
    DATASET = "http://www.w3.org/ns/dcat#dataset";
    DISTRIBUTION = "http://www.w3.org/ns/dcat#distribution";
    KEYWORD = "http://www.w3.org/ns/dcat#keyword";
    THEME = "http://www.w3.org/ns/dcat#theme";
    CONTACT = "http://www.w3.org/ns/dcat#contactPoint";
    LANDING_PAGE = "http://www.w3.org/ns/dcat#landingPage";
    VERSION = "http://www.w3.org/ns/dcat#version";
    ACCESS_URL = "http://www.w3.org/ns/dcat#accessURL";
    DOWNLOAD_URL = "http://www.w3.org/ns/dcat#downloadURL";
    MEDIA_TYPE = "http://www.w3.org/ns/dcat#mediaType";
    BYTE_SIZE = "http://www.w3.org/ns/dcat#byteSize";
    START = "http://www.w3.org/ns/dcat#startDate";
    END = "http://www.w3.org/ns/dcat#endDate";
    TITLE = "http://purl.org/dc/terms/title";
    DESCRIPTION = "http://purl.org/dc/terms/description";
    PUBLISHER = "http://purl.org/dc/terms/publisher";
    IDENTIFIER = "http://purl.org/dc/terms/identifier";
    LICENCE = "http://purl.org/dc/terms/license";
    LICENCE_CLASS = "http://purl.org/dc/terms/LicenseDocument";
    ACCESS_RIGHTS = "http://purl.org/dc/terms/accessRights";
    RIGHTS_CLASS = "http://purl.org/dc/terms/RightsStatement";
    PERIODICITY = "http://purl.org/dc/terms/accrualPeriodicity";
    FREQUENCY_CLASS = "http://purl.org/dc/terms/Frequency";
    SPATIAL = "http://purl.org/dc/terms/spatial";
    LOCATION_CLASS = "http://purl.org/dc/terms/Location";
    TEMPORAL = "http://purl.org/dc/terms/temporal";
    PERIOD_CLASS = "http://purl.org/dc/terms/PeriodOfTime";
    ISSUED = "http://purl.org/dc/terms/issued";
    MODIFIED = "http://purl.org/dc/terms/modified";
    FORMAT = "http://purl.org/dc/terms/format";
    FORMAT_CLASS = "http://purl.org/dc/terms/MediaTypeOrExtent";
    MEDIA_TYPE_CLASS = "http://purl.org/dc/terms/MediaType";
    CONFORMS_TO = "http://purl.org/dc/terms/conformsTo";
    STANDARD_CLASS = "http://purl.org/dc/terms/Standard";
    AGENT_CLASS = "http://xmlns.com/foaf/0.1/Agent";
    NAME = "http://xmlns.com/foaf/0.1/name";
    HOMEPAGE = "http://xmlns.com/foaf/0.1/homepage";
    DOCUMENT_CLASS = "http://xmlns.com/foaf/0.1/Document";
    CONCEPT_CLASS = "http://www.w3.org/2004/02/skos/core#Concept";
    KIND_CLASS = "http://www.w3.org/2006/vcard/ns#Kind";
    FN = "http://www.w3.org/2006/vcard/ns#fn";
    EMAIL = "http://www.w3.org/2006/vcard/ns#hasEmail";
    DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime";
    DATE = "http://www.w3.org/2001/XMLSchema#date";
    YEAR = "http://www.w3.org/2001/XMLSchema#gYear";
    YEAR_MONTH = "http://www.w3.org/2001/XMLSchema#gYearMonth";
    NATURAL = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger";
}
