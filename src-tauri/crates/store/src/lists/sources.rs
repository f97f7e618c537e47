//! Where each field of a list lies in the file. A new field is one entry here, and one in the domain.

use huike_domain::customers::filter::Field;
use huike_domain::segments::EightClass;
use huike_domain::tiers::MOST_LEVELS;

use super::column::Column;

/// Where the values of a field lie in the file.
pub(super) enum From {
    /// An expression over the customer's own row.
    Customer(&'static str),
    /// An expression over their standing.
    Standing(&'static str),
    /// The last contact that stands.
    Contact,
    /// The place of their level of membership, from the lowest.
    Membership,
    /// The place in an order that the file keeps: whether the text is there, as an expression over
    /// the customer's row, and the table, its text and its id in that order.
    Order { filled: &'static str, table: &'static str, text: &'static str, id: &'static str },
}

pub(super) struct Source {
    pub(super) field: Field,
    pub(super) from: From,
    pub(super) column: fn() -> Column,
}

/// The words of the channels whose bits are set, parted as tags are, in the order of
/// [`huike_domain::interactions::Channel::ALL`]. Most have said nothing.
macro_rules! channels {
    ($bits:literal) => {
        concat!(
            "iif(",
            $bits,
            " = 0, '', rtrim(
                 iif(",
            $bits,
            " & 1, 'phone' || char(10), '')
                 || iif(",
            $bits,
            " & 2, 'wechat' || char(10), '')
                 || iif(",
            $bits,
            " & 4, 'sms' || char(10), '')
                 || iif(",
            $bits,
            " & 8, 'email' || char(10), '')
                 || iif(",
            $bits,
            " & 16, 'in_person' || char(10), ''), char(10)))"
        )
    };
}
const AGREED: &str = channels!("agreed");
const REFUSED: &str = channels!("refused");

/// Every field that has a column. The order is that of a row's values below.
pub(super) const SOURCES: &[Source] = &[
    Source {
        field: Field::Name,
        from: From::Order {
            filled: "name <> ''",
            table: "standing",
            text: "name_key",
            id: "customer_id",
        },
        column: Column::place,
    },
    Source {
        field: Field::Phone,
        from: From::Order {
            filled: "phone IS NOT NULL",
            table: "customer",
            text: "phone",
            id: "id",
        },
        column: Column::place,
    },
    Source {
        field: Field::ExternalId,
        from: From::Order {
            filled: "external_id IS NOT NULL",
            table: "customer",
            text: "external_id",
            id: "id",
        },
        column: Column::place,
    },
    Source {
        field: Field::Kind,
        from: From::Customer("kind"),
        column: || Column::Small(Vec::new(), &["person", "company"]),
    },
    Source { field: Field::Company, from: From::Customer("company"), column: Column::words },
    Source { field: Field::Source, from: From::Customer("source"), column: Column::words },
    Source { field: Field::Tags, from: From::Customer("tags"), column: Column::words },
    Source { field: Field::Channel, from: From::Customer("channel"), column: Column::words },
    Source {
        field: Field::Birthday,
        from: From::Customer(
            "(coalesce(birth_year, 0) << 11) | (birth_leap << 10) | (birth_calendar << 9)
             | (birth_month << 5) | birth_day",
        ),
        column: Column::birthday,
    },
    Source { field: Field::Region, from: From::Customer("region"), column: Column::words },
    Source { field: Field::Industry, from: From::Customer("industry"), column: Column::words },
    Source { field: Field::Owner, from: From::Customer("owner"), column: Column::words },
    Source {
        field: Field::Character,
        from: From::Customer("character"),
        column: || Column::Small(Vec::new(), &["rational", "emotional"]),
    },
    Source { field: Field::Importance, from: From::Customer("importance"), column: levels },
    Source { field: Field::Urgency, from: From::Customer("urgency"), column: levels },
    Source { field: Field::Agreed, from: From::Customer(AGREED), column: Column::words },
    Source { field: Field::Refused, from: From::Customer(REFUSED), column: Column::words },
    Source { field: Field::Created, from: From::Customer("created_at"), column: Column::long },
    Source {
        field: Field::Segment,
        from: From::Standing("segment"),
        column: || Column::Small(Vec::new(), &["core", "potential", "win_back"]),
    },
    Source {
        field: Field::Stage,
        from: From::Standing("stage"),
        column: || Column::Small(Vec::new(), &["active", "silent", "forgetting", "lost"]),
    },
    Source {
        field: Field::Four,
        from: From::Standing("four"),
        column: || Column::Small(Vec::new(), &["loyal", "growth", "general", "at_risk"]),
    },
    Source {
        field: Field::Eight,
        from: From::Standing("eight"),
        column: || Column::Small(Vec::new(), &EightClass::DIGITS),
    },
    Source {
        field: Field::Tier,
        from: From::Membership,
        column: || Column::Small(Vec::new(), &LEVEL_PLACES),
    },
    Source { field: Field::LastPurchase, from: From::Standing("last_at"), column: Column::long },
    Source { field: Field::Purchases, from: From::Standing("purchases"), column: Column::count },
    Source { field: Field::Rhythm, from: From::Standing("rhythm"), column: Column::count },
    Source { field: Field::Spent, from: From::Standing("monetary_fen"), column: Column::long },
    Source { field: Field::Contacted, from: From::Contact, column: Column::long },
];

/// The places that levels of membership can have, from the lowest, as words.
pub(super) const LEVEL_PLACES: [&str; MOST_LEVELS] =
    ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"];

const fn levels() -> Column {
    Column::Small(Vec::new(), &["low", "medium", "high"])
}
