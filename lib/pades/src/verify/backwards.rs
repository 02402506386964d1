//! Reading from a word to the left: what a reader that repairs files takes for an object.

use crate::lexer::is_space;

/// A place in bytes of which the left side is of interest.
pub struct Backwards<'b> {
    pub bytes: &'b [u8],
    pub at: usize,
}

/// Longer runs belong to no object, and looking at them again and again would cost too much.
const LONGEST: usize = 32;

impl<'b> Backwards<'b> {
    /// White space, if some stands here.
    pub fn spaces(&mut self) -> Option<&'b [u8]> {
        self.run(is_space)
    }

    /// Digits, if some stand here.
    pub fn digits(&mut self) -> Option<&'b [u8]> {
        self.run(|byte| byte.is_ascii_digit())
    }

    fn run(&mut self, is_one: impl Fn(u8) -> bool) -> Option<&'b [u8]> {
        let left = self.bytes.get(..self.at)?;
        let length = left.iter().rev().take(LONGEST).take_while(|byte| is_one(**byte)).count();
        self.at -= length;
        left.get(self.at..).filter(|run| !run.is_empty())
    }
}

/// Whether something in these bytes looks like the head of an object, `n g obj`, or a trailer.
pub fn holds_object(bytes: &[u8]) -> bool {
    let is_head = |at: usize| {
        let mut left = Backwards { bytes, at };
        left.spaces();
        left.digits().is_some() && left.spaces().is_some() && left.digits().is_some()
    };
    let is_trailer = |at: usize| {
        let rest = bytes.get(at + b"trailer".len()..).unwrap_or_default();
        let spaces = rest.iter().take(LONGEST).take_while(|byte| is_space(**byte)).count();
        rest.get(spaces..).is_some_and(|rest| rest.starts_with(b"<<"))
    };
    memchr::memmem::find_iter(bytes, b"obj").any(is_head)
        || memchr::memmem::find_iter(bytes, b"trailer").any(is_trailer)
}
