"""QuickBooks Online as the sync meets it, on one port.

Behaviour follows Intuit's documentation and clients as far as they are known; a comment says `assumed` where
they are silent and the stricter reading was taken, and `[S]` (source code), `[D]` (Intuit's pages), `[C]`
(reports of customers), `[M]` (remembered) where the kind of source matters. Where nothing is said it is [D].

Each behaviour stands with its source in BEHAVIOURS.md, and what is left out at its end.

A person's hand (`Call.as_user`) uses the same paths without token or limits. It may leave out SyncToken and
`sparse`, write in a closed period, change Preferences, void or delete what is paid (the payment becomes
unapplied), lower a total below what is paid, annotate a deposited payment, and merge two customers by giving
one the other's name. The page fills in what a page fills in: the next number, term, email and tax of the
customer.
"""
