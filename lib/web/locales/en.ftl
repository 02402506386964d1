# Sentences of the frame. Keys error-* explain a code: the title, then what to do (.do).

## Frame
layout-skip = Skip to content
layout-demo = Sample data.
layout-demo-more = Names, figures and rules are invented.
layout-main-nav = Main
layout-sign-in = Sign in
layout-sign-out = Sign out
layout-account = My account
layout-government = Government of
layout-dark = Dark appearance
layout-light = Light appearance
layout-verify = Check a document
layout-api = API

## Forms
form-problems = { $n ->
    [one] { $n } field needs to be corrected
   *[other] { $n } fields need to be corrected
}
form-error-prefix = Error:
password-show = Show
password-hide = Hide
password-shown = The password is visible
password-hidden = The password is hidden
progress-done = { $done } of { $whole }
pagination-label = Pages
pagination-previous = Previous
pagination-next = Next

## Passkeys in the browser
passkey-no-script = Passkeys need JavaScript. Turn it on in your browser, then load this page again.
passkey-waiting = Waiting for your device …
passkey-unsupported = This browser knows no passkeys. Update it, or use another device.
passkey-insecure = Passkeys work only at the official address of this system, with https. Open that address, then try again.
passkey-cancelled = Not agreed to on the device. Press the button again if you want to go on.
passkey-late = The time was over before the device answered. Press the button again.
passkey-known = This device is registered with your account already. Use another one.
passkey-unverified = This device has no screen lock yet. Turn on a fingerprint, a face or a PIN, then try again.
passkey-failed = The device could not answer. Try again, or use another device.

## API page
api-title = API for developers
api-lead = Every operation answers in JSON. Amounts are whole rupiah; errors are application/problem+json with a stable code.
api-document = OpenAPI 3.1 document
api-language = A * marks what must be given.
api-signed-in = Needs a signed-in person
api-fine = fine
api-public = Open:
api-needs = Needs the right:
api-parameters = Parameters
api-parameter = Name
api-place = Place
api-meaning = Meaning
api-answers = Answers
api-status = Status
api-empty = No operations yet

## The app on a phone
manifest-description = Look up, pay and save your property tax; check a notice with the camera.
manifest-screen-home = Look up your tax by its number, without an account
manifest-screen-notice = Amount, due date and whether it is paid
offline-title = No connection
offline-lead = This page cannot be opened now: your phone has no internet connection, or the service cannot be reached.
offline-saved = Saved notices
offline-safe = Have you just paid? Do not pay again. Check first, once you are connected.

## Error page
error-page-title = Something went wrong
error-incident = Incident number:
error-retry = Try again
error-home = Go to the home page

error-kind-invalid = Something you entered is not right
    .do = Correct it and send it again.
error-kind-unauthenticated = You need to sign in first
    .do = Sign in with your account, then repeat.
error-kind-forbidden = You may not open this
    .do = If you need it for your work, ask the administrator for the right.
error-kind-not-found = Page not found
    .do = Check the address, or start from the home page.
error-kind-conflict = The data has changed
    .do = Reload the page, look at the present state, and repeat if it is still needed.
error-kind-precondition = Something else has to be done first
    .do = Reload the page and see what comes first.
error-kind-too-large = That is too large
    .do = Send a smaller file, or split it.
error-kind-too-many = Too many attempts
    .do = Wait a moment, then try again.
error-kind-unavailable = The service cannot answer right now
    .do = Try again in a moment. Nothing of yours is lost.
error-kind-internal = Something failed on our side
    .do = Try again. If it keeps failing, tell us the incident number.

error-web-sign-in = You need to sign in first
    .do = Sign in with your account, then repeat.
error-web-not-found = Page not found
    .do = Check the address, or start from the home page.
error-web-method-not-allowed = This address cannot be called that way
    .do = Open its page first and use the buttons there.
error-web-csrf = This form is no longer valid
    .do = The page was open for too long or was opened from another site. Reload it and send it again.
wait-seconds = { $n ->
    [one] { $n } second
   *[other] { $n } seconds
}
wait-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
wait-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
error-web-too-many = Too many attempts
    .do = Wait { $wait }, then try again.
error-web-too-large = That is too large
    .do = Send a smaller file.
error-web-too-many-fields = Too many fields
    .do = Choose fewer and send several times.
error-web-repeated-field = A field was sent twice
    .do = Reload the page, fill it in and send it once.
error-web-unsupported-media = This kind of content is not known here
    .do = Use the form on the page, or follow the API document.
error-web-unreadable = The request cannot be read
    .do = Check the address and the content, then repeat.
error-web-unprocessable = The content does not fit
    .do = Compare it with the API document, then repeat.
error-web-broken-body = The transfer broke off
    .do = Check your connection and send it again.
error-web-too-slow = The answer takes too long
    .do = Try again in a moment. Unfinished changes were undone.
error-web-first = There is something you must do first
    .do = Open the pages in a browser and follow the instructions.
error-web-fields = Some fields need to be corrected
    .do = Correct the fields named and send it again.
error-web-required = This field is required
    .do = Fill it in and send it again.
error-web-panic = Something failed on our side
    .do = Try again. If it keeps failing, tell us the incident number.
error-web-internal = Something failed on our side
    .do = Try again. If it keeps failing, tell us the incident number.
error-web-template = Something failed on our side
    .do = Try again. If it keeps failing, tell us the incident number.
error-identity-forbidden = You may not do this
    .do = If you need it for your work, ask the administrator for the right.

## Basic values
error-base-nop-length = A NOP has 18 digits, this has { $digits }
    .do = Copy the NOP from the top of the notice; dots and dashes may be left out.
error-base-nop-character = A NOP has only digits, dots and dashes
    .do = Copy the NOP from the top of the notice.
error-base-nik = This is not a NIK
    .do = A NIK has 16 digits; copy it from the identity card.
error-base-rupiah = The amount cannot be read
    .do = Write only the figure, such as 150000 or Rp150.000.
error-base-region-code = This is not a region code
    .do = Write it like 64.08 or 64.08.01.2001.

## Component sheet
design-title = Component sheet
design-nop = Tax object number (NOP)
design-nop-hint = 18 digits at the top of the notice
design-password = Password
design-district = District
design-all = All districts
design-note = Note
design-send = Send
design-way = Way to pay
design-agree = I have checked the figures
design-file = SISMIOP file
design-file-hint = A folder of CSV files as a ZIP, at most 2 GB
design-cap = Cap on increase
