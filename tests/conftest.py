"""What many tests share."""

import signal

import pytest

from doichieu.derive.compiled_models import CompiledModels, compile_models

# A job in the background ignores Ctrl-C, and so would what tests start there and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def compiled_models(tmp_path_factory: pytest.TempPathFactory) -> CompiledModels:
    """The project's models, compiled once for all tests."""
    return compile_models(tmp_path_factory.mktemp("compiled"))
