"""Tests of one module at a time: no disk, no network beyond this computer."""
