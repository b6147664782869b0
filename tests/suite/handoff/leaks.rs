//! What may not stand in a hand-off, whatever happened in the session.

use jiff::Timestamp;
use proptest::prelude::*;
use std::sync::LazyLock;
use unsnag::flow::kept::FlowFile;
use unsnag::flow::{Library, bundled};
use unsnag::host::original;
use unsnag::redact::{Names, Policy};
use unsnag::session::handoff::Handoff;
use unsnag::session::{By, Context, History, Input, Session, Start, State, answers};
use unsnag::transcript::{Masking, hand_off};

static BUNDLED: LazyLock<Library> = LazyLock::new(|| Library::load(bundled::documents()).library);

/// Made up so that no flow holds it: every value has `zq` in it or is listed.
#[derive(Debug, Clone)]
struct Planted {
    host: String,
    user: String,
    mail: String,
    ip: String,
    password: String,
}

fn planted() -> impl Strategy<Value = Planted> {
    let names = ("[a-z]{3,6}zq", "[a-z]{3,6}zq", "[a-z]{3,6}zq", "[a-zA-Z]{4}zq[0-9]{5}");
    (names, 1u8..250, 1u8..250).prop_map(|((host, user, mail, password), a, b)| Planted {
        host: format!("{host}.berg-zq.se"),
        user: format!("u{user}"),
        mail: format!("{mail}@berg-zq.se"),
        ip: format!("10.{a}.{b}.77"),
        password,
    })
}

impl Planted {
    /// Something that a person might write.
    fn text(&self, n: u8) -> String {
        let Planted { host, user, mail, ip, password } = self;
        match n % 9 {
            0 => format!("{user} called from {host}"),
            1 => format!("see /home/{user}/logs/install.log"),
            2 => format!(r"C:\Users\{user}\AppData\x.log on \\{host}\share"),
            3 => format!("asked {mail}, seen {ip}"),
            4 => format!("Server=tcp:{host},1433;User ID={user};Password={password};"),
            5 => format!("curl -u {user}:{password} https://{host}/x"),
            6 => format!("export DB_PASSWORD={password}"),
            7 => "on workstation-zq, in the home of homezq".to_owned(),
            _ => format!("{{\"computer\": \"{host}\", \"user\": \"{user}\"}}"),
        }
    }

    fn input(&self, session: &Session, (kind, n): (u8, u8)) -> Input {
        let text = self.text(n);
        let state = session.state();
        match kind % 16 {
            0 | 1 => Input::Note { text },
            2 => Input::Evidence { line: (n % 2 == 0).then(|| text.clone()), excerpt: text },
            3 => Input::Copied { command: "c".to_owned(), text, way: "file".to_owned(), undoes: None },
            4 => Input::Fill { name: "computer".to_owned(), value: self.host.clone(), secret: false },
            5 => Input::Fill { name: "user".to_owned(), value: self.user.clone(), secret: false },
            6 => Input::Exported {
                format: "md".to_owned(),
                path: format!("/home/homezq/{}/{}.md", self.user, self.host),
                redaction: None,
            },
            7 => Input::Undo,
            8 => Input::Back { steps: usize::from(n % 3) },
            _ => {
                let at = state.current().and_then(|visit| BUNDLED.node(&visit.at));
                let known = at.map(|(flow, node)| answers(flow, node, state)).unwrap_or_default();
                match known.get(usize::from(n) % known.len().max(1)) {
                    Some(id) => Input::Answer { id: id.clone(), by: By::Person },
                    None => Input::Redo,
                }
            }
        }
    }
}

fn play(planted: &Planted, flow: usize, moves: &[(u8, u8)]) -> Session {
    let flow = BUNDLED.flows.values().nth(flow % BUNDLED.flows.len()).unwrap();
    let history = History::default();
    let context = Context { now: Timestamp::UNIX_EPOCH, history: &history };
    let start = Start {
        at: flow.address(&flow.start),
        given: Some(planted.text(8)),
        presets: Vec::new(),
        lang: "en".to_owned(),
        by: By::Person,
        read_only: false,
    };
    let mut session = Session::begin(&BUNDLED, start, context).unwrap();
    for one in moves {
        let input = planted.input(&session, *one);
        // What cannot be done here is refused.
        let _ = session.apply(&BUNDLED, input, context);
    }
    session
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_a_person_leaves_and_the_log_still_replays(
        planted in planted(), flow in any::<usize>(), moves in prop::collection::vec(any::<(u8, u8)>(), 0..40),
    ) {
        let session = play(&planted, flow, &moves);
        let mut names = Names::new();
        names.host("workstation-zq");
        names.home("/home/homezq");
        let at = session.state().current().unwrap();
        let mut flow = original(&FlowFile::from(&**BUNDLED.flow(&at.at.flow).unwrap())).unwrap();
        flow.from = Some("from-zq.json".to_owned());
        let masking = Masking { policy: Policy::all(), names };
        let made = Timestamp::UNIX_EPOCH;
        let handoff = hand_off("s", made, session.records(), &BUNDLED, vec![flow], &masking);

        let json = handoff.to_json();
        for value in ["zq", &planted.ip, &planted.password] {
            prop_assert!(!json.contains(value), "{value} of {planted:?} in {:?}", handoff.records);
        }
        prop_assert_eq!(&Handoff::from_json(&json).unwrap(), &handoff);

        // Answers, ids, hashes and times are as they were, so it goes on where it stood.
        let (before, after) = (session.state(), State::fold(&handoff.records));
        prop_assert_eq!(&before.trail, &after.trail);
        prop_assert_eq!(before.cursor, after.cursor);
        prop_assert_eq!(&before.visits, &after.visits);
        prop_assert_eq!(before.copied.len(), after.copied.len());
        let numbers = |records: &[unsnag::session::Record]| -> Vec<_> {
            records.iter().map(|record| (record.n, record.step, record.at)).collect()
        };
        prop_assert_eq!(numbers(session.records()), numbers(&handoff.records));
    }

    #[test]
    fn a_policy_that_masks_nothing_changes_no_text(
        planted in planted(), flow in any::<usize>(), moves in prop::collection::vec(any::<(u8, u8)>(), 0..20),
    ) {
        let session = play(&planted, flow, &moves);
        let masking = Masking { policy: Policy::none(), names: Names::new() };
        let made = Timestamp::UNIX_EPOCH;
        let handoff = hand_off("s", made, session.records(), &BUNDLED, Vec::new(), &masking);
        let (before, after) = (session.state(), State::fold(&handoff.records));
        prop_assert_eq!((&before.notes, &before.evidence, &before.values), (&after.notes, &after.evidence, &after.values));
        // Where a transcript lies is nobody's affair under any policy.
        prop_assert!(!handoff.to_json().contains("/home/homezq"));
    }
}
