//! The program killed at random moments: all that it asked beyond is on disk, and the next one goes on from there.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use unsnag::host::journal::{Notice, OpenError};

use super::{Talk, command, inputs, sessions};
use crate::cli::Home;

/// Sessions at the same time, sessions after each other, and kills of each: 2 · 5 · 22.
const LANES: u64 = 2;
const SESSIONS: usize = 5;
const KILLS: usize = 22;

/// Lines that are typed ahead, more than are waited for: it never runs out of work.
const TYPED: u64 = 18;

/// A small generator of numbers (xorshift64), so that a seed says all.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// A session that is killed again and again.
struct Session {
    home: Home,
    id: Option<String>,
    /// The inputs that are in the log.
    kept: Vec<String>,
    /// Number of the next note, so that each can be told from each.
    next: usize,
}

impl Session {
    /// Starts the program, lets it work, kills it, and looks at what is left. Returns how many inputs had been
    /// acknowledged.
    fn kill_once(&mut self, random: &mut Random) -> usize {
        let typed: Vec<String> = (0..TYPED).map(|_| self.input(random)).collect();
        let mut talk = Talk::start(command(&self.home, self.id.as_deref()));
        talk.types(&(typed.join("\n") + "\n"));
        // Some die before they are heard, the others after so many inputs and a little later.
        let wanted = random.below(TYPED - 4);
        let mut prompts = 0_usize;
        while (prompts as u64) < wanted && talk.hears().is_ok() {
            prompts += 1;
        }
        let pause = random.below(if wanted == 0 { 120_000 } else { 8000 });
        std::thread::sleep(Duration::from_micros(pause));
        assert!(talk.child.try_wait().unwrap().is_none(), "it ended before it was killed: {}", talk.error());
        // SIGKILL.
        talk.child.kill().unwrap();
        while talk.hears().is_ok() {
            prompts += 1;
        }
        talk.child.wait().unwrap();
        // The first prompt is for the first input.
        let acknowledged = prompts.saturating_sub(1);
        self.look(&typed, acknowledged);
        acknowledged
    }

    fn input(&mut self, random: &mut Random) -> String {
        if random.below(3) == 0 {
            return "1".to_owned();
        }
        self.next += 1;
        format!("note n{}", self.next)
    }

    /// The log holds what it held, and after it a beginning of what was typed, with all that was acknowledged.
    fn look(&mut self, typed: &[String], acknowledged: usize) {
        let folder = sessions(self.home.path());
        let entries = folder.list().unwrap();
        let [entry] = entries.as_slice() else {
            assert_eq!(
                (entries.len(), acknowledged, self.kept.len()),
                (0, 0, 0),
                "the log is gone, or there are two"
            );
            return;
        };
        let nothing = match folder.read(&entry.id) {
            Ok(contents) => {
                let torn = |notice: &Notice| matches!(notice, Notice::TornEnd { .. });
                assert!(contents.notices.iter().all(torn), "{:?}", contents.notices);
                let found = inputs(&contents);
                let before = self.kept.len();
                assert_eq!(found.get(..before), Some(&self.kept[..]), "what was there has changed");
                let new = &found[before..];
                assert!(new.len() >= acknowledged, "{acknowledged} were acknowledged, and kept are {new:?}");
                assert_eq!(Some(new), typed.get(..new.len()), "this was not said");
                self.kept = found;
                contents.records.is_empty()
            }
            // Killed while it wrote the header.
            Err(OpenError::Empty) => true,
            Err(error) => panic!("{error}"),
        };
        if nothing {
            assert_eq!((acknowledged, self.kept.len()), (0, 0));
            folder.remove(&entry.id).unwrap();
        }
        self.id = (!nothing).then(|| entry.id.clone());
    }

    /// Goes on once more, to the end, and asks for the transcript.
    fn finish(&self) {
        let mut talk = Talk::start(command(&self.home, self.id.as_deref()));
        talk.hears().unwrap();
        let (last, code) = talk.ends_with("quit");
        assert!(last.contains("Session kept"), "{last}");
        assert_eq!(code, Some(1), "not solved");
        let id = self.id.as_ref().unwrap();
        let json = self.home.run(&["export", id, "--format", "json"]).ok().out;
        for note in self.kept.iter().filter_map(|input| input.strip_prefix("note ")) {
            assert!(json.contains(&format!("\"{note}\"")), "{note} is not in the transcript");
        }
    }
}

/// Kills the sessions of a lane; returns how many inputs had been acknowledged.
fn lane(mut random: Random) -> usize {
    let mut acknowledged = 0;
    for _ in 0..SESSIONS {
        let mut session = Session { home: Home::new(), id: None, kept: Vec::new(), next: 0 };
        acknowledged += (0..KILLS).map(|_| session.kill_once(&mut random)).sum::<usize>();
        session.finish();
    }
    acknowledged
}

#[test]
fn nothing_acknowledged_is_lost_by_two_hundred_kills() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let seed = std::env::var("UNSNAG_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed: u64 = seed.unwrap_or(u64::from(now.subsec_nanos()));
    // Shown when the test fails. A seed repeats the moments as far as the machine does.
    println!("UNSNAG_SEED={seed}");
    let random = |lane: u64| Random((seed ^ lane << 32).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let acknowledged: usize = std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..LANES).map(|number| scope.spawn(move || lane(random(number)))).collect();
        lanes.into_iter().map(|lane| lane.join().unwrap()).sum()
    });
    println!("{acknowledged} inputs were acknowledged");
    assert!(acknowledged > 200, "only {acknowledged} inputs were acknowledged");
}
