//! The `unsnag` program.

fn main() -> std::process::ExitCode {
    unsnag::cli::main()
}
