//! Identity: a UUIDv7, 16 bytes in the file and a branded string on the wire.
//!
//! One newtype per kind of thing, so that a customer's id cannot be handed over as a purchase's.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// A string that TypeScript keeps apart from other strings under `name`.
pub fn branded(name: &'static str, types: &mut specta::Types) -> specta::datatype::DataType {
    let string = <String as specta::Type>::definition(types);
    let brand = specta_typescript::Branded::new(std::borrow::Cow::Borrowed(name), string);
    specta::datatype::DataType::Reference(specta::datatype::Reference::opaque(brand))
}

/// What reading an id says of text that is none: nothing goes by it.
pub const NOT_AN_ID: &str = "not an id";

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps an id that was made elsewhere.
            #[must_use]
            pub const fn from_uuid(id: Uuid) -> Self {
                Self(id)
            }

            /// The 16 bytes as they lie in the file.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// The id as a plain UUID.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(|_| serde::de::Error::custom(NOT_AN_ID))
            }
        }

        impl specta::Type for $name {
            fn definition(types: &mut specta::Types) -> specta::datatype::DataType {
                branded(stringify!($name), types)
            }
        }
    };
}

id!(
    /// A person or a company.
    CustomerId
);
id!(
    /// One purchase or refund.
    PurchaseId
);
id!(
    /// One thing that happened with a customer.
    InteractionId
);
id!(
    /// One planned contact.
    FollowUpId
);
id!(
    /// One saved view of the customer list.
    ViewId
);
id!(
    /// One rule that proposes follow-ups.
    RuleId
);
id!(
    /// One file kept with a customer.
    AttachmentId
);
id!(
    /// One value of the shop's library of preferences.
    PreferenceId
);
id!(
    /// One field of the shop's own.
    FieldId
);
id!(
    /// One membership level.
    TierId
);
id!(
    /// One entry of a customer's points ledger.
    PointsEntryId
);
id!(
    /// Vouchers of one kind and value.
    VoucherBatchId
);
id!(
    /// One voucher.
    VoucherId
);
id!(
    /// One request for somebody's approval.
    ApprovalId
);
id!(
    /// Something that customers are offered.
    BenefitId
);
id!(
    /// One benefit that a customer holds.
    EntitlementId
);
id!(
    /// One script: words to say or to send.
    ScriptId
);
id!(
    /// One complaint.
    ComplaintId
);
id!(
    /// One step of a complaint.
    StepId
);
id!(
    /// One cause of complaints, in the shop's tree.
    CauseId
);
id!(
    /// One measure against a cause.
    ImprovementId
);
id!(
    /// One remedy of the shop's catalogue.
    CatalogueId
);
id!(
    /// Somebody who works here.
    PersonId
);
id!(
    /// One thing a person meant, undoable; made by the caller.
    OperationId
);
