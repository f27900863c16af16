"""Zip files, within bounds: a small file may expand to more than the memory has."""

import io
import zipfile

from doichieu.documents.containers.refusal import DAMAGE, CannotOpen

MOST_EXPANDED = 150_000_000
# What is read; pictures are not.
_READ = (".xml", ".rels")
MOST_FILES = 20_000
_DAMAGED = "Open it in its program, and save it again."


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except DAMAGE as error:
        raise CannotOpen("The file is damaged: it ends early, or was changed.", _DAMAGED) from error


def names_in_zip(content: bytes) -> frozenset[str]:
    """The names of the files in a zip file, once it is known to be within bounds.

    Raises CannotOpen where it is damaged, or its files are too many or too large together. No
    more than the size that is stated here is ever read of a file.
    """
    with _opened(content) as archive:
        files = archive.infolist()
    expanded = sum(file.file_size for file in files if file.filename.lower().endswith(_READ))
    if len(files) > MOST_FILES:
        problem = f"The file is made of more than {MOST_FILES} files."
        raise CannotOpen(problem, "Split the document.")
    if expanded > MOST_EXPANDED:
        problem = f"The text of the file expands to more than {MOST_EXPANDED // 1_000_000} MB."
        raise CannotOpen(problem, "Split the document.")
    return frozenset(file.filename for file in files)


def read_from_zip(content: bytes, name: str) -> bytes | None:
    """One file of a zip file; None where there is none of this name."""
    with _opened(content) as archive:
        try:
            return archive.read(name)
        except KeyError:
            return None
        except DAMAGE as error:
            if "password" in str(error):
                problem = "The document is protected by a password."
                raise CannotOpen(problem, "Save it without one.") from error
            raise CannotOpen(f"The file is damaged in '{name}'.", _DAMAGED) from error
