//! `cargo xtask`: everything one does to this repository, in one command each.

mod bench;
mod codegen;
mod fuzz;
mod machine;
mod run;
mod screens;
mod step;
mod test;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask run [--release]     build what is missing and open the window;
                                without a display, serve the screens and print their address
cargo xtask test                every check and test there is; ends with `N passed, N failed`
cargo xtask bench [customers] [part…]
                                measure the promised figures, or some of them, on a shop of
                                1,000,000 customers
cargo xtask fuzz [seconds] [reader…]
                                try what is read from outside, 600 seconds each
cargo xtask codegen [--check]   write the TypeScript bindings, or see whether they are fresh";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["run", ref options @ ..] => run::run(options).map(|()| true),
        ["test"] => test::test(),
        ["bench", ref words @ ..] => bench::bench(words).map(|()| true),
        ["fuzz", ref words @ ..] => fuzz::fuzz(words).map(|()| true),
        ["codegen"] => codegen::write().map(|()| true),
        ["codegen", "--check"] => codegen::check(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("\nStopped: {error:#}");
            ExitCode::FAILURE
        }
    }
}
