"""What many tests share."""

import pytest

from doichieu.compiled_models import CompiledModels, compile_models


@pytest.fixture(scope="session")
def compiled_models(tmp_path_factory: pytest.TempPathFactory) -> CompiledModels:
    """The project's models, compiled once for all tests."""
    return compile_models(tmp_path_factory.mktemp("compiled"))
