"""All that imports CDKTF: the app, what surrounds resources, and a module for each resource.

Importing this package loads CDKTF, and waits where a thread is loading it already: two threads that
import CDKTF at once can each see a half-loaded package. Nothing outside of it may import CDKTF.
"""

from .. import bindings

bindings.load()
