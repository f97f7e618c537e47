//! The notification service of a Linux desktop, spoken to over the session bus: it says what it
//! took, offers buttons, and reports what is pressed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use huike_app::followups::{Announcement, Answer};
use tauri::AppHandle;
use zbus::blocking::{Connection, MessageIterator};
use zbus::zvariant::{DynamicType, Value};
use zbus::{MatchRule, Message, message};

use crate::desktop_bus;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

type Answered = dyn Fn(&Announcement, Answer) + Send + Sync;

/// The service, over one connection that is kept: some desktops take a notification away when the
/// connection that sent it ends.
pub(crate) struct Service {
    live: Mutex<Option<Connection>>,
    shown: Arc<Mutex<HashMap<u32, Announcement>>>,
    answered: Arc<Answered>,
}

impl Service {
    pub(crate) fn new(
        _: &AppHandle,
        answered: impl Fn(&Announcement, Answer) + Send + Sync + 'static,
    ) -> tauri::Result<Self> {
        Ok(Self { live: Mutex::default(), shown: Arc::default(), answered: Arc::new(answered) })
    }

    /// Asks the service for its name, which starts it where the desktop can.
    pub(crate) fn ready(&self) -> Result<(), String> {
        self.call("GetServerInformation", &()).map(drop).map_err(|error| error.to_string())
    }

    pub(crate) fn has_buttons(&self) -> bool {
        self.capabilities().is_ok_and(|all| all.iter().any(|one| one == "actions"))
    }

    pub(crate) fn show(&self, announcement: &Announcement) -> Result<(), String> {
        self.notify(announcement).map_err(|error| error.to_string())
    }

    fn notify(&self, announcement: &Announcement) -> zbus::Result<()> {
        let capabilities = self.capabilities()?;
        let can = |what: &str| capabilities.iter().any(|one| one == what);
        let body = &announcement.body;
        let body = if can("body-markup") { escaped(body) } else { body.clone() };
        let mut actions = Vec::new();
        if can("actions") {
            for (answer, words) in &announcement.answers {
                actions.extend([answer.key(), words.as_str()]);
            }
        }
        let tag = announcement.notice.to_string();
        let mut hints = HashMap::from([
            ("urgency", Value::U8(1)),
            ("suppress-sound", Value::Bool(!announcement.sound)),
            // Told a second time after a crash, it takes the place of the first where the
            // service knows tags.
            ("x-dunst-stack-tag", Value::from(tag.as_str())),
        ]);
        if announcement.sound {
            hints.insert("sound-name", Value::from("message-new-instant"));
        }
        let replaces = self.number_of(announcement);
        let text = (announcement.title.as_str(), body.as_str());
        // For as long as this service shows one usually.
        let expires = -1_i32;
        let call = ("Huike", replaces, "huike", text.0, text.1, actions, hints, expires);
        let number: u32 = self.call("Notify", &call)?.body().deserialize()?;
        lock(&self.shown).insert(number, announcement.clone());
        Ok(())
    }

    /// The number of the same notification, where it is still there; 0 otherwise.
    fn number_of(&self, announcement: &Announcement) -> u32 {
        let shown = lock(&self.shown);
        let same = shown.iter().find(|(_, it)| it.notice == announcement.notice);
        same.map_or(0, |(number, _)| *number)
    }

    fn capabilities(&self) -> zbus::Result<Vec<String>> {
        self.call("GetCapabilities", &())?.body().deserialize()
    }

    /// Calls the service; once more over a new connection where the old one has ended.
    fn call<B: serde::Serialize + DynamicType>(
        &self,
        method: &str,
        body: &B,
    ) -> zbus::Result<Message> {
        let mut live = lock(&self.live);
        if let Some(bus) = live.as_ref() {
            match bus.call_method(Some(NAME), PATH, Some(NAME), method, body) {
                Err(zbus::Error::InputOutput(_)) => *live = None,
                answer => return answer,
            }
        }
        let bus = desktop_bus::connect()?;
        self.listen(&bus)?;
        let answer = bus.call_method(Some(NAME), PATH, Some(NAME), method, body);
        *live = Some(bus);
        answer
    }

    /// Hears what is pressed and closed until the connection ends.
    fn listen(&self, bus: &Connection) -> zbus::Result<()> {
        let rule = MatchRule::builder()
            .msg_type(message::Type::Signal)
            .interface(NAME)?
            .path(PATH)?
            .build();
        let signals = MessageIterator::for_match_rule(rule, bus, None)?;
        let (shown, answered) = (Arc::clone(&self.shown), Arc::clone(&self.answered));
        lock(&shown).clear();
        let bus = bus.clone();
        thread::Builder::new().name("notifications".to_owned()).spawn(move || {
            for signal in signals.flatten() {
                let Some(number) = hear(&signal, &shown, &*answered) else { continue };
                // Not every service takes away what was answered. One that has is not asked twice.
                let close =
                    bus.call_method(Some(NAME), PATH, Some(NAME), "CloseNotification", &number);
                if let Err(error) = close {
                    tracing::debug!(%error, "close");
                }
            }
        })?;
        Ok(())
    }
}

/// The number of the notification that was answered.
fn hear(
    signal: &Message,
    shown: &Mutex<HashMap<u32, Announcement>>,
    answered: &Answered,
) -> Option<u32> {
    let header = signal.header();
    match header.member().map(|member| member.as_str()) {
        Some("ActionInvoked") => {
            let (number, key) = signal.body().deserialize::<(u32, String)>().ok()?;
            // The bus may carry what others showed.
            let to = lock(shown).get(&number).cloned()?;
            answered(&to, Answer::from_key(&key)?);
            Some(number)
        }
        Some("NotificationClosed") => {
            let (number, _) = signal.body().deserialize::<(u32, u32)>().ok()?;
            lock(shown).remove(&number);
            None
        }
        _ => None,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A text where the service reads marks.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
