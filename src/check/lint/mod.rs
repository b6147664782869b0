//! What is wrong with flows although they can be read: one rule a file, all of them in one table.

mod claims;
mod commands;
mod conditions;
mod dead_ends;
mod gaps;
mod hidden;
mod loops;
mod options;
mod parts;
mod patterns;
mod report;
mod rows;
mod samples;
mod slots;
mod targets;
mod terms;
mod translations;
mod unfindable;
mod unreachable;
mod walks;

use self::report::{Report, Subject};
use crate::flow::Flow;
use crate::flow::diagnostic::{Code, Diagnostic, Level, sort};
use crate::flow::library::Loaded;

/// A rule: what it can find, and the function that looks for it.
struct Rule {
    codes: &'static [Code],
    run: fn(&Subject<'_>, &mut Report<'_>),
}

/// All rules. What a reader of a single file can see (E001 to E006, E022) it reports itself.
const RULES: &[Rule] = &[
    Rule { codes: &[Code::E010], run: targets::run },
    Rule { codes: &[Code::E011], run: unreachable::run },
    Rule { codes: &[Code::E012], run: dead_ends::run },
    Rule { codes: &[Code::E013, Code::E014, Code::E018], run: loops::run },
    Rule { codes: &[Code::E015], run: options::run },
    Rule { codes: &[Code::E016], run: hidden::run },
    Rule { codes: &[Code::E017], run: conditions::run },
    Rule { codes: &[Code::E020], run: slots::run },
    Rule { codes: &[Code::E021], run: commands::run },
    Rule { codes: &[Code::E030], run: patterns::run },
    Rule { codes: &[Code::E031, Code::W068], run: claims::run },
    Rule { codes: &[Code::E032], run: rows::run },
    Rule { codes: &[Code::E040, Code::E005], run: translations::run },
    Rule { codes: &[Code::W041, Code::W042], run: gaps::run },
    Rule { codes: &[Code::W043], run: terms::run },
    Rule { codes: &[Code::E050], run: walks::run },
    Rule { codes: &[Code::E051], run: samples::run },
    Rule { codes: &[Code::W062], run: unfindable::run },
];

/// Whether lint, or the reader before it, ever finds this. Codes are set aside before there is a rule for them.
pub fn is_found(code: Code) -> bool {
    code.level() == Level::Error || RULES.iter().any(|rule| rule.codes.contains(&code))
}

/// Everything that is wrong with what was loaded, what loading found included, in the order of files and
/// places. Other flows count as far as they are loaded too.
pub fn lint(loaded: &Loaded) -> Vec<Diagnostic> {
    look(loaded, false)
}

/// The same, with a finding for every string of a translation, where [`lint`] has one for all of a file.
pub fn lint_every_string(loaded: &Loaded) -> Vec<Diagnostic> {
    look(loaded, true)
}

/// The samples that do not find what they stand on (E051).
pub fn lost_samples(loaded: &Loaded) -> Vec<Diagnostic> {
    let subject = Subject::of(loaded, false);
    let mut report = Report::new(&subject);
    samples::run(&subject, &mut report);
    let mut findings = report.finish(&[Code::E051]);
    sort(&mut findings);
    findings
}

/// How many samples a flow has, those on its nodes and rows included.
pub fn sample_count(flow: &Flow) -> usize {
    samples::samples(flow).len()
}

fn look(loaded: &Loaded, every: bool) -> Vec<Diagnostic> {
    let subject = Subject::of(loaded, every);
    let mut findings = loaded.diagnostics.clone();
    for rule in RULES {
        let mut report = Report::new(&subject);
        (rule.run)(&subject, &mut report);
        findings.extend(report.finish(rule.codes));
    }
    sort(&mut findings);
    findings.dedup();
    findings
}
