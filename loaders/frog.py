"""Frog, the Dutch linguistic analyser, as a subprocess: tokens with lemma, part of speech and dependency, on the text.

Frog reports no character offsets and joins multi-word units ("in_samenspraak_met"), so every token is aligned back to
its sentence; a token that cannot be found is an error, never a guess. Results are kept by the hash of the sentences
and Frog's version: beside the document for documents of the project, else in a cache folder.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from graph.errors import AnalyserError

CACHE_FOLDER = Path(__file__).resolve().parent.parent / ".cache" / "frog"
INSTALL = "Installeer Frog met: sudo apt-get install frog frogdata (of: make frog)."
_OPTIONS = ("--skip=acn", "--JSONout")
_PARTS = 2
"""Processes side by side; each takes 2.5 GB."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence."""

    text: str
    begin: int
    """Column in the sentence."""
    end: int
    lemma: str
    tag: str
    """Part of speech in the CGN tag set, e.g. ``WW(pv,tgw,ev)``."""
    head: int
    """Index of the word that it depends on; -1 for the root or where there is no parse."""
    role: str
    """Dependency relation in the Alpino set, e.g. su, obj1, vc, mod; empty where there is no parse."""

    @property
    def nominal(self) -> bool:
        """Whether an adjective or verb is used as a noun."""
        return "(nom" in self.tag or ",nom" in self.tag

    @property
    def pos(self) -> str:
        """The part of speech alone, e.g. N or WW."""
        return self.tag.partition("(")[0]


Analysis = tuple[tuple[Token, ...], ...]
"""The tokens of each sentence."""


@cache
def version() -> str | None:
    """Return Frog's version, or None when it is not installed."""
    path = shutil.which("frog")
    if path is None:
        return None
    result = subprocess.run([path, "--version"], capture_output=True, text=True, check=False, timeout=60)  # noqa: S603  (the path is that of Frog)
    first = (result.stdout + result.stderr).strip().splitlines()
    return " ".join(first[0].split()[:2]) if first else None


def analyse(
    sentences: Sequence[str], *, kept: Path | None = None, progress: Callable[[str], None] = lambda _: None
) -> Analysis:
    """Return the tokens of each sentence, from what is kept or from Frog itself.

    Parameters
    ----------
    sentences
        Texts without line breaks, one sentence each.
    kept
        A file that may hold the analysis of exactly these sentences, and takes it when it does not.
    progress
        Told when Frog is started.

    Raises
    ------
    AnalyserError
        When Frog is needed and is missing, fails, or gives words that are not in the sentence.
    """
    # Frog joins words with an underscore, so one of the text itself (a line to sign on) would be taken for a joint.
    sentences = [s.replace("_", " ") for s in sentences]
    key = hashlib.sha256("\n".join(sentences).encode()).hexdigest()
    places = [p for p in (kept, CACHE_FOLDER / f"{key}.json.gz") if p is not None]
    for place in places:
        found = _load(place, key)
        if found is not None:
            if place is not places[0]:
                _save(places[0], key, found)
            return _tokens(sentences, found)
    if not sentences:
        return ()
    # The words before a list are asked for with each of its items: Frog reads them once.
    filled = list(dict.fromkeys(s for s in sentences if s.strip()))
    progress(f"Frog leest {sum(len(s.split()) for s in filled)} woorden")
    read = dict(zip(filled, _run_parts(filled), strict=True)) if filled else {}
    raw = [read.get(s, []) for s in sentences]
    tokens = _tokens(sentences, raw)
    _save(places[0], key, raw)
    return tokens


# ---------------------------------------------------------------- running


def _run_parts(sentences: Sequence[str]) -> list[list[list[Any]]]:
    if version() is None:
        raise AnalyserError("Frog is er niet", INSTALL)
    many = sum(len(s) for s in sentences) > 8000 and (os.cpu_count() or 1) > 1
    middle = (len(sentences) + 1) // _PARTS if many else len(sentences)
    parts = [p for p in (sentences[:middle], sentences[middle:]) if p]
    # Each Frog would take a thread per core, and threads that wait for each other more than double the time.
    environment = {**os.environ, "OMP_NUM_THREADS": "1"} if len(parts) > 1 else None
    with ThreadPoolExecutor(len(parts)) as pool:
        return [sentence for part in pool.map(partial(_run, environment=environment), parts) for sentence in part]


def _run(sentences: Sequence[str], *, environment: Mapping[str, str] | None = None) -> list[list[list[Any]]]:
    """Run Frog over sentences, one per line, and return [word, lemma, tag, head, role] of each word of each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "zinnen.txt"
        path.write_text("\n".join(sentences) + "\n", encoding="utf-8")
        command = [
            shutil.which("frog") or "frog",
            "-n",
            *_OPTIONS,
            "-t",
            str(path),
            "-o",
            str(Path(folder) / "uit.json"),
        ]
        # Frog leaves log files where it runs, so it runs in the folder that goes.
        result = subprocess.run(  # noqa: S603  (the path is that of Frog, the options are ours)
            command,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env=environment,
        )
        output = Path(folder) / "uit.json"
        if result.returncode != 0 or not output.exists():
            raise AnalyserError(f"Frog stopte met fout {result.returncode}", INSTALL)
        found = [_compact(sentence) for sentence in _documents(output.read_text(encoding="utf-8"))]
    if len(found) != len(sentences):
        found = _regroup(sentences, found)
    return found


def _documents(text: str) -> list[list[dict[str, Any]]]:
    decoder = json.JSONDecoder()
    found: list[list[dict[str, Any]]] = []
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        sentence, position = decoder.raw_decode(text, position)
        found.append(sentence)
    return found


def _compact(sentence: list[dict[str, Any]]) -> list[list[Any]]:
    words: list[list[Any]] = []
    for word in sentence:
        parse = word.get("parse", {})
        head = int(parse.get("parse_index", 0)) - 1
        words.append([word["word"], word["lemma"], word["pos"]["tag"], head, parse.get("parse_role", "")])
    return words


def _regroup(sentences: Sequence[str], analysed: list[list[list[Any]]]) -> list[list[list[Any]]]:
    """Give words back to the sentences that they came from, where Frog divided the text otherwise.

    Frog may cut a line in two; its heads are then counted on. Words of one analysed sentence that belong to two of
    ours lose their dependencies.
    """
    lengths = [len("".join(s.split())) for s in sentences]
    found: list[list[list[Any]]] = [[] for _ in sentences]
    at, left = 0, lengths[0] if lengths else 0
    for sentence in analysed:
        size = sum(len(word[0].replace("_", "")) for word in sentence)
        while left <= 0 and at + 1 < len(sentences):
            at += 1
            left = lengths[at]
        whole = size <= left
        offset = len(found[at])
        for word in sentence:
            if left <= 0 and at + 1 < len(sentences):
                at += 1
                left = lengths[at]
            head = word[3] + offset if whole and word[3] >= 0 else -1
            found[at].append([*word[:3], head, word[4] if whole else ""])
            left -= len(word[0].replace("_", ""))
    return found


# ---------------------------------------------------------------- aligning


def _tokens(sentences: Sequence[str], raw: list[list[list[Any]]]) -> Analysis:
    return tuple(_aligned(s, words) for s, words in zip(sentences, raw, strict=True))


def _aligned(sentence: str, words: list[list[Any]]) -> tuple[Token, ...]:
    tokens: list[Token] = []
    position = 0
    for word, lemma, tag, head, role in words:
        begin, end = _find(sentence, word, position)
        tokens.append(Token(sentence[begin:end], begin, end, lemma, tag, head, role))
        position = end
    return tuple(tokens)


def _find(sentence: str, word: str, start: int) -> tuple[int, int]:
    """Return where a word stands in the sentence; an underscore may stand for the space inside a multi-word unit."""
    while start < len(sentence) and sentence[start].isspace():
        start += 1
    if sentence.startswith(word, start):
        return start, start + len(word)
    position = start
    for char in word:
        if char == "_" and not sentence.startswith("_", position):
            while position < len(sentence) and sentence[position].isspace():
                position += 1
            continue
        if not sentence.startswith(char, position):
            raise AnalyserError(f"het woord '{word}' van Frog staat niet in de zin '{sentence[:80]}'", INSTALL)
        position += len(char)
    return start, position


# ---------------------------------------------------------------- keeping


def _load(place: Path, key: str) -> list[list[list[Any]]] | None:
    try:
        body = json.loads(gzip.decompress(place.read_bytes()))
    except (OSError, ValueError, EOFError):
        return None
    installed = version()
    if body.get("key") != key or (installed is not None and body.get("version") != installed):
        return None
    words: list[list[list[Any]]] = body["sentences"]
    return words


def _save(place: Path, key: str, raw: list[list[list[Any]]]) -> None:
    """Keep an analysis, whole or not at all; the same analysis gives the same bytes."""
    place.parent.mkdir(parents=True, exist_ok=True)
    body = json.dumps({"version": version(), "key": key, "sentences": raw}, ensure_ascii=False, separators=(",", ":"))
    fresh = place.with_name(f".{place.name}.{os.getpid()}")
    fresh.write_bytes(gzip.compress(body.encode(), mtime=0))
    fresh.replace(place)
