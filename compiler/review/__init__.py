"""What a change does: two versions of a company are compared, and every difference is judged.

``revision`` gets a version out of git, ``change`` is one judged difference, ``rule`` what judges, and ``rules/``
has the rules with one list of them. Rules compare what is declared, before it is packed. ``replacements`` compares
the plans, by address. ``report`` puts both together, ``accepted`` reads the changes that somebody has accepted, and
``text``, ``markdown`` and ``machine`` write the report. ``replay`` judges findings by both versions.

A difference is safe only where nothing can be lost by it, whatever the findings. What cannot be shown to be safe is
``review`` or ``blind``.
"""
