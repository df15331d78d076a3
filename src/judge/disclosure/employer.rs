//! The employer as people call it.

use crate::names::without_suffix;
use crate::policy::Company;
use crate::word::{Words, plain};

/// What people say they work at: the brand that the company's name begins with, or its name
/// without the legal form, or the first brand.
pub(super) fn short(company: &Company) -> String {
    let name = plain(bare(&company.name));
    let same = |brand: &&String| {
        let brand = plain(brand);
        !brand.is_empty() && (name == brand || name.starts_with(&format!("{brand} ")))
    };
    if let Some(brand) = company.brands.iter().filter(same).max_by_key(|brand| brand.len()) {
        return brand.clone();
    }
    let words = Words::of(bare(&company.name));
    let kept = without_suffix(&words);
    let end = words.atoms()[..kept].last().map_or(0, |atom| atom.end as usize);
    let told = bare(&company.name)[..end].trim();
    match (told, company.brands.first()) {
        ("", Some(brand)) => brand.clone(),
        ("", None) => "my employer".to_owned(),
        (told, _) => told.to_owned(),
    }
}

/// The names a hashtag may be made of: folded, in one word.
pub(super) fn joined(company: &Company) -> Vec<String> {
    let names = company.brands.iter().chain(std::iter::once(&company.name)).map(String::as_str);
    let handles = company.handles.iter().map(|handle| handle.trim_start_matches('@'));
    let short = short(company);
    let mut all: Vec<String> = names
        .chain(handles)
        .chain(std::iter::once(short.as_str()))
        .map(fold)
        .filter(|name| name.len() > 1)
        .collect();
    all.sort();
    all.dedup();
    all
}

/// Folded letters and digits in one word.
pub(super) fn fold(text: &str) -> String {
    plain(text).replace(' ', "")
}

/// The name without what stands in brackets behind it.
fn bare(name: &str) -> &str {
    name.split('(').next().unwrap_or(name).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(name: &str, brands: &[&str]) -> String {
        let brands = brands.iter().map(|&brand| brand.to_owned()).collect();
        short(&Company { name: name.to_owned(), brands, ..Company::default() })
    }

    #[test]
    fn the_legal_form_is_left_off() {
        for name in
            ["Quillmark, Inc.", "Quillmark GmbH", "Quillmark plc", "Quillmark Ltd (UK)", "Quillmark B.V."]
        {
            assert_eq!(called(name, &["QM Vault"]), "Quillmark", "{name}");
        }
    }

    #[test]
    fn a_brand_that_is_the_companys_name_goes_before_its_products() {
        assert_eq!(called("Cordwyn Clinical B.V.", &["SafeSpool", "Cordwyn"]), "Cordwyn");
        assert_eq!(called("Gloamfox Games", &["Mothglade"]), "Gloamfox Games");
    }
}
