"""Plan -> cdk.tf.json: the only room that knows CDKTF.

Importing this package starts Node (through jsii); nothing that only validates may import it.
"""

from compiler.terraform import bindings

bindings.load_lazily()
