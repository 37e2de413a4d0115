"""Tests of the practice servers, over real sockets."""
