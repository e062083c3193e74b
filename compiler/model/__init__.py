"""The values between the stages: what comes before the plan and what comes after it meet only here.

Frozen dataclasses, standard library only. ``organization`` and ``program`` are what a company wants;
``plan`` is the stacks, ``resources`` the bodies of what is in them and ``address`` where each of them is;
``criteria`` is what a filter matches, shared by both, and ``origin`` the spec that something comes from.
"""
