//! The standard library that templates see.

use typst::foundations::{Binding, Scope, Value};
use typst::text::{Lang, TextElem};
use typst::{Library, LibraryExt};

/// Called at each turn of a loop and each call of a function of a template; see `pulse`. No source
/// may contain it.
pub(crate) const PULSE: &str = "pelangi-denyut";

/// What is taken away: `eval` would run text as source past the checks of `pulse`, `plugin` would
/// run machine code that nothing can stop.
const REMOVED: [&str; 2] = ["eval", "plugin"];

/// The standard library without what is dangerous, with Indonesian as the language of documents.
pub(crate) fn library() -> Library {
    let mut library = Library::default();
    let global = library.global.scope_mut();
    for name in REMOVED {
        global.bind(name.into(), Binding::detached(Value::None));
    }
    let pulse = pulse(global);
    global.bind(PULSE.into(), Binding::detached(pulse));
    library.std = Binding::detached(library.global.clone());
    if let Ok(indonesian) = "id".parse::<Lang>() {
        library.styles.set(TextElem::lang, indonesian);
    }
    library
}

/// `datetime.today` under another name: of all functions the one that asks the world, which is
/// where a rendering can be stopped.
fn pulse(global: &Scope) -> Value {
    let Some(Value::Type(datetime)) = global.get("datetime").map(Binding::read) else {
        return Value::None;
    };
    datetime.scope().get("today").map_or(Value::None, |today| today.read().clone())
}
