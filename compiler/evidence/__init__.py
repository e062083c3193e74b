"""Program, Plan and findings -> evidence: what watches what, who muted what and until when, and what that serves.

``rows``       what a row is: its place in the specs and in Terraform, its state, how far the specs go.
``facts``      what is shown, as typed rows.
``gather``     Program, Plan -> Facts, with ``inventory``, ``watching``, ``mutes``, ``decisions`` and ``keeping``.
``settings``   whether a source of findings is on, by account, Region and bucket, as far as the specs say.
``traces``     from an entry of the specs to its resources, and to the tests that prove it.
``requirements``  frameworks, and what of the facts serves each requirement; ``kinds`` are what they can name.
``since``      when suppressions, overrides and acceptances began, by git; ``versions`` are the specs of commits, and
               ``written`` is what a file has of them.
``framework_files``  their files: ours in ``frameworks/``, and those of the company.
``happened``   what findings that were handed in show; ``agreement`` what Terraform plans do.
``report``     all of that with its ``basis``: commit, day and checksums. ``build`` makes the files:
``page``       one HTML page, from ``templates/`` and the geometry of ``pictures``; the only module that knows Jinja.
``tables``     CSV. ``oscal`` and ``cyclonedx`` are JSON for programs, with the ids of ``identifiers``.
``statement``  what an outsider recomputes it by: the checksums of everything.

The compiler knows what is meant to be watched. It does not know the state of AWS, and no row claims that it does.
"""
