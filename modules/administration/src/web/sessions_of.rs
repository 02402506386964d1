//! How the frame of the pages learns whose session a cookie is.

use futures_util::future::BoxFuture;
use identity::{Identity, Token};
use web::{Sessions, SignedIn};

use super::my_password;

/// The sessions of `identity`, as the frame asks for them.
#[derive(Clone)]
pub struct SessionsOf(pub Identity);

impl Sessions for SessionsOf {
    fn find<'a>(&'a self, token: &'a str) -> BoxFuture<'a, base::Result<Option<SignedIn>>> {
        Box::pin(async move {
            let Some(token) = Token::parse(token) else { return Ok(None) };
            let Some((actor, found)) = self.0.resume(&token, None).await? else { return Ok(None) };
            let first = found.must_change_password.then_some(my_password::PATH);
            Ok(Some(SignedIn { actor, session: found.session.id.to_string(), first }))
        })
    }
}
