//! Slots: places in a phrase that stand for a kind of thing.

use serde::{Deserialize, Serialize};

macro_rules! slots {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A kind of thing that a phrase asks for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Slot { $($(#[$doc])* $variant,)* }

        impl Slot {
            /// Every slot, in the order of the documentation.
            pub const ALL: &[Slot] = &[$(Slot::$variant,)*];

            /// Its name in a phrase, without braces.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Slot::$variant => $name,)* }
            }
        }
    };
}

slots! {
    /// An organisation or person by proper name that is not the employer.
    Org = "org",
    /// An unlisted organisation whose name has several words and is no person's and no everyday
    /// expression: surely a company.
    Firm = "firm",
    /// One of those with a word in no dictionary whose last word says what it does, or whose parts an
    /// ampersand joins: a company even where nothing beside it says so.
    Business = "business",
    /// The company, its brands and products.
    Brand = "brand",
    /// The company by name, or a brand.
    Employer = "employer",
    /// A listed customer, partner or supplier.
    Party = "party",
    /// A listed party that is a platform or tool everybody writes about.
    Tool = "tool",
    /// A listed codename.
    Project = "project",
    /// A listed confidential term.
    Term = "term",
    /// Somebody who works for the company.
    Employee = "employee",
    /// An amount of money.
    Money = "money",
    /// A percentage.
    Percent = "percent",
    /// A number, in digits or written out.
    Number = "number",
    /// A number of a thousand or more that is no year.
    Large = "large",
    /// A date.
    Date = "date",
    /// A year.
    Year = "year",
    /// A quarter or half of a year.
    Quarter = "quarter",
    /// A time of day.
    Time = "time",
    /// A weekday.
    Weekday = "weekday",
    /// A month.
    Month = "month",
    /// We, our, us, my company, the employer.
    We = "we",
    /// Any one word.
    Word = "word",
    /// Any one capitalised word.
    Capital = "Word",
    /// A given name: a capitalised word that is one and begins no sentence as an everyday word.
    Given = "given",
    /// One to five words of a job title.
    Role = "role",
    /// A web address.
    Url = "url",
}

impl Slot {
    /// The slot of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Slot> {
        Slot::ALL.iter().copied().find(|slot| slot.name() == name)
    }

    /// All names, for messages.
    #[must_use]
    pub fn names() -> String {
        Slot::ALL.iter().map(|slot| format!("{{{}}}", slot.name())).collect::<Vec<_>>().join(", ")
    }

    /// The word list that says what the slot stands for, for slots that are word lists.
    #[must_use]
    pub fn list(self) -> Option<&'static str> {
        match self {
            Slot::We => Some("we"),
            Slot::Weekday => Some("weekday"),
            Slot::Month => Some("month"),
            _ => None,
        }
    }

    /// Its place in [`Slot::ALL`].
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }
}
