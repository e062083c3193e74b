"""The files of ``cdktf.out``: what is there, what would change, and how it is written.

``folder``     what is there, as far as it can be read: links are not followed, and sizes are bounded.
``changes``    what ``synth`` would write, what it would remove, and what it leaves alone.
``diff``       the changes as a text that can be shown.
``blocks``     the changes by block of Terraform, as an apply could see them.
``committed``  the stacks that a git revision has.
``writing``    brings the folder up to date: complete, or not at all, or so that the next run says so.

The folder comes with the specs in the same pull request, and is as little to be trusted. It also holds what
Terraform makes (``.terraform``, lock files, local state): that is never overwritten, and a state is never deleted.
"""
