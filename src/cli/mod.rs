//! The command line: one file per command, each a few lines that call a room.
//!
//! Everything is printed through [`out`], everything that cannot go on is a [`stop::Stop`]. Exit
//! codes: 0 done or all well, 1 judged and found wanting, 2 could not be judged at all.

mod board;
mod check;
pub mod claims;
mod completions;
mod doctor;
mod export;
mod fidelity;
mod input;
mod lab;
mod list;
mod man;
mod out;
mod review;
mod run;
mod stop;
mod submit;
mod verify;

use std::{
    ffi::OsString,
    io::{self, BufWriter},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};

use out::Out;
use stop::Stop;

/// The number of the form of every JSON document that is printed.
pub const JSON_SCHEMA: u32 = 1;

/// An architecture lab for data engineering that runs in a terminal.
#[derive(Debug, Parser)]
#[command(name = "archlab", version, propagate_version = true, disable_help_subcommand = true)]
#[command(after_help = "Without a command the lab opens. Exit codes: 0 all well, 1 not, 2 could not be read.")]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Options that every command takes.
#[derive(Clone, Debug, Default, Args)]
struct Global {
    /// Folder for your work, instead of the usual one
    #[arg(long, global = true, value_name = "DIR")]
    workspace: Option<PathBuf>,
    /// Folder with more lessons and contracts; can be given several times
    #[arg(long, global = true, value_name = "DIR")]
    pack: Vec<PathBuf>,
    /// Theme of the screens: dark, light, projector, mono
    #[arg(long, global = true, value_name = "NAME")]
    theme: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lists lessons, contracts and their designs
    List(list::List),
    /// Reviews a board: which needs are met, what is wrong, what to try
    Review(review::Review),
    /// Runs a board with its faults and trials, and says how the three qualities come out
    Run(run::Run),
    /// Writes the drawing for other programs
    Export(export::Export),
    /// Makes the bundle for handing in, opens it again and prints its receipt
    Submit(submit::Submit),
    /// Checks bundles: whole, complete, and does a second look agree
    Verify(verify::Verify),
    /// Finds every problem of a pack, with file, line and column
    Check(check::Check),
    /// Says what a run holds and what it leaves out
    Fidelity(fidelity::Fidelity),
    /// Reports on the terminal, the workspace and the packs
    Doctor,
    /// Prints completions for a shell
    Completions(completions::Completions),
    /// Prints the manual page
    Man,
}

/// Whether what was asked for is as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Well,
    Wanting,
}

impl Outcome {
    fn of(well: bool) -> Self {
        if well { Self::Well } else { Self::Wanting }
    }
}

/// Runs the program with these arguments, the first of which is its own name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let json = args.iter().any(|a| a == "--json");
    let mut out = Out::new(BufWriter::new(io::stdout()), io::stderr());
    let done = parse(&args, &mut out).and_then(|cli| match cli {
        Some(cli) => dispatch(cli, &mut out),
        None => Ok(Outcome::Well),
    });
    let done = done.and_then(|outcome| out.flush().map(|()| outcome));
    let code = match done {
        Ok(Outcome::Well) => 0,
        Ok(Outcome::Wanting) => 1,
        Err(stop) => stop.tell(&mut out, json),
    };
    ExitCode::from(code)
}

/// Reads the arguments; nothing when help or the version was asked for and printed.
fn parse(args: &[OsString], out: &mut Out) -> Result<Option<Cli>, Stop> {
    match Cli::try_parse_from(args) {
        Ok(cli) => Ok(Some(cli)),
        Err(error) if error.use_stderr() => Err(Stop::usage(&error)),
        Err(help) => {
            out.text(&help.render().to_string())?;
            Ok(None)
        }
    }
}

fn dispatch(cli: Cli, out: &mut Out) -> Result<Outcome, Stop> {
    let global = &cli.global;
    match cli.command {
        None => lab::open(global, out),
        Some(Command::List(list)) => list.run(global, out),
        Some(Command::Review(review)) => review.run(global, out),
        Some(Command::Run(run)) => run.run(global, out),
        Some(Command::Export(export)) => export.run(global, out),
        Some(Command::Submit(submit)) => submit.run(global, out),
        Some(Command::Verify(verify)) => verify.run(global, out),
        Some(Command::Check(check)) => check.run(out),
        Some(Command::Fidelity(fidelity)) => fidelity.run(global, out),
        Some(Command::Doctor) => doctor::run(global, out),
        Some(Command::Completions(completions)) => completions.run(out),
        Some(Command::Man) => man::run(out),
    }
}
