//! Whether words after a complaint sell something: they ask how it went, and nothing else.

/// Words by which an offer gives itself away. What customers already have may be named: what they
/// bought, the voucher that made up for it.
const CHINESE: [&str; 32] = [
    "新品",
    "上新",
    "特价",
    "促销",
    "秒杀",
    "打折",
    "满减",
    "限时",
    "抢购",
    "团购",
    "办卡",
    "充值",
    "续费",
    "续卡",
    "下单",
    "选购",
    "推荐您",
    "推荐给您",
    "为您推荐",
    "爆款",
    "热卖",
    "活动价",
    "立减",
    "优惠价",
    "优惠活动",
    "再买",
    "要不要买",
    "考虑购买",
    "欢迎购买",
    "新款",
    "升级套餐",
    "会员日",
];

const ENGLISH: [&str; 20] = [
    "discount",
    "on sale",
    "special offer",
    "promotion",
    "promo",
    "new arrival",
    "new arrivals",
    "buy",
    "order now",
    "shop now",
    "limited time",
    "deal",
    "deals",
    "upgrade",
    "% off",
    "clearance",
    "best price",
    "recommend you",
    "new collection",
    "bestseller",
];

/// The first words of a text that sell something.
#[must_use]
pub fn selling_words(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let chinese = CHINESE.into_iter().find(|words| lower.contains(words));
    let discount = || {
        // 八折, 8.5折; what took three turns (一波三折) is no price.
        let plain = lower.replace("一波三折", "");
        let mut pairs = plain.chars().zip(plain.chars().skip(1));
        let found = pairs.find(|(number, c)| *c == '折' && is_part(*number));
        found.map(|(number, _)| format!("{number}折"))
    };
    let english = || ENGLISH.into_iter().find(|words| is_word(&lower, words));
    chinese.map(str::to_owned).or_else(discount).or_else(|| english().map(str::to_owned))
}

fn is_part(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九两".contains(c)
}

/// Whether words stand in a text as words of their own.
fn is_word(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let starts = words.starts_with('%') || !is_letter(before);
        starts && !is_letter(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_is_not_selling() {
        for (text, expected) in [
            ("您上次买的蛋糕这次还好吗?补给您的优惠券收到了吗?", None),
            ("How is the bag that you bought? Did the voucher arrive?", None),
            ("对不起,让您的行程一波三折。", None),
            ("这次一波三折,给您八折", Some("八折")),
            ("您骨折的手好些了吗?", None),
            ("顺便说一下,新品上架了", Some("新品")),
            ("给您8折", Some("8折")),
            ("This week everything is 20% off.", Some("% off")),
            ("Would you like to BUY another?", Some("buy")),
            ("The buyer's receipt is with us, ideally you keep it.", None),
            ("We dealt with it.", None),
            ("", None),
        ] {
            assert_eq!(selling_words(text).as_deref(), expected, "{text}");
        }
    }
}
