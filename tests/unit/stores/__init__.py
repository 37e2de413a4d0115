"""Tests of the local stores: profiles, secrets, the station lock and the machine."""
