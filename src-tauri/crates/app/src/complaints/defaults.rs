//! What the program brings, so that nobody begins with an empty page.

use huike_domain::complaints::{
    Catalogue, CatalogueEntry, CatalogueRemedy, Cause, Causes, Remedy, Severity,
};
use huike_domain::ids::{CatalogueId, CauseId};
use uuid::Uuid;

use crate::words::Words;

/// Causes and what lies under them, by their key in the texts. The place of each makes its id, so
/// none is ever taken out or moved.
const CAUSES: [(&str, &[&str]); 6] = [
    ("product", &["quality", "wrong", "missing", "broken"]),
    ("delivery", &["late", "damaged", "place"]),
    ("service", &["attitude", "waiting", "mistake", "promise"]),
    ("price", &["charged", "explained"]),
    ("after", &["repair", "refund", "answer"]),
    ("other", &[]),
];

/// Ids of what the program brings lie where no clock makes any: in the first second of 1970.
const FIRST: u128 = 0x7000_8000_0000_0000_0000;

fn id(group: u128, place: usize) -> Uuid {
    Uuid::from_u128(FIRST + (group << 16) + place as u128)
}

/// The causes that the program brings.
pub(super) fn causes(words: &Words) -> Causes {
    let mut causes = Vec::new();
    for (place, (key, under)) in CAUSES.into_iter().enumerate() {
        let top = CauseId::from_uuid(id(1, place * 16));
        let say = |key: &str| words.say(&format!("complaints.causes.{key}"), &[]);
        causes.push(Cause { id: top, parent: None, name: say(key), retired: false });
        causes.extend(under.iter().enumerate().map(|(n, under)| Cause {
            id: CauseId::from_uuid(id(1, place * 16 + n + 1)),
            parent: Some(top),
            name: say(under),
            retired: false,
        }));
    }
    Causes(causes)
}

/// The remedies that the program brings: none of them names a voucher or a benefit, which are the
/// shop's own.
pub(super) fn catalogue(words: &Words) -> Catalogue {
    use Severity::{Minor, Moderate, Serious, Severe};
    let say = |key: &str| words.say(&format!("complaints.catalogue.{key}"), &[]);
    let fixed = |remedy| CatalogueRemedy::Fixed { remedy };
    let gift = Remedy::Gift { item: say("giftItem"), worth_fen: 2_000 };
    let redo = Remedy::Redo { what: say("redoWhat"), day: None, cost_fen: 0 };
    let entries = [
        ("redo", fixed(redo), Minor, Severe),
        ("gift", fixed(gift), Minor, Moderate),
        ("points", fixed(Remedy::Points { points: 200 }), Minor, Serious),
        ("part", CatalogueRemedy::Part { percent: 20 }, Moderate, Serious),
        ("all", CatalogueRemedy::Part { percent: 100 }, Serious, Severe),
    ];
    let entry = |(place, (key, remedy, from, to)): (usize, (&str, _, _, _))| CatalogueEntry {
        id: CatalogueId::from_uuid(id(2, place)),
        name: say(key),
        remedy,
        causes: Vec::new(),
        from,
        to,
    };
    Catalogue(entries.into_iter().enumerate().map(entry).collect())
}
