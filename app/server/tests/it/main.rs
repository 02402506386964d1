//! The program as its users call it, and what must hold for the whole house.
