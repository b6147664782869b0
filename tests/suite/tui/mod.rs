//! The full screen, drawn without a terminal: what it shows, and that no input can break it.

mod dialogs;
mod find;
mod layout;
mod lists;
mod mouse;
mod offers;
mod review;
mod screens;
mod sheet;
mod storm;
mod theme;

use std::sync::{Arc, LazyLock};
use unsnag::flow::{Document, Library, bundled};
use unsnag::host::effect::{Effect, Report};
use unsnag::session::History;
use unsnag::text::Message;
use unsnag::ui::guide::Guide;
use unsnag::ui::tui::start::Start;
use unsnag::ui::tui::theme::Theme;
use unsnag::ui::tui::{App, Msg, keys, picture};

/// A full screen under test, with an outside that always succeeds.
pub struct Stage {
    pub app: App,
    pub effects: Vec<Effect>,
    size: (u16, u16),
}

impl Stage {
    /// The bundled flows at 80x24.
    pub fn bundled() -> Stage {
        static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::load(bundled::documents()).library);
        Stage::over(LIBRARY.clone())
    }

    /// One made-up flow in a pack `p`.
    pub fn flow(yaml: &str) -> Stage {
        let pack = Document::new("flows/p/pack.yaml", "id: p\ntitle: Pack\n");
        let loaded = Library::load([pack, Document::new("flows/p/x.yaml", yaml)]);
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        Stage::over(loaded.library)
    }

    pub fn over(library: Library) -> Stage {
        let guide = Guide::new(Arc::new(library), "en", History::default());
        let app = App::new(guide, Start::new("", Vec::new(), Vec::new()), Theme::default());
        Stage { app, effects: Vec::new(), size: (80, 24) }
    }

    pub fn size(mut self, columns: u16, rows: u16) -> Stage {
        self.size = (columns, rows);
        self
    }

    /// Types keys: `word<enter>`.
    pub fn keys(mut self, text: &str) -> Stage {
        for key in keys::parse(text).expect("keys") {
            self.send(Msg::Key(key));
        }
        self
    }

    pub fn paste(mut self, text: &str) -> Stage {
        self.send(Msg::Paste(text.to_owned()));
        self
    }

    pub fn send(&mut self, msg: Msg) {
        let now = "2026-03-01T03:00:00Z".parse().expect("a time");
        // Some keys depend on what was drawn, such as how far there is to scroll.
        self.screen();
        let mut effects = self.app.update(msg, now);
        while !effects.is_empty() {
            let mut next = Vec::new();
            for effect in effects {
                let report = match &effect {
                    Effect::Append(_) => Some(Report::Saved),
                    Effect::Copy { command, text, undoes } => Some(Report::Copied {
                        command: command.clone(),
                        text: text.clone(),
                        way: "osc52",
                        said: Message::new("host.copy.osc52").with("bytes", text.len()),
                        undoes: *undoes,
                    }),
                    Effect::Export { path, format, redaction, .. } => Some(Report::Exported {
                        path: path.clone(),
                        format: format.clone(),
                        redaction: redaction.clone(),
                    }),
                    _ => None,
                };
                self.effects.push(effect);
                next.extend(report.into_iter().flat_map(|report| self.app.update(Msg::Report(report), now)));
            }
            effects = next;
        }
    }

    pub fn screen(&self) -> String {
        picture::text(&self.app, self.size.0, self.size.1)
    }

    /// The texts that were copied.
    pub fn copied(&self) -> Vec<String> {
        let copies = self.effects.iter().filter_map(|effect| match effect {
            Effect::Copy { text, .. } => Some(text.clone()),
            _ => None,
        });
        copies.collect()
    }

    /// The screen shows this, over line breaks, blanks and frames.
    #[track_caller]
    pub fn shows(self, text: &str) -> Stage {
        let screen = self.screen();
        let fold =
            |text: &str| text.replace(['│', '┃'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(fold(&screen).contains(&fold(text)), "the screen does not show {text:?}:\n{screen}");
        self
    }

    #[track_caller]
    pub fn hides(self, text: &str) -> Stage {
        let screen = self.screen();
        assert!(!screen.contains(text), "the screen shows {text:?}:\n{screen}");
        self
    }
}
