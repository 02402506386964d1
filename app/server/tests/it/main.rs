//! The program as its users call it, and what must hold for the whole house.

#![expect(clippy::expect_used, clippy::panic, reason = "a test ends by a panic")]

mod acquirer;
mod broken_disk;
mod browser;
mod calculating;
mod certificates;
mod discretion;
mod documents_sign;
mod documents_verify;
mod durability;
mod errors;
mod faults;
mod faults_disk;
mod faults_kill;
mod faults_link;
mod faults_paying;
mod faults_server_disk;
mod faults_size;
mod faults_strangers;
mod house;
mod imports;
mod migrations;
mod moves;
mod operator;
mod phone;
mod protocols;
mod public_log;
mod sandbox;
mod seals;
mod serving;
mod several;
mod signing;
mod statistics;
mod support;
mod torture;
mod unfinished;
