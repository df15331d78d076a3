//! Links as evidence: a page of our own that the public can read.

use crate::policy::Company;
use crate::word::plain;
use rustc_hash::FxHashSet;

/// Hosts and paths that nobody outside reads, wherever they stand.
const NOT_PUBLIC: [&str; 18] = [
    "localhost",
    "staging.",
    "stage.",
    "preview.",
    "internal.",
    "intranet.",
    "wiki.",
    "dev.",
    "test.",
    "preprod.",
    "docs.google.com",
    "sharepoint.com",
    "notion.so",
    "slack.com",
    "atlassian.net",
    "drive.google.com",
    "figma.com",
    "utm_source=internal",
];

/// Parts of a path, and fields of a query, of pages that are not public yet.
const NOT_YET: [&str; 8] =
    ["draft", "drafts", "preview", "previews", "staging", "internal", "private", "unpublished"];

/// Last parts of the paths of pages that every site has, and that tell of nobody in particular.
const OF_EVERY_SITE: [&str; 24] = [
    "contact",
    "contact-us",
    "kontakt",
    "contacto",
    "contatti",
    "contato",
    "imprint",
    "impressum",
    "privacy",
    "datenschutz",
    "terms",
    "agb",
    "legal",
    "cookies",
    "pricing",
    "prices",
    "preise",
    "login",
    "signup",
    "register",
    "subscribe",
    "newsletter",
    "search",
    "faq",
];

/// Words (folded) of a link that only says where more is told, in the languages of the policy: `read the
/// release`.
const LEADS_ON: &str = "here more read release announcement announced details report results press news post page \
    story told published blog article update figures numbers roadmap changelog statement letter source hier mehr \
    bericht meldung mitteilung pressemitteilung ergebnis ergebnisse zahlen seite beitrag ici plus rapport \
    communique annonce resultats chiffres aqui mas informe comunicado anuncio resultados noticia meer resultaten \
    cijfers pagina mais relatorio qui piu rapporto comunicato annuncio risultati notizia leggi";

/// Letters of a word that says what a sentence is about.
const TELLING: usize = 5;

/// Fields of a query, or of a mail to be written, that are words of ours in somebody else's window.
const SAID_BY_US: [&str; 7] = ["text", "body", "subject", "title", "quote", "summary", "description"];

/// Host and path of a web address, without scheme, user, port, query and fragment, lower case.
#[must_use]
pub fn parts(url: &str) -> Option<(String, String)> {
    let url = url.trim().trim_start_matches("//");
    let rest = match url.split_once("://") {
        Some((scheme, rest))
            if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") =>
        {
            rest
        }
        Some(_) => return None,
        None if url.split('/').next().is_some_and(|host| host.contains('.'))
            && !url.starts_with(['/', '.', '#']) =>
        {
            url
        }
        None => return None,
    };
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let (host, path) = rest[..end].split_once('/').unwrap_or((&rest[..end], ""));
    let host = host.rsplit('@').next().unwrap_or(host).split(':').next().unwrap_or(host);
    Some((host.to_lowercase(), path.trim_end_matches('/').to_lowercase()))
}

/// Whether a web address lies on one of the company's domains.
#[must_use]
pub fn is_own(company: &Company, url: &str) -> bool {
    parts(url).is_some_and(|(host, _)| is_own_host(company, &host))
}

fn is_own_host(company: &Company, host: &str) -> bool {
    company.domains.iter().any(|domain| {
        let domain = domain.to_lowercase();
        host == domain || host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.ends_with('.'))
    })
}

/// Whether what stands at byte `at` of a link's target is published by us: the target is a page of our
/// own site, or it is what a link to share or to write a mail says.
#[must_use]
pub fn is_published_by_us(company: &Company, url: &str, at: usize) -> bool {
    let asset = || parts(url).is_some_and(|(_, path)| is_asset(&path));
    is_own(company, url) && !asset() || is_said_by_us(url, at)
}

fn is_said_by_us(url: &str, at: usize) -> bool {
    let edge = |c: char| matches!(c, '?' | '&');
    let Some(before) = url.get(..at) else { return false };
    let field = before.rfind(edge).and_then(|start| before.get(start + 1..));
    let key = field.and_then(|field| field.split_once('=')).map_or("", |(key, _)| key);
    SAID_BY_US.iter().any(|own| key.eq_ignore_ascii_case(own))
}

/// Whether a web address is a page of our own that tells something: not the home page, no staging
/// host, no shared document. A path of this site counts as well.
#[must_use]
pub fn is_own_page(company: &Company, url: &str) -> bool {
    let lower = url.to_lowercase();
    let mut steps = lower.split(['/', '?', '&', '=', '#']);
    if NOT_PUBLIC.iter().any(|part| lower.contains(part)) || steps.any(|step| NOT_YET.contains(&step)) {
        return false;
    }
    if lower.starts_with('/') && !lower.starts_with("//") {
        let path = lower.split(['?', '#']).next().unwrap_or("");
        return path.trim_matches('/').len() > 1 && !is_asset(path);
    }
    match parts(url) {
        Some((host, path)) => is_own_host(company, &host) && is_deep(&path) && !is_asset(&path),
        None => false,
    }
}

/// Whether a web address is a page such as every site has one: how to write to us, what we charge.
#[must_use]
pub fn is_of_every_site(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let last = last.strip_suffix(".html").unwrap_or(&last);
    OF_EVERY_SITE.contains(&last)
}

/// Whether a path leads below the home page.
fn is_deep(path: &str) -> bool {
    let language = path.len() == 2 || path.len() == 5 && path.as_bytes()[2] == b'-';
    !path.is_empty() && !language && !matches!(path, "index.html" | "index.htm" | "index.php" | "home")
}

fn is_asset(path: &str) -> bool {
    path.rsplit('.').next().is_some_and(|ending| {
        matches!(
            ending,
            "png" | "jpg" | "jpeg" | "gif" | "svg" | "webp" | "css" | "js" | "mp4" | "woff2" | "ico"
        )
    })
}

/// Whether the address's path names `name` (folded words): `/stories/assembly-row`.
#[must_use]
pub fn names(url: &str, name: &str) -> bool {
    let path = parts(url).map_or_else(|| url.to_lowercase(), |(_, path)| path);
    let words = |text: &str| text.split(' ').filter(|word| *word != "and").collect::<Vec<_>>().join(" ");
    let path = words(&plain(&path));
    let name = words(name);
    let joined = name.replace(' ', "");
    name.len() > 1
        && (format!(" {path} ").contains(&format!(" {name} "))
            || joined.len() > 5 && path.split(' ').any(|part| part == joined))
}

/// Whether the words of a link (folded) only say where more is told.
#[must_use]
pub fn leads_on(told: &str) -> bool {
    told.split(' ').any(|word| LEADS_ON.split_whitespace().any(|own| own == word))
}

/// The words of a text, folded, that say what it is about, which no name of ours does.
#[must_use]
pub fn telling(company: &Company, text: &str) -> FxHashSet<String> {
    let ours: String = company.brands.iter().chain([&company.name]).map(|name| plain(name) + " ").collect();
    let long = |word: &&str| word.chars().count() >= TELLING || word.contains(|c: char| c.is_ascii_digit());
    let words = plain(text);
    let words = words.split(' ').filter(long).filter(|word| !ours.split(' ').any(|own| own == *word));
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn company() -> Company {
        Company { domains: vec!["larkspur.example".into()], ..Company::default() }
    }

    #[test]
    fn a_page_below_the_home_page_is_evidence() {
        for url in [
            "https://larkspur.example/stories/x",
            "larkspur.example/about",
            "https://www.larkspur.example/a?b#c",
        ] {
            assert!(is_own_page(&company(), url), "{url}");
        }
    }

    #[test]
    fn home_pages_staging_hosts_and_others_are_none() {
        for url in [
            "https://larkspur.example",
            "https://larkspur.example/",
            "https://larkspur.example/en",
            "https://staging.larkspur.example/stories/x",
            "https://evil-larkspur.example/x",
            "https://larkspur.example.evil.example/x",
            "https://docs.google.com/larkspur.example/x",
            "mailto:a@larkspur.example",
            "https://larkspur.example/logo.png",
            "https://larkspur.example/drafts/bright-and-vale",
            "https://larkspur.example/stories/bright-and-vale?preview=true",
        ] {
            assert!(!is_own_page(&company(), url), "{url}");
        }
    }

    #[test]
    fn a_link_leads_on_or_tells_what_it_is_about() {
        assert!(leads_on("read the release") && leads_on("le communique"));
        assert!(!leads_on("a guide to swaps"));
        assert_eq!(LEADS_ON, plain(LEADS_ON), "folded");
        let company = Company { name: "Quillmark".into(), ..company() };
        let telling = telling(&company, "quillmark sold 40 red clocks");
        assert_eq!(telling, FxHashSet::from_iter(["40", "clocks"].map(str::to_owned)));
    }

    #[test]
    fn what_every_site_has_tells_of_nobody() {
        assert!(is_of_every_site("https://larkspur.example/contact"));
        assert!(is_of_every_site("/de/Impressum.html?from=post"));
        assert!(!is_of_every_site("https://larkspur.example/contact/bright-and-vale"));
        assert!(!is_of_every_site("https://larkspur.example/customers"));
    }

    #[test]
    fn a_slug_names_a_customer() {
        assert!(names("https://larkspur.example/customers/bright-and-vale", &plain("Bright & Vale")));
        assert!(names("https://larkspur.example/x/assembly_row/", "assembly row"));
        assert!(!names("https://larkspur.example/customers", "bright and vale"));
    }
}
