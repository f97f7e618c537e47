//! What the shop sells: bakery, classes, gifts, weddings, design.

use serde::Deserialize;

/// One thing on the price list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Good {
    Toast,
    Croissant,
    WalnutBread,
    Baguette,
    OatLatte,
    Americano,
    BreadBox,
    Scone,
    Basque,
    FruitTart,
    TeaSet,
    CreamCake,
    StrawberryCake,
    ChiffonCake,
    KidsCake,
    HazelnutCake,
    CookieBox,
    TeaGiftBox,
    MooncakeBox,
    NewYearBox,
    CakeClass,
    BreadClass,
    FloralClass,
    KidsClass,
    KidsCard,
    WeddingCake,
    DessertTable,
    Favours,
    Invitations,
    TeaBreak,
    StaffCake,
    TeamWorkshop,
    Logo,
    Packaging,
    Posters,
    Retainer,
}

/// How a good is sold.
pub(super) struct Offer {
    /// The price of one, in yuan.
    pub(super) yuan: i64,
    /// How many at once.
    pub(super) pieces: (i64, i64),
    /// Whether it is ordered ahead and has an order number; the rest goes over the counter.
    pub(super) ordered: bool,
}

impl Good {
    pub(super) const fn offer(self) -> Offer {
        let (yuan, pieces, ordered) = match self {
            Self::Toast => (36, (1, 2), false),
            Self::Croissant => (18, (1, 4), false),
            Self::WalnutBread => (28, (1, 2), false),
            Self::Baguette => (22, (1, 2), false),
            Self::OatLatte => (28, (1, 2), false),
            Self::Americano => (20, (1, 2), false),
            Self::BreadBox => (128, (1, 1), false),
            Self::Scone => (16, (2, 4), false),
            Self::Basque => (38, (1, 3), false),
            Self::FruitTart => (42, (1, 3), false),
            Self::TeaSet => (238, (1, 1), false),
            Self::CreamCake => (258, (1, 1), true),
            Self::StrawberryCake => (328, (1, 1), true),
            Self::ChiffonCake => (288, (1, 1), true),
            Self::KidsCake => (398, (1, 1), true),
            Self::HazelnutCake => (338, (1, 1), true),
            Self::CookieBox => (128, (1, 5), true),
            Self::TeaGiftBox => (168, (1, 4), true),
            Self::MooncakeBox => (168, (1, 4), true),
            Self::NewYearBox => (188, (1, 4), true),
            Self::CakeClass => (328, (1, 1), true),
            Self::BreadClass => (268, (1, 2), true),
            Self::FloralClass => (358, (1, 1), true),
            Self::KidsClass => (218, (1, 1), true),
            Self::KidsCard => (1_680, (1, 1), true),
            Self::WeddingCake => (2_680, (1, 1), true),
            Self::DessertTable => (3_280, (1, 1), true),
            Self::Favours => (22, (40, 90), true),
            Self::Invitations => (980, (1, 1), true),
            Self::TeaBreak => (36, (12, 30), true),
            Self::StaffCake => (238, (1, 3), true),
            Self::TeamWorkshop => (2_600, (1, 1), true),
            Self::Logo => (6_800, (1, 1), true),
            Self::Packaging => (3_600, (1, 1), true),
            Self::Posters => (1_800, (1, 1), true),
            Self::Retainer => (1_900, (1, 1), true),
        };
        Offer { yuan, pieces, ordered }
    }

    /// Whether it takes place on a weekend.
    pub(super) const fn on_weekends(self) -> bool {
        matches!(
            self,
            Self::CakeClass | Self::BreadClass | Self::FloralClass | Self::KidsClass | Self::TeaSet
        )
    }
}
