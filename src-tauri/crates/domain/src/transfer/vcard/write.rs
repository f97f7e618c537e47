//! A customer as a card of version 3.0.

use super::*;

/// A customer as a card of version 3.0, its lines folded and ended as they must be.
#[must_use]
pub fn written(customer: &CustomerDraft) -> String {
    let mut card = Written::default();
    let portrait = &customer.portrait;
    card.line("BEGIN:VCARD");
    card.line("VERSION:3.0");
    let name = escape(&customer.name);
    let shown = if name.is_empty() { escape(&phone_text(&customer.phone)) } else { name.clone() };
    card.line(&format!("N:;{name};;;"));
    // A card must have a name to be shown by; what is only a number is told apart on reading.
    if !name.is_empty() {
        card.line(&format!("FN:{shown}"));
    }
    if customer.kind == CustomerKind::Company {
        card.line("KIND:org");
        card.line("X-ABShowAs:COMPANY");
    }
    if !customer.phone.is_empty() {
        card.line(&format!("TEL;TYPE=CELL,PREF:{}", escape(&phone_text(&customer.phone))));
    }
    for reach in &portrait.reaches {
        let value = escape(&reach.value);
        let (name, value) = match reach.kind {
            ReachKind::Phone => ("TEL;TYPE=VOICE", escape(&phone_text(&reach.value))),
            ReachKind::Email => ("EMAIL", value),
            ReachKind::Wechat => ("X-WECHAT", value),
            ReachKind::Address => ("ADR", format!(";;{value};;;;")),
        };
        card.labelled(name, &value, &reach.label);
    }
    match customer.birthday {
        Some(day) if day.calendar == Calendar::Lunar => {
            card.line(&format!("X-LUNAR-BDAY:{}", birthday_text(&day)));
        }
        Some(day) => card.line(&format!("BDAY{}", apple_day(&day))),
        None => {}
    }
    for anniversary in &portrait.anniversaries {
        let day = &anniversary.day;
        match day.calendar {
            Calendar::Lunar => {
                card.labelled("X-ABDATE", &birthday_text(day), &anniversary.label);
            }
            Calendar::Solar => {
                let dated = apple_day(day);
                let (parameters, value) = dated.split_once(':').unwrap_or(("", &dated));
                card.labelled(&format!("X-ABDATE{parameters}"), value, &anniversary.label);
            }
        }
    }
    for (name, value) in [
        ("ORG", &customer.company),
        ("TITLE", &portrait.role),
        ("NOTE", &customer.note),
        ("X-CUSTOMER-NUMBER", &customer.external_id),
    ] {
        if !value.is_empty() {
            card.line(&format!("{name}:{}", escape(value)));
        }
    }
    if !customer.tags.is_empty() {
        let tags: Vec<String> = customer.tags.iter().map(|tag| escape(tag)).collect();
        card.line(&format!("CATEGORIES:{}", tags.join(",")));
    }
    card.line("END:VCARD");
    card.text
}

/// Parameters and value of a day: `:1990-02-03`, or Apple's way without the year.
fn apple_day(day: &Birthday) -> String {
    match day.year {
        Some(year) => format!(":{year:04}-{:02}-{:02}", day.month, day.day),
        None => format!(";X-APPLE-OMIT-YEAR=1604:1604-{:02}-{:02}", day.month, day.day),
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}

#[derive(Default)]
struct Written {
    text: String,
    groups: u32,
}

impl Written {
    fn labelled(&mut self, name: &str, value: &str, label: &str) {
        if label.is_empty() {
            self.line(&format!("{name}:{value}"));
            return;
        }
        self.groups += 1;
        self.line(&format!("item{}.{name}:{value}", self.groups));
        self.line(&format!("item{}.X-ABLabel:{}", self.groups, escape(label)));
    }

    /// No line is longer than 75 bytes; a character is never parted.
    fn line(&mut self, line: &str) {
        let mut room = 75;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.text.push_str("\r\n ");
                room = 74;
            }
            room -= c.len_utf8();
            self.text.push(c);
        }
        self.text.push_str("\r\n");
    }
}
