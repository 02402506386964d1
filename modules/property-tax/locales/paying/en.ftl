# Sentences about what is owed, what was paid, and waivers of interest.

## What is owed today
ptax-owed-today = To be paid today
ptax-owed-principal = Tax
ptax-owed-penalty = Interest
ptax-owed-penalty-months = Interest, { $months ->
        [one] 1 month
       *[other] { $months } months
    }
ptax-owed-waived = Waived interest
ptax-owed-later = From { $date } it will be { $amount }.
ptax-owed-later-short = From { $date }: { $amount }
ptax-owed-line = Tax { $principal } + interest { $penalty } ({ $months ->
        [one] 1 month
       *[other] { $months } months
    })
ptax-owed-line-waived = Tax { $principal } + interest { $penalty } ({ $months ->
        [one] 1 month
       *[other] { $months } months
    }) − waived { $waived }
ptax-owed-unknown = The interest of some years cannot be computed yet, because their rules are missing. Ask the tax office (Badan Pendapatan Daerah) for the amount.
ptax-owed-unknown-line = Tax alone; its interest cannot be computed yet
ptax-owed-waived-by = Waived by { $basis }.
ptax-owed-together = Together with the other open years: { $amount }
ptax-paid-with = Of it interest: { $penalty }
ptax-paid-receipt = Receipt (STTS) { $number }
ptax-pay = Pay
ptax-pay-years = Years to pay
ptax-pay-year = PBB { $year }: { $amount }

## Waivers of interest
ptax-office-waivers = Waivers
    .hint = Waivers of interest that wait for a second person
ptax-waivers-lead = Interest that is not asked for when bills are paid on certain days. One person proposes, another decides.
ptax-waivers-none = No waiver of interest yet
ptax-waivers-none-more = Propose one when there is a decree. When people could not pay on a due date, a proposal appears by itself.
ptax-propose-waiver = Propose a waiver of interest
ptax-waiver = Waiver of { $percent } of the interest, { $years }
ptax-waiver-what = Waiver
ptax-waiver-percent = Waived interest (%)
ptax-waiver-percent-hint = Part of the interest, such as 100 or 50
ptax-waiver-paid = Paid on
ptax-waiver-paid-from = Paid from
ptax-waiver-date-hint = Day, month, year, such as 17-8-2026
ptax-waiver-paid-until = Paid by
ptax-waiver-paid-until-hint = The last day still has it
ptax-waiver-years = Tax years
ptax-waiver-where = Village
ptax-waiver-where-hint = Choose one when it is for a single village
ptax-waiver-everywhere = The whole regency
ptax-waiver-reason-hint = Why it is granted, such as a campaign
ptax-waiver-holds = in force today
ptax-waiver-effect = The interest is still computed whole; the waiver stands beside it on bills and receipts. Of several the largest counts, once.
ptax-waiver-from-outage = Proposed by the system because people could not pay on a due date.
ptax-waiver-approve-more = In force at once: citizens see the smaller amount, and banks ask for it.
ptax-waiver-revoke = Revoke the waiver
ptax-waiver-revoke-more = Payments of today still have it, from tomorrow on they have not. What was paid stays.
field-bayar-dari = Paid from
field-bayar-sampai = Paid by
field-desa = Village
field-bagian = Waived interest

## Payments for SISMIOP
ptax-payments-out = Send payments to SISMIOP
ptax-payments-out-lead = Payments that were taken here, in the columns of PEMBAYARAN_SPPT. Load them into SISMIOP, so that they are paid there too; when an import brings them back they do not count twice.
ptax-payments-out-from = Recorded from
ptax-payments-out-until = Recorded until
ptax-payments-out-hint = Day, month, year, such as 17-8-2026
ptax-payments-out-show = Show
ptax-payments-out-paid = Paid
ptax-payments-out-back = Taken back
ptax-payments-out-rows = { $n ->
        [one] 1 payment, { $amount }
       *[other] { $n } payments, { $amount }
    }
ptax-payments-out-file = Download payments (CSV)
ptax-payments-out-back-file = Download what was taken back (CSV)
ptax-payments-out-more = What was taken back has to be removed in SISMIOP. The codes of the bank are empty; fill in those of your place of payment when you load it. The next period begins the day after this one.
field-dari-tanggal = Recorded from
field-sampai-tanggal = Recorded until

## Errors and deeds
error-contracts-bill-not-open = This bill can no longer be paid
    .do = Look again at what is owed: it may be paid, cancelled, or of another amount by now.
error-contracts-not-settled-so = This bill was not settled by that payment
    .do = Check the number of the payment; it may have been taken back.
error-property-tax-unknown-waiver = There is no such waiver of interest
    .do = Open it from the list of waivers.
error-property-tax-waiver-dates = The last day comes before the first
    .do = Check both days of payment.
error-property-tax-waiver-over = Its last day is over
    .do = Choose today or a later day; what was paid does not change.
deed-property-tax-waiver-proposed = Waiver of interest proposed
deed-property-tax-waiver-granted = Waiver of interest approved
deed-property-tax-waiver-revoked = Waiver of interest revoked
deed-property-tax-waiver-refused = Waiver of interest refused
deed-property-tax-payments-exported = Payments exported for SISMIOP
error-property-tax-period-malformed = The period cannot be read
    .do = Fill in the first and the last day; the last does not come before the first.
