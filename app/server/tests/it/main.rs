//! The program as its users call it, and what must hold for the whole house.

mod calculating;
mod faults;
mod house;
mod moves;
mod serving;
mod support;
