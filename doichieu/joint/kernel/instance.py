"""The compiled kernel, one instance a thread, and arrays in its memory.

WebAssembly has no fused multiply-add: results have the same digits on every machine. A call
releases Python's lock, so threads compute at the same time, each in an instance of its own.
"""

import ctypes
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import wasmtime
from numpy.typing import NDArray

BINARY = Path(__file__).with_name("kernel.wasm")
PAGE = 2**16
# Arrays begin at multiples of this.
ALIGNMENT = 16


@cache
def _module() -> tuple[wasmtime.Engine, wasmtime.Module]:
    """The compiled module, which all threads share."""
    engine = wasmtime.Engine()
    return engine, wasmtime.Module.from_file(engine, str(BINARY))


@contextmanager
def _naming_memory() -> Iterator[None]:
    """Raise as MemoryError what wasmtime raises where the system refuses it address space.

    A kernel that does not fit raises the same class, with other words.
    """
    try:
        yield
    except wasmtime.WasmtimeError as error:
        if "memory" not in str(error):
            raise
        raise MemoryError(f"The kernel of the joint checks has no memory: {error}") from error


class Instance:
    """The functions of the kernel, and its memory. One thread at a time may use it."""

    def __init__(self) -> None:
        """Make an instance with a memory of its own; raises MemoryError."""
        engine, module = _module()
        self._store = wasmtime.Store(engine)
        with _naming_memory():
            self._exports = wasmtime.Instance(self._store, module, []).exports(self._store)
        self._memory = self._exports["memory"]
        self._first = self._exports["__heap_base"].value(self._store)
        self._next = self._first

    def clear(self, first: int = 0) -> None:
        """Give up all arrays, or those from an address on."""
        self._next = first or self._first

    def put(self, array: NDArray[Any]) -> int:
        """The address of a copy of an array."""
        address = self.room(array.nbytes)
        self.view(address, array.shape, array.dtype)[...] = array
        return address

    def put_struct(self, fields: Sequence[int]) -> int:
        """The address of a struct of whole numbers and addresses."""
        return self.put(np.array(fields, np.int32))

    def room(self, size: int) -> int:
        """The address of `size` bytes; raises MemoryError."""
        address = -(-self._next // ALIGNMENT) * ALIGNMENT
        self._next = address + size
        missing = self._next - self._memory.data_len(self._store)
        if missing > 0:
            with _naming_memory():
                self._memory.grow(self._store, -(-missing // PAGE))
        return address

    def view(self, address: int, shape: tuple[int, ...], dtype: Any) -> NDArray[Any]:
        """An array at an address of the memory; valid until the memory grows."""
        size = self._memory.data_len(self._store)
        start = ctypes.addressof(self._memory.data_ptr(self._store).contents)
        whole = (ctypes.c_uint8 * size).from_address(start)
        return np.frombuffer(whole, dtype, int(np.prod(shape)), address).reshape(shape)

    def call(self, name: str, *arguments: int) -> Any:
        """Call a function of the kernel; the memory after all arrays is free for it."""
        return self._exports[name](self._store, *arguments, self.room(0))


_of_thread = threading.local()


def instance() -> Instance:
    """The instance of this thread."""
    if not hasattr(_of_thread, "instance"):
        _of_thread.instance = Instance()
    return _of_thread.instance
