//! A link to PostgreSQL that a test can cut, let hang, and mend.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use db::Target;

/// Passes connections from a port of this machine on to the server of a database.
#[derive(Debug)]
pub struct Link {
    port: SocketAddr,
    database: String,
    line: Arc<Line>,
}

#[derive(Debug)]
struct Line {
    server: PathBuf,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    condition: Condition,
    /// Ends of the connections that stand, to be torn when the link is cut.
    open: Vec<TcpStream>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    Up,
    /// Connections are torn, new ones end at once: the server was stopped, a cable was pulled.
    Cut,
    /// Nothing comes through, and nobody says so: a firewall forgot the connection.
    Hanging,
}

impl Link {
    /// A link to a database of [`Scratch`](crate::Scratch).
    ///
    /// # Panics
    /// When the database is not on a server of the tests, or no port is free.
    #[expect(clippy::expect_used, reason = "only tests call it, and a test ends by a panic")]
    pub fn to(target: &Target) -> Self {
        let address = target.address();
        let (host, database) = address
            .split_once('@')
            .and_then(|(_, place)| place.split_once('/'))
            .expect("a database on the server of the tests");
        let server = PathBuf::from(host.replace("%2F", "/")).join(".s.PGSQL.5432");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("its number");
        let state = Mutex::new(State { condition: Condition::Up, open: Vec::new() });
        let line = Arc::new(Line { server, state, changed: Condvar::new() });
        let passing = Arc::clone(&line);
        thread::spawn(move || passing.accept(&listener));
        Self { port, database: database.to_owned(), line }
    }

    /// The database at this end of the link.
    pub fn target(&self) -> Target {
        Target::Postgres(format!("postgres://pelangi@{}/{}", self.port, self.database))
    }

    /// Tears every connection and refuses new ones.
    pub fn cut(&self) {
        self.line.become_condition(Condition::Cut);
    }

    /// Lets everything wait, without a word.
    pub fn hang(&self) {
        self.line.become_condition(Condition::Hanging);
    }

    /// Lets connections through again.
    pub fn mend(&self) {
        self.line.become_condition(Condition::Up);
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.cut();
    }
}

impl Line {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn become_condition(&self, condition: Condition) {
        let mut state = self.state();
        state.condition = condition;
        if condition == Condition::Cut {
            for connection in state.open.drain(..) {
                // The other side may have closed it already.
                connection.shutdown(Shutdown::Both).unwrap_or_default();
            }
        }
        self.changed.notify_all();
    }

    /// Waits while the link hangs; whether it is up then.
    fn passes(&self) -> bool {
        let waited =
            self.changed.wait_while(self.state(), |state| state.condition == Condition::Hanging);
        waited.unwrap_or_else(PoisonError::into_inner).condition == Condition::Up
    }

    fn accept(self: Arc<Self>, listener: &TcpListener) {
        for client in listener.incoming().map_while(Result::ok) {
            let line = Arc::clone(&self);
            thread::spawn(move || line.connect(client));
        }
    }

    /// A connection that cannot be made is one that breaks: what the tests are about.
    fn connect(self: Arc<Self>, client: TcpStream) {
        if !self.passes() {
            return;
        }
        let ends = || -> io::Result<_> {
            let server = UnixStream::connect(&self.server)?;
            client.set_nodelay(true)?;
            Ok((client.try_clone()?, client.try_clone()?, server.try_clone()?, server))
        };
        let Ok((torn, from_client, to_server, from_server)) = ends() else { return };
        self.state().open.push(torn);
        let line = Arc::clone(&self);
        thread::spawn(move || {
            line.pass(from_client, &to_server);
            to_server.shutdown(Shutdown::Both).unwrap_or_default();
        });
        self.pass(from_server, &client);
        client.shutdown(Shutdown::Both).unwrap_or_default();
    }

    /// Passes bytes on until either end closes or the link is cut.
    fn pass(&self, mut from: impl Read, mut to: impl Write) {
        let mut bytes = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            let some = bytes.get(..count).unwrap_or_default();
            if !self.passes() || to.write_all(some).is_err() {
                return;
            }
        }
    }
}
