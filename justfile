# Lists the recipes.
default:
    @just --list

# Everything that must be green.
ci:
    .ci/run

# All tests, or those of a topic.
test topic="":
    cargo test {{topic}}

# Format, and what clippy says.
tidy:
    cargo fmt --all
    cargo clippy --all-targets -- -D warnings

# Check the bundled flows, and walk their tests.
flows:
    cargo run -- lint flows --strict
    cargo run -- test flows

# Write expected texts, the schema and the blocks in documents anew.
update:
    UPDATE_EXPECT=1 cargo test

# The screen after keys, as text or svg: just picture 'login<enter>' svg 100x30
picture keys what="text" size="80x24":
    cargo run -- --keys '{{keys}}' --print {{what}} --size {{size}}

# The pictures of the README anew, and the snapshots of all screens; look at the diff.
pictures:
    UPDATE_EXPECT=1 cargo test --test suite -- picture snapshots

# All benchmarks.
bench:
    cargo bench
    cargo run --release --example startup

# The third-party licences, with cargo-about.
licences:
    cargo about generate -c packaging/about.toml packaging/about.hbs -o THIRD-PARTY.md

# An archive with program, manual pages and completions, in target/dist.
archive target="":
    packaging/archive {{target}}

# A Debian package in target/dist, with cargo-deb.
deb:
    packaging/deb
