"""The command line against practice servers, from outside: words in, lines and exit codes out."""
