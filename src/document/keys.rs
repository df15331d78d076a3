//! What a key means: the names people give to the parts of a post in YAML, JSON, CSV and front
//! matter.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What stands under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// What readers of the post read.
    Text,
    /// Its title.
    Heading,
    /// The alternative text of an image.
    Alt,
    /// Where something leads or is kept.
    Link,
    /// Somebody: an author, an account. What stands below describes that person.
    Person,
    /// The channel, the account or the day of one post.
    Own,
    /// What somebody else said, which the post answers.
    Other,
    /// What is the message of somebody else only beside a reply: a question, a comment.
    Asked,
    /// The answer to what somebody else said.
    Reply,
    /// A list of posts.
    Posts,
    /// A list of posts that are one thread, if they have no channel of their own.
    Thread,
    /// A platform: the post for it.
    Platform,
    /// A thing that is no prose, such as tags, a status or an id.
    Field,
    /// Nothing the table knows.
    Unknown,
}

/// The table. A key is looked up whole, with everything but letters and digits taken out, and then
/// by its words from the last to the first: `post_text` is a text, `text_id` a field.
const TABLE: &[(Meaning, &str)] = &[
    (
        Meaning::Text,
        "text texts caption captions body content contents post copy tweet toot skeet subtitle \
         subhead subheading preheader preview previewtext description summary excerpt intro \
         introduction quote note notes cta calltoaction hashtags hashtag paragraph paragraphs lead \
         lede teaser tagline slogan hook blurb bio script voiceover transcript subtitles overlay \
         firstcomment spoilertext contentwarning cw html markdown md quotes announcement statement \
         boilerplate outro closing opening abstract line lines sentence variant variants option \
         options update story pitch testimonial mail newsletter release dek standfirst overview \
         poll texto texte tekst testo inhalt beitrag contenu contenido inhoud conteudo conteúdo contenuto \
         publicacion publicación publicacao publicação didascalia legende légende leyenda legenda",
    ),
    (Meaning::Heading, "title headline heading subject subjectline titel betreff titre titulo título titolo"),
    (
        Meaning::Alt,
        "alt alttext alttexts imagealt imgalt altcaption imagedescription mediadescription \
         accessibilitytext arialabel",
    ),
    (
        Meaning::Link,
        "url urls link links href src image images img thumbnail cover permalink canonical video \
         media file files path attachment attachments uri photo photos banner redirectfrom website \
         homepage destination",
    ),
    (
        Meaning::Person,
        "author authors account accounts user username handle by byline from sender owner writer \
         speaker profile editor contact postedby postas customer client guest buyer caller konto compte \
         cuenta conta perfil profil profilo autor autorin autora auteur autore autrice verfasser von absender \
         kunde kundin cliente clienta klant utente",
    ),
    (
        Meaning::Own,
        "channel channels platform platforms network networks date day time datetime publishat \
         scheduled schedule when at voice kanal canal kanaal canale datum fecha data uhrzeit heure hora",
    ),
    (
        Meaning::Other,
        "to inreplyto replyingto replyto original originalpost originaltweet complaint review reviews \
         commentfrom messagefrom quoted quotedtweet quoting inresponseto respondingto customermessage \
         customercomment incoming inbound mention feedback ticket beschwerde reklamation kundennachricht \
         bewertung rezension plainte reclamation réclamation avis queja reclamacion reclamación reseña klacht \
         beoordeling reclamacao reclamação avaliacao avaliação reclamo recensione",
    ),
    (
        Meaning::Asked,
        "question comment comments request message dm frage anfrage nachricht kommentar commentaire pregunta \
         mensaje comentario vraag bericht pergunta mensagem domanda messaggio commento",
    ),
    (
        Meaning::Reply,
        "reply response answer ourreply us agent antwort reponse réponse respuesta antwoord reactie resposta \
         risposta",
    ),
    (
        Meaning::Posts,
        "items entries rows messages slides calendar replies responses answers captionset drafts \
         queue conversations updates releases emails cards",
    ),
    (Meaning::Thread, "thread tweets posts toots skeets threads"),
    (
        Meaning::Platform,
        "linkedin twitter x instagram facebook mastodon bluesky youtube tiktok ig fb insta bsky xing \
         pinterest reddit",
    ),
    (
        Meaning::Field,
        "id ids type kind status state tag tags category categories keyword keywords slug layout \
         published lang language locale timezone tz name role weight order count length size width \
         height color colour format style version created updated createdat updatedat campaign \
         audience topic topics week month year number no ref reference series section presscheck \
         approved approver reviewer likes shares views template limit location place city country \
         company priority theme",
    ),
];

/// Keys of [`Meaning::Person`] for somebody who is no writer of ours.
const ASKERS: &str = "from sender user username customer client guest buyer caller reviewer von absender de kunde kundin \
                      cliente clienta klant utente";

/// What `key` means.
pub(super) fn meaning(key: &str) -> Meaning {
    let key = part(key);
    let whole: String = key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if let Some(found) = of_word(&whole) {
        return found;
    }
    let words = words(key);
    let mut seen = Meaning::Unknown;
    for word in words.iter().rev() {
        match of_word(word) {
            Some(Meaning::Platform) => seen = Meaning::Platform,
            Some(Meaning::Alt) => return Meaning::Alt,
            Some(found) if seen == Meaning::Unknown || seen == Meaning::Platform => {
                seen = found;
                // an `alt` further in front would still decide
                if found != Meaning::Text {
                    break;
                }
            }
            // `review_text` is the review, `reply_text` the reply
            Some(found @ (Meaning::Other | Meaning::Asked | Meaning::Reply)) if seen == Meaning::Text => {
                seen = found;
            }
            _ => {}
        }
    }
    seen
}

/// Whether a field under `key` says who speaks where: it holds for every post below it.
pub(super) fn is_voice(key: &str) -> bool {
    matches!(meaning(super::last_part(key)), Meaning::Person | Meaning::Own)
}

/// Whether a field under `key` may hold what somebody wrote to us, if an answer stands beside it.
pub fn is_asked(key: &str) -> bool {
    matches!(meaning(super::last_part(key)), Meaning::Other | Meaning::Asked | Meaning::Person)
}

/// Whether a field whose path is `key` is the answer to what somebody wrote, or a part of it.
pub fn is_answer(key: &str) -> bool {
    key.split('.').any(|part| meaning(part) == Meaning::Reply)
}

/// Whether a field whose path is `key` says how a page is set, and nothing of what it tells.
pub fn is_setting(key: &str) -> bool {
    matches!(super::last_part(key), "layout" | "template" | "theme" | "view" | "style" | "format")
}

/// Whether `key` names somebody who writes to us: beside an answer, the text next to it is theirs.
pub(super) fn is_asker(key: &str) -> bool {
    words(part(key)).last().is_some_and(|word| ASKERS.split(' ').any(|own| own == word))
}

/// Whether `line` is nothing but the name of a platform, as it heads a post.
pub(super) fn is_platform(line: &str) -> bool {
    let name: String = line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    matches!(name.as_str(), "threads" | "blog" | "newsletter" | "xtwitter" | "twitterx")
        || of_word(&name) == Some(Meaning::Platform)
}

fn of_word(word: &str) -> Option<Meaning> {
    static WORDS: LazyLock<FxHashMap<&str, Meaning>> = LazyLock::new(|| {
        let all =
            TABLE.iter().flat_map(|(meaning, words)| words.split_whitespace().map(|word| (word, *meaning)));
        all.collect()
    });
    WORDS.get(word).copied()
}

/// The words of a key, in lower case: parted at everything but letters and digits, and where a
/// capital follows a small letter.
fn words(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for c in key.chars() {
        if !c.is_alphanumeric() || (small && c.is_uppercase()) {
            words.push(String::new());
        }
        small = c.is_lowercase();
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
    }
    words
}

/// The part of a key that is looked at: nobody names a field with more than 64 characters.
fn part(key: &str) -> &str {
    key.char_indices().nth(64).map_or(key, |(at, _)| &key[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_known_however_it_is_spelled() {
        for key in
            ["text", "Post copy", "tweet_text", "bodyHtml", "Copy (LinkedIn)", "text_en", "meta-description"]
        {
            assert_eq!(meaning(key), Meaning::Text, "{key}");
        }
        for key in ["alt", "alt_text", "imageAlt", "Image alt text", "hero-image-alt"] {
            assert_eq!(meaning(key), Meaning::Alt, "{key}");
        }
        for key in ["title", "seo_title", "Subject line"] {
            assert_eq!(meaning(key), Meaning::Heading, "{key}");
        }
    }

    #[test]
    fn the_last_word_of_a_key_decides() {
        assert_eq!(meaning("text_id"), Meaning::Field);
        assert_eq!(meaning("post_date"), Meaning::Own);
        assert_eq!(meaning("post_url"), Meaning::Link);
        assert_eq!(meaning("linkedin"), Meaning::Platform);
        assert_eq!(meaning("frobnicate"), Meaning::Unknown);
    }

    #[test]
    fn somebody_elses_message_is_told_from_the_answer() {
        assert_eq!(meaning("in_reply_to"), Meaning::Other);
        assert_eq!(meaning("comment-from"), Meaning::Other);
        assert_eq!(meaning("reply"), Meaning::Reply);
        assert_eq!(meaning("review_text"), Meaning::Other);
        assert_eq!(meaning("Unsere Antwort"), Meaning::Reply);
        assert_eq!(meaning("reply_text"), Meaning::Reply);
        assert!(is_asker("customer") && is_asker("from") && !is_asker("author"));
    }
}
