//! A running `serve`, and requests to it byte by byte, as no well-meaning client would send them.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use super::Shop;

/// A running host; it ends with this.
pub(crate) struct Host {
    pub(crate) port: u16,
    pub(crate) token: String,
    child: Child,
}

/// What it answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Host {
    pub(crate) fn start(shop: &Shop) -> Self {
        let mut child = shop
            .command(&["serve", "--port", "0", "--json"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("standard output");
        BufReader::new(out).read_line(&mut line).expect("a line");
        let said: Value = serde_json::from_str(&line).expect("JSON");
        let url = said["url"].as_str().expect("an address");
        let (address, token) = url.split_once("/#token=").expect("a token");
        let port = address.strip_prefix("http://127.0.0.1:").expect("this PC");
        Self { port: port.parse().expect("a port"), token: token.to_owned(), child }
    }

    /// The headers of a request that is let in.
    pub(crate) fn proper(&self) -> Vec<(&'static str, String)> {
        vec![
            ("Host", format!("127.0.0.1:{}", self.port)),
            ("X-Huike-Token", self.token.clone()),
            ("Content-Type", "application/json".to_owned()),
        ]
    }

    pub(crate) fn send(&self, line: &str, headers: &[(&str, String)], body: &[u8]) -> Answer {
        let mut stream = self.open(line, headers, body);
        let mut answer = Vec::new();
        // A host that refuses may close before all of a large body is sent.
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    /// Sends a request and leaves the answer to the reader.
    pub(crate) fn open(&self, line: &str, headers: &[(&str, String)], body: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        let mut head = format!("{line} HTTP/1.1\r\nConnection: close\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
        stream.write_all(head.as_bytes()).expect("sent");
        let _ = stream.write_all(body);
        stream
    }

    /// Runs a command.
    #[track_caller]
    pub(crate) fn call(&self, command: &str, arguments: &Value) -> Value {
        let line = format!("POST /api/{command}");
        let answer = self.send(&line, &self.proper(), arguments.to_string().as_bytes());
        assert_eq!(answer.status, 200, "{command}: {}", answer.body);
        serde_json::from_str(&answer.body).expect("JSON")
    }

    /// Asks it to end; how it ended.
    #[cfg(unix)]
    pub(crate) fn end(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let sent = std::process::Command::new("kill").args(["-TERM", &id]).status();
        assert!(sent.expect("a signal").success());
        self.child.wait().expect("a child").code()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A customer as the screens send one.
pub(crate) fn customer(operation: &str, name: &str) -> Value {
    json!({ "op": operation, "draft": {
        "kind": "person", "name": name, "phone": "", "birthday": null, "company": "",
        "source": "", "tags": [], "note": "", "externalId": "", "channel": null,
    } })
}
