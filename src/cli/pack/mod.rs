//! `unsnag pack`: packs that a person adds, and where all of them are from.

mod arrival;
mod changes;
mod list;

use super::args::Global;
use super::completions;
use super::exit::Exit;
use super::kept::{agreed, can_ask};
use super::lint::FormatName;
use super::out::{Out, count, warn};
use super::setup::{Setup, in_one_line};
use super::sources::{From, Sources};
use crate::flow::Diagnostic;
use crate::flow::diagnostic::to_text;
use crate::flow::nearest::did_you_mean;
use crate::host::packs::address::{Address, reference};
use crate::host::packs::{Added, AddedPack, Changing};
use anyhow::{Context, Result, anyhow, bail};
use arrival::{Arrival, Verdict};
use changes::Changes;
use clap::Subcommand;
use clap_complete::ArgValueCompleter;

/// Most warnings that are shown of a pack.
const WARNINGS: usize = 10;
/// Most ids that are shown of those that are taken.
const TAKEN: usize = 10;

/// Arguments of `unsnag pack`.
#[derive(Debug, Subcommand)]
pub enum Pack {
    /// Add the flows of a folder or a git repository. They are checked first, and copied.
    Add {
        /// A folder, or https://, ssh://, file:// or git@HOST:PATH.
        #[arg(value_name = "PATH|GIT-URL", value_hint = clap::ValueHint::DirPath)]
        from: String,
        /// The branch or tag of the repository [default: its main branch].
        #[arg(long = "ref", value_name = "NAME")]
        reference: Option<String>,
    },
    /// Read added packs again from where they came from, show what is new, and ask.
    Update {
        /// Its name; without it all of them.
        #[arg(add = ArgValueCompleter::new(completions::packs))]
        name: Option<String>,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
    /// List all packs, and where they are from.
    List {
        /// How they are printed; JSON is an array of pack, title, version, languages, flows and from.
        #[arg(long, value_enum, default_value_t)]
        format: FormatName,
    },
    /// Say what an added pack holds, ask, and remove it.
    Remove {
        /// Its name.
        #[arg(add = ArgValueCompleter::new(completions::packs))]
        name: String,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
}

impl Pack {
    /// Runs the command.
    pub fn run(self, global: &Global, out: &mut Out) -> Result<Exit> {
        let mut setup = Setup::load(global)?;
        setup.report_faults();
        match self {
            Pack::Add { from, reference } => add(&mut setup, global, &from, reference, out),
            Pack::Update { name, yes } => update(&mut setup, global, name.as_deref(), yes, out),
            Pack::List { format } => list::run(&setup, format, out),
            Pack::Remove { name, yes } => remove(&setup, &name, yes, out),
        }
    }
}

/// The added packs.
pub fn added(setup: &Setup) -> Result<Added> {
    let paths = setup.paths.as_ref();
    let paths = paths.context("there is no home folder to keep packs in; set HOME or XDG_DATA_HOME")?;
    Ok(Added::at(paths.packs()))
}

fn add(
    setup: &mut Setup,
    global: &Global,
    from: &str,
    branch: Option<String>,
    out: &mut Out,
) -> Result<Exit> {
    let place = Address::parse(from).map_err(|why| anyhow!("{from}: {why}"))?;
    let branch = branch.map(|name| reference(&name)).transpose().map_err(|why| anyhow!("{why}"))?;
    if branch.is_some() && matches!(place, Address::Folder(_)) {
        bail!("--ref names a branch or tag of a git repository, and {from} is a folder");
    }
    let added = added(setup)?;
    let changing = added.change()?;
    let arrival = Arrival::read(&place, branch, &changing, setup.clock.now())?;
    if let Some(same) = added.list()?.into_iter().find(|pack| pack.name == arrival.name) {
        let (name, there) = (&arrival.name, From::Added(same).place());
        bail!(
            "a pack \"{name}\" is there already, from {there}; `unsnag pack update {name}` reads it again, \
             `unsnag pack remove {name}` removes it"
        );
    }
    let others = Sources::read(global, &mut setup.settings, setup.paths.as_ref())?;
    let Some(library) = accepted(&arrival, &others, "nothing was added", out)? else {
        return Ok(Exit::Unsolved);
    };
    arrival.keep(&arrival.name, &changing)?;
    let (name, place) = (&arrival.name, &arrival.origin.from);
    out.line(&setup.strings().fill("cli.pack.added", &[("name", name), ("place", place)]))?;
    list::problems(&library.localized(&setup.lang), setup, out)?;
    Ok(Exit::Done)
}

/// Checks a pack among the others and says what is wrong with it; nothing if that is too much.
fn accepted(
    arrival: &Arrival,
    others: &Sources,
    refused: &str,
    out: &mut Out,
) -> Result<Option<crate::flow::Library>> {
    match arrival.check(others) {
        Verdict::Taken(mut ids) => {
            let more = ids.len().saturating_sub(TAKEN);
            ids.truncate(TAKEN);
            ids.extend((more > 0).then(|| format!("and {more} more")));
            bail!("{refused}, because ids must be unique:\n{}", ids.join("\n"))
        }
        Verdict::Faulty(errors) => {
            out.text(&to_text(&errors))?;
            out.flush()?;
            warn(&format!("{refused}: {} in {}", count(errors.len(), "error"), arrival.origin.from));
            Ok(None)
        }
        Verdict::Good { library, warnings } => {
            tell(&warnings);
            Ok(Some(library))
        }
    }
}

fn tell(warnings: &[Diagnostic]) {
    warnings.iter().take(WARNINGS).map(in_one_line).for_each(|line| warn(&line));
    if let more @ 1.. = warnings.len().saturating_sub(WARNINGS) {
        warn(&format!("and {}; `unsnag lint` shows all of a folder", count(more, "warning")));
    }
}

fn update(setup: &mut Setup, global: &Global, name: Option<&str>, yes: bool, out: &mut Out) -> Result<Exit> {
    let added = added(setup)?;
    let packs = match name {
        Some(name) => vec![find(&added, name)?],
        None => added.list()?,
    };
    if packs.is_empty() {
        out.line(setup.strings().get("cli.pack.none"))?;
        return Ok(Exit::Done);
    }
    let changing = added.change()?;
    let mut exit = Exit::Done;
    for pack in &packs {
        match update_one(setup, global, pack, &changing, yes, out) {
            Ok(Exit::Done) => {}
            Ok(_) => exit = Exit::Unsolved,
            Err(error) if packs.len() == 1 => return Err(error),
            Err(error) => {
                out.flush()?;
                warn(&format!("{}: {error:#}", pack.name));
                exit = Exit::Unsolved;
            }
        }
    }
    Ok(exit)
}

fn update_one(
    setup: &mut Setup,
    global: &Global,
    pack: &AddedPack,
    changing: &Changing,
    yes: bool,
    out: &mut Out,
) -> Result<Exit> {
    let (strings, name) = (setup.strings(), &pack.name);
    let Some(origin) = &pack.origin else {
        bail!("it is not known where \"{name}\" came from; remove it and add it again");
    };
    let place = Address::parse(&origin.from).map_err(|why| anyhow!("{}: {why}", origin.from))?;
    let arrival = Arrival::read(&place, origin.reference.clone(), changing, setup.clock.now())?;
    let old = pack.files()?.documents;
    let changes = Changes::between(&pack.path, &old, &arrival);
    if changes.is_empty() && arrival.is_whole() {
        // Which commit it is may have changed all the same.
        arrival.keep(name, changing)?;
        out.line(&strings.fill("cli.pack.current", &[("name", name)]))?;
        return Ok(Exit::Done);
    }
    let mut others = Sources::read(global, &mut setup.settings, setup.paths.as_ref())?;
    others.parts.retain(|(from, _)| !matches!(from, From::Added(other) if other.name == *name));
    if accepted(&arrival, &others, &format!("\"{name}\" stays as it was"), out)?.is_none() {
        return Ok(Exit::Unsolved);
    }
    out.line(&strings.fill("cli.pack.changes", &[("name", name), ("place", &origin.from)]))?;
    changes.print(strings, out)?;
    if !yes {
        if !can_ask(setup) {
            bail!("\"{name}\" stays as it was, because there is nobody to ask; add --yes to update it");
        }
        if !agreed(setup, &strings.fill("cli.pack.update", &[("name", name)]), out)? {
            out.line(strings.get("cli.pack.kept"))?;
            return Ok(Exit::Done);
        }
    }
    arrival.keep(name, changing)?;
    out.line(&strings.fill("cli.pack.updated", &[("name", name)]))?;
    Ok(Exit::Done)
}

fn remove(setup: &Setup, name: &str, yes: bool, out: &mut Out) -> Result<Exit> {
    let (strings, added) = (setup.strings(), added(setup)?);
    let pack = find(&added, name)?;
    let place = From::Added(pack.clone()).place();
    out.line(&strings.fill("cli.pack.holds", &[("name", name), ("place", &place)]))?;
    let library = crate::flow::Library::load(pack.files()?.documents).library;
    list::problems(&library.localized(&setup.lang), setup, out)?;
    out.line(strings.get("cli.pack.sessions-stay"))?;
    if !yes {
        if !can_ask(setup) {
            bail!("nothing was removed, because there is nobody to ask; add --yes to remove it");
        }
        if !agreed(setup, &strings.fill("cli.pack.remove", &[("name", name)]), out)? {
            out.line(strings.get("cli.pack.kept"))?;
            return Ok(Exit::Done);
        }
    }
    added.change()?.remove(&pack)?;
    out.line(&strings.fill("cli.pack.removed", &[("name", name)]))?;
    Ok(Exit::Done)
}

/// An added pack by its name.
fn find(added: &Added, name: &str) -> Result<AddedPack> {
    let packs = added.list()?;
    let near = did_you_mean(name, packs.iter().map(|pack| pack.name.as_str()));
    let found = packs.into_iter().find(|pack| pack.name == name);
    found.with_context(|| {
        format!(
            "no pack \"{name}\" was added{near}\n`unsnag pack list` shows all packs and where they are from"
        )
    })
}
