//! vCards 2.1, 3.0 and 4.0, as phones write their address books, read as rows of fields, and 3.0
//! written, which every phone reads.
//!
//! Sources: versit vCard 2.1; RFC 2426 (3.0), RFC 6350 (4.0), RFC 2045 for quoted-printable; the
//! groups with `X-ABLabel` and the birthday without a year are as Apple's programs write them.
//! A dozen properties are all that is wanted here and photos must not be held, so the lines are
//! taken apart here rather than by a library that models whole cards.

mod write;

pub use write::written;

use super::fields::CustomerField;
use super::portrait::{phone_text, several, with_label};
use super::values::{birthday_text, tags_text};
use crate::customers::{Birthday, Calendar, CustomerDraft, CustomerKind, ReachKind, is_chinese};
use crate::phone::Phone;
use crate::text;

/// What a card tells, as the columns of a table.
pub const FIELDS: [CustomerField; 14] = [
    CustomerField::Name,
    CustomerField::Phone,
    CustomerField::Phones,
    CustomerField::Emails,
    CustomerField::Wechat,
    CustomerField::Addresses,
    CustomerField::Birthday,
    CustomerField::Anniversaries,
    CustomerField::Company,
    CustomerField::Role,
    CustomerField::Tags,
    CustomerField::Note,
    CustomerField::ExternalId,
    CustomerField::Kind,
];

/// The properties that are read; a photo is passed over before it is put together.
const READ: [&str; 17] = [
    "VERSION",
    "FN",
    "N",
    "NICKNAME",
    "TEL",
    "EMAIL",
    "ADR",
    "BDAY",
    "ANNIVERSARY",
    "ORG",
    "TITLE",
    "CATEGORIES",
    "NOTE",
    "KIND",
    "IMPP",
    "X-WECHAT",
    "X-ABLABEL",
];
const OWN: [&str; 4] = ["X-ABDATE", "X-CUSTOMER-NUMBER", "X-LUNAR-BDAY", "X-WEIXIN"];

/// One property of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Property {
    /// Binds it to its label.
    group: String,
    /// In capitals.
    name: String,
    /// In capitals: `TYPE=CELL`, or `CELL` alone in 2.1.
    parameters: Vec<String>,
    value: String,
}

impl Property {
    fn has(&self, word: &str) -> bool {
        self.parameters.iter().any(|parameter| {
            let values = parameter.split_once('=').map_or(parameter.as_str(), |(_, values)| values);
            values.split(',').any(|value| value.trim_matches('"') == word)
        })
    }
}

/// The name and parameters in front of a line's value, and the value.
fn head(line: &[u8]) -> Option<(&str, &[u8])> {
    let mut quoted = false;
    let end = line.iter().position(|b| {
        quoted ^= *b == b'"';
        *b == b':' && !quoted
    })?;
    Some((std::str::from_utf8(&line[..end]).ok()?, &line[end + 1..]))
}

/// Whether a line is of a property that is read here.
#[must_use]
pub fn is_read(line: &[u8]) -> bool {
    let Some(end) = line.iter().position(|b| matches!(b, b':' | b';')) else { return false };
    let Ok(name) = std::str::from_utf8(&line[..end]) else { return false };
    let name = name.rsplit('.').next().unwrap_or(name).trim();
    READ.iter().chain(&OWN).any(|read| name.eq_ignore_ascii_case(read))
        || is_mark(line, "BEGIN")
        || is_mark(line, "END")
}

/// Whether a line is `BEGIN:VCARD` or `END:VCARD`.
#[must_use]
pub fn is_mark(line: &[u8], which: &str) -> bool {
    let Ok(line) = std::str::from_utf8(line) else { return false };
    let mark = line.split_once(':');
    mark.is_some_and(|(name, value)| {
        name.trim().eq_ignore_ascii_case(which) && value.trim().eq_ignore_ascii_case("VCARD")
    })
}

/// Whether a line of quoted-printable goes on with the next.
#[must_use]
pub fn goes_on(line: &[u8]) -> bool {
    line.ends_with(b"=") && head(line).is_some_and(|(head, _)| is_quoted_printable(head))
}

fn is_quoted_printable(head: &str) -> bool {
    head.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
}

/// Takes the encoding of RFC 2045 off; what is none stays as it is.
fn unquoted(value: &[u8]) -> Vec<u8> {
    let hex = |b: u8| char::from(b).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut out = Vec::with_capacity(value.len());
    let mut rest = value;
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'=', [a, b, after @ ..]) => {
                if let (Some(high), Some(low)) = (hex(*a), hex(*b)) {
                    out.push(high << 4 | low);
                    rest = after;
                } else {
                    out.push(b'=');
                }
            }
            _ => out.push(*first),
        }
    }
    out
}

/// A card, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    properties: Vec<Property>,
    old: bool,
}

impl Card {
    /// Whether it is of version 2.1, which folds lines otherwise.
    #[must_use]
    pub fn is_old(&self) -> bool {
        self.old
    }

    /// Takes a line whose folds are undone. `decode` makes text of bytes in the charset that the
    /// line names, or else the file's own.
    pub fn add(&mut self, line: &[u8], decode: impl Fn(Option<&str>, &[u8]) -> String) {
        let Some((head, value)) = head(line) else { return };
        let mut parts = head.split(';');
        let name = parts.next().unwrap_or_default().trim();
        let (group, name) = name.rsplit_once('.').unwrap_or(("", name));
        let parameters: Vec<String> = parts.map(|p| p.trim().to_ascii_uppercase()).collect();
        if parameters.iter().any(|p| p == "BASE64" || p.ends_with("=BASE64") || p == "ENCODING=B") {
            return;
        }
        let charset = parameters.iter().find_map(|p| p.strip_prefix("CHARSET="));
        let value = if is_quoted_printable(head) {
            decode(charset, &unquoted(value))
        } else {
            decode(charset, value)
        };
        let name = name.to_ascii_uppercase();
        self.old |= name == "VERSION" && value.trim() == "2.1";
        let group = group.to_ascii_uppercase();
        self.properties.push(Property { group, name, parameters, value });
    }

    fn all(&self, name: &'static str) -> impl Iterator<Item = &Property> {
        self.properties.iter().filter(move |property| property.name == name)
    }

    /// The text of a property that stands once.
    fn one(&self, name: &'static str) -> String {
        let found = self.all(name).map(|property| plain(&property.value));
        found.map(|value| value.trim().to_owned()).find(|v| !v.is_empty()).unwrap_or_default()
    }

    /// What a person called a property.
    fn label(&self, property: &Property) -> String {
        if property.group.is_empty() {
            return String::new();
        }
        let label = self.all("X-ABLABEL").find(|label| label.group == property.group);
        let label = label.map(|label| plain(&label.value)).unwrap_or_default();
        // Apple's own labels stand in its own brackets.
        let label = label.trim();
        let own = label.strip_prefix("_$!<").and_then(|l| l.strip_suffix(">!$_"));
        own.unwrap_or(label).replace('\n', " ")
    }

    /// The cells of its row, as [`FIELDS`] names them.
    #[must_use]
    pub fn cells(&self) -> Vec<String> {
        let mut note = self.one("NOTE");
        let mut keep = |what: &str| {
            if !what.is_empty() && !note.contains(what) {
                let gap = if note.is_empty() { "" } else { "\n" };
                note = format!("{note}{gap}{what}");
            }
        };
        let mut numbers: Vec<(u8, String, String)> = Vec::new();
        for tel in self.all("TEL") {
            let value = plain(&tel.value);
            let value = value.trim();
            let value = value.strip_prefix("tel:").unwrap_or(value).replace(";ext=", " ext ");
            // A short code or half a number is no reason to lose a contact, nor to lose itself.
            if Phone::parse(&value).is_err() {
                keep(&value);
                continue;
            }
            let rank = match tel {
                tel if tel.has("PREF") || tel.has("1") => 0,
                tel if tel.has("FAX") || tel.has("PAGER") => 3,
                tel if tel.has("CELL") => 1,
                _ => 2,
            };
            numbers.push((rank, self.label(tel), value));
        }
        numbers.sort_by_key(|(rank, ..)| *rank);
        let first = if numbers.is_empty() { None } else { Some(numbers.remove(0)) };
        let mut phone = first.as_ref().map(|(_, _, number)| number.clone()).unwrap_or_default();
        let mut phones: Vec<String> =
            numbers.iter().map(|(_, label, number)| with_label(label, number)).collect();
        if let Some((_, label, number)) = first.filter(|(_, label, _)| !label.is_empty()) {
            // The first number has no label of its own in a table.
            if phones.is_empty() {
                keep(&with_label(&label, &number));
            }
            phone = number;
        }
        phones.dedup();
        let mut emails = Vec::new();
        for email in self.all("EMAIL") {
            let value = plain(&email.value);
            let value = value.trim();
            if value.contains('@') && !value.contains(char::is_whitespace) {
                emails.push(with_label(&self.label(email), value));
            } else {
                keep(value);
            }
        }
        let mut wechat: Vec<String> = Vec::new();
        for name in ["X-WECHAT", "X-WEIXIN"] {
            let ids = self.all(name).map(|p| with_label(&self.label(p), plain(&p.value).trim()));
            wechat.extend(ids);
        }
        let impp = self.all("IMPP").filter_map(|p| {
            let value = plain(&p.value);
            value.strip_prefix("wechat:").or(value.strip_prefix("weixin:")).map(str::to_owned)
        });
        wechat.extend(impp);
        let addresses: Vec<String> = self
            .all("ADR")
            .map(|adr| (self.label(adr), address(&adr.value)))
            .filter(|(_, address)| !address.is_empty())
            .map(|(label, address)| with_label(&label, &address))
            .collect();
        let dates = self.all("X-ABDATE").map(|p| with_label(&self.label(p), &date(p)));
        let wedding = self.all("ANNIVERSARY").map(date);
        let anniversaries: Vec<String> = dates.chain(wedding).filter(|d| !d.is_empty()).collect();
        let lunar = self.one("X-LUNAR-BDAY");
        let birthday = match lunar.as_str() {
            "" => self.all("BDAY").map(date).find(|d| !d.is_empty()).unwrap_or_default(),
            lunar => lunar.to_owned(),
        };
        let company = self.all("ORG").find_map(|org| split(&org.value, ';').into_iter().next());
        let is_company = self.one("KIND").eq_ignore_ascii_case("org");
        let tags = self.all("CATEGORIES").flat_map(|p| split(&p.value, ','));
        let tags: Vec<String> = tags.filter(|tag| !tag.trim().is_empty()).collect();
        let cells = [
            self.name(),
            phone,
            several(phones, true),
            several(emails, true),
            several(wechat, true),
            several(addresses, false),
            birthday,
            several(anniversaries, true),
            company.unwrap_or_default(),
            self.one("TITLE"),
            tags_text(&tags),
            note,
            self.one("X-CUSTOMER-NUMBER"),
            if is_company { "company".to_owned() } else { String::new() },
        ];
        cells.iter().map(|cell| text::marked(cell).into_owned()).collect()
    }

    /// The name as it is formatted, or put together; a company's or a nickname where there is none.
    fn name(&self) -> String {
        let formatted = self.one("FN");
        if !formatted.is_empty() {
            return formatted;
        }
        let parts = self.all("N").map(|n| split(&n.value, ';')).next().unwrap_or_default();
        let part = |place: usize| parts.get(place).map_or("", |part| part.trim());
        let (family, given, further) = (part(0), part(1), part(2));
        let joined = if [family, given].concat().chars().any(is_chinese) {
            [family, further, given].concat()
        } else {
            [given, further, family].join(" ")
        };
        let joined = text::one_line(&joined).into_owned();
        if joined.is_empty() { self.one("NICKNAME") } else { joined }
    }
}

/// A date as the columns read it; without its year where the card says that there is none.
fn date(property: &Property) -> String {
    let value = plain(&property.value);
    let value = value.trim();
    // Only the day of a moment: 1990-02-03T00:00:00Z.
    let value =
        value.split_once('T').filter(|(day, _)| day.len() >= 8).map_or(value, |(day, _)| day);
    if let Some(rest) = value.strip_prefix("--") {
        let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
        return match digits.len() {
            4 => format!("{}-{}", &digits[..2], &digits[2..]),
            _ => value.to_owned(),
        };
    }
    let omitted = property.parameters.iter().find_map(|p| p.strip_prefix("X-APPLE-OMIT-YEAR="));
    match omitted.and_then(|year| value.strip_prefix(year)) {
        Some(rest) => rest.trim_start_matches('-').to_owned(),
        None => value.to_owned(),
    }
}

/// An address from its seven parts. In Chinese the large stands before the small.
fn address(value: &str) -> String {
    let parts = split(value, ';');
    let part = |place: usize| parts.get(place).map_or("", |part| part.trim());
    let [post_box, further, street, city, region, code, country] = [0, 1, 2, 3, 4, 5, 6].map(part);
    let chinese = value.chars().any(is_chinese);
    let ordered = if chinese {
        [country, region, city, street, further, post_box, code]
    } else {
        [post_box, further, street, city, region, code, country]
    };
    let filled: Vec<&str> = ordered.into_iter().filter(|part| !part.is_empty()).collect();
    let joined = filled.join(if chinese { " " } else { ", " });
    text::one_line(&joined).into_owned()
}

/// The value parted at a mark that is not escaped, each part with its escapes undone.
fn split(value: &str, mark: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut characters = value.chars();
    while let Some(c) = characters.next() {
        let part = parts.last_mut();
        match (c, part) {
            (c, _) if c == mark => parts.push(String::new()),
            ('\\', Some(part)) => match characters.next() {
                Some('n' | 'N') => part.push('\n'),
                Some(escaped) => part.push(escaped),
                None => part.push('\\'),
            },
            (c, Some(part)) => part.push(c),
            (_, None) => {}
        }
    }
    parts
}

/// The value with its escapes undone.
fn plain(value: &str) -> String {
    // A mark that no text has: nothing is parted.
    split(value, '\u{0}').concat()
}

#[cfg(test)]
#[path = "vcard_tests.rs"]
mod tests;
