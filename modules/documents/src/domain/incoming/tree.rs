//! Dispositions of an incoming letter, as a pure state machine.
//!
//! ```text
//! the letter:      waiting ──give──► disposed ──everything settled──► done
//!                     │ ▲               │                              │
//!                     │ └─all cancelled─┘◄───────────give──────────────┘
//!                     ├──file────────────────────────────────────────► done
//!                     └──void──► void
//!
//! a disposition:   unread ──read──► read ──answer──► answered ──close──► closed
//!                     │              │ ▲ └─send back─► returned ──close──► closed
//!                     └─cancel       │ └──────ask again──┴──────┘
//!                                    └──close──► closed
//! ```
//!
//! Whoever holds a disposition may pass it on: a tree. Nothing is settled while something below it is
//! open; an answer settles the answers it was made of. What was read is never cancelled
//! (documents.md 3.1).

use base::{Date, Error, Id, Instant, Kind};
use identity::{Basis, Position};

use super::record::{State, words};

/// Dispositions of one letter.
const MOST: usize = 300;

words! {
    /// How far a disposition has come.
    NodeState {
        Unread = "unread",
        /// Being worked on.
        Read = "read",
        Answered = "answered",
        /// Came back with a reason.
        Returned = "returned",
        Closed = "closed",
        /// Taken back before it was read.
        Cancelled = "cancelled",
    }
}

impl NodeState {
    /// Nothing more happens to it.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Cancelled)
    }

    /// Its receiver has to do something.
    pub fn waits_for_receiver(self) -> bool {
        matches!(self, Self::Unread | Self::Read)
    }

    /// Its giver has to look at it.
    pub fn waits_for_giver(self) -> bool {
        matches!(self, Self::Answered | Self::Returned)
    }
}

/// Who is asked: whoever holds a position on the day, or one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Receiver {
    Position(Id<Position>),
    /// Id of the account.
    Person(String),
}

/// Somebody who is to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub receiver: Receiver,
    /// Title or name.
    pub title: String,
    /// Their perangkat daerah.
    pub agency: String,
}

/// Who asks, and in what capacity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Giver {
    pub position: Id<Position>,
    pub title: String,
    pub basis: Basis,
    /// Id of the account.
    pub actor: String,
    pub name: String,
}

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    /// Words of usual instructions.
    pub instructions: Vec<String>,
    pub note: String,
    pub due: Option<Date>,
    /// Only who gives, who receives, and who stands above them reads it.
    pub is_secret: bool,
}

/// What somebody did because of a disposition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub at: Instant,
    pub name: String,
    pub text: String,
}

/// One disposition to one receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// From 1 within the letter.
    pub ordinal: u32,
    /// Those given together have the same.
    pub sheet: u32,
    /// The disposition that was passed on; 0 for what the addressee gave.
    pub parent: u32,
    pub giver: Giver,
    pub given_at: Instant,
    pub asked: Asked,
    pub order: Order,
    pub state: NodeState,
    pub state_at: Instant,
    /// When it was first read, and by whom.
    pub read: Option<(Instant, String)>,
    pub answer: Option<Answer>,
    /// What the giver said when asking again.
    pub remark: Option<String>,
}

/// A letter with its dispositions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    pub state: State,
    pub addressee: Id<Position>,
    /// In the order in which they were given.
    pub nodes: Vec<Node>,
}

/// Why a deed is not allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    #[error("a letter that is {} does not allow this", .0.as_str())]
    Letter(State),
    #[error("a disposition that is {} does not allow this", .0.as_str())]
    Node(NodeState),
    #[error("there is no such disposition")]
    Unknown,
    #[error("something below it is open")]
    BelowOpen,
    #[error("nobody is asked")]
    Nobody,
    #[error("nothing is asked for")]
    Nothing,
    #[error("{0} gave it or passed it on")]
    Circle(String),
    #[error("{0} is asked twice")]
    Twice(String),
    #[error("the giver does not hold what is given")]
    NotHeld,
    #[error("what was passed on is due on {0}")]
    DueLater(Date),
    #[error("a reason is needed")]
    NoReason,
    #[error("there are too many")]
    TooMany,
}

impl From<TreeError> for Error {
    fn from(error: TreeError) -> Self {
        let conflict = |code| Self::new(Kind::Conflict, code);
        let invalid = |code, field| Self::new(Kind::Invalid, code).with("field", field);
        match error {
            TreeError::Letter(state) => {
                conflict("documents/incoming-state").with("state", state.as_str())
            }
            TreeError::Node(state) => {
                conflict("documents/disposition-state").with("state", state.as_str())
            }
            TreeError::Unknown => Self::new(Kind::NotFound, "documents/unknown-disposition"),
            TreeError::BelowOpen => conflict("documents/below-open"),
            TreeError::Nobody => invalid("documents/disposition-nobody", "kepada"),
            TreeError::Nothing => invalid("documents/disposition-nothing", "instruksi"),
            TreeError::Circle(who) => {
                invalid("documents/disposition-circle", "kepada").with("who", who)
            }
            TreeError::Twice(who) => {
                invalid("documents/disposition-twice", "kepada").with("who", who)
            }
            TreeError::NotHeld => Self::new(Kind::Forbidden, "documents/not-your-desk"),
            TreeError::DueLater(day) => {
                invalid("documents/due-later", "batas-waktu").with("day", day)
            }
            TreeError::NoReason => invalid("documents/remark", "alasan"),
            TreeError::TooMany => conflict("documents/disposition-too-many").with("most", MOST),
        }
    }
}

type Done = Result<Tree, TreeError>;

impl Tree {
    /// A letter that was just registered.
    pub fn begun(addressee: Id<Position>) -> Self {
        Self { state: State::Waiting, addressee, nodes: Vec::new() }
    }

    /// For whom something waits: the addressee, receivers of dispositions, givers of answered ones.
    /// Each with the number of the disposition; 0 is the letter itself.
    pub fn asks(&self) -> Vec<(u32, Receiver)> {
        let addressee = Receiver::Position(self.addressee);
        let letter = (self.state == State::Waiting).then_some((0, addressee));
        let node = |node: &Node| match node.state {
            state if state.waits_for_receiver() => Some(node.asked.receiver.clone()),
            state if state.waits_for_giver() => Some(Receiver::Position(node.giver.position)),
            _ => None,
        };
        let nodes = self.nodes.iter().filter_map(|it| Some((it.ordinal, node(it)?)));
        letter.into_iter().chain(nodes).collect()
    }

    /// Gives a disposition, or passes on the one that `from` names (0: the letter itself).
    pub fn give(&self, from: u32, giver: &Giver, to: &[Asked], order: &Order, at: Instant) -> Done {
        if self.state == State::Void {
            return Err(TreeError::Letter(self.state));
        }
        self.ensure_held(from, giver)?;
        self.ensure_asked(from, giver, to)?;
        if order.instructions.is_empty() && order.note.trim().is_empty() {
            return Err(TreeError::Nothing);
        }
        // Whoever passes it on has to answer by a day; those below by that day at the latest.
        let limit = self.node(from).ok().and_then(|above| above.order.due);
        if let Some(limit) = limit.filter(|limit| order.due.is_some_and(|due| due > *limit)) {
            return Err(TreeError::DueLater(limit));
        }
        let (sheet, mut tree) = (self.next_sheet(), self.clone());
        for asked in to {
            let ordinal = u32::try_from(tree.nodes.len() + 1).unwrap_or(u32::MAX);
            tree.nodes.push(Node {
                ordinal,
                sheet,
                parent: from,
                giver: giver.clone(),
                given_at: at,
                asked: asked.clone(),
                order: order.clone(),
                state: NodeState::Unread,
                state_at: at,
                read: None,
                answer: None,
                remark: None,
            });
        }
        Ok(tree.settled())
    }

    /// Its receiver saw it; seeing it again changes nothing.
    pub fn read(&self, ordinal: u32, name: &str, at: Instant) -> Done {
        match self.node(ordinal)?.state {
            NodeState::Unread => self.moved(ordinal, NodeState::Read, at, |node| {
                node.read = Some((at, name.to_owned()));
            }),
            _ => Ok(self.clone()),
        }
    }

    /// Its receiver did what was asked. Answers that were given below are settled with it.
    pub fn answer(&self, ordinal: u32, answer: Answer) -> Done {
        self.only(ordinal, &[NodeState::Read])?;
        let at = answer.at;
        let mut tree = self.clone();
        for below in self.below(ordinal) {
            match below.state {
                NodeState::Closed | NodeState::Cancelled => {}
                NodeState::Answered => {
                    tree = tree.moved(below.ordinal, NodeState::Closed, at, |_| {})?;
                }
                _ => return Err(TreeError::BelowOpen),
            }
        }
        tree.moved(ordinal, NodeState::Answered, at, |node| node.answer = Some(answer.clone()))
    }

    /// Its receiver sends it back with a reason.
    pub fn send_back(&self, ordinal: u32, answer: Answer) -> Done {
        self.only(ordinal, &[NodeState::Read])?;
        if answer.text.trim().is_empty() {
            return Err(TreeError::NoReason);
        }
        self.ensure_settled_below(ordinal)?;
        let at = answer.at;
        self.moved(ordinal, NodeState::Returned, at, |node| node.answer = Some(answer.clone()))
    }

    /// The giver asks again, with what is still missing.
    pub fn ask_again(&self, ordinal: u32, remark: &str, at: Instant) -> Done {
        self.only(ordinal, &[NodeState::Answered, NodeState::Returned])?;
        if remark.trim().is_empty() {
            return Err(TreeError::NoReason);
        }
        self.moved(ordinal, NodeState::Read, at, |node| {
            node.remark = Some(remark.trim().to_owned());
        })
    }

    /// The giver is content.
    pub fn close(&self, ordinal: u32, at: Instant) -> Done {
        self.only(ordinal, &[NodeState::Read, NodeState::Answered, NodeState::Returned])?;
        self.ensure_settled_below(ordinal)?;
        self.moved(ordinal, NodeState::Closed, at, |_| {})
    }

    /// The giver takes it back before anybody read it.
    pub fn cancel(&self, ordinal: u32, at: Instant) -> Done {
        self.only(ordinal, &[NodeState::Unread])?;
        self.moved(ordinal, NodeState::Cancelled, at, |_| {})
    }

    /// Nothing is to be asked of anybody.
    pub fn file(&self) -> Done {
        self.letter_only(State::Waiting)?;
        Ok(Self { state: State::Done, ..self.clone() })
    }

    /// It was registered by mistake; nobody was asked for anything yet.
    pub fn void(&self) -> Done {
        self.letter_only(State::Waiting)?;
        match self.nodes.is_empty() {
            true => Ok(Self { state: State::Void, ..self.clone() }),
            false => Err(TreeError::Letter(self.state)),
        }
    }

    /// # Errors
    /// There is none.
    pub fn node(&self, ordinal: u32) -> Result<&Node, TreeError> {
        self.nodes.iter().find(|node| node.ordinal == ordinal).ok_or(TreeError::Unknown)
    }

    /// What was passed on from a disposition.
    pub fn below(&self, ordinal: u32) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(move |node| node.parent == ordinal)
    }

    /// A disposition and those it was passed on from, up to what the addressee gave.
    pub fn line(&self, ordinal: u32) -> Vec<&Node> {
        let mut line: Vec<&Node> = Vec::new();
        let mut next = self.node(ordinal).ok();
        while let Some(node) = next {
            line.push(node);
            // A parent is always older, so this ends.
            next = self.node(node.parent).ok().filter(|above| above.ordinal < node.ordinal);
        }
        line
    }

    /// Whether somebody reads what a disposition says: a secret one is read by who gives and receives
    /// it, and by who stands above them.
    pub fn is_read_by(&self, node: &Node, is_own: impl Fn(&Receiver) -> bool) -> bool {
        let gave = |node: &Node| is_own(&Receiver::Position(node.giver.position));
        let stands = |node: &&Node| is_own(&node.asked.receiver) || gave(node);
        !node.order.is_secret
            || is_own(&Receiver::Position(self.addressee))
            || self.line(node.ordinal).iter().any(stands)
    }

    /// Whether somebody gave or received any of it, or is the addressee.
    pub fn takes_part(&self, is_own: impl Fn(&Receiver) -> bool) -> bool {
        let gave = |node: &Node| is_own(&Receiver::Position(node.giver.position));
        is_own(&Receiver::Position(self.addressee))
            || self.nodes.iter().any(|node| is_own(&node.asked.receiver) || gave(node))
    }

    /// Whether something somebody was asked for is not settled.
    pub fn is_open(&self) -> bool {
        self.nodes.iter().any(|node| !node.state.is_over())
    }

    fn ensure_held(&self, from: u32, giver: &Giver) -> Result<(), TreeError> {
        if from == 0 {
            return match giver.position == self.addressee {
                true => Ok(()),
                false => Err(TreeError::NotHeld),
            };
        }
        self.only(from, &[NodeState::Read])?;
        match &self.node(from)?.asked.receiver {
            Receiver::Position(held) if *held == giver.position => Ok(()),
            Receiver::Person(account) if *account == giver.actor => Ok(()),
            _ => Err(TreeError::NotHeld),
        }
    }

    fn ensure_asked(&self, from: u32, giver: &Giver, to: &[Asked]) -> Result<(), TreeError> {
        if to.is_empty() {
            return Err(TreeError::Nobody);
        }
        if self.nodes.len() + to.len() > MOST {
            return Err(TreeError::TooMany);
        }
        for (at, asked) in to.iter().enumerate() {
            let who = &asked.receiver;
            let is_above = |node: &&Node| node.asked.receiver == *who;
            let gave = [self.addressee, giver.position].map(Receiver::Position).contains(who)
                || *who == Receiver::Person(giver.actor.clone());
            if gave || self.line(from).iter().any(is_above) {
                return Err(TreeError::Circle(asked.title.clone()));
            }
            let again = to.iter().take(at).any(|other| other.receiver == *who);
            let open = |node: &Node| node.asked.receiver == *who && !node.state.is_over();
            if again || self.below(from).any(open) {
                return Err(TreeError::Twice(asked.title.clone()));
            }
        }
        Ok(())
    }

    fn ensure_settled_below(&self, ordinal: u32) -> Result<(), TreeError> {
        match self.below(ordinal).all(|node| node.state.is_over()) {
            true => Ok(()),
            false => Err(TreeError::BelowOpen),
        }
    }

    fn only(&self, ordinal: u32, states: &[NodeState]) -> Result<(), TreeError> {
        let state = self.node(ordinal)?.state;
        if states.contains(&state) { Ok(()) } else { Err(TreeError::Node(state)) }
    }

    fn letter_only(&self, state: State) -> Result<(), TreeError> {
        if self.state == state { Ok(()) } else { Err(TreeError::Letter(self.state)) }
    }

    fn moved(&self, ordinal: u32, to: NodeState, at: Instant, change: impl Fn(&mut Node)) -> Done {
        let mut tree = self.clone();
        let found = tree.nodes.iter_mut().find(|node| node.ordinal == ordinal);
        let node = found.ok_or(TreeError::Unknown)?;
        (node.state, node.state_at) = (to, at);
        change(node);
        Ok(tree.settled())
    }

    fn next_sheet(&self) -> u32 {
        self.nodes.iter().map(|node| node.sheet).max().unwrap_or(0) + 1
    }

    /// The letter follows its dispositions.
    fn settled(self) -> Self {
        let closed = self.nodes.iter().any(|node| node.state == NodeState::Closed);
        let state = match (self.is_open(), closed) {
            (true, _) => State::Disposed,
            (false, true) => State::Done,
            (false, false) => State::Waiting,
        };
        Self { state, ..self }
    }
}
