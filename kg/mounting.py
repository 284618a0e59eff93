"""An ASGI application and a path -> routes that serve it there, with and without the slash at the end."""

from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send


def mounted(path: str, app: ASGIApp) -> list[BaseRoute]:
    """Return the routes; ``path`` begins with a slash and ends without one.

    A mount alone answers the bare path with a redirect (307), which clients in Java do not follow when
    they POST: GERBIL and OpenRefine among them.
    """
    return [Route(path, _Bare(path, app)), Mount(path, app)]


class _Bare:
    """Passes a request for the bare path on as one for the root of the application."""

    def __init__(self, path: str, app: ASGIApp) -> None:
        self._path = path
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        inner = {
            **scope,
            "root_path": scope.get("root_path", "") + self._path,
            "path": scope["path"] + "/",
        }
        await self._app(inner, receive, send)
