"""The SPARQL endpoint and the addresses of things, as routes for a web server: read only, bounded, killable."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from graph.errors import InvalidQueryError, InvalidValueError, KetengraafError, QueryStoppedError, RefusedQueryError
from graph.negotiation import GRAPH_TYPES, TABLE_TYPES, THING_TYPES, NotAcceptableError, choose
from graph.protocol import BODY_LIMIT, ProtocolError, ProtocolRequest, read_request
from graph.query import TIME_LIMIT, Questioner, Ticket
from graph.service import description_turtle
from graph.sparql import form_of
from graph.store import DATA_FOLDER
from graph.thing import describe, description_query, is_known
from graph.thingpage import render_missing, render_service, render_thing
from graph.vocabulary import ID, KETEN_IRI

__all__ = ["Endpoint"]

AT_ONCE = 48
"""Requests that are answered or wait at the same time; a further one is told to come back."""
_LOOK = 0.25
"""Seconds between two looks at whether the client is still there."""
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Type, Retry-After",
}
_PREFLIGHT = _CORS | {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}
_ALLOWED = "GET, HEAD, POST, OPTIONS"
#: No script, nothing from elsewhere, in no frame: the page of a thing holds text of documents.
_PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}
_STATUS = {"time": 503, "busy": 503, "start": 503, "stopped": 503, "memory": 507, "size": 507}
_Result = TypeVar("_Result")


class _Pump:
    """An answer that a thread fetches and the server's loop hands on, piece by piece."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._pieces: asyncio.Queue[bytes | BaseException | None] = asyncio.Queue()

    def put(self, piece: bytes | BaseException | None) -> None:
        """Hand on a piece, an error, or None at the end; called by the thread."""
        self._loop.call_soon_threadsafe(self._pieces.put_nowait, piece)

    async def next(self) -> bytes | None:
        """Return the next piece, or None at the end. Raises what the thread met."""
        piece = await self._pieces.get()
        if isinstance(piece, BaseException):
            raise piece
        return piece


class Endpoint:
    """The routes of the endpoint, with the processes that answer behind them.

    Parameters
    ----------
    folder
        Folder with the stored graph.
    processes, slow
        As for `Questioner`; the endpoint has its own, so that programs and people do not wait for each other.
    seconds
        The most time that a query may take.
    """

    def __init__(
        self, folder: Path = DATA_FOLDER, *, processes: int = 2, slow: int = 4, seconds: float = TIME_LIMIT
    ) -> None:
        self._folder, self._processes, self._slow, self._seconds = folder, processes, slow, seconds
        self._asked: Questioner | None = None
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="sparql")
        self._running = 0

    def routes(self) -> list[BaseRoute]:
        """Return the routes: the endpoint, the things and the terms."""
        methods = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"]
        reading = ["GET", "HEAD", "OPTIONS"]
        return [
            Route("/sparql", self._sparql, methods=methods),
            Route("/sparql/", self._sparql, methods=methods),
            Route("/id", self._id, methods=reading),
            Route("/id/{key:path}", self._id, methods=reading),
            Route("/def", self._def, methods=reading),
        ]

    def questioner(self) -> Questioner:
        """Return the processes that answer; started at the first request.

        Raises
        ------
        GraphDataError
            When there is no stored graph.
        """
        with self._lock:
            if self._asked is None:
                self._asked = Questioner(self._folder, self._processes, self._slow)
            return self._asked

    def close(self) -> None:
        """End everything that runs."""
        with self._lock:
            if self._asked is not None:
                self._asked.close()
                self._asked = None
        self._threads.shutdown(wait=False, cancel_futures=True)

    # ------------------------------------------------------------ requests

    async def _sparql(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT | {"Allow": _ALLOWED})
        try:
            asked = read_request(
                request.method,
                request.scope.get("query_string", b""),
                request.headers.get("content-type", ""),
                await _body(request),
            )
            if not asked.query:
                return await self._service(request, asked)
            return await self._answer(request, asked)
        except (KetengraafError, NotAcceptableError) as error:
            return _failure(error)

    async def _service(self, request: Request, asked: ProtocolRequest) -> Response:
        if request.method == "POST" or "query=" in request.url.query:
            raise ProtocolError(400, "Er is geen vraag: zet haar in 'query'.")
        media_type, form = choose(asked.accept or request.headers.get("accept", ""), GRAPH_TYPES | _HTML_LAST)
        address = str(request.url.replace(query="", fragment=""))
        if form == "html":
            return _page(render_service(address, _language(request)), 200)
        body = await self._apart(lambda: description_turtle(self.questioner().ask, address, form))
        return Response(body, media_type=media_type, headers=_CORS | {"Vary": "Accept"})

    async def _answer(self, request: Request, asked: ProtocolRequest) -> Response:
        graph = form_of(asked.query) in {"construct", "describe"}
        accept = asked.accept or request.headers.get("accept", "")
        media_type, form = choose(accept, GRAPH_TYPES if graph else TABLE_TYPES)
        seconds = min(asked.seconds or self._seconds, self._seconds)
        ticket = Ticket()
        pump = _Pump(asyncio.get_running_loop())

        def fetch() -> None:
            try:
                answer = self.questioner().stream(
                    asked.query, form, seconds=seconds, selected=asked.selected, ticket=ticket
                )
                for piece in answer:
                    pump.put(piece)
                pump.put(None)
            except BaseException as error:  # noqa: BLE001  whatever it is, the client must not wait for ever
                pump.put(error)

        self._start(fetch)
        first = asyncio.ensure_future(pump.next())
        while not (await asyncio.wait({first}, timeout=_LOOK))[0]:
            if await request.is_disconnected():
                ticket.stop()
        begin = first.result()
        headers = _CORS | {"Vary": "Accept", "X-Content-Type-Options": "nosniff"}
        return StreamingResponse(_pieces(begin, pump, ticket), media_type=_with_charset(media_type), headers=headers)

    async def _id(self, request: Request) -> Response:
        key = request.path_params.get("key", "")
        # Things of registers elsewhere, such as municipalities, are shown here under their own IRI.
        iri = ID + key if key else request.query_params.get("iri", "")
        return await self._thing(request, iri)

    async def _def(self, request: Request) -> Response:
        term = request.query_params.get("term", "")
        return await self._thing(request, KETEN_IRI + term if term else KETEN_IRI.rstrip("#"))

    async def _thing(self, request: Request, iri: str) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT | {"Allow": "GET, HEAD, OPTIONS"})
        language = _language(request)
        try:
            accept = request.query_params.get("format", "") or request.headers.get("accept", "")
            media_type, form = choose(_SHORT.get(accept, accept), THING_TYPES)
            if form == "html":
                thing = await self._apart(lambda: describe(self.questioner().ask, iri))
                if thing is None:
                    return _page(render_missing(iri, language), 404)
                return _page(render_thing(thing, language), 200)
            if not await self._apart(lambda: is_known(self.questioner().ask, iri)):
                raise ProtocolError(404, f"De graaf zegt niets over <{iri}>.")
            body = await self._apart(lambda: self.questioner().serialise(description_query(iri), form))
            return Response(body, media_type=_with_charset(media_type), headers=_CORS | {"Vary": "Accept"})
        except InvalidValueError:
            return _page(render_missing(iri, language), 404)
        except (KetengraafError, NotAcceptableError) as error:
            return _failure(error)

    # ------------------------------------------------------------ threads

    def _start(self, work: Callable[[], _Result]) -> asyncio.Future[_Result]:
        """Run work in a thread; refuse when too much runs already."""
        if self._running >= AT_ONCE:
            raise QueryStoppedError("er wordt nu te veel tegelijk gevraagd", "Probeer het zo nog eens.", cause="busy")
        self._running += 1
        future = asyncio.get_running_loop().run_in_executor(self._threads, work)
        future.add_done_callback(self._ended)
        return future

    def _ended(self, future: asyncio.Future[_Result]) -> None:
        self._running -= 1
        if not future.cancelled():
            future.exception()

    async def _apart(self, work: Callable[[], _Result]) -> _Result:
        return await self._start(work)


_HTML_LAST = {"text/html": "html"}
_SHORT = {"turtle": "text/turtle", "jsonld": "application/ld+json", "ntriples": "application/n-triples",
          "rdfxml": "application/rdf+xml", "html": "text/html"}  # fmt: skip


async def _pieces(begin: bytes | None, pump: _Pump, ticket: Ticket) -> AsyncIterator[bytes]:
    """Yield the pieces of an answer; an error in the middle breaks the connection off: half an answer is none."""
    piece = begin
    try:
        while piece is not None:
            yield piece
            piece = await pump.next()
    finally:
        # A client that goes away in the middle leaves no query behind.
        ticket.stop()


async def _body(request: Request) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > BODY_LIMIT:
            raise ProtocolError(413, f"De vraag is te groot; de grens is {BODY_LIMIT} bytes.")
    return body


def _failure(error: Exception) -> Response:
    """Return an error as HTTP has it, with the sentence that says what to do."""
    headers = _CORS | {"Content-Language": "nl", "X-Content-Type-Options": "nosniff"}
    match error:
        case ProtocolError():
            status = error.status
            if status == 405:
                headers["Allow"] = _ALLOWED
        case RefusedQueryError():
            status = 403
        case InvalidQueryError() | InvalidValueError():
            status = 400
        case QueryStoppedError():
            status = _STATUS[error.cause]
            if error.cause in {"busy", "start"}:
                headers["Retry-After"] = "5"
        case NotAcceptableError():
            offered = ", ".join(dict.fromkeys((*TABLE_TYPES, *GRAPH_TYPES)))
            sentence = f"Geen van de gevraagde vormen ({error}) is er voor dit antwoord; er zijn: {offered}."
            return PlainTextResponse(f"{sentence}\n", 406, headers=headers)
        case _:
            status = 500
    return PlainTextResponse(f"{error}\n", status, headers=headers)


def _page(text: str, status: int) -> Response:
    return Response(text, status, media_type="text/html; charset=utf-8", headers=_CORS | _PAGE_HEADERS)


def _with_charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _language(request: Request) -> str:
    asked = request.query_params.get("taal", "")
    if asked in {"nl", "en"}:
        return asked
    preferred = request.headers.get("accept-language", "").strip().lower()
    return "en" if preferred.startswith("en") else "nl"
