# Sentences about what is owed, what was paid, and waivers of interest.

error-contracts-bill-not-open = This bill can no longer be paid
    .do = Look again at what is owed: it may be paid, cancelled, or of another amount by now.
error-contracts-not-settled-so = This bill was not settled by that payment
    .do = Check the number of the payment; it may have been taken back.
