//! What the property tax counts for the regional statistics ([`contracts::Indicators`]).

use std::collections::HashMap;
use std::sync::Arc;

use base::NopVillage;
use contracts::{Answer, Counted, Counts, Indicators, Measure, Words};
use db::Tx;

use crate::store::{counts, villages};

const MEASURES: &[Measure] = &[
    Measure {
        id: "SPPT",
        title: Words { id: "SPPT berlaku", en: "Notices in force" },
        about: Words {
            id: "Surat Pemberitahuan Pajak Terutang tahun pajak itu yang tidak dibatalkan.",
            en: "Property-tax notices of that tax year that were not cancelled.",
        },
        unit_id: "LEMBAR",
        unit: Words { id: "lembar", en: "notices" },
    },
    Measure {
        id: "KETETAPAN",
        title: Words { id: "Pokok ketetapan PBB-P2", en: "Tax assessed" },
        about: Words {
            id: "Jumlah pajak terutang menurut SPPT yang berlaku, tanpa sanksi.",
            en: "Tax due by the notices in force, without interest.",
        },
        unit_id: "RUPIAH",
        unit: Words { id: "rupiah", en: "rupiah" },
    },
    Measure {
        id: "PENERIMAAN",
        title: Words { id: "Penerimaan pokok PBB-P2", en: "Tax received" },
        about: Words {
            id: "Pokok yang sudah dibayar untuk SPPT tahun pajak itu, kapan pun dibayar, tanpa sanksi.",
            en: "Tax paid for the notices of that tax year, whenever it was paid, without interest.",
        },
        unit_id: "RUPIAH",
        unit: Words { id: "rupiah", en: "rupiah" },
    },
];

/// Notices and receipts by village.
pub fn all() -> Vec<Indicators> {
    vec![Indicators {
        id: "PBB_DESA",
        producer: "bapenda",
        title: Words { id: "PBB-P2 menurut desa", en: "Property tax by village" },
        about: Words {
            id: "SPPT, ketetapan, dan penerimaan pokok PBB-P2 menurut desa dan kelurahan letak objek pajak, per tahun pajak.",
            en: "Notices, tax assessed and tax received by the village in which the objects lie, per tax year.",
        },
        source: Words { id: "Badan Pendapatan Daerah", en: "Regional Revenue Agency" },
        theme: Words { id: "Keuangan daerah", en: "Public finance" },
        measures: MEASURES,
        counts: Arc::new(ByVillage),
    }]
}

/// Behind amounts that people may see stand at least so many notices: what one person owes, or whether
/// they paid, is nobody else's business.
const FEWEST: i64 = 3;

fn known(it: &counts::OfVillage, amount: i64) -> Option<i64> {
    (it.notices >= FEWEST).then_some(amount)
}

struct ByVillage;

impl Counts for ByVillage {
    fn of_year<'a>(&'a self, tx: &'a mut Tx, year: u16) -> Answer<'a, Vec<Counted>> {
        Box::pin(async move {
            let all = villages::list(tx).await?.into_iter();
            let named: HashMap<NopVillage, String> = all
                .map(|it| {
                    let title = it.title();
                    (it.village, it.region_code.unwrap_or(title))
                })
                .collect();
            let counted = |it: counts::OfVillage| Counted {
                // One that no reference names is shown by its code, for a person to say which it is.
                region: named
                    .get(&it.village)
                    .cloned()
                    .unwrap_or_else(|| it.village.digits().to_owned()),
                values: vec![Some(it.notices), known(&it, it.due), known(&it, it.received)],
            };
            let found = counts::by_village(tx, i64::from(year)).await?;
            Ok(found.into_iter().map(counted).collect())
        })
    }
}
