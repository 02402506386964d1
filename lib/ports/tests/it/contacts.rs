//! Parsing and hiding addresses.

use ports::messenger::{Channel, Contact, Email, Phone, PushSubscription};

const KEY: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const SECRET: &str = "BTBZMqHH6r4Tts7J_aSIgg";

#[test]
fn a_mobile_number_is_read_as_people_write_it() {
    for text in ["0812-3456-7890", "+62 812 3456 7890", "6281234567890", "(0812) 3456.7890"] {
        assert_eq!(Phone::parse(text).unwrap().as_str(), "+6281234567890", "{text}");
    }
    assert_eq!(Phone::parse("081234567890").unwrap().digits(), "6281234567890");
}

#[test]
fn other_numbers_are_refused() {
    let wrong = [
        "",
        "0541-123456",
        "+1 202 555 0143",
        "0812345",
        "08123456789012",
        "+0812345678",
        "08x2345678",
    ];
    for text in wrong {
        assert!(Phone::parse(text).is_err(), "{text}");
    }
}

#[test]
fn a_mail_address_keeps_its_name_and_gets_a_small_domain() {
    assert_eq!(
        Email::parse(" Budi.S+pbb@Contoh.GO.ID ").unwrap().as_str(),
        "Budi.S+pbb@contoh.go.id"
    );
}

#[test]
fn what_could_carry_a_second_header_or_address_is_refused() {
    let wrong = [
        "a@b",
        "@contoh.id",
        "a@contoh.id\r\nBcc: x@y.id",
        "a b@contoh.id",
        "a@b@contoh.id,c@d.id",
        "a@-contoh.id",
        "a..b@contoh.id",
        "\"a b\"@contoh.id",
        "a@contoh..id",
    ];
    for text in wrong {
        assert!(Email::parse(text).is_err(), "{text:?}");
    }
    assert!(Email::parse(&format!("{}@contoh.id", "a".repeat(65))).is_err());
}

#[test]
fn a_push_subscription_needs_a_point_and_a_secret() {
    assert!(PushSubscription::new("https://push.example/x", KEY, SECRET).is_ok());
    assert!(PushSubscription::new("https://push.example/x", SECRET, SECRET).is_err());
    assert!(PushSubscription::new("https://push.example/x", KEY, "short").is_err());
    assert!(PushSubscription::new("https://push.example/\nHost: y", KEY, SECRET).is_err());
}

#[test]
fn a_contact_survives_being_stored() {
    let push = PushSubscription::new("https://push.example/x", KEY, SECRET).unwrap();
    let all = [
        (Channel::Mail, Contact::Email(Email::parse("budi@contoh.id").unwrap())),
        (Channel::Sms, Contact::Phone(Phone::parse("081234567890").unwrap())),
        (Channel::Push, Contact::Push(push)),
    ];
    for (channel, contact) in all {
        assert!(Contact::parse(channel, &contact.to_text()).unwrap() == contact);
    }
}

#[test]
fn no_contact_shows_itself_in_a_log() {
    let mail = Contact::parse(Channel::Mail, "budi@contoh.id").unwrap();
    let phone = Contact::parse(Channel::WhatsApp, "081234567890").unwrap();
    let printed = format!("{mail:?} {phone:?}");
    assert!(!printed.contains("budi") && !printed.contains("8123"), "{printed}");
    assert_eq!(mail.masked(), "b…@contoh.id");
    assert_eq!(phone.masked(), "+62812…90");
}
