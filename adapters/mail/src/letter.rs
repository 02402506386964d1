//! A message as a mail.

use std::time::{Duration, SystemTime};

use base::Language;
use lettre::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use ports::messenger::Email;
use ports::{Message, PortError};

/// Writes the mail; gives back its `Message-ID` as well.
pub fn write(
    message: &Message,
    to: &Email,
    from: &str,
    domain: &str,
) -> Result<(lettre::Message, String), PortError> {
    let id = format!("<{}@{domain}>", message.id);
    let refused = |_| PortError::Refused("the address is none for mail".to_owned());
    let to: Address = to.as_str().parse().map_err(refused)?;
    let from: Address = from.parse().map_err(refused)?;
    let mut builder = lettre::Message::builder()
        .from(Mailbox::new(Some(in_one_line(&message.from)), from))
        .to(Mailbox::new(None, to))
        .subject(in_one_line(&message.title))
        .date(moment(message))
        .message_id(Some(id.clone()))
        // No person wrote it, and no machine shall answer it (RFC 3834).
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("Content-Language", message.language.tag()));
    if let Some(stop) = &message.stop {
        builder = builder
            .raw_header(header("List-Unsubscribe", &format!("<{stop}>")))
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    let part = SinglePart::builder()
        .header(ContentType::TEXT_PLAIN)
        .header(ContentTransferEncoding::QuotedPrintable)
        .body(text(message));
    let letter = builder.singlepart(part);
    let letter = letter
        .map_err(|error| PortError::Garbled(format!("the mail cannot be written: {error}")))?;
    Ok((letter, id))
}

/// A line break would begin another header.
fn in_one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn text(message: &Message) -> String {
    let Message { sentence, link, from, .. } = message;
    let end = match (&message.stop, message.language) {
        (None, _) => String::new(),
        (Some(stop), Language::Id) => format!("\r\nBerhenti menerima pesan ini: {stop}\r\n"),
        (Some(stop), Language::En) => format!("\r\nEnd these messages: {stop}\r\n"),
    };
    format!("{sentence}\r\n\r\n{link}\r\n\r\n-- \r\n{from}\r\n{end}")
}

fn moment(message: &Message) -> SystemTime {
    let millis = u64::try_from(message.at.millis()).unwrap_or_default();
    SystemTime::UNIX_EPOCH + Duration::from_millis(millis)
}
