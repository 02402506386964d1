//! What makes a signature last: proofs of time and of not being revoked. Bytes in, bytes out:
//! making and judging them is the business of whoever knows certificates.

use crate::Answer;

/// Says when something existed (RFC 3161).
pub trait TimestampAuthority: Send + Sync + 'static {
    /// Sends a `TimeStampReq` in DER and gives back the `TimeStampResp`, unjudged. Best effort within
    /// a few seconds: a missing time-stamp lowers the level of a signature, it never stops one.
    fn stamp<'a>(&'a self, request_der: &'a [u8]) -> Answer<'a, Vec<u8>>;
}

/// Says whether certificates were revoked, at the addresses that stand in them. Those were written
/// by strangers, so an implementation calls no address inside the own network unless it is told to.
pub trait RevocationSource: Send + Sync + 'static {
    /// Sends an `OCSPRequest` in DER (RFC 6960) and gives back the `OCSPResponse`, unjudged.
    fn ocsp<'a>(&'a self, url: &'a str, request_der: &'a [u8]) -> Answer<'a, Vec<u8>>;

    /// Fetches a list of revoked certificates (RFC 5280, section 5) in DER, unjudged.
    fn crl<'a>(&'a self, url: &'a str) -> Answer<'a, Vec<u8>>;

    /// What came from this address was judged and was not good: nothing that was kept of it is
    /// given out again.
    fn forget(&self, url: &str);
}
