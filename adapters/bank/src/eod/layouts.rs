//! The three layouts.

use std::fmt::Write as _;

use base::{Date, Rounding, Rupiah};

use super::{EodError, Line, Options};
use crate::AckKind;

/// Commas and plain digits; empty where the bank does not know.
pub(super) fn counter(lines: &[Line]) -> String {
    let mut out =
        "tgl,jam,ref_bank,ntpd,kode_bayar,nop,thn,pokok,denda,total,kanal,cabang,jenis\r\n"
            .to_owned();
    let digits = |amount: Option<Rupiah>| amount.map_or_else(String::new, |a| a.0.to_string());
    for line in lines {
        let Line { reference, receipt, code, nop, year, total, .. } = line;
        let (date, time) = (day_month_year(&line.date, ""), line.time.replace(':', ""));
        let (principal, penalty) = (digits(line.principal), digits(line.penalty));
        let kind = if line.kind == AckKind::Payment { "BAYAR" } else { "BATAL" };
        // Writing to a text cannot fail.
        let _ = write!(
            out,
            "{date},{time},{reference},{receipt},{code},{nop},{year},{principal},{penalty},{},TELLER,001,{kind}\r\n",
            total.0
        );
    }
    out
}

/// Titles, semicolons, `127.500,00`, a trailer with count and sum.
pub(super) fn virtual_account(lines: &[Line], day: Date) -> Result<String, EodError> {
    let day = day_month_year(&day.to_string(), "/");
    let mut out = format!("LAPORAN PENERIMAAN VIRTUAL ACCOUNT;;;;;\nPERIODE;{day};s/d;{day};;\n\n");
    out.push_str("No;Tanggal;Nomor VA;Referensi;Nominal;Keterangan\n");
    let mut sum = Rupiah::ZERO;
    for (number, line) in lines.iter().enumerate() {
        let (date, time) = (day_month_year(&line.date, "/"), &line.time[..5]);
        let account = if line.code.is_empty() { &line.nop } else { &line.code };
        let (amount, note) = match line.kind {
            AckKind::Payment => (line.total, "PBB"),
            AckKind::Reversal => (Rupiah(-line.total.0), "KOREKSI PBB"),
        };
        sum = sum.checked_add(amount).ok_or(EodError::TooLarge)?;
        let (number, reference) = (number + 1, &line.reference);
        let _ = writeln!(
            out,
            "{number};{date} {time};'{account};{reference};{};{note}",
            with_comma(amount)
        );
    }
    let _ = writeln!(out, "TOTAL;{} transaksi;;;{};", lines.len(), with_comma(sum));
    Ok(out)
}

/// Pipes; each line's fee is rounded half up, and the net is what is left.
pub(super) fn qris_net(lines: &[Line], options: &Options) -> Result<String, EodError> {
    let settled = options.day.tomorrow().map_err(|_| EodError::TooLarge)?;
    let mut out = "TRX_DATE|TRX_TIME|SETTLE_DATE|RRN|INVOICE|GROSS|MDR|NET\n".to_owned();
    let mut sums = [Rupiah::ZERO; 3];
    for line in lines {
        let gross = match line.kind {
            AckKind::Payment => line.total,
            AckKind::Reversal => Rupiah(-line.total.0),
        };
        let exact = gross.exact().checked_mul(options.fee).map_err(|_| EodError::TooLarge)?;
        let fee = Rupiah::round(exact, Rounding::HalfUp, 1).map_err(|_| EodError::TooLarge)?;
        let net = gross.checked_sub(fee).ok_or(EodError::TooLarge)?;
        for (sum, part) in sums.iter_mut().zip([gross, fee, net]) {
            *sum = sum.checked_add(part).ok_or(EodError::TooLarge)?;
        }
        let Line { date, time, reference, .. } = line;
        let invoice = if line.code.is_empty() { reference } else { &line.code };
        let _ = writeln!(
            out,
            "{date}|{time}|{settled}|{reference}|{invoice}|{}|{}|{}",
            gross.0, fee.0, net.0
        );
    }
    let [gross, fee, net] = sums;
    let _ = writeln!(out, "TOTAL|{}||||{}|{}|{}", lines.len(), gross.0, fee.0, net.0);
    Ok(out)
}

/// `2026-11-22` as `22/11/2026`, or without slashes.
fn day_month_year(date: &str, separator: &str) -> String {
    [&date[8..], &date[5..7], &date[..4]].join(separator)
}

/// `127.500,00`
fn with_comma(amount: Rupiah) -> String {
    let sign = if amount.0 < 0 { "-" } else { "" };
    format!("{sign}{},00", base::format::grouped(amount.0.unsigned_abs()))
}
