//! THE list of rules. A new rule is a file here, a line in [`ALL`] and its two cases in `tests/it`.

use crate::Rule;

mod attributes;
mod base_is_alone;
mod calc_needs_base_only;
mod clock_and_chance;
mod crates_explain_themselves;
mod file_length;
mod function_length;
mod layers;
mod lib_needs_base_and_lib;
mod migrations_are_frozen;
mod modules_stay_apart;
mod no_floats_in_money;
mod only_adapters_call_out;
mod only_app_names_modules;
mod only_tx_is_awaited;
mod sql_in_statements;
mod stands_alone;
mod template_names;
mod transaction_first;
mod translations;

/// Every rule of the house.
pub const ALL: &[Rule] = &[
    base_is_alone::RULE,
    calc_needs_base_only::RULE,
    lib_needs_base_and_lib::RULE,
    only_adapters_call_out::RULE,
    modules_stay_apart::RULE,
    only_app_names_modules::RULE,
    layers::RULE,
    clock_and_chance::RULE,
    no_floats_in_money::RULE,
    transaction_first::RULE,
    attributes::RULE,
    only_tx_is_awaited::RULE,
    sql_in_statements::RULE,
    migrations_are_frozen::RULE,
    template_names::RULE,
    translations::RULE,
    crates_explain_themselves::RULE,
    file_length::RULE,
    function_length::RULE,
    stands_alone::RULE,
];

/// The rule with a name.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.name == name)
}
