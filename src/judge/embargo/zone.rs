//! Time zones as press people write them: `ET`, `MESZ`, `Paris time`, `+01:00`, `Europe/Berlin`.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

/// Minutes east of UTC.
type Minutes = i32;

/// What a zone's name may mean. Where its readings differ (`EST` in summer is written for the
/// clock on the wall), the later instant counts: an embargo is not to end early.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Zone {
    offset: Option<Offset>,
    place: Option<TimeZone>,
}

/// Abbreviation, the offset it says (if it says one), the place whose clock it is read off.
const ABBREVIATIONS: [(&str, Option<Minutes>, &str); 46] = [
    ("z", Some(0), ""),
    ("utc", Some(0), ""),
    ("gmt", Some(0), ""),
    ("bst", Some(60), "Europe/London"),
    ("ist", Some(60), "Europe/Dublin"),
    ("wet", Some(0), "Europe/Lisbon"),
    ("west", Some(60), "Europe/Lisbon"),
    ("cet", Some(60), "Europe/Berlin"),
    ("cest", Some(120), "Europe/Berlin"),
    ("mez", Some(60), "Europe/Berlin"),
    ("mesz", Some(120), "Europe/Berlin"),
    ("hnec", Some(60), "Europe/Paris"),
    ("heec", Some(120), "Europe/Paris"),
    ("eet", Some(120), "Europe/Athens"),
    ("eest", Some(180), "Europe/Athens"),
    ("msk", Some(180), "Europe/Moscow"),
    ("et", None, "America/New_York"),
    ("est", Some(-300), "America/New_York"),
    ("edt", Some(-240), "America/New_York"),
    ("ct", None, "America/Chicago"),
    ("cst", Some(-360), "America/Chicago"),
    ("cdt", Some(-300), "America/Chicago"),
    ("mt", None, "America/Denver"),
    ("mst", Some(-420), "America/Phoenix"),
    ("mdt", Some(-360), "America/Denver"),
    ("pt", None, "America/Los_Angeles"),
    ("pst", Some(-480), "America/Los_Angeles"),
    ("pdt", Some(-420), "America/Los_Angeles"),
    ("akst", Some(-540), "America/Anchorage"),
    ("akdt", Some(-480), "America/Anchorage"),
    ("hst", Some(-600), "Pacific/Honolulu"),
    ("ast", Some(-240), "America/Halifax"),
    ("adt", Some(-180), "America/Halifax"),
    ("brt", Some(-180), "America/Sao_Paulo"),
    ("jst", Some(540), "Asia/Tokyo"),
    ("kst", Some(540), "Asia/Seoul"),
    ("hkt", Some(480), "Asia/Hong_Kong"),
    ("sgt", Some(480), "Asia/Singapore"),
    ("gst", Some(240), "Asia/Dubai"),
    ("sast", Some(120), "Africa/Johannesburg"),
    ("awst", Some(480), "Australia/Perth"),
    ("acst", Some(570), "Australia/Adelaide"),
    ("aest", Some(600), "Australia/Sydney"),
    ("aedt", Some(660), "Australia/Sydney"),
    ("nzst", Some(720), "Pacific/Auckland"),
    ("nzdt", Some(780), "Pacific/Auckland"),
];

/// Places whose time people write out: `London time`, `heure de Paris`, `Eastern`.
const PLACES: [(&str, &str); 52] = [
    ("eastern", "et"),
    ("central", "ct"),
    ("mountain", "mt"),
    ("pacific", "pt"),
    ("eastern standard", "est"),
    ("eastern daylight", "edt"),
    ("central standard", "cst"),
    ("central daylight", "cdt"),
    ("mountain standard", "mst"),
    ("mountain daylight", "mdt"),
    ("pacific standard", "pst"),
    ("pacific daylight", "pdt"),
    ("greenwich mean", "gmt"),
    ("coordinated universal", "utc"),
    ("universal", "utc"),
    ("british summer", "bst"),
    ("central european", "cet"),
    ("central european summer", "cest"),
    ("eastern european", "eet"),
    ("eastern european summer", "eest"),
    ("uk", "bst"),
    ("london", "bst"),
    ("dublin", "ist"),
    ("lisbon", "wet"),
    ("lisboa", "wet"),
    ("berlin", "cet"),
    ("paris", "cet"),
    ("brussels", "cet"),
    ("bruxelles", "cet"),
    ("madrid", "cet"),
    ("roma", "cet"),
    ("rome", "cet"),
    ("amsterdam", "cet"),
    ("zurich", "cet"),
    ("vienna", "cet"),
    ("wien", "cet"),
    ("stockholm", "cet"),
    ("oslo", "cet"),
    ("copenhagen", "cet"),
    ("athens", "eet"),
    ("helsinki", "eet"),
    ("new york", "et"),
    ("chicago", "ct"),
    ("denver", "mt"),
    ("san francisco", "pt"),
    ("los angeles", "pt"),
    ("brasilia", "brt"),
    ("tokyo", "jst"),
    ("singapore", "sgt"),
    ("hong kong", "hkt"),
    ("perth", "awst"),
    ("sydney", "aest"),
];

impl Zone {
    /// The zone that is so many minutes east of UTC.
    pub(super) fn of_minutes(minutes: Minutes) -> Option<Self> {
        let offset = Offset::from_seconds(minutes.checked_mul(60)?).ok()?;
        (minutes.abs() <= 14 * 60).then_some(Zone { offset: Some(offset), place: None })
    }

    /// The zone of an abbreviation in lower case.
    pub(super) fn of_abbreviation(name: &str) -> Option<Self> {
        let (_, says, place) = ABBREVIATIONS.iter().find(|(own, ..)| *own == name)?;
        let place = TimeZone::get(place).ok().filter(|_| !place.is_empty());
        let offset = says.and_then(|minutes| Offset::from_seconds(minutes * 60).ok());
        Some(Zone { offset, place })
    }

    /// The zone of a place as written in `London time` (folded, without `time`).
    pub(super) fn of_place(name: &str) -> Option<Self> {
        let (_, abbreviation) = PLACES.iter().find(|(own, _)| *own == name)?;
        let zone = Zone::of_abbreviation(abbreviation)?;
        // A place's own clock: summer time or not as the day has it.
        let place = !name.contains(' ') || matches!(*abbreviation, "et" | "ct" | "mt" | "pt");
        Some(if place && zone.place.is_some() { Zone { offset: None, ..zone } } else { zone })
    }

    /// The zone of an IANA name such as `Europe/Berlin`.
    pub(super) fn of_iana(name: &str) -> Option<Self> {
        let place = TimeZone::get(name).ok()?;
        Some(Zone { offset: None, place: Some(place) })
    }

    /// The latest instant at which a clock of this zone shows `time`.
    pub(super) fn instant(&self, time: DateTime) -> Timestamp {
        let offset = self.offset.and_then(|offset| offset.to_timestamp(time).ok());
        let place = self.place.as_ref().and_then(|place| place.to_ambiguous_timestamp(time).later().ok());
        offset.max(place).unwrap_or(Timestamp::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn utc(zone: Option<Zone>, month: i8) -> String {
        zone.unwrap().instant(date(2026, month, 12).at(9, 0, 0, 0)).strftime("%H:%M").to_string()
    }

    #[test]
    fn an_abbreviation_says_its_offset() {
        let at_nine = |name, month| utc(Zone::of_abbreviation(name), month);
        assert_eq!(at_nine("utc", 5), "09:00");
        assert_eq!(at_nine("edt", 5), "13:00");
        assert_eq!(at_nine("est", 1), "14:00");
        assert_eq!(at_nine("cest", 5), "07:00");
        assert_eq!(at_nine("mez", 1), "08:00");
        assert_eq!(at_nine("bst", 5), "08:00");
        assert_eq!(at_nine("pdt", 8), "16:00");
        assert_eq!(at_nine("jst", 8), "00:00");
    }

    #[test]
    fn a_zone_without_a_season_follows_the_day() {
        assert_eq!(utc(Zone::of_abbreviation("et"), 5), "13:00");
        assert_eq!(utc(Zone::of_abbreviation("et"), 1), "14:00");
        assert_eq!(utc(Zone::of_place("london"), 1), "09:00");
        assert_eq!(utc(Zone::of_place("paris"), 5), "07:00");
        assert_eq!(utc(Zone::of_iana("Europe/Berlin"), 5), "07:00");
    }

    #[test]
    fn of_two_readings_the_later_counts() {
        assert_eq!(utc(Zone::of_abbreviation("est"), 5), "14:00", "not 13:00, the clock on the wall");
        assert_eq!(utc(Zone::of_abbreviation("edt"), 1), "14:00", "not 13:00, as written");
        assert_eq!(utc(Zone::of_abbreviation("bst"), 1), "09:00");
    }

    #[test]
    fn every_place_has_a_clock() {
        let places = ABBREVIATIONS.iter().map(|(_, _, place)| place).filter(|place| !place.is_empty());
        places.for_each(|place| assert!(TimeZone::get(place).is_ok(), "{place}"));
    }

    #[test]
    fn what_is_no_zone_is_none() {
        assert!(Zone::of_abbreviation("xyz").is_none());
        assert!(Zone::of_place("atlantis").is_none());
        assert!(Zone::of_iana("Europe/Atlantis").is_none());
        assert!(Zone::of_minutes(15 * 60).is_none());
    }
}
