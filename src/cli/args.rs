//! The command line as written.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The last look before it goes to press.
///
/// presscheck reads posts, social copy and press drafts, says which words must stay private
/// (red), which need judgement (yellow) and which are already public (green), and closes the gate
/// on the ones that must stay private.
///
/// Exit status: 0 the gate is open, 1 it is closed by findings, 2 something could not be judged.
#[derive(Debug, Parser)]
#[command(name = "presscheck", version, max_term_width = 100, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Judge files, what is staged, or what a branch adds
    Check(Box<CheckArgs>),
    /// Install, remove or look at the git hooks
    #[command(subcommand)]
    Hook(HookCommand),
    /// Write a commented presscheck.toml
    Init(InitArgs),
    /// Tell a rule in plain words: what, why, how to clear it, examples, source
    Explain {
        /// The rule; without one, all rules are listed
        rule: Option<String>,
        /// The policy, whose house rules are told as well
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// Look at the policy itself
    #[command(subcommand)]
    Policy(PolicyCommand),
}

/// `presscheck check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files and folders; without any, every content file. `-` reads standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Judge what the next commit records, read from the index, never from the work tree
    #[arg(long, conflicts_with_all = ["since", "rev"])]
    pub staged: bool,
    /// Judge what HEAD, or the revision given by --rev, adds since its merge base with REV
    #[arg(long, value_name = "REV")]
    pub since: Option<String>,
    /// Judge the tree at REV, without a checkout; with --since, only what it adds
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
    /// Judge what a GitHub event puts up: base to head by the policy of the base, title, body and
    /// branch name. FILE is what GITHUB_EVENT_PATH names
    #[arg(long, value_name = "FILE", conflicts_with = "staged")]
    pub event: Option<PathBuf>,
    /// Judge standard input as a file of this name
    #[arg(long, value_name = "NAME")]
    pub stdin_path: Option<String>,
    /// Take presscheck.toml, lists, record and approvals from REV
    #[arg(long, value_name = "REV")]
    pub policy_from: Option<String>,
    /// The policy file, instead of the presscheck.toml found upward from here
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// From which light on the gate is closed [default: the policy's, or red]
    #[arg(long, value_name = "LIGHT")]
    pub fail_on: Option<FailOnName>,
    /// What goes to standard output
    #[arg(long, value_name = "NAME", default_value = "human", value_parser = format_name)]
    pub format: crate::render::Format,
    /// Also write this format to FILE; repeatable
    #[arg(long, value_name = "NAME=FILE", value_parser = output_name)]
    pub output: Vec<(crate::render::Format, PathBuf)>,
    /// Say no more on standard output than whether the gate is open, so that nobody can try out
    /// names; the files of --output hold the details
    #[arg(long)]
    pub aggregate: bool,
    /// Judge as of this date or RFC 3339 instant [default: the clock]
    #[arg(long, value_name = "WHEN")]
    pub now: Option<String>,
    /// Leave the matched words out of every report [default: in CI, for machine formats; with a
    /// match of a sealed list in CI for all formats, and elsewhere for machine formats]
    #[arg(long, conflicts_with = "no_redact")]
    pub redact: bool,
    /// Show the matched words in every report
    #[arg(long)]
    pub no_redact: bool,
}

/// `presscheck hook`.
#[derive(Debug, Subcommand)]
pub enum HookCommand {
    /// Put the hooks in front of the ones that are there
    Install {
        /// Judge pushes as well as commits
        #[arg(long)]
        pre_push: bool,
    },
    /// Take the hooks away and bring back what was there before
    Uninstall,
    /// Tell what is there
    Status,
}

/// `presscheck init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The company's legal name; asked for if not given
    #[arg(long)]
    pub company: Option<String>,
    /// A brand or product; repeatable
    #[arg(long)]
    pub brand: Vec<String>,
    /// A domain of the company; repeatable
    #[arg(long)]
    pub domain: Vec<String>,
    /// An account that speaks as the company; repeatable
    #[arg(long)]
    pub handle: Vec<String>,
    /// Where to write it
    #[arg(long, value_name = "FILE", default_value = "presscheck.toml")]
    pub file: PathBuf,
}

/// `presscheck policy`.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// Read the policy and its lists and tell what is wrong with them
    Check {
        /// The policy file
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// Run the examples of every rule, built-in and house
    Test {
        /// A rule without an example that flags and one that passes fails
        #[arg(long)]
        coverage: bool,
        /// The policy file
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// Show what is in force
    Show {
        /// The policy file
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// Turn a list of names into keyed digests, which may lie in the repository
    ///
    /// The list may be plain text (one name a line), CSV, or a .toml file with [[customer]] and such
    /// tables; without one, the open names that the policy has of that kind are sealed. Whoever has
    /// the key can try names: keep it where the list may lie, never in the repository. It is read
    /// from PRESSCHECK_KEY, from the file in PRESSCHECK_KEY_FILE, from what PRESSCHECK_KEY_COMMAND
    /// prints, or from ~/.config/presscheck/key.
    Seal(SealArgs),
    /// Print a JSON Schema of presscheck.toml
    Schema,
}

/// `presscheck policy seal`.
#[derive(Debug, Args)]
pub struct SealArgs {
    /// The list; without one, the names of the policy
    #[arg(value_name = "LIST", conflicts_with = "new_key")]
    pub list: Option<PathBuf>,
    /// What the names are
    #[arg(long, value_name = "KIND", required_unless_present = "new_key", conflicts_with = "new_key")]
    pub kind: Option<KindName>,
    /// The column of a CSV file that holds the names
    #[arg(long, value_name = "NAME", requires = "list")]
    pub column: Option<String>,
    /// The column that holds other names for the same, with ; or | between them
    #[arg(long, value_name = "NAME", requires = "list")]
    pub aliases_column: Option<String>,
    /// The names of the list are ordinary words as well: ask for capitals and evidence
    #[arg(long, requires = "list")]
    pub common_word: bool,
    /// The sealed file [default: policy/KINDs.sealed]
    #[arg(long, value_name = "FILE", conflicts_with = "new_key")]
    pub output: Option<PathBuf>,
    /// Write nothing: try every name in every spelling against the sealed file
    #[arg(long, conflicts_with = "new_key")]
    pub prove: bool,
    /// Make a new key and write it to FILE [default: ~/.config/presscheck/key]
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    pub new_key: Option<Option<PathBuf>>,
    /// The policy file
    #[arg(long, value_name = "FILE", conflicts_with = "new_key")]
    pub config: Option<PathBuf>,
}

/// What a list holds, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KindName {
    /// Customers.
    Customer,
    /// Partners.
    Partner,
    /// Suppliers.
    Supplier,
    /// Codenames and unannounced products.
    Project,
    /// Confidential expressions.
    Term,
}

/// A light that closes the gate, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOnName {
    /// Only red.
    Red,
    /// Yellow too.
    Yellow,
    /// Nothing.
    Never,
}

fn format_name(name: &str) -> Result<crate::render::Format, String> {
    crate::render::Format::of_name(name).ok_or_else(|| {
        let names: Vec<_> = crate::render::Format::ALL.iter().map(|format| format.name()).collect();
        format!("there is no format of that name; the formats are {}", names.join(", "))
    })
}

fn output_name(text: &str) -> Result<(crate::render::Format, PathBuf), String> {
    let (name, file) = text.split_once('=').ok_or("write it as NAME=FILE, such as sarif=report.sarif")?;
    if file.is_empty() {
        return Err("the file name is missing behind the `=`".to_owned());
    }
    Ok((format_name(name)?, PathBuf::from(file)))
}
