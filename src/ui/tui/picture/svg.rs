//! The screen as SVG. Each character has its own place, because fonts differ in width and a browser takes several of
//! them for one line; the text can be selected, and is told to screen readers as it stands.

use super::frame::{Arms, arms, trace};
use super::{Drawn, Palette, columns, lines, symbols};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;

/// Size of a cell, and of the letters in it, in pixels.
pub const WIDTH: u32 = 10;
pub const HEIGHT: u32 = 20;
const LETTERS: u32 = 16;
/// From the top of a cell to the line that letters stand on.
const BASE: u32 = 15;
/// Around the screen.
const MARGIN: u32 = 14;
/// As many blanks end a run of text; fewer are part of it, so that selected text keeps its words apart.
const GAP: usize = 3;

const FONTS: &str = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono','Noto Sans Mono \
                     CJK TC','Noto Sans Mono CJK SC',monospace";

/// How letters look: what differs is written once a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    fill: &'static str,
    modifiers: Modifier,
}

/// A run of text: where each character stands, and how all of them look.
struct Run {
    look: Look,
    columns: Vec<u16>,
    text: String,
}

impl Run {
    /// Whether each character has its place.
    fn single(&self) -> bool {
        self.text.chars().count() == self.columns.len()
    }
}

/// The screen in these colours; `lang` is the language of its texts.
pub fn svg(screen: &Drawn, palette: Palette, lang: &str) -> String {
    let cells = &screen.cells;
    let area = cells.area();
    let (width, height) = (u32::from(area.width) * WIDTH, u32::from(area.height) * HEIGHT);
    let (outer_width, outer_height) = (width + 2 * MARGIN, height + 2 * MARGIN);
    let mut out = String::new();
    let (ground, text) = (palette.ground, palette.text);
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{outer_width}\" height=\"{outer_height}\" \
         viewBox=\"0 0 {outer_width} {outer_height}\" role=\"img\" aria-labelledby=\"title screen\" lang=\"{}\">",
        escape(lang)
    );
    let _ = writeln!(out, "<title id=\"title\">unsnag</title>");
    let _ = writeln!(out, "<desc id=\"screen\">{}</desc>", escape(lines(cells).trim_end()));
    let _ = writeln!(
        out,
        "<rect width=\"{outer_width}\" height=\"{outer_height}\" rx=\"8\" fill=\"{ground}\" stroke=\"{}\"/>",
        palette.of(Color::DarkGray).unwrap_or(text)
    );
    let _ = writeln!(
        out,
        "<g transform=\"translate({MARGIN} {MARGIN})\" font-family=\"{FONTS}\" font-size=\"{LETTERS}\" fill=\"{text}\" \
         xml:space=\"preserve\">"
    );
    for y in 0..area.height {
        grounds(cells, y, palette, &mut out);
    }
    if let Some(cursor) = screen.cursor.filter(|at| area.contains(*at)) {
        let (x, y) = (u32::from(cursor.x) * WIDTH, u32::from(cursor.y) * HEIGHT);
        let _ =
            writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" opacity=\".5\"/>");
    }
    frames(cells, palette, &mut out);
    for y in 0..area.height {
        row(cells, y, palette, &mut out);
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// The colours of a cell: of its letters, and of its ground if that is not the ground of the screen.
fn colours(cells: &Buffer, x: u16, y: u16, palette: Palette) -> (&'static str, Option<&'static str>) {
    let Some(cell) = cells.cell((x, y)) else { return (palette.text, None) };
    let letters = palette.of(cell.fg).unwrap_or(palette.text);
    let ground = palette.of(cell.bg);
    match cell.modifier.contains(Modifier::REVERSED) {
        true => (ground.unwrap_or(palette.ground), Some(letters)),
        false => (letters, ground),
    }
}

/// One rectangle a run of cells with the same ground.
fn grounds(cells: &Buffer, y: u16, palette: Palette, out: &mut String) {
    let mut runs: Vec<(&'static str, u16, u16)> = Vec::new();
    for (x, symbol) in symbols(cells, y) {
        let Some(ground) = colours(cells, x, y, palette).1 else { continue };
        let end = x + columns(symbol);
        match runs.last_mut() {
            Some((fill, _, to)) if *fill == ground && *to == x => *to = end,
            _ => runs.push((ground, x, end)),
        }
    }
    let top = u32::from(y) * HEIGHT;
    for (fill, from, to) in runs {
        let (left, width) = (u32::from(from) * WIDTH, u32::from(to - from) * WIDTH);
        let _ = writeln!(
            out,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{HEIGHT}\" fill=\"{fill}\"/>"
        );
    }
}

/// One path for each colour and thickness of lines.
fn frames(cells: &Buffer, palette: Palette, out: &mut String) {
    let mut paths: Vec<(&'static str, bool, String)> = Vec::new();
    for y in 0..cells.area().height {
        let mut run: Option<(Arms, &'static str, u16, u16)> = None;
        let mut end = |run: Option<(Arms, &'static str, u16, u16)>| {
            let Some((arms, fill, from, to)) = run else { return };
            let at = paths.iter().position(|(one, heavy, _)| (*one, *heavy) == (fill, arms.heavy));
            let at = at.unwrap_or_else(|| {
                paths.push((fill, arms.heavy, String::new()));
                paths.len() - 1
            });
            if let Some((_, _, path)) = paths.get_mut(at) {
                trace(path, arms, u32::from(from) * WIDTH, u32::from(y) * HEIGHT, u32::from(to - from));
            }
        };
        for (x, symbol) in symbols(cells, y) {
            let here = arms(symbol).map(|arms| (arms, colours(cells, x, y, palette).0));
            run = match (run, here) {
                (Some((arms, fill, from, _)), Some(same)) if (arms, fill) == same => {
                    Some((arms, fill, from, x + 1))
                }
                (before, here) => {
                    end(before);
                    here.map(|(arms, fill)| (arms, fill, x, x + 1))
                }
            };
        }
        end(run);
    }
    for (stroke, heavy, path) in paths {
        let thick = if heavy { 4 } else { 1 };
        let _ =
            writeln!(out, "<path d=\"{path}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{thick}\"/>");
    }
}

/// The text of a row.
fn row(cells: &Buffer, y: u16, palette: Palette, out: &mut String) {
    let mut runs: Vec<Run> = Vec::new();
    let mut blanks: Vec<u16> = Vec::new();
    for (x, symbol) in symbols(cells, y) {
        let modifiers = cells.cell((x, y)).map_or(Modifier::empty(), |cell| cell.modifier);
        let look = Look { fill: colours(cells, x, y, palette).0, modifiers: modifiers - Modifier::REVERSED };
        let blank = symbol.trim().is_empty() && !look.modifiers.contains(Modifier::UNDERLINED);
        if blank || arms(symbol).is_some() {
            blanks.extend(x..x + columns(symbol));
            continue;
        }
        // What is more than one character takes one place, so it cannot stand among others.
        let single = symbol.chars().count() == 1 && symbol.chars().all(|c| u32::from(c) < 0x10000);
        match runs.last_mut() {
            Some(run) if run.look == look && single && run.single() && blanks.len() < GAP => {
                run.text.extend(blanks.iter().map(|_| ' '));
                run.columns.append(&mut blanks);
                run.columns.push(x);
                run.text.push_str(symbol);
            }
            _ => runs.push(Run { look, columns: vec![x], text: symbol.to_owned() }),
        }
        blanks.clear();
    }
    let _ = write!(out, "<text y=\"{}\">", u32::from(y) * HEIGHT + BASE);
    let empty = out.len();
    runs.iter().for_each(|run| write_run(run, palette, out));
    match out.len() == empty {
        true => out.truncate(out.rfind("<text").unwrap_or(empty)),
        false => out.push_str("</text>\n"),
    }
}

fn write_run(run: &Run, palette: Palette, out: &mut String) {
    out.push_str("<tspan x=\"");
    for (at, column) in run.columns.iter().enumerate() {
        let _ = write!(out, "{}{}", if at > 0 { " " } else { "" }, u32::from(*column) * WIDTH);
    }
    out.push('"');
    let Look { fill, modifiers } = run.look;
    if fill != palette.text {
        let _ = write!(out, " fill=\"{fill}\"");
    }
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::DIM, " fill-opacity=\".6\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
    ] {
        if modifiers.contains(modifier) {
            out.push_str(attribute);
        }
    }
    let _ = write!(out, ">{}</tspan>", escape(&run.text));
}

/// Text as it may stand in XML, where most control characters may not.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push('\n'),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                out.push(char::REPLACEMENT_CHARACTER)
            }
            c => out.push(c),
        }
    }
    out
}
