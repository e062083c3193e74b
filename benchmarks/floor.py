"""The floor: a CDKTF app with one empty stack and no provider."""

import sys

from cdktf import App, LocalBackend, TerraformStack

app = App(outdir=sys.argv[1])
LocalBackend(TerraformStack(app, "empty"), path="terraform.tfstate")
app.synth()
