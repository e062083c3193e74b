"""The map of watchspec: team specs in, Terraform JSON out.

One line of flow, typed values between the stages, no way back::

    Path -> load -> Loaded -> validate -> Checked -> link -> Program -> plan -> Plan -> terraform -> cdktf.out
                                                            Program -> findings (explain, test)

``load/``         specs folder -> documents that know where every value stands. The only YAML room.
``validate.py``   documents -> entries: every section entry checked on its own, by the models of ``language/``.
``link/``         entries -> Program: names become references; checks that need the whole company.
``plan/``         Program -> Plan: filters split, named and ranked; which stack owns what.
``terraform/``    Plan -> ``cdk.tf.json``: the only CDKTF room; reads its own output back before it is kept.
``findings/``     Program and findings -> what would become of each; the only room that reads findings.

What the stages share:

``source.py``       Source and Span: where an authored value stands.
``secrets.py``      text that must never be echoed.
``diagnostics/``    Problem, Diagnostic, SpecError, and how they are printed.
``model/``          the values between the stages: frozen dataclasses, standard library only.
``catalog/``        what GuardDuty and AWS know, as data.
``meaning/``        what criteria mean, said once; event patterns and evaluation are derived from it.
``language/``       one module per section of the spec: its model, its example, its checks, how it lowers.

What the command line does with them (``commands/``, a module for what belongs together):

``output.py``       writes ``cdktf.out``, shows what would change, removes what is stale.
``summary.py``      what ``synth`` prints when it is done.
``scaffold.py``     the starter spec that ``new team`` writes.
``terminal.py``     tables, colour and progress on a terminal; plain text on a pipe. The only module that knows rich.
``schema/``         the JSON Schema of the spec files, with the text of each key.
``reference/``      ``docs/reference.md``: every key of the language, and the tables of the catalog.

Problems ride along: ``load`` and ``validate`` collect them beside what they could read, so that a
syntax error in one file does not hide a dangling reference in another. ``link`` is the gate: it adds
its own and raises one :class:`~compiler.diagnostics.SpecError` with all of them. Behind the gate
only limits of the whole are left to find (filters of a detector, scanned buckets), by ``plan``.
Anything else that is raised is a bug of the compiler.

Who may import whom stands in ``tests/test_walls.py``.
"""
