//! A name as people write it: the spellings that a list is tried with.

/// `name` in the spellings that a reader takes for the same, each with what it is.
#[must_use]
pub fn variants(name: &str) -> Vec<(&'static str, String)> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let camel: String = words.iter().map(|word| capitalised(word)).collect();
    let camel: String = camel.chars().filter(|c| c.is_alphanumeric()).collect();
    let join = |between: &str| words.join(between);
    let within = |mark: char| {
        let at = name.char_indices().nth(2).map_or(name.len(), |(at, _)| at);
        format!("{}{mark}{}", &name[..at], &name[at..])
    };
    let each = |change: fn(char) -> char| name.chars().map(change).collect::<String>();
    vec![
        ("as listed", name.to_owned()),
        ("capitals", name.to_uppercase()),
        ("small letters", name.to_lowercase()),
        ("possessive", format!("{name}'s")),
        ("typographic possessive", format!("{name}’s")),
        ("bare possessive", format!("{name}'")),
        ("plural", format!("{name}s")),
        ("plural in -es", format!("{name}es")),
        ("hyphen", join("-")),
        ("underscore handle", format!("@{}", join("_").to_lowercase())),
        ("handle", format!("@{}", letters.to_lowercase())),
        ("hashtag", format!("#{camel}")),
        ("small hashtag", format!("#{}", letters.to_lowercase())),
        ("longer hashtag", format!("#Team{camel}")),
        ("camel case", camel),
        ("line wrap", join("\n")),
        ("line wrap of Windows", join("\r\n")),
        ("no-break space", join("\u{a0}")),
        ("narrow no-break space", join("\u{202f}")),
        ("two spaces", join("  ")),
        ("zero-width space", within('\u{200b}')),
        ("zero-width joiner", within('\u{200d}')),
        ("soft hyphen", within('\u{ad}')),
        ("full width", each(wide)),
        ("accent", within('\u{301}')),
        ("letters of other scripts", each(look_alike)),
        ("ss as ß", name.replace("ss", "ß")),
        ("ß as ss", name.replace('ß', "ss")),
        ("& as and", name.replace('&', "and")),
        ("and as &", name.replace(" and ", " & ")),
        ("typographic apostrophe", name.replace('\'', "’")),
        ("with a suffix", format!("{name}, Inc.")),
        ("quotation", format!("“{name}”")),
        ("French article", format!("l’{name}")),
        ("bold", format!("**{name}**")),
        ("bold within", join("** **")),
        ("code", format!("`{name}`")),
        ("link", format!("[{name}](https://elsewhere.example/x)")),
        ("entity", name.replace('&', "&amp;").replace(' ', "&nbsp;")),
        ("tag within", format!("<b>{}</b>", join("</b> <b>"))),
    ]
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn wide(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// A letter of Cyrillic that looks like the Latin one.
fn look_alike(c: char) -> char {
    match c {
        'a' => 'а',
        'e' => 'е',
        'o' => 'о',
        'p' => 'р',
        'c' => 'с',
        'x' => 'х',
        'A' => 'А',
        'B' => 'В',
        'E' => 'Е',
        'H' => 'Н',
        'M' => 'М',
        'O' => 'О',
        'T' => 'Т',
        c => c,
    }
}
