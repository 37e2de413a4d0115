"""The command line: a second thin face on the services, for schedules, support and tests."""
