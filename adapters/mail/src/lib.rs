//! Messages by e-mail: an SMTP client with TLS.
