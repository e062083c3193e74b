"""Inputs that nobody would write, to the same functions that the command line calls.

``mutation`` makes them from the golden specs and the sample findings, ``targets`` says what has to hold for each,
``engine`` runs one and measures, and ``python -m tests.fuzz`` runs as many as you like (``make fuzz``); ``guided`` is
for those who have atheris.
Every input follows from the name of its target, a seed and its number alone, so that a failure can be repeated.
"""
