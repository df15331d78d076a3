//! Adverts that hiring posts are held against.

use crate::policy::Job;
use crate::policy::draft::Draft;
use crate::policy::reader::Fields;

pub(super) fn add(draft: &mut Draft<'_>, file: &Fields) {
    for job in file.many("job") {
        let (text, named) = (job.string("text"), job.text("file"));
        let text = match (text, named) {
            (Some(_), Some(named)) => {
                let error =
                    named.place.error("[[job]] has both `text` and `file`", "and the text is given as well");
                draft.errors.push(error.with_help("keep one of them"));
                continue;
            }
            (text, None) => text,
            (None, Some(named)) => {
                let Some((path, bytes)) = draft.read_named(named) else { continue };
                let Some(text) = draft.decode(named, &path, bytes) else { continue };
                Some(text)
            }
        };
        let (title, url) = (job.string("title"), job.string("url"));
        if title.is_none() && url.is_none() && text.is_none() {
            let error = job.at.error("[[job]] says nothing", "no title, url, text or file");
            draft.errors.push(error.with_help("give the advert's title, its url, and its text or file"));
            continue;
        }
        draft.policy.jobs.push(Job { title, url, text });
    }
}
