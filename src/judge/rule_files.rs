//! The files of the built-in rules, one line each. The build script prepares them in this order.

macro_rules! rules {
    ($($id:literal,)*) => {
        /// Every built-in rule: its id and its file.
        pub(crate) const RULES: &[(&str, &str)] =
            &[$(($id, include_str!(concat!("../../policy/rules/", $id, ".toml"))),)*];
    };
}

rules! {
    "customer-named",
    "partner-named",
    "supplier-named",
    "party-by-inference",
    "codename",
    "unannounced-product",
    "project-detail",
    "confidential-term",
    "work-process",
    "confidential-marker",
    "financial-own",
    "forward-looking",
    "mna",
    "pricing-terms",
    "people-change",
    "legal-matter",
    "security-open",
    "internal-systems",
    "personal-data",
    "embargo-active",
    "embargo-conflict",
    "restricted-distribution",
    "unfinished-copy",
    "operation-detail",
    "disclosure-missing",
    "disclosure-insufficient",
    "disclosure-buried",
    "disclosure-language",
    "complaint-reply",
    "hiring-no-link",
    "hiring-beyond-ad",
    "protected-speech",
}
