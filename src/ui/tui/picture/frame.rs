//! Frames as paths: the characters for lines meet in terminals, but not in every font.

use super::svg::{HEIGHT, WIDTH};
use std::fmt::Write as _;

/// Where a line character has arms, and how thick they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arms {
    /// Up, down, left, right.
    ends: [bool; 4],
    /// The arms meet in a curve.
    round: bool,
    /// The thick form.
    pub heavy: bool,
}

/// The arms of a line character; none for any other.
pub fn arms(symbol: &str) -> Option<Arms> {
    let (ends, round, heavy) = match symbol {
        "─" => ([false, false, true, true], false, false),
        "━" => ([false, false, true, true], false, true),
        "│" => ([true, true, false, false], false, false),
        "┃" => ([true, true, false, false], false, true),
        "┌" => ([false, true, false, true], false, false),
        "┐" => ([false, true, true, false], false, false),
        "└" => ([true, false, false, true], false, false),
        "┘" => ([true, false, true, false], false, false),
        "╭" => ([false, true, false, true], true, false),
        "╮" => ([false, true, true, false], true, false),
        "╰" => ([true, false, false, true], true, false),
        "╯" => ([true, false, true, false], true, false),
        "├" => ([true, true, false, true], false, false),
        "┤" => ([true, true, true, false], false, false),
        "┬" => ([false, true, true, true], false, false),
        "┴" => ([true, false, true, true], false, false),
        "┼" => ([true, true, true, true], false, false),
        _ => return None,
    };
    Some(Arms { ends, round, heavy })
}

/// Adds a character to a path, so many times beside itself.
pub fn trace(path: &mut String, arms: Arms, x: u32, y: u32, count: u32) {
    if arms.ends == [false, false, true, true] {
        // Writing to a string cannot fail.
        let _ = write!(path, "M{x} {}h{}", y + HEIGHT / 2, WIDTH * count);
    } else {
        (0..count).for_each(|at| one(path, arms, x + at * WIDTH, y));
    }
}

/// Adds a character that is more than a horizontal line.
fn one(path: &mut String, arms: Arms, x: u32, y: u32) {
    let (middle, half, across) = (x + WIDTH / 2, HEIGHT / 2, WIDTH / 2);
    let [up, down, left, right] = arms.ends;
    let _ = match (up, down, left, right) {
        (true, true, false, false) => write!(path, "M{middle} {y}v{HEIGHT}"),
        (true, true, true, true) => write!(path, "M{middle} {y}v{HEIGHT}M{x} {}h{WIDTH}", y + half),
        (true, true, _, _) => {
            let from = if left { x } else { middle };
            write!(path, "M{middle} {y}v{HEIGHT}M{from} {}h{across}", y + half)
        }
        (_, _, true, true) => {
            let from = if up { y } else { y + half };
            write!(path, "M{x} {}h{WIDTH}M{middle} {from}v{half}", y + half)
        }
        _ => {
            let from = if up { y } else { y + HEIGHT };
            let (towards, turn) = (if up { 1 } else { -1 }, if left { -1 } else { 1 });
            let (across, half) = (across as i32, half as i32);
            let (straight, bend) = if arms.round { (half - across, across) } else { (half, 0) };
            let _ = write!(path, "M{middle} {from}v{}", towards * straight);
            match arms.round {
                true => {
                    let (dx, dy) = (turn * across, towards * bend);
                    write!(path, "q0 {dy} {dx} {dy}")
                }
                false => write!(path, "h{}", turn * across),
            }
        }
    };
}
