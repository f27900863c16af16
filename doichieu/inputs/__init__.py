"""Read the inputs: every fault in them is found here, and reported at once.

The other stages rely on what `read_inputs` returns: every id is known, every number fits its
report's format, every unit its measure, and every correction the figure that it corrects.
"""

from doichieu.inputs.read_folder import read_inputs
from doichieu.inputs.snapshot import InputFile, Inputs

__all__ = ["InputFile", "Inputs", "read_inputs"]
