//! A piece of text that somebody looks for in what lies with one customer.

/// Matches what holds the text anywhere, whatever the case of its Latin letters; an empty one
/// matches everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Option<[String; 2]>);

impl Text {
    /// Takes the text as it was typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let typed = typed.trim();
        if typed.is_empty() {
            return Self(None);
        }
        let coded = serde_json::Value::from(typed).to_string();
        Self(Some([pattern(typed), pattern(&coded[1..coded.len() - 1])]))
    }

    /// For `column LIKE ? ESCAPE '\\'`; none matches everything.
    pub(crate) fn plain(&self) -> Option<&str> {
        self.0.as_ref().map(|[plain, _]| plain.as_str())
    }

    /// The same for a column that holds JSON.
    pub(crate) fn in_json(&self) -> Option<&str> {
        self.0.as_ref().map(|[_, coded]| coded.as_str())
    }
}

fn pattern(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, plain: Option<&str>, coded: Option<&str>) {
        let text = Text::new(typed);
        assert_eq!((text.plain(), text.in_json()), (plain, coded));
    }

    #[test]
    fn signs_mean_themselves() {
        check("  ", None, None);
        check(" 抹茶 ", Some("%抹茶%"), Some("%抹茶%"));
        check("5%_", Some(r"%5\%\_%"), Some(r"%5\%\_%"));
        check("12\"", Some("%12\"%"), Some("%12\\\\\"%"));
    }
}
