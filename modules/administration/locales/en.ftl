# Sentences of the administration module. Keys error-* explain a code: the title, then what to do (.do).

## Navigation
adm-menu = Administration
adm-home-title = Work desk
adm-accounts-title = Accounts
    .hint = Who can come in, their roles, and resets
adm-jobs-title = Jobs
    .hint = Imports, assessments and other long work
adm-trail-title = Audit trail
    .hint = Who did what, and whether the record is whole

## General
adm-apply = Apply
adm-save = Save
adm-search = Search
adm-refresh = Refresh
adm-state = State
adm-all-states = All states
adm-filter-drop = Clear filters
adm-address = Network address
adm-when = Time

## Sign-in
adm-sign-in-title = Sign in
adm-sign-in-lead = For officials. Citizens check their property tax without an account.
adm-sign-in-button = Sign in
adm-sign-in-help = Forgot the password or lost the phone? Ask the administrator of your agency to reset the account. An administrator whom nobody can reset gets a new link from whoever runs the server.
adm-signed-out = You have signed out.
adm-login = Sign-in name
adm-login-hint = Small letters, digits, dots or dashes, such as siti.rahma
adm-password = Password
adm-code = Code from your phone
adm-code-hint = The six digits your authenticator app shows now
adm-code-now = code now
adm-demo-title = Demo accounts
adm-demo-lead = These exist in a demo only. A real system never shows passwords or codes.
adm-demo-enter = Enter as { $name }
field-login = Sign-in name
field-password = Password
field-code = Code

## One-time links
adm-link-title = One-time link
adm-link-first = First administrator
adm-link-first-lead = Make the account that administers this system.
adm-link-invitation = Activate your account
adm-link-password = New password
adm-link-everything = Reset your account
adm-link-for = For { $name }.
adm-link-until = The link is good until { $moment }.
adm-link-who = Name and password
adm-link-button = Save and sign in
adm-link-once = This link works once. Do not pass it on.
adm-phone-title = Connect your phone
adm-phone-lead = Open an authenticator app, such as Aegis, FreeOTP or Google Authenticator, and scan this code.
adm-phone-typed = Cannot scan? Type this key into the app:
adm-phone-present = Code from your phone
adm-code-confirm = The six digits shown after scanning
adm-qr-label = QR code for the authenticator app
field-repeat = Repeat the password
field-name = Full name

## Passwords
adm-password-new = New password
adm-password-repeat = Repeat the new password
adm-password-present = Present password
adm-password-change = Change password
adm-password-changed = The password was changed. Other sessions have ended.
adm-password-over = Your password has expired. Change it before you go on.
adm-password-others-end = Your sessions on other devices end when you change it.
adm-password-days = { $days ->
    [one] The password must be changed within { $days } day.
   *[other] The password must be changed within { $days } days.
}
adm-password-set = Password since
adm-rules-title = Rules in force:
adm-rules-asvs = Source: OWASP ASVS 5.0, V6.2; the second factor replaces rules of composition.
adm-rules-bssn = Source: Peraturan BSSN 4/2021, article 27 (1) c.
adm-rule-length = { $shortest } to { $longest } characters; a sentence is fine
adm-rule-classes = small letters, capital letters, digits and other signs
adm-rule-strong = not easy to guess: no names, dates, common words or rows of keys
adm-rule-history = none of the last { $n } passwords
adm-rule-expiry = changed every { $days } days
adm-rule-no-expiry = need not be changed regularly
field-present = Present password

## Work desk
adm-home-hello = Welcome, { $name }
adm-home-waiting = { $count } { $count ->
    [one] waits
   *[other] wait
} for your decision
adm-home-jobs = Your unfinished jobs
adm-home-empty = Nothing for you to do yet
adm-home-empty-advice = Your account has no role yet. Ask the administrator for the one that fits, then open this page again.
adm-alone = There is only one account so far.
adm-alone-more = Next: create accounts for the officers and for a second administrator, so that somebody can always help.

## My account
adm-my-account = My account
adm-my-account-change = Name, agency and roles are changed by the administrator.
adm-sessions = You are signed in on
adm-sessions-end-others = End all others
adm-sessions-ended = All other sessions have ended.
adm-sessions-rule = A session ends after { $minutes } minutes without activity, and always after { $hours } hours.
adm-session-browser = Browser
adm-session-began = Began
adm-session-seen = Last used
adm-session-this = This session
adm-session-end = End
adm-session-ended = The session has ended.

## Accounts
adm-name = Name
adm-nip = NIP
adm-nip-hint = 18 digits; leave it empty if there is none
adm-agency = Agency
adm-agency-hint = Decides whose data the person may work on
adm-agency-none = No agency
adm-own-agency = (of the own agency)
adm-roles = Roles
adm-roles-hint = New roles act from the next request on, without signing in again.
adm-accounts-search = Name, sign-in name or NIP
adm-accounts-empty = No account fits
adm-accounts-empty-advice = Check the spelling, or search for a part of the name.
adm-accounts-all = Show all accounts
adm-account-new = Create account
adm-account-new-lead = After saving you get a one-time link to hand to the person. No e-mail is needed.
adm-account-create = Create account and link
adm-account-saved = The changes are saved and in force.
adm-account-since = Created { $moment }
adm-account-invited = Invited
adm-account-active = Active
adm-account-disabled = Disabled
adm-account-disabled-now = The account is disabled; all its sessions have ended.
adm-account-enabled-now = The account is enabled again.
adm-reset-title = Reset
adm-reset-lead = The present password stops working at once, all sessions end, and a lock after wrong tries is lifted.
adm-reset-invited = The earlier link stops working at once.
adm-reset-password = Forgot the password; still has the phone
adm-reset-everything = Lost the phone, or somebody else may be using the account
adm-reset-button = Make a new link
adm-disable-title = Disable
adm-disable-lead = This person can no longer sign in. What they did stays on record, and the account can be enabled again.
adm-disable-self = Your own account can only be disabled by another administrator.
adm-disable-button = Disable account
adm-enable-title = Enable again
adm-enable-lead = This person can sign in again with the same password and phone.
adm-enable-button = Enable account
adm-link-made-invitation = The account was created
adm-link-made-reset = A new link was made
adm-link-made-once = This link is shown once.
adm-link-made-lead = Hand it to the owner of { $login } now.
adm-link-made-label = One-time link
adm-link-made-copy = Click into the box, select all (Ctrl+A), then copy (Ctrl+C)
adm-link-made-copy-button = Copy the link
adm-link-made-copied = Link copied
adm-link-made-until = Good until { $moment }, and once only.
adm-link-made-way = Hand it over in person or through a channel you trust; whoever holds it can come in.
adm-link-made-phone = The person chooses a password and scans a QR code with their phone.
adm-link-made-same-phone = The person chooses a new password and uses a code from the same phone.
adm-link-made-done = Done, to the list of accounts
adm-link-made-account = Open this account
field-nip = NIP
field-agency = Agency
field-roles = Roles

## Jobs
adm-job = Job
adm-job-who = Asked for by
adm-job-when = Time
adm-job-progress = Progress
adm-job-waiting = Waiting
adm-job-running = Running
adm-job-done = Done
adm-job-dead = Failed
adm-job-cancelled-state = Cancelled
adm-job-attempt = attempt { $n }
adm-job-cancel = Cancel
adm-job-retry = Try again
adm-job-stopping = Being stopped
adm-job-cancelled = The job is cancelled. One that is running stops at its next step.
adm-job-retried = The job is in the queue again.
adm-jobs-empty = No jobs
adm-jobs-empty-advice = Imports, assessments and mass printing appear here as soon as they are started on their pages.

## Audit trail
adm-trail-lead = Every deed that changes data, and every refusal. Entries are chained; one changed letter is found.
adm-deed = Deed
adm-all-deeds = All deeds
adm-actor = Actor
adm-actor-login = Actor (sign-in name)
adm-actor-operator = Operator on the server
adm-actor-public = Without an account
adm-actor-system = The system
adm-subject = About
adm-outcome = Outcome
adm-all-outcomes = All outcomes
adm-outcome-done = Done
adm-outcome-denied = Denied
adm-outcome-failed = Failed
adm-from = From
adm-until = Until
adm-trail-empty = No entry fits
adm-trail-empty-advice = Loosen the filters, for example the dates or the actor.
adm-trail-of-actor = everything by this actor
adm-trail-of-subject = everything about this
adm-chain-head = Entries in the chain
adm-chain-unsealed = Waiting to be chained
adm-chain-unsealed-more = usually for less than a second
adm-chain-signed = Last signature at entry
adm-chain-unsigned = none yet; one is made each day
adm-chain-check = Wholeness
adm-chain-check-button = Check the whole chain
adm-chain-command = or on the server:
adm-chain-place = Number in the chain
adm-chain-waiting = waiting to be chained
adm-chain-whole = The chain is whole
adm-chain-walked = { $entries } entries and { $checkpoints } signatures were checked; nothing was changed.
adm-chain-broken = The chain is not whole
adm-chain-broken-do = Change nothing. Keep a copy of the database and tell whoever is responsible for security.
adm-trouble-removed = Entry { $seq } was removed.
adm-trouble-broken = Entry { $seq } was changed, put in or moved.
adm-trouble-details-changed = The details of entry { $seq } were changed.
adm-trouble-erased-without-record = The details of entry { $seq } were erased without a record of it.
adm-trouble-head-differs = The end of the chain at { $seq } does not fit: entries were cut off or added.
adm-trouble-checkpoint-differs = The chain does not fit the signature at { $seq }: it was cut off or written anew.
adm-trouble-checkpoint-forged = The signature at { $seq } was not made with a key of this system.
adm-trouble-checkpoint-file-missing = The file of the last signature (audit/latest.json) is missing; the chain was walked up to { $seq }.
adm-reason = Note
adm-kind-code = Code of the deed
adm-details = Details
adm-details-erased = The details of this entry were erased to protect personal data (UU 27/2022 article 43). The chain stays whole.
adm-field = Field
adm-before = Before
adm-after = After
field-pelaku = Actor
field-dari = From
field-sampai = Until

## Roles and rights
role-administrator = Administrator
role-auditor = Auditor
role-leader = Leader
permission-identity-view-accounts = see accounts
permission-identity-manage-accounts = create, change and reset accounts
permission-administration-watch-jobs = see jobs
permission-administration-manage-jobs = cancel jobs and try them again
permission-administration-read-audit = read the audit trail

## Deeds in the audit trail
deed-audit-details-erased = Details of an entry erased
deed-identity-denied = Act without the right refused
deed-identity-signed-in = Signed in
deed-identity-sign-in-refused = Sign-in failed
deed-identity-locked = Locked after too many tries
deed-identity-signed-out = Signed out
deed-identity-session-ended = Session ended
deed-identity-link-made = One-time link made
deed-identity-link-redeemed = One-time link used
deed-identity-link-refused = Link used with a wrong code
deed-identity-account-created = Account created
deed-identity-account-changed = Account changed
deed-identity-account-disabled = Account disabled
deed-identity-account-enabled = Account enabled again
deed-identity-account-recovered = Administrator let back in at the server
deed-identity-password-changed = Password changed
deed-identity-agencies-set = List of agencies changed
deed-jobs-cancelled = Job cancelled
deed-jobs-retried = Job tried again

## Errors
error-administration-repeat = The two passwords differ
    .do = Type the same password twice.
error-administration-date = The date cannot be read
    .do = Write it like 2026-08-17.
error-administration-nobody = There is no account with this sign-in name
    .do = Search for it in the list of accounts and copy the sign-in name.
error-administration-qr = The QR code cannot be drawn
    .do = Type the key into the authenticator app.
