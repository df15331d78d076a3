//! `presscheck init`: a commented presscheck.toml.

use super::args::InitArgs;
use super::policy::say;
use super::{Problem, World, output};

pub(super) fn run(args: &InitArgs, world: &mut World<'_>) -> Result<u8, Problem> {
    let path = world.at.cwd.join(&args.file);
    if path.exists() {
        return Err(Problem::usage(
            format!("{} is there already", args.file.display()),
            "edit it, or name another file with --file",
        ));
    }
    let company = match &args.company {
        Some(company) => company.clone(),
        None if world.person => ask("the company's legal name, such as Quillmark, Inc.: ", world)?,
        None => {
            return Err(Problem::usage(
                "the company's name is missing",
                "give it with --company \"Name, Inc.\"",
            ));
        }
    };
    if company.trim().is_empty() {
        return Err(Problem::usage("the company's name is empty", "give it with --company \"Name, Inc.\""));
    }
    let mut asked = |given: &[String], question: &str| -> Result<Vec<String>, Problem> {
        if !given.is_empty() || args.company.is_some() || !world.person {
            return Ok(given.to_vec());
        }
        let answer = ask(question, world)?;
        Ok(answer.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect())
    };
    let brands = asked(&args.brand, "brands and products, with commas between: ")?;
    let domains = asked(&args.domain, "domains of the company, with commas between: ")?;
    let handles = asked(&args.handle, "accounts that speak as the company, with commas between: ")?;
    let text = include_str!("init.toml")
        .replace("@company@", &quoted(company.trim()))
        .replace("@brands@", &array(&brands))
        .replace("@domains@", &array(&domains))
        .replace("@handles@", &array(&handles));
    output::replace(&path, text.as_bytes())
        .map_err(|error| Problem::io(format!("writing {}", path.display()), error))?;
    say(
        world,
        &format!(
            "{} is written; next: list your customers in it, then run `presscheck check`",
            args.file.display()
        ),
    )?;
    Ok(0)
}

/// Asks a person for one line.
fn ask(question: &str, world: &mut World<'_>) -> Result<String, Problem> {
    let io = |error| Problem::io("asking", error);
    write!(world.err, "{question}").map_err(io)?;
    world.err.flush().map_err(io)?;
    let mut line = Vec::new();
    let mut byte = [0];
    while world.input.read(&mut byte).map_err(io)? == 1 && byte[0] != b'\n' {
        line.push(byte[0]);
    }
    Ok(String::from_utf8_lossy(&line).trim().to_owned())
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn array(items: &[String]) -> String {
    format!("[{}]", items.iter().map(|item| quoted(item)).collect::<Vec<_>>().join(", "))
}
