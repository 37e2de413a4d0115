"""Figures of speed, each measured beside its floor in the same run; a benchmark, not a test.

`python3 run.py bench [--only NAME] [--small]` prints them. A figure is one function in one of the
modules that `__main__` names, under the decorator `figure` of `tests.bench.frame`.
"""
