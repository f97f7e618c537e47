//! Small numbers in Chinese characters, as they stand in dates: 十一, 廿三, 一九九二.

/// A month or day, 1 to 99: `二`, `十`, `十二`, `廿三`, `卅`, `三十一`, `初五`.
pub(crate) fn small(text: &str) -> Option<u8> {
    let text = text.strip_prefix('初').unwrap_or(text);
    let (tens, rest) = if let Some(rest) = text.strip_prefix('廿') {
        (2, rest)
    } else if let Some(rest) = text.strip_prefix('卅') {
        (3, rest)
    } else if let Some((tens, rest)) = text.split_once('十') {
        let tens = if tens.is_empty() { 1 } else { one(tens)? };
        (tens, rest)
    } else {
        return one(text);
    };
    let ones = if rest.is_empty() { 0 } else { one(rest)? };
    Some(tens * 10 + ones)
}

/// A year digit by digit: `一九九二`, `二〇〇一`.
pub(super) fn year(text: &str) -> Option<i32> {
    let mut value = 0;
    let mut count = 0;
    for c in text.chars() {
        value = value * 10 + i32::from(digit(c)?);
        count += 1;
        if count > 4 {
            return None;
        }
    }
    (count == 4).then_some(value)
}

fn one(text: &str) -> Option<u8> {
    let mut chars = text.chars();
    let digit = digit(chars.next()?)?;
    (chars.next().is_none() && digit > 0).then_some(digit)
}

/// One digit.
pub(super) fn digit(c: char) -> Option<u8> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months() {
        for (text, expect) in [
            ("一", Some(1)),
            ("十", Some(10)),
            ("十二", Some(12)),
            ("二十", Some(20)),
            ("三十一", Some(31)),
            ("廿三", Some(23)),
            ("卅", Some(30)),
            ("初五", Some(5)),
            ("", None),
            ("百", None),
            ("一二", None),
        ] {
            assert_eq!(small(text), expect, "{text}");
        }
        assert_eq!(year("一九九二"), Some(1992));
        assert_eq!(year("九二"), None);
    }
}
