"""What the core's code alone does not tell a translator: single words, and the window's own."""

# Words that stand for a placeholder in the core's sentences, and what it puts together of values.
# Whole sentences are found in the core by themselves.
MADE_WORDS = (
    *("administer", "approved", "bank", "card", "charge", "charge-one", "charge-runs", "declined"),
    *(
        "deleted",
        "finished",
        "invoice",
        "never-sent",
        "not_paid",
        "other",
        "paid",
        "paused",
        "pending",
        "planned",
    ),
    *("proforma", "read-only", "refill", "refund", "running", "stopped", "void"),
    *("Approved", "Refunded", "Voided", "A duplicate"),
    *("Invoice {number}", "Proforma {number}", "Refill {number}"),
    *(", invoice {number}", ", proforma {number}"),
    "“{name}” must not contain a password; give passwords with --secrets-stdin, for the keyring.",
    *("Void: {reason}", "Refund: {reason}", "Refund to the bank account: {reason}"),
    *("Never with this card: {reason}.", "Never with this bank account: {reason}."),
    *("Not before {moment}: {reason}.", "For this document {words} again: tried {n} times."),
)

# What another system said.
QUOTATION = "“{quoted}”"

# Too general to recognise a sentence by: an instant in words, of this year or another; who did
# something.
INSTANT, INSTANT_OF_YEAR = (
    "{weekday} {day} {month}, {time}",
    "{weekday} {day} {month} {year}, {time}",
)
SOMEBODY = "{operator} at {station}"
SHAPES = (INSTANT, INSTANT_OF_YEAR, SOMEBODY)

# Where the core names a word of the command line, the window names what does the same in it, or
# who can do it; the placeholders are the same or fewer.
WINDOW_WORDS = {
    "--canary must be at least 1.": "The review comes after at least one row.",
    "--concurrency must be from 1 to 16.": "Charges at once must be from 1 to 16.",
    "--gateway-timeout must be from 1 to 600 seconds.": "The wait for IPpay must be from 1 to 600 "
    "seconds.",
    "--max-unknowns must be at least 1.": "The unclear answers that stop a run must be at least 1.",
    "A second person's approval is kept in the team's ledger, and this profile has none. Set one "
    "with “profile set --ledger”, or lift the limit with “--approve-above ''”.": "A second "
    "person's approval is kept in the team's ledger, and this profile has none. Whoever "
    "administers this station can set one, or lift the limit.",
    "“{name}” must not contain a password; give passwords with --secrets-stdin, for the keyring.": (
        "“{name}” must not contain a password; passwords go to the keyring."
    ),
    "Bank debits are to be recorded when they settle, and only IPpay's reports tell when. Name "
    "them with “profile set {name} --report-url U --report-merchant-id M”, or set --record-bank "
    "accepted.": "Bank debits are to be recorded when they settle, and only IPpay's reports tell "
    "when. Whoever administers this station must set up IPpay's reports for the profile {name}, "
    "or let debits be recorded when they are accepted.",
    "Charges of this Splynx still wait in this computer's own journal, which the team's ledger "
    "does not know. Take the ledger out with “profile set {name} --ledger ''”, settle them, then "
    "set it again.": "Charges of this Splynx still wait in this computer's own journal, which the "
    "team's ledger does not know. Whoever administers this station must take the ledger out of "
    "the profile {name}, settle them, then set it again.",
    "Charges on {splynx_host} are not settled yet ({attempts}). Run “reconcile” first; see "
    "“attention”.": "Charges on {splynx_host} are not settled yet ({attempts}). Open Attention and "
    "press Ask now first.",
    "Charges on {splynx_host} are not settled yet ({number}). Run “reconcile” first; see "
    "“attention”. Nothing was forgotten.": "Charges on {splynx_host} are not settled yet "
    "({number}). Open Attention and press Ask now first. Nothing was forgotten.",
    "Choose a profile with --profile NAME. There are: {names}.": "Choose a profile in Settings. "
    "There are: {names}.",
    "Choose the payment account that holds IPpay's saved methods with “profile set {name} "
    "--payment-account ID” (Splynx has: {listed}).": "It is not clear which payment account holds "
    "IPpay's saved methods (Splynx has: {listed}). Whoever administers this station must name it "
    "for the profile {name}.",
    "Choose the payment method for a {kind} with “profile set {name} --{kind2}-method ID” (Splynx "
    "has: {listed}).": "It is not clear which payment method of Splynx a payment by {kind} is "
    "recorded under (Splynx has: {listed}). Whoever administers this station must name it for the "
    "profile {name}.",
    "Field {index} of payment account “{title}” is labelled “{label}”, which does not look like "
    "{name}. Name the right fields with “profile set {name2} --fields {name3}=N,…”, or accept "
    "these with --accept-fields.": "Field {index} of payment account “{title}” is labelled "
    "“{label}”, which does not look like {name}. Whoever administers this station must name the "
    "right fields for the profile {name2}, or accept these.",
    "Give the reason for the decision: --reason TEXT.": "Give the reason for the decision.",
    "Give the reason: --reason TEXT.": "Give the reason.",
    "IPpay's reports need a merchant id and a password of their own. Give them with “profile set "
    "{name} --report-merchant-id M --secrets-stdin” (report_password).": "IPpay's reports need a "
    "merchant id and a password of their own. Whoever administers this station must give them to "
    "the profile {name}.",
    "Name the period to charge: --period FROM..TO.": "Name the period to charge.",
    "No Splynx payment method is set for a {kind} payment. Set it with “profile set {name} "
    "--{kind2}-method ID”.": "No Splynx payment method is set for a {kind} payment. Whoever "
    "administers this station must name it for the profile {name}.",
    "Raise it with “profile set --max-day”, or wait until tomorrow.": "Wait until tomorrow, or "
    "have it raised by whoever administers this station.",
    "Raise it with “profile set --max-run”, then resume.": "Have it raised by whoever administers "
    "this station, then resume.",
    "Remove {number} in Splynx, so that the document is owed again; the program sees it at the "
    "next reconcile.": "Remove {number} in Splynx, so that the document is owed again; the "
    "program sees it when it asks next.",
    "Run “ippay-desktop --profile {name} check” once before the first charge: it reads and stores "
    "what the payment account's fields mean.": "The fields of the payment account must be "
    "confirmed once before the first charge: in Settings choose Connect another, fill in the "
    "profile {name} again, then press Save and check.",
    "Splynx refused the payment. Mend the cause, then reconcile.": "Splynx refused the payment. "
    "Mend the cause, then press Ask now.",
    "The books cannot be compared without IPpay's reports. Name them with “profile set NAME "
    "--report-url U --report-merchant-id M”.": "The books cannot be compared without IPpay's "
    "reports. Whoever administers this station must set them up.",
    "The data folder {data_dir} cannot be made: {strerror}. Choose another with --data-dir.": "The "
    "data folder {data_dir} cannot be made: {strerror}. Start the program with another.",
    "The database that --ledger names does not exist on its server.": "The database of the team's "
    "ledger does not exist on its server.",
    "The field labels of payment account “{title}” have changed in Splynx. Look at them, then "
    "accept them with “profile set {name} --accept-fields”.": "The field labels of payment account "
    "“{title}” have changed in Splynx. Whoever administers this station must look at them, then "
    "accept them for the profile {name}.",
    "The field labels of payment account “{title}” have changed. Look at them, then “profile set "
    "{name} --accept-fields”.": "The field labels of payment account “{title}” have "
    "changed. Whoever administers this station must look at them, then accept them for the "
    "profile {name}.",
    "The keyring holds no Splynx API secret for profile “{name}”. Give it with “profile set "
    "{name2} --secrets-stdin”.": "The keyring holds no Splynx API secret for profile “{name}”. "
    "Connect that profile again and type it.",
    "The local copy of Splynx cannot be used. Nothing is lost: run “sync --full” to build it "
    "again.": "The local copy of Splynx cannot be used. Nothing is lost: start the program again, "
    "and it is built anew.",
    "The team's ledger could not prove by its certificate who it is, so nothing was sent to it. "
    "Have its server offer TLS with a certificate for that name, and give its authority's "
    "certificate with --ca-bundle.": "The team's ledger could not prove by its certificate who it "
    "is, so nothing was sent to it. Have its server offer TLS with a certificate for that name, "
    "and the profile name its authority's certificate.",
    "The team's ledger refused the user or its password. Check --ledger, and give the password "
    "again as ledger_password with “profile set NAME --secrets-stdin”.": "The team's ledger "
    "refused the user or its password. Whoever administers this station must check its address "
    "and give the password again.",
    "The user of --ledger may not do that in the team's ledger. It must own its tables.": "The "
    "user of the team's ledger may not do that in it. It must own its tables.",
    "The team's ledger was written by an older IPpay Desktop. It is copied before it is changed, "
    "and the user of --ledger may not make that copy: have “GRANT CREATE ON DATABASE” given to "
    "it.": "The team's ledger was written by an older IPpay Desktop. It is copied before it is "
    "changed, and its user may not make that copy: have “GRANT CREATE ON DATABASE” given to it.",
    "The team's ledger has no tables yet, and the user of --ledger may make none. Have that user "
    "own the database, or have “GRANT CREATE, USAGE ON SCHEMA public” given to it.": "The team's "
    "ledger has no tables yet, and its user may make none. Have that user own the database, or "
    "have “GRANT CREATE, USAGE ON SCHEMA public” given to it.",
    "The team's ledger charges {splynx_host} through {theirs} (gateway and terminals; {operator} "
    "at {station}, {at}), and this profile names {mine}. Write the same here. If this profile is "
    "right, “verify-journal --adopt” makes the others follow. Nothing was sent.": "The team's "
    "ledger charges {splynx_host} through {theirs} (gateway and terminals; {operator} at "
    "{station}, {at}), and this profile names {mine}. Write the same here. If this profile is "
    "right, whoever administers this station can make the others follow. Nothing was sent.",
    "Until its charges can be read, profile “{name}” stays as it is. If that ledger is gone for "
    "good or never held a charge, add --give-up-ledger.": "Until its charges can be read, profile "
    "“{name}” stays as it is. If that ledger is gone for good or never held a charge, whoever "
    "administers this station can give it up.",
    "There is no profile yet. Make one with “profile set NAME …”.": "There is no profile yet. "
    "Connect Splynx and IPpay first.",
    "There is no profile “{name}”. See “profile list”.": "There is no profile “{name}”. See the "
    "profiles in Settings.",
    "This journal belongs to another computer or another folder, where charges may go on that it "
    "does not know of. Nothing is charged with it here until it is adopted with “verify-journal "
    "--adopt”; it can be read.": "This journal belongs to another computer or another folder, "
    "where charges may go on that it does not know of. Nothing is charged with it here until "
    "whoever administers this station has looked into it and adopted it; it can be read.",
    "This journal is older than the last one written here: it was restored from a backup, and "
    "does not know the charges made since. Nothing is charged with it until the newer one is "
    "back, or this one is adopted with “verify-journal --adopt”; it can be read.": "This journal "
    "is older than the last one written here: it was restored from a backup, and does not know "
    "the charges made since. Nothing is charged with it until the newer one is back, or whoever "
    "administers this station has looked into this one and adopted it; it can be read.",
    "This run would be under way around 23:59 in Splynx, when its own automatic charges start. "
    "Start it later, or add --around-midnight if they are off.": "This run would be under way "
    "around 23:59 in Splynx, when its own automatic charges start. Start it after midnight.",
    "{amount} is above {limit}, which needs a second person. A colleague was asked and finds it "
    "under Attention, or types “approve {what} --amount {amount2} --yes”; then try again. Nothing "
    "was sent.": "{amount} is above {limit}, which needs a second person. A colleague was asked "
    "and finds it under Attention; then try again. Nothing was sent.",
}
