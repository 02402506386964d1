# Sentences about what is owed, what was paid, and waivers of interest.

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
