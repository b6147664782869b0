//! E050: tests in flows that fail.

use super::report::{Report, Subject};
use crate::check::tests::run_tests;
use crate::flow::diagnostic::Code;

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    for flow in subject.flows().filter(|flow| !subject.is_incomplete(flow)) {
        for failure in run_tests(subject.library, flow) {
            let at = ["tests".into(), failure.index.into()];
            let help = "correct the test, or the flow if the test is right";
            report.value(Code::E050, flow, &at, failure.to_string(), help);
        }
    }
}
