"""Sums on one thread: the same to the last bit on any number of cores."""

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Hold numpy's products to one thread while the context lasts."""
    held: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return held
