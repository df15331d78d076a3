//! `presscheck policy seal`.

use super::args::{KindName, SealArgs};
use super::policy::say;
use super::{Problem, World, key, output};
use crate::check::prove::prove;
use crate::document::Source;
use crate::judge::builtin;
use crate::judge::lexicon::mark;
use crate::names::sealed::Key;
use crate::policy::{Kind, Listed, Policy, TermKind, load, read_list, sealed_text};
use crate::source::{DiskTree, Kept, kept};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::mem::discriminant;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &SealArgs, world: &mut World<'_>) -> Result<u8, Problem> {
    if let Some(file) = &args.new_key {
        return new_key(file.as_deref(), world);
    }
    let kind = kind(args.kind);
    let name = kind.list_name();
    let Some(key) = key::read(world)? else {
        return Err(Problem::usage(
            "there is no key to seal with",
            "make one with `presscheck policy seal --new-key`; `presscheck policy seal --help` tells where it \
             is read from",
        ));
    };
    let file = args.output.clone().unwrap_or_else(|| PathBuf::from(format!("policy/{name}s.sealed")));
    let names = names(args, kind, world)?;
    if names.is_empty() {
        return Err(Problem::usage(
            format!("there is no {name} to seal"),
            format!("name a list: presscheck policy seal LIST --kind {name}"),
        ));
    }
    if args.prove {
        return proved(&file, &key, kind, &names, world);
    }
    let path = world.at.cwd.join(&file);
    if let (None, Some(folder)) = (&args.output, path.parent()) {
        fs::create_dir_all(folder)
            .map_err(|error| Problem::io(format!("making {}", folder.display()), error))?;
    }
    let text = sealed_text(&key, kind, names.iter().map(|listed| (listed, mark(listed))));
    output::replace(&path, text.as_bytes())
        .map_err(|error| Problem::io(format!("writing {}", path.display()), error))?;
    let list = args.list.as_ref().map(|list| world.at.cwd.join(list));
    let open = match list.as_deref().map(kept).transpose()? {
        Some(Kept::No) => "",
        Some(Kept::Tracked) => {
            "\nthe open list is still kept by git: take it out; its history keeps it all the same\n"
        }
        Some(Kept::Addable) => "\nthe open list lies in a repository: move it out, or have git ignore it\n",
        None => {
            "\nthe open names are still in the policy: take them out; git's history keeps them all the same\n"
        }
    };
    let (count, plural) = (names.len(), if names.len() == 1 { "" } else { "s" });
    let (shown, id) = (file.display(), key.id());
    let text = format!(
        "{shown}: {count} {name}{plural} sealed with the key {id}; in presscheck.toml:\n\n\
         [[list]]\nkind = \"{name}\"\nfile = \"{shown}\"\n{open}"
    );
    say(world, text.trim_end())?;
    Ok(0)
}

fn kind(name: Option<KindName>) -> Kind {
    match name {
        Some(KindName::Partner) => Kind::Partner,
        Some(KindName::Supplier) => Kind::Supplier,
        Some(KindName::Project) => Kind::Project,
        Some(KindName::Term) => Kind::Term(TermKind::default()),
        Some(KindName::Customer) | None => Kind::Customer,
    }
}

/// The open names of one kind: those of a list or, without one, of the policy.
fn names(args: &SealArgs, kind: Kind, world: &World<'_>) -> Result<Vec<Listed>, Problem> {
    let own = |policy: Policy| {
        let same = |listed: &Listed| discriminant(&listed.kind) == discriminant(&kind);
        policy.listed.into_iter().filter(same).collect::<Vec<_>>()
    };
    let Some(list) = &args.list else {
        return Ok(own(super::policy::read(&world.at, args.config.as_deref(), None)?.0));
    };
    let path = world.at.cwd.join(list);
    let failed = |error| Problem::io(format!("reading {}", path.display()), error);
    if list.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
        let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        fs::metadata(&path).map_err(failed)?;
        return Ok(own(load(&DiskTree { root: folder }, &name, &builtin::ids())?));
    }
    let unreadable = |why: String| {
        Problem::usage(
            format!("{} cannot be read as a list: {why}", list.display()),
            "name the column with --column \"Account Name\"; without columns it is one name a line",
        )
    };
    let bytes = fs::read(&path).map_err(failed)?;
    let source = Source::decode(bytes).map_err(|why| unreadable(why.to_string()))?;
    let (column, aliases) = (args.column.as_deref(), args.aliases_column.as_deref());
    let mut names = read_list(&list.to_string_lossy(), source.text(), kind, column, aliases)
        .map_err(|why| unreadable(why.to_string()))?;
    names.iter_mut().for_each(|listed| listed.common_word = args.common_word);
    Ok(names)
}

/// Tries the names against the sealed file.
fn proved(
    file: &Path,
    key: &Key,
    kind: Kind,
    names: &[Listed],
    world: &mut World<'_>,
) -> Result<u8, Problem> {
    let path = world.at.cwd.join(file);
    let bytes = fs::read(&path).map_err(|error| Problem::io(format!("reading {}", path.display()), error))?;
    let list = file.to_string_lossy().into_owned();
    let stands_for = format!("[[list]]\nkind = \"{}\"\nfile = \"list.sealed\"\n", kind.list_name());
    let tree = BTreeMap::from([
        ("presscheck.toml".to_owned(), stands_for.into_bytes()),
        ("list.sealed".to_owned(), bytes),
    ]);
    let mut sealed = load(&tree, "presscheck.toml", &builtin::ids())?;
    sealed.unseal(Some(key), key::MISSING)?;
    let proof = prove(names, &sealed, world.now)
        .map_err(|errors| super::check::rule_problem(&Policy::default(), errors))?;
    let mut text = String::new();
    for (spelling, what) in &proof.missed {
        text.push_str(&format!("not as the open list: {} ({what})\n", crate::render::one_line(spelling)));
    }
    text.push_str(&format!(
        "{list}: {} names in {} spellings, {} of them found by the open list, {} judged otherwise by the sealed one",
        names.len(),
        proof.tried,
        proof.found,
        proof.missed.len()
    ));
    let other = proof.names != names.len();
    if other {
        text.push_str(&format!("\nit holds {} names: seal the list again", proof.names));
    }
    say(world, &text)?;
    Ok(u8::from(other || !proof.missed.is_empty()))
}

/// Makes a key, outside of any repository and readable by its owner alone.
fn new_key(file: Option<&Path>, world: &mut World<'_>) -> Result<u8, Problem> {
    let path = match file {
        Some(file) => world.at.cwd.join(file),
        None => key::own_file(world).ok_or_else(|| {
            Problem::usage("there is no home to put the key in", "name a file: --new-key FILE")
        })?,
    };
    if path.exists() {
        return Err(Problem::usage(
            format!("{} is there already", path.display()),
            "a list can only be opened with the key it was sealed with; name another file to keep both",
        ));
    }
    key::refuse_kept(&path)?;
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| Problem::usage(format!("there is no randomness: {error}"), "run it again later"))?;
    let key = Key::of_bytes(bytes);
    write_secret(&path, &key).map_err(|error| Problem::io(format!("writing {}", path.display()), error))?;
    say(
        world,
        &format!(
            "{} holds the new key {}; give it to whoever runs presscheck, and keep a copy: without it a sealed \
             list can be read by nobody",
            path.display(),
            key.id()
        ),
    )?;
    Ok(0)
}

fn write_secret(path: &Path, key: &Key) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    writeln!(options.open(path)?, "{}", key.to_hex())
}
