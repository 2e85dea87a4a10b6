//! What a column or a file means to the engine.

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// All of them, in the order in which people read them.
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            /// The stable code used on the wire, in links and in project files.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }

            /// The one with this code.
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some($name::$variant),)* _ => None }
            }
        }
    };
}

coded! {
    /// What a column means.
    Role {
        /// The item's own identifier.
        Id = "id",
        /// What the customer wrote.
        Verbatim = "verbatim",
        /// A short heading of the verbatim.
        Title = "title",
        /// The satisfaction answer.
        Score = "score",
        /// When the item was received.
        Date = "date",
        /// The channel: survey, ticket, review, call, …
        Channel = "channel",
        /// The part of the product: queue, group, module, area.
        Area = "area",
        /// The product or model.
        Product = "product",
        /// A category somebody gave the item.
        Category = "category",
        /// Where the item stands in its workflow.
        Status = "status",
        /// Several labels in one cell.
        Tags = "tags",
        /// How urgent somebody thought the item.
        Priority = "priority",
        /// The language of the verbatim.
        Language = "language",
        /// The version of the product.
        Version = "version",
        /// The device or platform.
        Device = "device",
        /// The key of the paying customer.
        Account = "account",
        /// The name of the paying customer.
        AccountName = "account-name",
        /// The customer's internet domain.
        Domain = "domain",
        /// The e-mail address or key of the person who wrote.
        User = "user",
        /// Annual recurring revenue.
        Arr = "arr",
        /// The currency of the amounts.
        Currency = "currency",
        /// The plan or tier.
        Plan = "plan",
        /// The industry.
        Industry = "industry",
        /// The region.
        Region = "region",
        /// The country.
        Country = "country",
        /// Where the customer stands: prospect, onboarding, active, at risk, …
        Lifecycle = "lifecycle",
        /// What the customer uses the product for.
        UseCase = "use-case",
        /// When the contract renews.
        Renewal = "renewal",
        /// When the customer signed up.
        Signup = "signup",
        /// The kind of contract.
        Contract = "contract",
        /// Who looks after the account or item.
        Owner = "owner",
        /// A link to the item.
        Url = "url",
        /// Anything else worth cutting by.
        Dimension = "dimension",
        /// Nothing: kept, shown, not used.
        Ignore = "ignore",
    }
}

coded! {
    /// What the rows of a file are.
    FileKind {
        /// One row an item of feedback.
        Feedback = "feedback",
        /// One row an account.
        Accounts = "accounts",
        /// Anything else: kept, not used yet.
        Other = "other",
    }
}

coded! {
    /// How sure a guess is.
    Confidence {
        /// Header and values agree.
        High = "high",
        /// One of the two speaks for it.
        Medium = "medium",
        /// The best of weak candidates.
        Low = "low",
    }
}

pub(crate) use coded;
