//! presscheck.toml and the lists it names: any bytes give a policy or errors that can be shown.

#![no_main]

use libfuzzer_sys::fuzz_target;
use presscheck::judge::{Judge, builtin};
use presscheck::policy::load;
use presscheck::source::Tree;
use std::io;

struct Files<'a> {
    policy: &'a [u8],
    list: &'a [u8],
}

impl Tree for Files<'_> {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(match path {
            "presscheck.toml" => Some(self.policy.to_vec()),
            "list.csv" | "list.txt" | "more.toml" => Some(self.list.to_vec()),
            _ => None,
        })
    }

    fn paths(&self) -> io::Result<Vec<String>> {
        Ok(["list.csv", "list.txt", "more.toml", "presscheck.toml"].map(str::to_owned).to_vec())
    }
}

fuzz_target!(|data: &[u8]| {
    // a NUL parts the policy from the list
    let (policy, list) = data.split_at(data.iter().position(|&byte| byte == 0).unwrap_or(data.len()));
    let files = Files { policy, list: list.strip_prefix(b"\0").unwrap_or(list) };
    match load(&files, "presscheck.toml", &builtin::ids()) {
        Err(errors) => {
            let _ = format!("{:?}", miette::Report::new(errors));
        }
        // only house rules and names are built anew
        Ok(policy) if !policy.rules.is_empty() || !policy.listed.is_empty() => {
            let _ = Judge::new(&policy, jiff::Timestamp::UNIX_EPOCH).map(drop);
        }
        Ok(_) => {}
    }
});
