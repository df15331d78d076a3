//! A list as comma-, semicolon-, bar- or tab-separated values.

use super::{Kind, Row, Unreadable};
use arcstr::Substr;
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Columns that hold names, whatever is listed.
const COLUMNS: &[&str] = &[
    "name",
    "account name",
    "company name",
    "organization name",
    "organisation name",
    "display name",
    "account",
    "company",
    "organization",
    "organisation",
    "firma",
    "firmenname",
    "unternehmen",
    "société",
    "entreprise",
    "raison sociale",
    "empresa",
    "nombre",
    "nome",
    "nom",
    "bedrijf",
    "naam",
    "azienda",
];

/// Columns that hold names of one kind; they are looked for first.
fn columns_of(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Customer => {
            &["customer", "customer name", "client", "client name", "kunde", "kundenname", "cliente", "klant"]
        }
        Kind::Partner => &["partner", "partner name", "partnername"],
        Kind::Supplier => &[
            "supplier",
            "supplier name",
            "vendor",
            "vendor name",
            "lieferant",
            "fournisseur",
            "proveedor",
            "fornitore",
            "leverancier",
        ],
        Kind::Project => {
            &["project", "project name", "codename", "code name", "projekt", "projet", "proyecto", "progetto"]
        }
        Kind::Term(_) => &["term", "text", "expression", "begriff"],
    }
}

/// The names in `text`: those of the column called `column` or, without one, of the only column
/// or of the first that is called as columns of names are. Other names for the same stand in the
/// column called `aliases`, with `;`, `|` or a line break between them.
pub(super) fn read(
    text: &str,
    kind: Kind,
    column: Option<&str>,
    aliases: Option<&str>,
) -> Result<Vec<Row>, Unreadable> {
    let (text, skipped, told) = told_delimiter(text);
    let delimiter = told.unwrap_or_else(|| sniff(text, column));
    let mut records = Records::new(text, delimiter);
    let broken = |line: u64| Unreadable::OpenQuote { line: line + skipped };
    let Some(header) = records.header().map_err(broken)? else { return Ok(Vec::new()) };
    let find = |name: &str| {
        let unknown = || Unreadable::UnknownColumn { column: name.to_owned(), found: filled(&header) };
        header.iter().position(|own| plain(own) == plain(name)).ok_or_else(unknown)
    };
    let usual = || {
        let names = columns_of(kind).iter().chain(COLUMNS);
        names.into_iter().find_map(|name| header.iter().position(|own| plain(own) == *name))
    };
    let aliases = aliases.map(find).transpose()?;
    let mut rows = Vec::new();
    let at = match (column, usual()) {
        (Some(column), _) => find(column)?,
        (None, Some(at)) => at,
        (None, None) if header.len() == 1 => {
            rows.extend(row(&records, 0, None));
            0
        }
        (None, None) => return Err(Unreadable::NoColumn { found: filled(&header) }),
    };
    while records.advance().map_err(broken)? {
        rows.extend(row(&records, at, aliases));
    }
    Ok(rows)
}

fn row(record: &Records<'_>, at: usize, aliases: Option<usize>) -> Option<Row> {
    let name = record.cell(at).trim();
    let others = aliases.map_or("", |at| record.cell(at));
    let others = others.split([';', '|', '\n']).map(str::trim).filter(|alias| !alias.is_empty());
    let aliases = others.map(Substr::from).collect();
    (!name.is_empty()).then(|| Row { name: name.into(), aliases })
}

fn filled(header: &[String]) -> Vec<String> {
    header.iter().map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect()
}

/// The name of a column as it is compared: without case, `_` and `-` as spaces.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace(['_', '-'], " ")
}

/// Excel's `sep=;` on the first line: the rest of the text, the lines taken away, the delimiter.
fn told_delimiter(text: &str) -> (&str, u64, Option<u8>) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.trim_end_matches('\r').strip_prefix("sep=").map(str::as_bytes) {
        Some([delimiter]) => (rest, 1, Some(*delimiter)),
        _ => (text, 0, None),
    }
}

/// The delimiter under which the first row holds the column that is asked for, or else the one
/// that parts the first row most often.
fn sniff(text: &str, column: Option<&str>) -> u8 {
    let header = |delimiter: u8| Records::new(text, delimiter).header().ok().flatten().unwrap_or_default();
    let holds = |delimiter: &u8| {
        column.is_some_and(|column| header(*delimiter).iter().any(|cell| plain(cell) == plain(column)))
    };
    DELIMITERS.into_iter().find(holds).unwrap_or_else(|| {
        // The last of equals wins; a comma is the delimiter of a single column.
        DELIMITERS.into_iter().rev().max_by_key(|delimiter| header(*delimiter).len()).unwrap_or(b',')
    })
}

/// The records of a text, one at a time.
struct Records<'t> {
    reader: Reader,
    rest: &'t [u8],
    /// The cells of the record, one after the other.
    cells: Vec<u8>,
    /// Where each cell ends.
    ends: Vec<usize>,
}

impl<'t> Records<'t> {
    fn new(text: &'t str, delimiter: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        Records { reader, rest: text.as_bytes(), cells: vec![0; 256], ends: Vec::new() }
    }

    /// The cells of the next record; `None` at the end.
    fn header(&mut self) -> Result<Option<Vec<String>>, u64> {
        let found = self.advance()?;
        Ok(found.then(|| (0..self.ends.len()).map(|at| self.cell(at).to_owned()).collect()))
    }

    /// Reads the next record; `false` at the end. An error is the line, from 1, on which a record
    /// begins that ends within quotation marks.
    fn advance(&mut self) -> Result<bool, u64> {
        let line = self.reader.line();
        self.ends.clear();
        let mut filled = 0;
        loop {
            if self.rest.is_empty() {
                // A line break ends the last record, unless a quotation mark is still open: then
                // it becomes part of the cell.
                let (result, _, written) = self.reader.read_field(b"\n", &mut [0; 8]);
                let ended = matches!(result, ReadFieldResult::Field { .. });
                self.ends.extend(ended.then_some(filled));
                return if written > 0 { Err(line) } else { Ok(ended) };
            }
            let (result, read, written) = self.reader.read_field(self.rest, &mut self.cells[filled..]);
            self.rest = &self.rest[read..];
            filled += written;
            match result {
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadFieldResult::Field { record_end } => {
                    self.ends.push(filled);
                    if record_end {
                        return Ok(true);
                    }
                }
                ReadFieldResult::End => return Ok(false),
            }
        }
    }

    /// A cell of the record; empty if the row is too short.
    fn cell(&self, at: usize) -> &str {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let bytes = self.ends.get(at).and_then(|&end| self.cells.get(start..end)).unwrap_or_default();
        str::from_utf8(bytes).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str, column: Option<&str>) -> Result<Vec<String>, Unreadable> {
        let rows = read(text, Kind::Customer, column, None)?;
        Ok(rows.into_iter().map(|row| row.name.to_string()).collect())
    }

    #[test]
    fn a_column_is_found_by_its_name_without_case() {
        let text = "Id,Account Name,City\r\n1,\" Tidewater Mutual \",Oslo\r\n2,,Rome\r\n3,\"Bright, Vale & Co\",Bonn";
        assert_eq!(names(text, Some("account name")).unwrap(), ["Tidewater Mutual", "Bright, Vale & Co"]);
        assert_eq!(names(text, Some("ACCOUNT_NAME")).unwrap().len(), 2);
    }

    #[test]
    fn without_a_column_the_usual_one_is_taken() {
        assert_eq!(names("Nr;Kunde;Ort\n1;Halvorsen GmbH;Kiel\n", None).unwrap(), ["Halvorsen GmbH"]);
        assert_eq!(names("id\tcompany\n1\tLantern\n", None).unwrap(), ["Lantern"]);
        assert_eq!(names("Company,Customer\nWe,Lantern\n", None).unwrap(), ["Lantern"]);
    }

    #[test]
    fn a_single_column_needs_no_header() {
        assert_eq!(names("Lantern\nTidewater\n", None).unwrap(), ["Lantern", "Tidewater"]);
        assert_eq!(names("Name\nLantern\n", None).unwrap(), ["Lantern"]);
    }

    #[test]
    fn a_column_that_is_not_there_is_answered_with_those_that_are() {
        let found = vec!["Id".to_owned(), "Who".to_owned()];
        assert_eq!(names("Id,Who\n1,x\n", None), Err(Unreadable::NoColumn { found: found.clone() }));
        let column = "Name".to_owned();
        assert_eq!(names("Id,Who\n1,x\n", Some("Name")), Err(Unreadable::UnknownColumn { column, found }));
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_the_column() {
        assert_eq!(names("Name, legal;City\nLantern;Rome\n", Some("Name, legal")).unwrap(), ["Lantern"]);
        assert_eq!(names("sep=|\nid|name\n1|a;b,c\n", None).unwrap(), ["a;b,c"]);
    }

    #[test]
    fn a_quotation_mark_left_open_hides_no_names() {
        let text = "id,name\n1,Lantern\n2,\"Tidewater\n3,Bright\n";
        assert_eq!(names(text, None), Err(Unreadable::OpenQuote { line: 3 }));
        assert_eq!(names("id,name\n1,15\" Monitors\n", None).unwrap(), ["15\" Monitors"]);
        assert_eq!(names("id,name\n1,\"a \"\"b\"\"\"", None).unwrap(), ["a \"b\""]);
    }

    #[test]
    fn a_short_row_and_an_empty_file_are_no_names() {
        assert_eq!(names("id,name\n1\n\n2,Lantern", None).unwrap(), ["Lantern"]);
        assert!(names("", None).unwrap().is_empty());
    }

    #[test]
    fn other_names_for_the_same_stand_in_their_own_column() {
        let rows =
            read("name,aka\nLantern,Lantern Inc.; @lanternhq\n", Kind::Customer, None, Some("AKA")).unwrap();
        assert_eq!(rows[0].aliases, ["Lantern Inc.", "@lanternhq"]);
    }
}
