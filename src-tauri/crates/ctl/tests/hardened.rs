//! The loopback host under requests that no browser sends: ten thousand that are malformed, hundreds
//! that never end. None gets anything, and the program goes on serving.

mod common;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use common::Shop;
use common::host::{Host, customer};
use serde_json::{Value, json};

/// `HUIKE_MALFORMED` asks for more.
const REQUESTS: u64 = 10_000;

/// Sends bytes as they are; the status that comes back, 0 where none does.
fn raw(host: &Host, bytes: &[u8]) -> u16 {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", host.port)) else { return 0 };
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
    // A host that refuses may close in the middle.
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0)
}

/// A proper request with one thing wrong with it, by a number; whether it may still be answered.
fn malformed(host: &Host, random: &mut fastrand::Rng) -> Vec<u8> {
    let body = customer("019abcde-0000-7000-8000-000000000777", "never").to_string();
    let mut head = vec![
        "POST /api/customers.add HTTP/1.1".to_owned(),
        format!("Host: 127.0.0.1:{}", host.port),
        format!("X-Huike-Token: {}", host.token),
        "Content-Type: application/json".to_owned(),
        "Connection: close".to_owned(),
        format!("Content-Length: {}", body.len()),
    ];
    let mut body = body.into_bytes();
    let noise: Vec<u8> = (0..random.usize(1..200)).map(|_| random.u8(..)).collect();
    let text: String = (0..random.usize(1..80)).map(|_| random.char('!'..='~')).collect();
    match random.u8(0..12) {
        0 => return noise,
        1 => head[0] = format!("{text} /api/customers.add HTTP/1.1"),
        2 => head[0] = format!("POST /api/{text} HTTP/1.1"),
        3 => head[0] = format!("POST /../{text} HTTP/9.{}", random.u8(..)),
        4 => head[1] = format!("Host: {text}"),
        5 => head[2] = format!("X-Huike-Token: {text}"),
        6 => head[3] = format!("Content-Type: {text}"),
        7 => head[5] = format!("Content-Length: {}", random.i64(..)),
        8 => head.insert(2, format!("Origin: http://{text}")),
        9 => body = noise,
        10 => body.truncate(random.usize(0..body.len())),
        _ => head[5] = "Transfer-Encoding: chunked".to_owned(),
    }
    let mut bytes = head.join("\r\n").into_bytes();
    bytes.extend(b"\r\n\r\n");
    bytes.extend(body);
    bytes
}

#[test]
fn ten_thousand_malformed_requests_change_nothing() {
    let shop = Shop::new();
    let host = Host::start(&shop);
    let requests =
        std::env::var("HUIKE_MALFORMED").ok().and_then(|n| n.parse().ok()).unwrap_or(REQUESTS);
    let mut random = fastrand::Rng::with_seed(20_261_130);
    for n in 0..requests {
        let bytes = malformed(&host, &mut random);
        let status = raw(&host, &bytes);
        assert_ne!(status, 200, "{n}: {}", String::from_utf8_lossy(&bytes));
    }
    let count = host.call("customers.count", &json!({ "query": {} }));
    assert_eq!(count, json!(0));
    assert_eq!(host.call("shop.status", &Value::Null)["hasCustomers"], json!(false));
}

#[test]
fn requests_that_never_end_keep_nobody_waiting() {
    let shop = Shop::new();
    let host = Host::start(&shop);
    let slow: Vec<_> = (0..300)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", host.port)).expect("a connection");
            stream.write_all(b"POST /api/shop.status HTTP/1.1\r\nHost: 127").expect("begun");
            stream
        })
        .collect();
    let begun = Instant::now();
    assert_eq!(host.call("shop.status", &Value::Null)["hasCustomers"], json!(false));
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    drop(slow);
}
