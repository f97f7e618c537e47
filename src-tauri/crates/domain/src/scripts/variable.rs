//! What a script may leave open, to be filled in for each customer.

use serde::{Deserialize, Serialize};

macro_rules! variables {
    ($($(#[$doc:meta])* $name:ident $key:literal $zh:literal $en:literal;)*) => {
        /// One thing that differs from customer to customer.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            specta::Type,
        )]
        #[serde(rename_all = "camelCase")]
        pub enum Variable {
            $($(#[$doc])* $name,)*
        }

        impl Variable {
            /// Every variable, in the order screens offer them.
            pub const ALL: [Self; [$($key),*].len()] = [$(Self::$name),*];

            /// As it lies in the file and on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }

            /// What people call it in a text, in Chinese and in English.
            #[must_use]
            pub const fn names(self) -> [&'static str; 2] {
                match self { $(Self::$name => [$zh, $en]),* }
            }
        }
    };
}

variables! {
    /// What the customer is called.
    Customer "customer" "称呼" "name";
    /// Where they work, or the company that they are.
    Company "company" "单位" "company";
    /// Their level of membership.
    Level "level" "会员等级" "level";
    /// The level above it.
    NextLevel "nextLevel" "下一等级" "next level";
    /// What is missing to that.
    ToNext "toNext" "还差多少" "to next level";
    /// Their points.
    Points "points" "积分" "points";
    /// What they may use today.
    Benefits "benefits" "可用权益" "benefits";
    /// What runs out next: points, a voucher or a benefit.
    Expiring "expiring" "快到期的" "expiring";
    /// The last day of that.
    ExpiringDay "expiringDay" "到期日" "expiry day";
    /// What they bought last.
    LastItem "lastItem" "上次买的" "last item";
    /// When they bought last.
    LastDay "lastDay" "上次来的日子" "last day";
    /// Days since then.
    DaysAway "daysAway" "没来的天数" "days away";
    /// What they like.
    Preference "preference" "偏好" "preference";
    /// Their next birthday.
    Birthday "birthday" "生日" "birthday";
    /// Who among the staff looks after them.
    Staff "staff" "负责人" "staff";
    /// The shop's name.
    Shop "shop" "店名" "shop";
    /// What it is about; always asked for, like all that follow.
    Subject "subject" "事由" "subject";
    /// Goods or a service.
    Item "item" "商品" "item";
    /// A day.
    Day "day" "日期" "day";
    /// What is held out to them.
    Offer "offer" "心意" "offer";
    /// What makes up for something.
    Remedy "remedy" "补偿" "remedy";
    /// What will be done.
    Solution "solution" "办法" "solution";
    /// A festival.
    Festival "festival" "节日" "festival";
    /// What others in the same place did.
    Example "example" "相似案例" "similar case";
}

impl Variable {
    /// Whether no data tells it, so that a person is always asked.
    #[must_use]
    pub const fn is_asked(self) -> bool {
        self as u8 >= Self::Subject as u8
    }

    /// Reads what stands between the braces: the key, or the name in either language.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.into_iter().find(|variable| {
            variable.as_str() == text
                || variable.names().iter().any(|name| name.eq_ignore_ascii_case(text))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_variables_share_a_name() {
        let mut seen = BTreeSet::new();
        for variable in Variable::ALL {
            let [zh, en] = variable.names();
            for name in BTreeSet::from([variable.as_str(), zh, en]) {
                assert!(seen.insert(name.to_lowercase()), "{name}");
                assert_eq!(Variable::parse(name), Some(variable));
                let key = serde_json::to_string(&variable).expect("a key");
                assert_eq!(key, format!("\"{}\"", variable.as_str()));
                assert!(!name.contains(['{', '}', '|', '｜']), "{name}");
            }
        }
        assert_eq!(Variable::parse(" 称呼 "), Some(Variable::Customer));
        assert_eq!(Variable::parse("Next Level"), Some(Variable::NextLevel));
        assert_eq!(Variable::parse("电话"), None);
    }
}
