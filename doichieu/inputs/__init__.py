"""Read the inputs, and report all their faults together.

The other stages rely on what `read_inputs` returns: every id is known, every number fits its
report's format, every unit fits its measure, and every correction fits its figure.
"""

from doichieu.inputs.read_folder import read_inputs
from doichieu.inputs.snapshot import InputFile, Inputs

__all__ = ["InputFile", "Inputs", "read_inputs"]
