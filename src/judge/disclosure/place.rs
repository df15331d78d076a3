//! Where a disclosure stands, and whether readers of the praise see it in time.

use super::claim::Claim;
use super::data::{self, Platform, Unit, disclosure};
use super::tie::{Kind, Tie};
use crate::document::{Format, MarkKind, Scope};
use crate::judge::page::{Page, Text};
use crate::policy::ChannelKind;
use unicode_segmentation::UnicodeSegmentation;

/// Why readers may miss a disclosure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Miss {
    /// It stands in another post.
    OtherPost,
    /// It stands where a page does not show it as text.
    Hidden,
    /// It is what a biography says.
    Bio,
    /// Other hashtags stand before it, or too many around it.
    Run,
    /// The platform cuts the post before it.
    Fold,
    /// Blank lines or short ones push it out of the lines that the praise is seen in.
    Lines,
    /// It stands too far behind the praise.
    Late,
}

impl Miss {
    /// In plain words, for the label.
    pub(super) fn told(self, sight: &Sight<'_, '_>) -> String {
        match self {
            Miss::OtherPost => "the disclosure stands in another post".to_owned(),
            Miss::Hidden => "the disclosure stands where readers do not see it as text".to_owned(),
            Miss::Bio => "only a biography tells that the writer works for {employer}".to_owned(),
            Miss::Run => "the disclosing hashtag is lost among other hashtags".to_owned(),
            Miss::Fold => {
                format!(
                    "the disclosure stands behind the first {} characters",
                    sight.fold().unwrap_or_default()
                )
            }
            Miss::Lines => format!("the disclosure stands behind the first {} lines", sight.fold_lines()),
            Miss::Late => format!(
                "the disclosure stands more than {} characters behind the praise",
                disclosure().position.after_praise
            ),
        }
    }
}

/// What readers see of a piece.
#[derive(Debug)]
pub(super) struct Sight<'p, 'd> {
    /// The piece, by number.
    pub(super) piece: usize,
    page: &'p Page<'d>,
    platform: Option<&'static Platform>,
}

impl<'p, 'd> Sight<'p, 'd> {
    /// What readers see of `piece` where it appears.
    pub(super) fn new(page: &'p Page<'d>, piece: usize) -> Self {
        let platform = page.settings[piece].platform.as_deref().and_then(data::platform);
        Sight { piece, page, platform }
    }

    /// How much every reader sees, in the platform's characters; `None` for all of it.
    pub(super) fn fold(&self) -> Option<usize> {
        self.platform.map(|platform| platform.fold_strict).filter(|fold| *fold > 0)
    }

    /// How many lines every reader sees; 0 for all of them.
    fn fold_lines(&self) -> usize {
        self.platform.map_or(0, |platform| platform.fold_lines)
    }

    /// Whether a text belongs to the piece or to the whole file.
    pub(super) fn holds(&self, piece: Option<usize>) -> bool {
        piece.is_none_or(|own| own == self.piece)
    }

    /// Whether what stands in `piece` may be meant for this one: its own, the file's, that of
    /// another post of the thread. Posts kept in one data file that are no thread do not know
    /// each other.
    pub(super) fn reaches(&self, piece: Option<usize>) -> bool {
        let pieces = &self.page.document.pieces;
        let data = matches!(self.page.document.format, Format::Yaml | Format::Json | Format::Csv);
        self.holds(piece)
            || !data
            || piece.is_some_and(|other| pieces[other].thread && pieces[self.piece].thread)
    }

    /// Why readers of `claim` may miss `tie`; `None` if they do not.
    pub(super) fn miss(&self, tie: &Tie<'_>, claim: &Claim<'_>) -> Option<Miss> {
        let text = &self.page.texts[tie.text];
        match text.piece {
            Some(other) if other != self.piece => return Some(Miss::OtherPost),
            None => return Some(Miss::Hidden),
            Some(_) => {}
        }
        let gone = |kind: &MarkKind| matches!(kind, MarkKind::Strike | MarkKind::Code);
        if !is_visible(self.page, text) || text.block.marked(tie.bytes.start, gone) {
            return Some(Miss::Hidden);
        }
        match tie.kind {
            Kind::Bio => return Some(Miss::Bio),
            Kind::HiddenTag => return Some(Miss::Run),
            Kind::Said | Kind::Tag => {}
        }
        let past = self.platform.is_some_and(|platform| {
            let end = self.offset(tie.text, tie.bytes.end, platform.unit, platform.url_cost);
            platform.fold_strict > 0 && end > platform.fold_strict
        });
        if past {
            return Some(Miss::Fold);
        }
        let lines = self.fold_lines();
        if self.line(claim.text, claim.bytes.start) < lines && self.line(tie.text, tie.bytes.start) >= lines {
            return Some(Miss::Lines);
        }
        let start = self.offset(tie.text, tie.bytes.start, Unit::Characters, None);
        let end = self.offset(claim.text, claim.bytes.end, Unit::Characters, None);
        (start > end + disclosure().position.after_praise).then_some(Miss::Late)
    }

    /// The line of the piece that byte `at` of text `number` stands in, from 0; an empty one parts two texts.
    fn line(&self, number: usize, at: usize) -> usize {
        let breaks = |text: &str| text.matches('\n').count();
        let before: usize = self.before(number).map(|text| breaks(text.str()) + 2).sum();
        before + breaks(self.page.texts[number].str().get(..at).unwrap_or_default())
    }

    /// The texts that readers of the piece see before text `number`.
    fn before(&self, number: usize) -> impl Iterator<Item = &Text<'d>> {
        let all = self.page.texts[..number].iter();
        all.filter(|text| text.piece == Some(self.piece) && is_visible(self.page, text))
    }

    /// How much of the piece a reader has read before byte `at` of text `number`.
    fn offset(&self, number: usize, at: usize, unit: Unit, url_cost: Option<usize>) -> usize {
        let before: usize = self.before(number).map(|text| count(text.str(), unit, url_cost) + 1).sum();
        let own = self.page.texts[number].str().get(..at).unwrap_or_default();
        before + count(own, unit, url_cost)
    }
}

/// Whether a text is part of what readers of the post see at once. In data files and replies a
/// quotation is the message that is answered, and a title is for those who plan the posts.
pub(super) fn is_visible(page: &Page<'_>, text: &Text<'_>) -> bool {
    let block = text.block;
    let inside = block.inside;
    let kind = page.setting(text).map(|setting| setting.kind);
    let data = matches!(page.document.format, Format::Yaml | Format::Json | Format::Csv);
    let answered = inside.quote && (data || kind == Some(ChannelKind::Reply));
    let planned = block.scope == Scope::Heading && block.key.is_some() && kind == Some(ChannelKind::Social);
    let shown = !(inside.folded || inside.hidden || inside.footnote || answered || planned);
    let scope = block.scope.name();
    let hidden = disclosure().position.hidden_scopes.iter().any(|own| own == scope);
    shown && !hidden && !data::is_hidden_key(block.key.as_deref())
}

/// The length of `text` as a platform counts it.
fn count(text: &str, unit: Unit, url_cost: Option<usize>) -> usize {
    let Some(cost) = url_cost else { return measure(text, unit) };
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            let bare = word.trim_end();
            let link = bare.starts_with("http://") || bare.starts_with("https://");
            if link { cost + word.len() - bare.len() } else { measure(word, unit) }
        })
        .sum()
}

fn measure(text: &str, unit: Unit) -> usize {
    match unit {
        Unit::Characters => text.chars().count(),
        Unit::Graphemes => text.graphemes(true).count(),
        Unit::Weighted => text.chars().map(|c| if is_narrow(c) { 1 } else { 2 }).sum(),
    }
}

/// Characters that count one where wide ones count two: the ranges X documents for its limit.
fn is_narrow(c: char) -> bool {
    matches!(c as u32, 0..=4351 | 8192..=8205 | 8208..=8223 | 8242..=8247)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_costs_what_the_platform_says() {
        let text = "see https://larkspur.example/a-very-long-path/that-goes-on now";
        assert_eq!(count(text, Unit::Weighted, Some(23)), "see ".len() + 23 + " now".len());
    }

    #[test]
    fn units_count_what_they_name() {
        assert_eq!(count("né👩‍🚀", Unit::Graphemes, None), 3);
        assert_eq!(count("日本", Unit::Weighted, None), 4);
        assert_eq!(count("né", Unit::Characters, None), 2);
    }
}
