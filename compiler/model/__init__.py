"""The values between the stages: what stands before the plan and what stands behind it meet only here.

Frozen dataclasses, standard library only. ``organization`` and ``program`` are what a company asks
for; ``plan`` is the stacks, and ``resources`` what stands in them; ``criteria`` is what a filter asks
for, shared by both, and ``origin`` the spec that it came from.
"""
