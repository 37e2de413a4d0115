"""A seeded world in one process, in which the real services charge and everything may break.

Clock, ids, network, both servers, several stations, customers in the portal and the disk are all
drawn from one seed, so a seed replays a failure exactly. An auditor that shares no code with the
program judges the bank's own ledger, Splynx's books and the journals.
"""
