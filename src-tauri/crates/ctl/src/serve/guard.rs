//! Who is let in, and what every answer carries.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use huike_app::AppError;
use subtle::ConstantTimeEq as _;

use super::Host;

const TOKEN: HeaderName = HeaderName::from_static("x-huike-token");

/// The secret that the printed address holds.
pub(super) struct Token(String);

impl Token {
    /// 32 random bytes.
    pub(super) fn random() -> Result<Self, AppError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(crate::answer::internal)?;
        Ok(Self(hex::encode(bytes)))
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }

    /// Takes as long for a wrong token as for a right one of the same length.
    fn is(&self, given: &[u8]) -> bool {
        self.0.as_bytes().ct_eq(given).into()
    }
}

/// Where a request may carry the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Secret {
    /// The screens themselves hold nothing of the shop's.
    Needless,
    /// In a header, which no foreign page can set.
    Header,
    /// Also in the address: the browser sets no header of ours on a stream or a download.
    HeaderOrAddress,
}

fn secret(method: &Method, path: &str) -> Secret {
    let reads = method == Method::GET || method == Method::HEAD;
    match path.split('/').nth(1) {
        Some("events") => Secret::HeaderOrAddress,
        Some("files") if reads => Secret::HeaderOrAddress,
        Some("files" | "api") => Secret::Header,
        _ => Secret::Needless,
    }
}

/// How much is asked of the host, and by whom it should not be.
#[derive(Default)]
pub(super) struct Load {
    running: AtomicUsize,
    wrong: Mutex<Option<(Instant, u32)>>,
}

/// Requests that run at once; our own screens have a handful.
const MOST_AT_ONCE: usize = 64;

/// Wrong tokens in [`A_WHILE`] from which on nobody is told any more what was wrong.
const MOST_WRONG: u32 = 50;

const A_WHILE: Duration = Duration::from_secs(60);

/// One request that runs; it counts until this is dropped.
struct Running<'a>(&'a AtomicUsize);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Load {
    fn begin(&self) -> Option<Running<'_>> {
        let running = Running(&self.running);
        (self.running.fetch_add(1, Ordering::Relaxed) < MOST_AT_ONCE).then_some(running)
    }

    /// Counts a wrong token; whether there were too many lately.
    fn wrong(&self, now: Instant) -> bool {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, count) = wrong.filter(|(since, _)| now - *since < A_WHILE).unwrap_or((now, 0));
        *wrong = Some((since, count.saturating_add(1)));
        count >= MOST_WRONG
    }
}

/// Lets a request in, or answers why not.
pub(super) async fn admit(State(host): State<Arc<Host>>, request: Request, next: Next) -> Response {
    // What listens for events stays as long as its page, and does nothing meanwhile.
    let waits = request.uri().path() == "/events";
    let running = host.load.begin();
    if running.is_none() && !waits {
        return (StatusCode::TOO_MANY_REQUESTS, "too much at once").into_response();
    }
    match check(&host, &request) {
        Ok(()) => next.run(request).await,
        Err((StatusCode::UNAUTHORIZED, _)) if host.load.wrong(Instant::now()) => {
            (StatusCode::TOO_MANY_REQUESTS, "too many wrong tokens").into_response()
        }
        Err((status, why)) => (status, why).into_response(),
    }
}

fn check(host: &Host, request: &Request) -> Result<(), (StatusCode, &'static str)> {
    let headers = request.headers();
    let authorities = [format!("127.0.0.1:{}", host.port), format!("localhost:{}", host.port)];
    // A foreign name that leads to this address is a page that pretends to be ours.
    if !authorities.iter().any(|ours| only(headers, &header::HOST) == Some(ours.as_bytes())) {
        return Err((StatusCode::FORBIDDEN, "foreign host"));
    }
    if headers.contains_key(header::ORIGIN) {
        let origin = only(headers, &header::ORIGIN).and_then(|o| o.strip_prefix(b"http://"));
        if !authorities.iter().any(|ours| origin == Some(ours.as_bytes())) {
            return Err((StatusCode::FORBIDDEN, "foreign origin"));
        }
    }
    let (method, path) = (request.method(), request.uri().path());
    let in_header = only(headers, &TOKEN);
    let given = match secret(method, path) {
        Secret::Needless => return Ok(()),
        Secret::Header => in_header,
        Secret::HeaderOrAddress => in_header.or_else(|| in_address(request)),
    };
    if !given.is_some_and(|given| host.token.is(given)) {
        return Err((StatusCode::UNAUTHORIZED, "the token is missing or wrong"));
    }
    // Anything else can be sent from a foreign page without asking first.
    if path.starts_with("/api/") && method == Method::POST && !is_json(headers) {
        return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "application/json is wanted"));
    }
    Ok(())
}

/// A header that stands there once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a [u8]> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?;
    all.next().is_none().then_some(first.as_bytes())
}

fn in_address(request: &Request) -> Option<&[u8]> {
    let query = request.uri().query()?;
    query.split('&').find_map(|part| part.strip_prefix("token=")).map(str::as_bytes)
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(kind) = only(headers, &header::CONTENT_TYPE) else { return false };
    let essence = kind.split(|byte| *byte == b';').next().unwrap_or_default();
    essence.trim_ascii().eq_ignore_ascii_case(b"application/json")
}

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// Puts on every answer what keeps a browser from doing more with it than show it.
pub(super) async fn harden(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Only the screens say that they may be kept.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_much_at_once_and_too_many_wrong_tokens() {
        let load = Load::default();
        let running: Vec<_> = (0..MOST_AT_ONCE).map(|_| load.begin().expect("one more")).collect();
        assert!(load.begin().is_none());
        drop(running);
        assert!(load.begin().is_some());
        let now = Instant::now();
        assert!((0..MOST_WRONG).all(|_| !load.wrong(now)));
        assert!(load.wrong(now));
        assert!(!load.wrong(now + A_WHILE));
    }

    #[track_caller]
    fn check(method: Method, path: &str, expected: Secret) {
        assert_eq!(secret(&method, path), expected, "{method} {path}");
    }

    #[test]
    fn what_needs_the_token_and_where() {
        check(Method::GET, "/", Secret::Needless);
        check(Method::GET, "/assets/index.js", Secret::Needless);
        check(Method::GET, "/apis", Secret::Needless);
        check(Method::POST, "/api/shop.status", Secret::Header);
        check(Method::GET, "/api", Secret::Header);
        check(Method::GET, "/events", Secret::HeaderOrAddress);
        check(Method::POST, "/files", Secret::Header);
        check(Method::GET, "/files/abc", Secret::HeaderOrAddress);
    }
}
