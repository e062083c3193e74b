"""The values between the stages: what stands before the plan and what stands behind it meet only here.

Frozen dataclasses, standard library only. ``program`` is what a company asks for; ``plan`` is
the stacks, and ``resources`` what stands in them; ``criteria`` is what a filter means, shared by both.
"""
