//! Texts that Rust says to people: notifications, the tray, suggested words. They come from the
//! same files as the screens' texts.

use std::sync::LazyLock;

use huike_domain::shop::Language;
use serde_json::Value;

/// The texts of one language.
#[derive(Debug)]
pub struct Words {
    texts: Value,
}

static ZH_CN: LazyLock<Words> =
    LazyLock::new(|| Words::read(include_str!("../../../../ui/src/i18n/zh-CN.json")));
static EN: LazyLock<Words> =
    LazyLock::new(|| Words::read(include_str!("../../../../ui/src/i18n/en.json")));

impl Words {
    /// The texts of `language`.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::ZhCn => &ZH_CN,
            Language::En => &EN,
        }
    }

    fn read(json: &str) -> Self {
        // The files are part of the program; a test reads both.
        Self { texts: serde_json::from_str(json).unwrap_or_default() }
    }

    /// The text at a dotted key with its `{{variables}}` filled in; the key itself where there is
    /// no such text, which a test forbids for every key used here.
    #[must_use]
    pub fn say(&self, key: &str, variables: &[(&str, &str)]) -> String {
        let mut text = self.find(key).unwrap_or(key).to_owned();
        for (name, value) in variables {
            text = text.replace(&format!("{{{{{name}}}}}"), value);
        }
        text
    }

    /// The text for a number of things, which English words otherwise for one; `{{count}}` stands
    /// for the number.
    #[must_use]
    pub fn say_count(&self, key: &str, count: i64, variables: &[(&str, &str)]) -> String {
        let (one, other) = (format!("{key}_one"), format!("{key}_other"));
        let key = if count == 1 && self.find(&one).is_some() { one } else { other };
        let count = count.to_string();
        let mut variables = variables.to_vec();
        variables.push(("count", &count));
        self.say(&key, &variables)
    }

    fn find(&self, key: &str) -> Option<&str> {
        key.split('.').try_fold(&self.texts, |texts, part| texts.get(part)).and_then(Value::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_every_text_that_rust_says() {
        for language in [Language::ZhCn, Language::En] {
            for key in [
                "scripts.value.day",
                "scripts.value.dayOfYear",
                "scripts.value.months",
                "scripts.value.comma",
                "scripts.value.and",
                "scripts.value.or",
                "scripts.value.visits_other",
                "scripts.value.points_other",
                "notify.cadence",
                "notify.birthday",
                "notify.stageEntered",
                "notify.byHand",
                "notify.one",
                "notify.due",
                "notify.dueDay",
                "notify.many",
                "notify.manyBody",
                "notify.manyPlain",
                "notify.open",
                "notify.inTenMinutes",
                "notify.tomorrow",
                "notify.trial",
                "notify.trialBody",
                "notify.complaint",
                "notify.complaintOf",
                "notify.complaintPlain",
                "notify.complaints",
                "notify.complaintHalf",
                "notify.complaintSoon",
                "notify.complaintDue",
                "notify.complaintLate",
                "terms.clock.firstAnswer",
                "complaints.givenFor",
                "complaints.remedyWords.refund",
                "complaints.remedyWords.voucher",
                "complaints.remedyWords.points_other",
                "complaints.noWords",
                "complaints.catalogue.redoWhat",
                "tray.open",
                "tray.quit",
                "tray.due",
                "tray.dueNone",
            ] {
                assert_ne!(Words::of(language).say(key, &[]), key, "{language:?}");
            }
        }
    }
}
