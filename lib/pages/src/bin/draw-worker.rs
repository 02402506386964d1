//! A worker and nothing else, for the tests of this crate. In the house, `pelangi draw-worker` is one.

fn main() -> std::io::Result<()> {
    pages::work()
}
