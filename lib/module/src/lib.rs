//! What a module tells the house about itself.
