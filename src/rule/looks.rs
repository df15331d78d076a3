//! How figures look, and addresses: a regular expression for each.

const AMOUNT: &str = r"\d[\d.,\u{a0}\u{202f}’']*(?:\s?(?:k|m|mn|bn|mio|mrd|mln|thousand|million|billion|millionen|milliarden|millions?|milliards?|millones|millón|miljoen|miljard|milhões|milhão|milioni|milione|miliardi|mila|mil|tausend|duizend)\b)?";
const MONTHS: &str = r"(?:jan(?:uary|uari|uar|vier|eiro)?|gennaio|enero|feb(?:ruary|ruari|ruar|rero|braio)?|f[ée]v(?:rier|ereiro)?|mar(?:ch|ço|zo|s)?|märz|maart|apr(?:il|ile)?|avril|abril|may|mai|mei|maio|mayo|maggio|june?|juni|juin|junio|junho|giugno|july?|juli|juillet|julio|julho|luglio|aug(?:ust|ustus)?|août|agosto|sep(?:t(?:ember|embre)?)?|septiembre|setembro|settembre|o[ck]t(?:ober|obre)?|octubre|outubro|ottobre|nov(?:ember|embre|embro|iembre)?|de[cz](?:ember|embre|embro)?|diciembre|dicembre)";
const UNITS: &str = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|hundreds?|a hundred|thousands|a dozen|dozens";
const CURRENCIES: &str =
    "usd|eur|gbp|chf|nok|sek|dkk|pln|cad|aud|nzd|jpy|cny|inr|brl|mxn|zar|huf|czk|ron|try|isk|sgd|hkd|krw";

/// What is told by its look: slots, then what no phrase asks for.
pub(crate) const NAMES: [&str; 11] =
    ["money", "percent", "number", "large", "date", "year", "quarter", "time", "url", "address", "phone"];

/// The regular expression of what has that name.
#[must_use]
pub(crate) fn pattern(name: &str) -> Option<String> {
    Some(match name {
        "money" => format!(
            r"(?i)(?:(?:[$€£¥]|\b(?:{CURRENCIES}|us\$|r\$)\s?)\s?{AMOUNT}|\b(?:{AMOUNT}|(?:{UNITS})(?: (?:hundred|thousand|million|billion|grand))*)\s?(?:d[ei]\s|d['’])?(?:[$€£¥]|(?:{CURRENCIES}|euros?|dollars?|pounds?|pounds sterling|quid|grand|bucks|cents?|pence|reais|kroner|kronor|krona|francs?|franken|zloty|yen|rupees?|pesos?|rand)\b))"
        ),
        "percent" => format!(
            r"(?i)\b(?:\d[\d.,]*|(?:{UNITS})(?: (?:hundred|thousand))?)\s?(?:%|per\s?cent\b|percent\b|prozent\b|pour\s?cent\b|por\s?ciento\b|procent\b|por\s?cento\b|per\s?cento\b|basis\spoints\b|bps\b|percentage points?\b|points\b)"
        ),
        "number" => format!(r"(?i)(?:\b{AMOUNT}|\b(?:{UNITS})\b)"),
        "large" => format!(
            r"(?i)\b(?:\d{{1,3}}(?:[.,\u{{a0}}\u{{202f}}’' ]\d{{3}})+|\d{{5,}}|(?:1[0-8]|2[1-9]|[3-9]\d)\d\d|(?:\d[\d.,]*|{UNITS}|half a|a|several|many|few)[ -]?(?:k|thousand|million|billion|mn|bn|mio|mrd|millionen|milliards?|millones|miljoen|milhões|milioni))\b"
        ),
        "date" => format!(
            r"(?i)\b(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s(?:of\s|de\s)?{MONTHS}\b\.?(?:,?\s(?:de\s)?\d{{4}})?|{MONTHS}\b\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}})?|{MONTHS}\s\d{{4}}\b)"
        ),
        "year" => r"\b(?:FY\s?)?(?:19|20)\d\d\b".to_owned(),
        "quarter" => r"(?i)\b(?:q[1-4](?:[\s/]?(?:20)?\d\d)?|[1-4]q\d\d|h[12](?:\s?20\d\d)?|(?:first|second|third|fourth|last|next|this|1st|2nd|3rd|4th|coming) (?:fiscal )?(?:quarter|half)|(?:first|second)[- ]half|(?:erste|zweite|dritte|vierte|nächste|letzte|kommende|vergangene)[sn]? quartals?|(?:premier|deuxième|troisième|quatrième|prochain|dernier) trimestre|(?:primer|segundo|tercer|cuarto|próximo|último) trimestre|(?:eerste|tweede|derde|vierde|volgend|laatste|afgelopen|komend) kwartaal|(?:primeiro|terceiro|quarto) trimestre|(?:primo|secondo|terzo|quarto|prossimo|scorso|ultimo) trimestre)\b".to_owned(),
        "time" => r"(?i)\b(?:[01]?\d|2[0-3])(?:[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?|\s?(?:uhr|h|heures?|uur)\b)".to_owned(),
        "url" => r#"(?i)\b(?:https?://|www\.)[^\s<>"]+"#.to_owned(),
        "address" => r"[\pL\pN][\pL\pN._%+-]*@(?:[\pL\pN](?:[\pL\pN-]*[\pL\pN])?\.)+\pL{2,}".to_owned(),
        // In international form, eight digits at least.
        "phone" => r"(?:\+|\b00)[1-9](?:[\s\u{a0}./-]?\(?\d\)?){7,14}".to_owned(),
        _ => return None,
    })
}
