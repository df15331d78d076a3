//! Where a piece appears and who speaks: channel, platform, voice.

use crate::document::{Block, Document, Fields, Format, Piece, Scope};
use crate::evidence::link::is_own;
use crate::names::known;
use crate::policy::{ChannelKind, Policy, Voice};
use crate::word::plain;

/// Where a piece appears and who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// What the path is for.
    pub kind: ChannelKind,
    /// The platform, by its id.
    pub platform: Option<String>,
    /// Who speaks.
    pub voice: Voice,
    /// The employee who speaks, by number.
    pub speaker: Option<usize>,
    /// The account it is posted from, as written.
    pub account: Option<String>,
}

/// Names of folders that tell what they hold, and the platform they are for.
const FOLDERS: [(&str, ChannelKind, Option<&str>); 47] = [
    ("blog", ChannelKind::Article, Some("blog")),
    ("blogs", ChannelKind::Article, Some("blog")),
    ("posts", ChannelKind::Article, Some("blog")),
    ("_posts", ChannelKind::Article, Some("blog")),
    ("articles", ChannelKind::Article, Some("blog")),
    ("linkedin", ChannelKind::Social, Some("linkedin")),
    ("x", ChannelKind::Social, Some("x")),
    ("twitter", ChannelKind::Social, Some("x")),
    ("tweets", ChannelKind::Social, Some("x")),
    ("instagram", ChannelKind::Social, Some("instagram")),
    ("facebook", ChannelKind::Social, Some("facebook")),
    ("threads", ChannelKind::Social, Some("threads")),
    ("mastodon", ChannelKind::Social, Some("mastodon")),
    ("bluesky", ChannelKind::Social, Some("bluesky")),
    ("youtube", ChannelKind::Social, Some("youtube")),
    ("tiktok", ChannelKind::Social, Some("tiktok")),
    ("social", ChannelKind::Social, None),
    ("social-media", ChannelKind::Social, None),
    ("press", ChannelKind::Press, None),
    ("press-releases", ChannelKind::Press, None),
    ("pressreleases", ChannelKind::Press, None),
    ("releases", ChannelKind::Press, None),
    ("news", ChannelKind::Press, None),
    ("newsroom", ChannelKind::Press, None),
    ("media", ChannelKind::Press, None),
    ("careers", ChannelKind::Careers, None),
    ("jobs", ChannelKind::Careers, None),
    ("vacancies", ChannelKind::Careers, None),
    ("support", ChannelKind::Reply, None),
    ("replies", ChannelKind::Reply, None),
    ("reply", ChannelKind::Reply, None),
    ("community", ChannelKind::Reply, None),
    ("newsletter", ChannelKind::Newsletter, None),
    ("newsletters", ChannelKind::Newsletter, None),
    ("mailing", ChannelKind::Newsletter, None),
    ("mailings", ChannelKind::Newsletter, None),
    ("mail", ChannelKind::Newsletter, None),
    ("email", ChannelKind::Newsletter, None),
    ("emails", ChannelKind::Newsletter, None),
    ("li", ChannelKind::Social, Some("linkedin")),
    ("forum", ChannelKind::Social, None),
    ("forums", ChannelKind::Social, None),
    ("reddit", ChannelKind::Social, None),
    ("hackernews", ChannelKind::Social, None),
    ("quora", ChannelKind::Social, None),
    ("guest-posts", ChannelKind::Social, None),
    ("guestpost", ChannelKind::Social, None),
];

/// Names of files that hold an answer to a reader: fewer than keys of fields that do, for `us.md` and
/// `agent.md` hold none.
const ANSWERS: [&str; 9] =
    ["reply", "answer", "antwort", "réponse", "reponse", "respuesta", "antwoord", "resposta", "risposta"];

/// Fields that tell on whose pages an article of ours appears.
const HOSTS: [&str; 4] = ["guest_on", "guest_post_on", "guest_post_for", "published_in"];

/// Fields that may tell so, by an address; they may also hold a day, or a name for a generator.
const SITES: [&str; 3] = ["publication", "outlet", "site"];

/// Fields that tell the account a post goes out from.
const ACCOUNTS: [&str; 13] = [
    "account",
    "handle",
    "posted_by",
    "profile",
    "account_name",
    "posting_account",
    "konto",
    "compte",
    "cuenta",
    "conta",
    "perfil",
    "profil",
    "profilo",
];

/// Fields that tell who wrote it.
const AUTHORS: [&str; 22] = [
    "author",
    "authors",
    "byline",
    "by",
    "writer",
    "from",
    "voice",
    "speaker",
    "poster",
    "owner",
    "posted_as",
    "autor",
    "autorin",
    "autora",
    "auteur",
    "auteure",
    "auteurs",
    "autore",
    "autrice",
    "verfasser",
    "schrijver",
    "von",
];

/// The kind and the platform that a path is for, before anything in the file is read: the policy's
/// channels, then names of folders, then the file's name and its ending.
#[must_use]
pub fn of_path(policy: &Policy, path: &str) -> (Option<ChannelKind>, Option<String>, Option<Voice>) {
    let beside_files = ["commit:", "pull-request:", "push:"].iter().any(|kind| path.starts_with(kind));
    if beside_files && !path.contains(['/', '.'])
        || path.ends_with("COMMIT_EDITMSG")
        || path.ends_with("COMMIT_EDITMSG.txt")
    {
        return (Some(ChannelKind::Article), None, Some(Voice::Company));
    }
    if let Some(channel) = policy.channels.iter().find(|channel| channel.paths.is_match(path)) {
        let kind = channel.kind.or(channel.platform.as_deref().map(kind_of_platform));
        return (kind, channel.platform.clone(), channel.voice);
    }
    let lower = path.to_ascii_lowercase();
    let folders = lower.rsplit('/').skip(1);
    for folder in folders {
        if let Some((_, kind, platform)) = FOLDERS.iter().find(|(name, ..)| *name == folder) {
            return (Some(*kind), platform.map(str::to_owned), None);
        }
    }
    let name = lower.rsplit('/').next().unwrap_or_default();
    if name.split_once('.').is_some_and(|(stem, _)| ANSWERS.contains(&stem)) {
        return (Some(ChannelKind::Reply), None, None);
    }
    match lower.rsplit('.').next() {
        Some("tweet") => (Some(ChannelKind::Social), Some("x".to_owned()), None),
        Some("toot") => (Some(ChannelKind::Social), Some("mastodon".to_owned()), None),
        _ => (None, None, None),
    }
}

/// The setting of each piece: the file's own fields beat its path.
#[must_use]
pub fn of_pieces(policy: &Policy, document: &Document) -> Vec<Setting> {
    let fields = document.fields();
    document.pieces.iter().map(|piece| of_piece(policy, document, &fields, piece)).collect()
}

fn of_piece<'d>(policy: &Policy, document: &Document, fields: &Fields<'d>, piece: &'d Piece) -> Setting {
    let (mut kind, mut platform, voice) = of_path(policy, &document.path);
    for key in ["platform", "channel", "network"] {
        if let Some(name) = fields.get(piece, key).map(|block| plain(block.text.as_str()).replace(' ', "")) {
            let known = FOLDERS.iter().find(|(own, ..)| *own == name);
            if let Some((_, own_kind, own_platform)) = known {
                kind = kind.filter(|kind| *kind == ChannelKind::Reply).or(Some(*own_kind));
                platform = own_platform.map(str::to_owned).or(platform);
            }
        }
    }
    let kind = kind.unwrap_or(match document.format {
        Format::Plain if is_longer_than_a_post(piece) => ChannelKind::Article,
        Format::Plain | Format::Yaml | Format::Json | Format::Csv => ChannelKind::Social,
        _ => ChannelKind::Article,
    });
    let account = ACCOUNTS
        .iter()
        .find_map(|key| own_field(fields, piece, key))
        .filter(|account| !account.trim().is_empty());
    let author = AUTHORS.iter().find_map(|key| own_field(fields, piece, key));
    let speaker =
        [account.as_deref(), author.as_deref()].into_iter().flatten().find_map(|name| employee(policy, name));
    let speaker = speaker.or_else(|| {
        if account.is_some() || author.is_some() {
            return None;
        }
        let named = of_path_part(policy, &document.path);
        // An answer is signed by whoever writes for the account.
        if kind == ChannelKind::Reply {
            return named;
        }
        named.or_else(|| of_last_line(policy, piece)).or_else(|| of_byline(policy, piece))
    });
    let company = account.as_deref().is_some_and(|account| is_company(policy, account))
        || account.is_none() && author.as_deref().is_some_and(|author| is_company(policy, author));
    let host = HOSTS.iter().find_map(|key| own_field(fields, piece, key));
    let is_address = |site: &String| site.contains('.') && site.contains(char::is_alphabetic);
    let site = || SITES.iter().find_map(|key| own_field(fields, piece, key).filter(is_address));
    let host = host.or_else(site);
    let guest = host.is_some_and(|host| {
        !is_own(&policy.company, &host) && !is_company(policy, &host) && !host.trim().is_empty()
    });
    let own_channel = !matches!(kind, ChannelKind::Social | ChannelKind::Reply) && !guest;
    let voice = match () {
        () if company => Voice::Company,
        () if voice == Some(Voice::Employee) => Voice::Employee,
        // What goes out from somebody's own account is theirs, wherever it stands.
        () if account.as_deref().and_then(|account| employee(policy, account)).is_some() => Voice::Employee,
        () if own_channel => Voice::Company,
        () if speaker.is_some() => Voice::Employee,
        () => voice.unwrap_or(Voice::Company),
    };
    Setting { kind, platform, voice, speaker, account }
}

/// Whether no network would take a piece as one post: it has more than 5,000 bytes. 5,000 characters are
/// the most that YouTube shows under a video, LinkedIn takes 3,000; bytes are near enough to tell an
/// article by.
fn is_longer_than_a_post(piece: &Piece) -> bool {
    const LONGEST: usize = 5_000;
    piece.blocks.iter().map(|block| block.text.len()).sum::<usize>() > LONGEST
}

/// A field's text.
fn own_field<'d>(fields: &Fields<'d>, piece: &'d Piece, key: &str) -> Option<String> {
    fields.get(piece, key).map(|block| block.text.as_str().to_owned())
}

fn kind_of_platform(platform: &str) -> ChannelKind {
    if platform == "blog" { ChannelKind::Article } else { ChannelKind::Social }
}

/// The employee with that name, slug or handle.
#[must_use]
pub fn employee(policy: &Policy, name: &str) -> Option<usize> {
    let wanted = plain(name);
    if wanted.is_empty() {
        return None;
    }
    let same = |own: &str| plain(own) == wanted;
    // A byline may go on behind a full name: the job, the company, a pronoun.
    let begins = |own: &str| {
        let own = plain(own);
        own.contains(' ') && wanted.starts_with(&format!("{own} "))
    };
    let named = |name: &str| same(name) || begins(name);
    policy
        .employees
        .iter()
        .position(|employee| named(&employee.name) || employee.handles.iter().any(|own| same(own)))
}

/// The employee whose own folder a file lies in, or whose name the file bears:
/// `social/priyaraman/march.md`, `social/2026-03-priya-raman.md`.
fn of_path_part(policy: &Policy, path: &str) -> Option<usize> {
    let mut parts = path.rsplit('/');
    let stem = parts.next().map(|file| file.split('.').next().unwrap_or(file)).unwrap_or_default();
    parts.find_map(|folder| employee(policy, folder)).or_else(|| {
        let stem = format!(" {} ", plain(stem));
        policy.employees.iter().position(|employee| {
            let name = plain(&employee.name);
            name.contains(' ') && stem.contains(&format!(" {name} "))
                || employee.handles.iter().any(|own| stem.trim() == plain(own) && !stem.trim().is_empty())
        })
    })
}

/// The employee whose name stands in the last line of a piece, alone or before a comma, as a
/// signature does.
fn of_last_line(policy: &Policy, piece: &Piece) -> Option<usize> {
    let last = piece.blocks.iter().rev().find(|block| is_said(block))?;
    let line = last.text.as_str().trim_end().rsplit('\n').next()?;
    if line.ends_with(['.', '!', '?', ':']) || line.split_whitespace().count() > MOST_IN_BYLINE {
        return None;
    }
    let name = plain(line.split([',', '|', '(']).next()?);
    policy.employees.iter().position(|employee| plain(&employee.name) == name)
}

/// The employee whose name stands behind "by" in a line at the head of a piece: `By Priya Raman, March`.
fn of_byline(policy: &Policy, piece: &Piece) -> Option<usize> {
    const HEAD: usize = 3;
    let lines = piece.blocks.iter().filter(|block| is_said(block)).take(HEAD);
    let mut lines = lines
        .map(|block| block.text.as_str().trim())
        .filter(|line| !line.contains('\n') && line.split_whitespace().count() <= MOST_IN_BYLINE);
    lines.find_map(|line| {
        let (by, name) = line.split_once(' ')?;
        let is_by = ["by", "von", "par", "por", "door", "di"].contains(&plain(by).as_str());
        let name = name.split([',', '|', '(']).next().filter(|_| is_by)?;
        employee(policy, name)
    })
}

/// Words of the longest line that is a byline or a signature.
const MOST_IN_BYLINE: usize = 8;

/// Whether a block is a text of the piece's own.
fn is_said(block: &Block) -> bool {
    matches!(block.scope, Scope::Prose | Scope::ListItem) && !block.inside.quote
}

/// Whether an account or author is the company itself.
#[must_use]
pub fn is_company(policy: &Policy, name: &str) -> bool {
    let wanted = plain(name);
    let company = &policy.company;
    !wanted.is_empty()
        && !known().well_known.contains(&wanted)
        && company
            .handles
            .iter()
            .chain(&company.brands)
            .chain(std::iter::once(&company.name))
            .chain(&policy.support.handlers)
            .any(|own| plain(own) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_tells_by_its_folder_then_by_the_name_of_the_file() {
        let kind = |path: &str| of_path(&Policy::default(), path).0;
        assert_eq!(kind("social/reply.md"), Some(ChannelKind::Social), "the folder comes first");
        assert_eq!(kind("2026/respuesta.md"), Some(ChannelKind::Reply));
        assert_eq!(kind("reply.fr.md"), Some(ChannelKind::Reply));
        assert_eq!(kind("how-to-reply.md"), None);
    }
}
