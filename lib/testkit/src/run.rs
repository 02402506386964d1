//! One story, each engine.

use db::{Db, Engine, Migration};

use crate::Scratch;

/// The engines requested for this run by `PELANGI_TEST_ENGINES`.
///
/// # Panics
/// When it names an engine that does not exist.
#[expect(clippy::panic, reason = "a misspelt engine must not silently test less")]
pub fn engines() -> Vec<Engine> {
    let named = std::env::var("PELANGI_TEST_ENGINES").unwrap_or_else(|_| "sqlite".to_owned());
    let engine = |name: &str| match name.trim() {
        "sqlite" => Engine::Sqlite,
        "postgres" => Engine::Postgres,
        other => panic!("PELANGI_TEST_ENGINES: `{other}` is neither sqlite nor postgres"),
    };
    named.split(',').map(engine).collect()
}

/// Runs a story on a fresh database of an engine, if that is requested. Tests are written with
/// [`on_each_engine!`](crate::on_each_engine), which calls this.
///
/// # Panics
/// When the story does, or when the engine is requested and missing.
#[expect(clippy::expect_used, reason = "without a runtime no test can run")]
pub fn run(engine: Engine, migrations: &[Migration], story: impl AsyncFnOnce(Db)) {
    if !engines().contains(&engine) {
        return;
    }
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime for the test").block_on(async {
        let scratch = Scratch::new(engine, migrations).await;
        let db = scratch.open().await;
        story(db.clone()).await;
        db.close().await;
        scratch.discard().await;
    });
}

/// Writes each story as two test cases, `story::sqlite` and `story::postgres`:
///
/// ```
/// testkit::on_each_engine! {
///     with &[];
///
///     async fn a_new_database_is_open(db: Db) {
///         assert_eq!(db.state(), db::State::Open);
///     }
/// }
/// # fn main() {}
/// ```
///
/// `with` names the migrations. The nextest profile `default` leaves out what ends in
/// `::postgres` (or `::postgres_only`, for what only that engine can show); the profile `full` runs everything.
#[macro_export]
macro_rules! on_each_engine {
    (with $migrations:expr; $($(#[$meta:meta])* async fn $name:ident($db:ident: Db) $body:block)*) => {
        $(
            $(#[$meta])*
            mod $name {
                use super::*;

                async fn story($db: $crate::Db) $body

                #[test]
                fn sqlite() {
                    $crate::run($crate::Engine::Sqlite, $migrations, story);
                }

                #[test]
                fn postgres() {
                    $crate::run($crate::Engine::Postgres, $migrations, story);
                }
            }
        )*
    };
}
