"""What a change does: two versions of a company are compared, and every difference is judged.

``revision`` gets a version out of git. ``pair`` matches the entries of two versions, ``rule`` is what judges a
difference, ``change`` one that is judged, and ``rules/`` has the rules, with one list of them. Rules compare what is
declared, before it is packed. What filters, suppressions and routed findings have in common is in ``entries``:
``criteria`` compares what they match, and ``substitutes`` finds others that make up for what is lost.

``stacks`` compares the plans, by address, and ``replacements`` judges that. ``report`` puts it all together,
``accepted`` reads the changes that somebody has accepted, and ``text``, ``markdown`` and ``machine`` write the report.
``replay`` judges findings by both versions.

A difference is safe only where nothing can be lost by it, whatever the findings. What cannot be shown to be safe is
``review`` or ``blind``.
"""
