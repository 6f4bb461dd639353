"""Measurements: ``python -m tests.bench`` runs each module ``bench_<thing>`` of this folder.

A bench has ``measure(runs) -> list[Figure]``. It finds an empty database with every table, makes its rows with a
fixed seed, and commits them.
"""
