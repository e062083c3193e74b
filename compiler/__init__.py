"""The map of watchspec: team specs in, Terraform JSON out.

One line of flow, typed values between the stages, no way back::

    Path -> load -> Loaded -> validate -> Checked -> link -> Linked -> check -> Program -> plan -> Plan -> terraform
                                                                               Program -> findings (explain, test)

``load/``         specs folder -> documents that know where every value stands. The only YAML room.
``validate.py``   documents -> entries: every entry checked on its own, by the models of ``language/``.
``link/``         entries -> Linked: names become references, and entries become what they declare.
``checks/``       Linked -> problems: what only the company as a whole shows; one list, one function a check.
``plan/``         Program -> Plan: filters split, named and ranked; which stack owns what.
``terraform/``    Plan -> ``cdk.tf.json``: the only CDKTF room; reads its own output back before it is kept.
``findings/``     Program and findings -> what would become of each; the only room that reads findings.

``pipeline.py`` is this line, from ``load`` to ``plan``. What the stages share:

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

Problems ride along: every stage returns them beside what it could make of the rest, so that a syntax
error in one file does not hide a dangling reference in another. ``pipeline`` raises one
:class:`~compiler.diagnostics.SpecError` with all of them: after ``check``, and after ``plan``, which
finds the limits that only packing decides. Anything else that is raised is a bug of the compiler.

Who may import whom stands in ``tests/test_walls.py``.
"""
