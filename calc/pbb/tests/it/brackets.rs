//! Brackets: their bounds, their basis, their mode.

use base::Rupiah;
use pbb::{
    AssessError, Assessor, BracketBasis, BracketMode, Brackets, BracketsError, Object, Rules,
    UseTariff,
};

use crate::support::{amount, brackets, figures, plain_land, rules, table};

/// The figures of plain land worth exactly so much, without a deduction.
fn worth(rules: &Rules, value: i64) -> pbb::Figures {
    let land = [plain_land(1, value)];
    figures(rules, &Object { land: &land, holds_njoptkp: false, ..Object::default() })
}

#[test]
fn a_bracket_applies_strictly_above_its_bound() {
    let rules = Rules { tariff: brackets(&[(0, "0.1"), (1_000_000_000, "0.2")]), ..rules() };
    assert_eq!(worth(&rules, 1_000_000_000).tax, Rupiah(1_000_000));
    assert_eq!(worth(&rules, 1_000_001_000).tax, Rupiah(2_000_002));
}

#[test]
fn the_basis_decides_what_is_compared_with_the_bound() {
    let land = [plain_land(1, 1_005_000_000)];
    let object = Object { land: &land, ..Object::default() };
    let by_njop = Rules { njkp: brackets(&[(0, "20"), (1_000_000_000, "40")]), ..rules() };
    let by_taxable = Rules { bracket_basis: BracketBasis::Taxable, ..by_njop.clone() };
    assert_eq!(figures(&by_njop, &object).njkp, Rupiah(398_000_000));
    assert_eq!(figures(&by_taxable, &object).njkp, Rupiah(199_000_000));
}

#[test]
fn marginal_brackets_tax_each_slice_by_its_own_rate() {
    let tariff = brackets(&[(0, "0.1"), (1_000_000_000, "0.2"), (2_000_000_000, "0.3")]);
    let rules = Rules { tariff, bracket_mode: BracketMode::Marginal, ..rules() };
    assert_eq!(worth(&rules, 500_000_000).tax, Rupiah(500_000));
    assert_eq!(worth(&rules, 1_000_000_000).tax, Rupiah(1_000_000));
    assert_eq!(worth(&rules, 2_500_000_000).tax, Rupiah(1_000_000 + 2_000_000 + 1_500_000));
}

#[test]
fn marginal_slices_of_both_tables_meet() {
    let rules = Rules {
        njkp: brackets(&[(0, "20"), (1_000_000_000, "40")]),
        tariff: brackets(&[(0, "0.1"), (1_500_000_000, "0.2")]),
        bracket_mode: BracketMode::Marginal,
        ..rules()
    };
    let found = worth(&rules, 2_000_000_000);
    assert_eq!(found.njkp, Rupiah(200_000_000 + 400_000_000));
    assert_eq!(found.tax, Rupiah(200_000 + 200_000 + 400_000));
}

#[test]
fn marginal_by_njop_leaves_the_lowest_part_untaxed() {
    let tariff = brackets(&[(0, "0.1"), (1_000_000_000, "0.2")]);
    let by_njop = Rules {
        njoptkp: amount(500_000_000),
        tariff,
        bracket_mode: BracketMode::Marginal,
        ..rules()
    };
    let land = [plain_land(1, 2_000_000_000)];
    let object = Object { land: &land, ..Object::default() };
    let found = figures(&by_njop, &object);
    assert_eq!(found.njkp, Rupiah(1_500_000_000));
    assert_eq!(found.tax, Rupiah(500_000 + 2_000_000), "half a billion below the bound, one above");
    let by_taxable = Rules { bracket_basis: BracketBasis::Taxable, ..by_njop };
    assert_eq!(figures(&by_taxable, &object).tax, Rupiah(1_000_000 + 1_000_000));
}

#[test]
fn a_deduction_above_a_bound_leaves_only_the_higher_bracket() {
    let tariff = brackets(&[(0, "0.1"), (400_000_000, "0.2")]);
    let rules = Rules {
        njoptkp: amount(500_000_000),
        tariff,
        bracket_mode: BracketMode::Marginal,
        ..rules()
    };
    let land = [plain_land(1, 600_000_000)];
    let found = figures(&rules, &Object { land: &land, ..Object::default() });
    assert_eq!(found.tax, Rupiah(200_000));
}

#[test]
fn one_bracket_is_the_same_in_both_modes_and_on_both_bases() {
    let land = [plain_land(3, 777_777_777)];
    let object = Object { land: &land, ..Object::default() };
    let expected = figures(&rules(), &object);
    for bracket_mode in [BracketMode::Whole, BracketMode::Marginal] {
        for bracket_basis in [BracketBasis::Njop, BracketBasis::Taxable] {
            let rules = Rules { bracket_mode, bracket_basis, ..rules() };
            assert_eq!(figures(&rules, &object), expected);
        }
    }
}

#[test]
fn a_base_below_every_bracket_stops_the_assessment() {
    for bracket_mode in [BracketMode::Whole, BracketMode::Marginal] {
        let tariff = brackets(&[(500_000_000, "0.2")]);
        let rules = Rules { tariff, bracket_mode, ..rules() };
        let land = [plain_land(1, 500_000_000)];
        let object = Object { land: &land, ..Object::default() };
        let error = Assessor::new(table(), &rules).assess(&object).unwrap_err();
        let AssessError::MissingBracket { path, base } = &error else { panic!("{error}") };
        assert_eq!((*path, *base), ("rules.tariff", amount(500_000_000).exact()));
        assert!(error.to_string().contains("rules.tariff has no bracket for a base of 500000000"));
    }
}

#[test]
fn a_missing_njkp_bracket_stops_it_too() {
    let rules = Rules { njkp: brackets(&[(900_000_000, "40")]), ..rules() };
    let land = [plain_land(1, 500_000_000)];
    let object = Object { land: &land, ..Object::default() };
    let error = Assessor::new(table(), &rules).assess(&object).unwrap_err();
    assert!(matches!(error, AssessError::MissingBracket { path: "rules.njkp", .. }));
}

#[test]
fn land_for_food_and_livestock_has_a_tariff_of_its_own() {
    let special = UseTariff { name: "food-livestock".to_owned(), tariff: brackets(&[(0, "0.3")]) };
    let rules = Rules { tariff_by_use: vec![special], ..rules() };
    let land = [plain_land(1, 110_000_000)];
    let field = Object { land: &land, tariff_use: Some("food-livestock"), ..Object::default() };
    assert_eq!(figures(&rules, &field).tax, Rupiah(300_000));
    assert_eq!(figures(&rules, &Object { tariff_use: None, ..field }).tax, Rupiah(500_000));
}

#[test]
fn a_use_without_a_tariff_stops_the_assessment() {
    let land = [plain_land(1, 110_000_000)];
    let object = Object { land: &land, tariff_use: Some("golf"), ..Object::default() };
    let rules = rules();
    let error = Assessor::new(table(), &rules).assess(&object).unwrap_err();
    assert_eq!(error, AssessError::UnknownUse { name: "golf".to_owned() });
}

#[test]
fn brackets_are_put_in_order_and_no_bound_appears_twice() {
    let jumbled = brackets(&[(10, "2"), (0, "1"), (20, "3")]);
    let bounds: Vec<i64> = jumbled.rows().iter().map(|b| b.above.rupiah().0).collect();
    assert_eq!(bounds, [0, 10, 20]);
    let row = jumbled.rows()[0];
    let twice = Brackets::new(vec![row, row]).unwrap_err();
    assert_eq!(twice, BracketsError::Twice { bound: amount(0) });
    assert_eq!(Brackets::new(vec![]).unwrap_err(), BracketsError::Empty);
}
