"""Imports run one way, and each library has its named owners."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = {"graph": set(), "loaders": {"graph"}, "views": {"graph", "loaders"}}
NETWORK = {str(p.relative_to(ROOT)) for p in (ROOT / "graph/network").glob("*.py")}
OWNERS = {
    "rdflib": {
        "graph/vocabulary.py",
        "graph/store.py",
        "graph/union.py",
        "graph/validate.py",
        "graph/shapes.py",
        "graph/regions.py",
    },
    "oxrdflib": {"graph/store.py"},
    "pyshacl": {"graph/validate.py"},
    "networkx": NETWORK | {"graph/timeline.py"},
    "pyvis": {"graph/network/looks.py", "views/tekening.py"},
    "starlette": {"graph/endpoint.py", "graph/__main__.py"},
    "uvicorn": {"graph/__main__.py"},
    "xlsxwriter": {"graph/spreadsheet.py"},
    "rapidfuzz": {"graph/register.py", "graph/search.py", "loaders/template.py"},
}
MODULES = sorted(p for package in ALLOWED for p in (ROOT / package).glob("**/*.py"))


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    others = imported(path) & ({"app", "tests"} | ALLOWED.keys()) - {package}
    assert others <= ALLOWED[package]


@pytest.mark.parametrize("library", sorted(OWNERS))
def test_library_is_used_by_its_owners_only(library: str) -> None:
    users = {str(p.relative_to(ROOT)) for p in MODULES if library in imported(p)}
    assert users <= OWNERS[library]


def test_streamlit_is_used_by_pages_only() -> None:
    assert not [p for p in MODULES if "streamlit" in imported(p) and p.parent.name != "views"]


def test_app_is_thin() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 80


def test_nothing_outside_the_repository_is_named() -> None:
    suspect = ("../" + "shared", "/" + "work/")
    files = [*MODULES, ROOT / "app.py", ROOT / "Makefile", ROOT / "README.md"]
    named = [p.name for p in files if any(s in p.read_text(encoding="utf-8") for s in suspect)]
    assert named == []
