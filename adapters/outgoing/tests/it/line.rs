//! A line: what the other side can know after a failure, and what is not called at all.

use std::time::Duration;

use outgoing::fake::{Cutter, Habit, Reads, Server};
use outgoing::{Ask, Authorization, Heard, Line, Lost, Post, Reach, Terms, Trust, Url, is_public};
use zeroize::Zeroizing;

const PATIENCE: Duration = Duration::from_secs(20);

fn line(reach: Reach) -> Line {
    let terms = Terms { connect: PATIENCE, longest: 64 << 10, trust: Trust::Nobody, reach };
    Line::new(terms).expect("a line")
}

async fn posted(url: &str, bytes: usize, patience: Duration) -> Result<Heard, Lost> {
    let body = Zeroizing::new(vec![b'x'; bytes]);
    let post = Some(Post::wiped("application/json", body));
    let url = Url::parse(url).expect("an address");
    line(Reach::Anywhere).send(Ask { url, post, authorization: None, patience }).await
}

async fn got(reach: Reach, url: &str) -> Result<Heard, Lost> {
    let url = Url::parse(url).expect("an address");
    line(reach).send(Ask { url, post: None, authorization: None, patience: PATIENCE }).await
}

#[tokio::test]
async fn the_request_arrives_whole_and_once() {
    let server = Server::start(Habit::Says(200, "ya".to_owned())).await.unwrap();
    let basic = Authorization::basic("aplikasi", "rahasia").unwrap();
    let post = Some(Post::wiped("application/json", Zeroizing::new(vec![b'7'; 100_000])));
    let url = Url::parse(&server.url("/sign")).unwrap();
    let ask = Ask { url, post, authorization: Some(&basic), patience: PATIENCE };
    let heard = line(Reach::Anywhere).send(ask).await.unwrap();
    assert_eq!((heard.status, &*heard.body), (200, b"ya".as_slice()));
    let requests = server.requests();
    let [request] = requests.as_slice() else { panic!("one request, not {}", requests.len()) };
    assert_eq!(request.body, vec![b'7'; 100_000]);
    assert_eq!(request.header("content-length"), Some("100000"));
    assert_eq!(request.header("authorization"), Some("Basic YXBsaWthc2k6cmFoYXNpYQ=="));
    assert_eq!(format!("{basic:?}"), "Authorization(hidden)");
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let lost = posted(&format!("http://{closed}/"), 10, PATIENCE).await.unwrap_err();
    assert!(matches!(lost, Lost::NotSent(_)), "{lost:?}");
}

#[tokio::test]
async fn a_request_that_broke_off_was_not_sent() {
    for reads in [0, 1, 300, 70_000] {
        let server = Cutter::start(Reads::Bytes(reads), Vec::new()).unwrap();
        let lost = posted(&server.url("/"), 24 << 20, PATIENCE).await.unwrap_err();
        assert!(matches!(lost, Lost::NotSent(_)), "after {reads}: {lost:?}");
        assert_eq!(server.calls(), 1, "after {reads}");
    }
}

#[tokio::test]
async fn a_whole_request_without_a_whole_answer_may_have_arrived() {
    let halves = [
        "",
        "HT",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12",
    ];
    for half in halves {
        let server = Cutter::start(Reads::Whole, half.into()).unwrap();
        let lost = posted(&server.url("/"), 500_000, PATIENCE).await.unwrap_err();
        assert!(matches!(lost, Lost::NoAnswer(_)), "after {half:?}: {lost:?}");
        assert_eq!(server.calls(), 1, "after {half:?}");
    }
}

#[tokio::test]
async fn a_silent_server_may_have_everything() {
    let server = Server::start(Habit::Sleeps).await.unwrap();
    let lost = posted(&server.url("/"), 10, Duration::from_millis(300)).await.unwrap_err();
    assert_eq!(lost, Lost::NoAnswer("no answer in time".to_owned()));
}

#[tokio::test]
async fn what_is_no_http_or_does_not_end_is_nonsense() {
    for habit in [Habit::Babbles, Habit::Floods] {
        let server = Server::start(habit.clone()).await.unwrap();
        let lost = posted(&server.url("/"), 10, PATIENCE).await.unwrap_err();
        assert!(matches!(lost, Lost::Nonsense(_)), "{habit:?}: {lost:?}");
    }
}

#[tokio::test]
async fn an_address_inside_is_not_called_however_it_is_spelt() {
    let server = Server::start(Habit::Says(200, String::new())).await.unwrap();
    let port = Url::parse(&server.url("/")).unwrap().port().unwrap();
    let public = || Reach::Public { besides: Vec::new() };
    let hosts = [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "[fe80::1]",
        "[fd00::1]",
        "[2002:7f00:1::]",
        "[64:ff9b::7f00:1]",
        "0.0.0.0",
        "[::]",
        "100.64.0.1",
    ];
    for host in hosts {
        let lost = got(public(), &format!("http://{host}:{port}/")).await.unwrap_err();
        assert!(matches!(lost, Lost::Forbidden(_)), "{host}: {lost:?}");
    }
    for url in ["ftp://8.8.8.8/", "file:///etc/passwd", "http://a:b@8.8.8.8/"] {
        let lost = got(public(), url).await.unwrap_err();
        assert!(matches!(lost, Lost::Forbidden(_)), "{url}: {lost:?}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_network_that_is_named_may_be_called_by_address_and_by_name() {
    let server = Server::start(Habit::Says(200, String::new())).await.unwrap();
    let port = Url::parse(&server.url("/")).unwrap().port().unwrap();
    let reach = || Reach::Public { besides: vec!["127.0.0.0/8".parse().unwrap()] };
    for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"] {
        let heard = got(reach(), &format!("http://{host}:{port}/")).await;
        assert_eq!(heard.map(|h| h.status), Ok(200), "{host}");
    }
}

#[test]
fn public_addresses_are_those_of_the_internet() {
    let public = |text: &str| is_public(text.parse().unwrap());
    for right in [
        "8.8.8.8",
        "103.23.20.1",
        "172.32.0.1",
        "100.128.0.1",
        "192.0.1.1",
        "198.20.0.1",
        "223.255.255.255",
        "2404:8000::1",
        "2a00:1450::1",
        "::ffff:8.8.8.8",
        "2002:808:808::",
        "64:ff9b::8.8.8.8",
    ] {
        assert!(public(right), "{right}");
    }
    for wrong in [
        "0.1.2.3",
        "10.0.0.1",
        "100.127.255.255",
        "127.9.9.9",
        "169.254.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.19.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fc00::1",
        "fe80::1",
        "ff02::1",
        "2001:db8::1",
        "2001::1",
        "3fff::1",
        "4000::1",
        "64:ff9b:1::1",
        "::ffff:10.0.0.1",
        "64:ff9b::10.0.0.1",
    ] {
        assert!(!public(wrong), "{wrong}");
    }
}

#[test]
fn a_name_with_a_colon_is_no_name_for_basic() {
    assert_eq!(Authorization::basic("a:b", "c").unwrap_err().setting, "user");
    assert_eq!(Authorization::basic("a", "c\n").unwrap_err().setting, "password_file");
    for wrong in ["", "a b", "a\r\nX: y", "tokén"] {
        assert!(Authorization::bearer(wrong).is_none(), "{wrong:?}");
    }
}

#[tokio::test]
async fn a_token_arrives_and_shows_itself_nowhere_else() {
    let server = Server::start(Habit::Says(200, "ya".to_owned())).await.unwrap();
    let token = Authorization::bearer("4/CKN69L8_gd-Syp5==").unwrap();
    let url = Url::parse(&server.url("/csc/v2/info")).unwrap();
    let ask = Ask { url, post: None, authorization: Some(&token), patience: PATIENCE };
    line(Reach::Anywhere).send(ask).await.unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].header("authorization"), Some("Bearer 4/CKN69L8_gd-Syp5=="));
    assert_eq!(format!("{token:?}"), "Authorization(hidden)");
}

#[test]
fn what_a_service_says_is_repeated_without_secrets_names_and_numbers() {
    let said =
        outgoing::covered("PIN Kenari7 of siti, NIK 6408014107900001\n", &["kenari7"], &["SITI"]);
    assert_eq!(said, "PIN … of …, NIK … ");
    assert_eq!(outgoing::covered("PIN 12 is wrong", &["12"], &[]), "(words withheld)");
    assert_eq!(outgoing::covered("HTTP 500", &[""], &[""]), "HTTP 500");
    assert_eq!(outgoing::covered(&"a".repeat(300), &[], &[]).chars().count(), 201);
}
