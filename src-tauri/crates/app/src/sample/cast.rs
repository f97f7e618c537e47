//! Who comes to the sample shop: kinds of customers, how often they come and what for.

use serde::Deserialize;

use super::goods::Good::{self, *};

/// A kind of customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Persona {
    /// Bread every week.
    Regular,
    /// Afternoon tea every other week.
    Tea,
    /// Baking classes with a child.
    Parent,
    /// Classes for themselves.
    Learner,
    /// A cake on every birthday of the family.
    Family,
    /// Gift boxes.
    Giver,
    /// A wedding.
    Couple,
    /// Came by once or twice.
    Passer,
    /// Asked and never bought.
    Asker,
    /// A company that orders tea breaks.
    Office,
    /// A company whose brand the studio looks after.
    Brand,
}

/// Something worth knowing of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Trait {
    NutAllergy,
    LessSugar,
    Lactose,
    EarlyBird,
    Dog,
    Dinosaur,
    Twins,
    Strawberry,
    Quiet,
    Photo,
    WorkNights,
    Invoice,
    Ahead,
    Approval,
    Whitespace,
    Vegetarian,
}

impl Trait {
    /// What a customer of this trait would not buy.
    pub(super) const fn avoids(self) -> &'static [Good] {
        match self {
            Self::NutAllergy => &[WalnutBread, HazelnutCake, MooncakeBox],
            Self::LessSugar => &[CreamCake, StrawberryCake, HazelnutCake],
            Self::Lactose => &[CreamCake, StrawberryCake, Basque, Scone],
            Self::Dinosaur => &[CreamCake, StrawberryCake],
            _ => &[],
        }
    }
}

/// The customers of one kind.
pub(super) struct Part {
    pub(super) persona: Persona,
    pub(super) company: bool,
    /// How many are active, silent, forgetting and lost, and how many never bought.
    pub(super) stages: [usize; 5],
    /// Days between two purchases.
    pub(super) every: i64,
    /// Days from the first purchase to the last.
    pub(super) tenure: (i64, i64),
    /// What they begin with, in this order, each once.
    pub(super) first: &'static [Good],
    /// What they buy from then on.
    pub(super) goods: &'static [Good],
    /// Most lines of one purchase.
    pub(super) lines: usize,
    /// How many of a hundred buy for a festival, and how many boxes.
    pub(super) festival: (u32, (i64, i64)),
    /// How many of a hundred purchases leave a contact on record.
    pub(super) talks: u32,
    pub(super) traits: &'static [Trait],
}

const SWEET: &[Trait] =
    &[Trait::NutAllergy, Trait::LessSugar, Trait::Lactose, Trait::Strawberry, Trait::Photo];
const BREAD: &[Trait] = &[
    Trait::EarlyBird,
    Trait::Dog,
    Trait::NutAllergy,
    Trait::Lactose,
    Trait::Quiet,
    Trait::WorkNights,
];
const CHILD: &[Trait] = &[
    Trait::NutAllergy,
    Trait::Dinosaur,
    Trait::Twins,
    Trait::LessSugar,
    Trait::Strawberry,
    Trait::WorkNights,
];
const COMPANY: &[Trait] = &[Trait::Invoice, Trait::Ahead, Trait::Vegetarian, Trait::Approval];

/// Everyone.
pub(super) const PARTS: &[Part] = &[
    Part {
        persona: Persona::Regular,
        company: false,
        stages: [11, 2, 1, 2, 0],
        every: 8,
        tenure: (240, 480),
        first: &[],
        goods: &[Toast, Croissant, WalnutBread, Baguette, OatLatte, Americano, BreadBox, BreadBox],
        lines: 4,
        festival: (30, (1, 3)),
        talks: 8,
        traits: BREAD,
    },
    Part {
        persona: Persona::Tea,
        company: false,
        stages: [14, 5, 3, 4, 0],
        every: 17,
        tenure: (240, 520),
        first: &[],
        goods: &[TeaSet, Basque, FruitTart, Scone, OatLatte, TeaSet],
        lines: 3,
        festival: (20, (1, 2)),
        talks: 10,
        traits: &[Trait::Quiet, Trait::Photo, Trait::Dog, Trait::Lactose, Trait::NutAllergy],
    },
    Part {
        persona: Persona::Parent,
        company: false,
        stages: [10, 4, 2, 2, 0],
        every: 18,
        tenure: (180, 560),
        first: &[KidsClass, KidsCard],
        goods: &[KidsClass, KidsClass, KidsClass, KidsClass, KidsCake],
        lines: 1,
        festival: (20, (1, 2)),
        talks: 14,
        traits: CHILD,
    },
    Part {
        persona: Persona::Learner,
        company: false,
        stages: [8, 5, 4, 5, 0],
        every: 38,
        tenure: (150, 560),
        first: &[],
        goods: &[CakeClass, BreadClass, FloralClass, CakeClass],
        lines: 1,
        festival: (10, (1, 1)),
        talks: 22,
        traits: SWEET,
    },
    Part {
        persona: Persona::Family,
        company: false,
        stages: [12, 13, 7, 8, 0],
        every: 78,
        tenure: (200, 660),
        first: &[],
        goods: &[CreamCake, StrawberryCake, ChiffonCake, KidsCake, HazelnutCake],
        lines: 1,
        festival: (25, (1, 2)),
        talks: 42,
        traits: CHILD,
    },
    Part {
        persona: Persona::Giver,
        company: false,
        stages: [4, 7, 3, 6, 0],
        every: 118,
        tenure: (240, 660),
        first: &[],
        goods: &[CookieBox, TeaGiftBox],
        lines: 2,
        festival: (85, (2, 6)),
        talks: 44,
        traits: &[Trait::NutAllergy, Trait::Ahead, Trait::Invoice, Trait::Photo],
    },
    Part {
        persona: Persona::Couple,
        company: false,
        stages: [1, 3, 3, 5, 0],
        every: 24,
        tenure: (25, 75),
        first: &[Invitations, WeddingCake, DessertTable],
        goods: &[Favours],
        lines: 1,
        festival: (0, (1, 1)),
        talks: 90,
        traits: &[Trait::Photo, Trait::Strawberry],
    },
    Part {
        persona: Persona::Passer,
        company: false,
        stages: [7, 6, 5, 10, 0],
        every: 21,
        tenure: (0, 40),
        first: &[],
        goods: &[Toast, Croissant, Basque, FruitTart, CreamCake, OatLatte],
        lines: 2,
        festival: (0, (1, 1)),
        talks: 34,
        traits: &[],
    },
    Part {
        persona: Persona::Asker,
        company: false,
        stages: [0, 0, 0, 0, 6],
        every: 1,
        tenure: (0, 0),
        first: &[],
        goods: &[],
        lines: 0,
        festival: (0, (1, 1)),
        talks: 0,
        traits: &[],
    },
    Part {
        persona: Persona::Office,
        company: true,
        stages: [8, 5, 2, 3, 0],
        every: 42,
        tenure: (300, 640),
        first: &[],
        goods: &[TeaBreak, TeaBreak, StaffCake, StaffCake, TeamWorkshop],
        lines: 1,
        festival: (70, (8, 24)),
        talks: 34,
        traits: COMPANY,
    },
    Part {
        persona: Persona::Brand,
        company: true,
        stages: [5, 5, 2, 3, 0],
        every: 90,
        tenure: (270, 650),
        first: &[Logo],
        goods: &[Posters, Retainer, Packaging, Retainer],
        lines: 1,
        festival: (25, (6, 15)),
        talks: 60,
        traits: &[Trait::Whitespace, Trait::Approval, Trait::Invoice],
    },
];
