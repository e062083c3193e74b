"""The map of watchspec: team specs in, Terraform JSON out.

One line of flow, typed values between the stages, no way back::

    Path -> load -> Loaded -> validate -> Checked -> link -> Linked -> check -> Program -> plan -> Plan -> terraform
                                                                               Program -> findings (explain, test)
                                                                         Program, Plan -> review   (diff)
                                                               Program, Plan, findings -> evidence (reports)

``pipeline.py``   the line from ``load`` to ``plan``; the one place that raises SpecError.
``load/``         specs folder -> documents that know where every value is written. The only YAML room.
``pin.py``        Loaded -> problems: may this version compile the specs? Asked first, answered alone.
``validate.py``   documents -> entries: every entry checked on its own, by the models of ``language/``.
``link/``         entries -> Linked: names become references, and entries become what they declare.
``checks/``       Linked -> problems: what only the company as a whole shows; one list, one function a check.
``plan/``         Program -> Plan: filters packed, split, named and ranked; which stack owns what.
``terraform/``    Plan -> ``cdk.tf.json``: the only CDKTF room; reads its own output back before it is kept.
``inventory/``    Program -> a row for each asset, and what differs from the list of a discovery tool.
``findings/``     Program and findings -> what happens to each; the only room that reads findings.
``evidence/``     Program, Plan and findings -> reports for auditors: facts, frameworks as data, templates.
``review/``       Program and Plan of two versions -> what a change does; one rule a function, and one list of rules.

What the stages share:

``language/``      the spec language. ``base``: what all models share; ``where``: conditions; ``organization``: a
                   module for each key of the organization document; ``team``: a module for each section of a team.
``meaning/``       what criteria mean, defined once; evaluation, event patterns, SQL and comparison are derived from it.
``catalog/``       what GuardDuty and AWS know, as data.
``model/``         the values between the stages: frozen dataclasses, standard library only. ``program`` is what the
                   specs declare, ``plan`` and ``resources`` what Terraform gets, ``address`` how resources refer
                   to each other.
``diagnostics/``   Problem (by path), Diagnostic (by place), their codes, choices and fixes, and how they are printed.
``version.py``     the running version, and whether it is in a range.
``source.py``      Source and Span: where an authored value is written.
``git/``           the commit that a revision names, its files, and the commits before it. Nothing is written, and
                   nothing of a repository is run.
``environment.py`` failures that are neither the author's nor ours: a full disk, a killed process.
``secrets.py``     text that must never be printed.
``installation.py`` whether this is a package or a clone, and what to do where something is missing. ``version.py``.

How it is run: ``entry.py`` for the command ``watchspec``, ``__main__.py`` and ``main.py``, and below it
``commands/``: the table of commands, and a module for each. What the commands use:

``output/``           ``cdktf.out``: what is in it, what would change, and how it is written.
``summary.py``        what ``synth`` prints when it is done.
``changelog.py``      what each version changes, by what an apply would see.
``scaffold/``         what ``init`` and ``new`` write: starter specs, and the repository around them.
``schema/``           the JSON Schema of the spec files, with the text of each key.
``reference/``        ``docs/reference.md``: every key of the language, and the tables of the catalog.
``change_pages.py``   ``docs/changes.md``: every rule of ``diff``, with an example and what it prints.
``problem_pages.py``  ``docs/problems.md``: every code, with an example and what it prints.
``docstrings.py``     the examples in docstrings, for these three.
``terminal.py``       tables, colour and progress on a terminal; plain text on a pipe. The only module that knows rich.

Every stage returns its problems beside what it could make of the rest, so that a syntax error in one
file does not hide a dangling reference in another. ``pipeline`` raises all of them at once: after
``check``, and after ``plan``, which finds the limits that only packing decides. Anything else that is
raised is a bug of the compiler.

Which room may import which is in ``tests/test_walls.py``.
"""
