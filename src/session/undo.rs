//! Which step undo and redo take.

use super::event::{Event, Record};
use super::state::undone_steps;

/// The latest step that counts and that can be taken back: not the beginning, and not a step that
/// consists of facts only.
pub fn undo_target(records: &[Record]) -> Option<u64> {
    let undone = undone_steps(records);
    let first = records.first()?.step;
    records
        .iter()
        .rev()
        // What was answered in flows as they were cannot be brought back into those of today.
        .take_while(|record| !matches!(record.event, Event::Revised { .. }))
        .find(|record| record.step != first && !undone.contains(&record.step) && changes_state(&record.event))
        .map(|record| record.step)
}

/// The step that was undone last, unless something was done since.
pub fn redo_target(records: &[Record]) -> Option<u64> {
    let mut undone = Vec::new();
    for record in records {
        match record.event {
            Event::Undone { step } => undone.push(step),
            Event::Redone { .. } => {
                undone.pop();
            }
            _ if changes_state(&record.event) => undone.clear(),
            _ => {}
        }
    }
    undone.pop()
}

fn changes_state(event: &Event) -> bool {
    let aside = matches!(
        event,
        Event::Undone { .. } | Event::Redone { .. } | Event::Language { .. } | Event::ReadOnly { .. }
    );
    !event.is_fact() && !aside
}
