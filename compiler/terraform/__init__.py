"""Plan -> cdk.tf.json: the only room that knows CDKTF.

``bindings``     loads CDKTF and starts Node, in a thread of its own.
``constructs/``  all that imports CDKTF: the app, what surrounds resources, and a module for each resource.
``kinds``        which module builds and reads which body.
``synthesis``    Plan -> files, which are read back and compared with the plan before they are kept.
``parallel``     the same, with the stacks of a large plan divided among processes.
``references``, ``literals``, ``policy``  text as Terraform has to see it, and back.
``block``        JSON that is read back, key by key until nothing is left.

Importing this package does nothing; :func:`compiler.terraform.bindings.start` begins to load CDKTF.
"""
