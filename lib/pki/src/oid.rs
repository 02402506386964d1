//! The object identifiers that are understood here, by the section that defines them.

use const_oid::ObjectIdentifier;

macro_rules! oids {
    ($($name:ident = $value:literal;)*) => {
        $(pub(crate) const $name: ObjectIdentifier = ObjectIdentifier::new_unwrap($value);)*
    };
}

// Digests (RFC 5754, RFC 8017)
oids! {
    MD5 = "1.2.840.113549.2.5";
    SHA1 = "1.3.14.3.2.26";
    SHA256 = "2.16.840.1.101.3.4.2.1";
    SHA384 = "2.16.840.1.101.3.4.2.2";
    SHA512 = "2.16.840.1.101.3.4.2.3";
}

// Signatures and keys (RFC 8017, RFC 5758, RFC 5480, RFC 8410)
oids! {
    RSA = "1.2.840.113549.1.1.1";
    MD5_RSA = "1.2.840.113549.1.1.4";
    SHA1_RSA = "1.2.840.113549.1.1.5";
    MGF1 = "1.2.840.113549.1.1.8";
    RSA_PSS = "1.2.840.113549.1.1.10";
    SHA256_RSA = "1.2.840.113549.1.1.11";
    SHA384_RSA = "1.2.840.113549.1.1.12";
    SHA512_RSA = "1.2.840.113549.1.1.13";
    EC = "1.2.840.10045.2.1";
    ECDSA_SHA1 = "1.2.840.10045.4.1";
    ECDSA_SHA256 = "1.2.840.10045.4.3.2";
    ECDSA_SHA384 = "1.2.840.10045.4.3.3";
    ECDSA_SHA512 = "1.2.840.10045.4.3.4";
    P256 = "1.2.840.10045.3.1.7";
    P384 = "1.3.132.0.34";
    P521 = "1.3.132.0.35";
    ED25519 = "1.3.101.112";
}

// Parts of names (RFC 4519, RFC 5280 annex A)
oids! {
    COMMON_NAME = "2.5.4.3";
    SERIAL_NUMBER = "2.5.4.5";
    COUNTRY = "2.5.4.6";
    LOCALITY = "2.5.4.7";
    PROVINCE = "2.5.4.8";
    ORGANISATION = "2.5.4.10";
    UNIT = "2.5.4.11";
    TITLE = "2.5.4.12";
    EMAIL_ADDRESS = "1.2.840.113549.1.9.1";
}

// Extensions (RFC 5280 §4.2 and §5.2, RFC 6960 §4.2.2.2.1, RFC 9608)
oids! {
    SUBJECT_KEY_ID = "2.5.29.14";
    KEY_USAGE = "2.5.29.15";
    SUBJECT_ALT_NAME = "2.5.29.17";
    BASIC_CONSTRAINTS = "2.5.29.19";
    CRL_NUMBER = "2.5.29.20";
    REASON_CODE = "2.5.29.21";
    INVALIDITY_DATE = "2.5.29.24";
    DELTA_CRL = "2.5.29.27";
    ISSUING_POINT = "2.5.29.28";
    CERTIFICATE_ISSUER = "2.5.29.29";
    NAME_CONSTRAINTS = "2.5.29.30";
    CRL_POINTS = "2.5.29.31";
    POLICIES = "2.5.29.32";
    AUTHORITY_KEY_ID = "2.5.29.35";
    EXTENDED_KEY_USAGE = "2.5.29.37";
    NO_REVOCATION = "2.5.29.56";
    AUTHORITY_ACCESS = "1.3.6.1.5.5.7.1.1";
    OCSP_NO_CHECK = "1.3.6.1.5.5.7.48.1.5";
    OCSP_NONCE = "1.3.6.1.5.5.7.48.1.2";
    OCSP_BASIC = "1.3.6.1.5.5.7.48.1.1";
    ACCESS_OCSP = "1.3.6.1.5.5.7.48.1";
    ACCESS_ISSUERS = "1.3.6.1.5.5.7.48.2";
}

// Purposes (RFC 5280 §4.2.1.12, RFC 9336, and two of vendors that signers of PDF carry)
oids! {
    ANY_PURPOSE = "2.5.29.37.0";
    EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";
    TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    DOCUMENT_SIGNING = "1.3.6.1.5.5.7.3.36";
    ADOBE_DOCUMENTS = "1.2.840.113583.1.1.5";
    MICROSOFT_DOCUMENTS = "1.3.6.1.4.1.311.10.3.12";
}

// CMS and its attributes (RFC 5652 §11, RFC 2634, RFC 5035, RFC 6211, RFC 3161, ISO 32000-1 §12.8)
oids! {
    DATA = "1.2.840.113549.1.7.1";
    SIGNED_DATA = "1.2.840.113549.1.7.2";
    TST_INFO = "1.2.840.113549.1.9.16.1.4";
    CONTENT_TYPE = "1.2.840.113549.1.9.3";
    MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
    SIGNING_TIME = "1.2.840.113549.1.9.5";
    SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
    TIME_STAMP_TOKEN = "1.2.840.113549.1.9.16.2.14";
    SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
    ALGORITHM_PROTECTION = "1.2.840.113549.1.9.52";
    REVOCATION_ARCHIVAL = "1.2.840.113583.1.1.8";
    OCSP_IN_CMS = "1.3.6.1.5.5.7.16.2";
}
