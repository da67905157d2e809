"""Files of a visitor, checked on the page Controle: what is too large is refused in words, and nothing is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from graph.errors import KetengraafError
from graph.findings import Report
from graph.limited import TIME_LIMIT, limited_report
from graph.shapes import SIZE_LIMIT, SUFFIXES
from views.bevindingen import show_step
from views.foutzin import sentence
from views.gedeeld import keep, md
from views.taal import t

_REPORT, _REFUSED, _ROUND = "controle_eigen_verslag", "controle_geweigerd", "controle_ronde"
_KINDS = [s.removeprefix(".") for s in SUFFIXES]
_MB = 2**20


def show_upload() -> None:
    """Let a visitor check files of their own; nothing of them is kept."""
    st.markdown(
        t("controle.upload_uitleg", soorten=", ".join(SUFFIXES), mb=SIZE_LIMIT // _MB, tellen=f"{TIME_LIMIT:.0f}")
    )
    # Streamlit's own note names its limit, which is higher: what is over ours must reach us, to be refused in words.
    st.html("<style>[data-testid=stFileUploaderDropzoneInstructions] {display: none}</style>")
    left, right = st.columns(2)
    with left:
        data = _chooser("controle.gegevens", "controle_gegevens")
    with right:
        shapes = _chooser("controle.eigen_vormen", "controle_eigen_vormen")
    for text in st.session_state.pop(_REFUSED, ()):
        st.error(md(text), icon=":material/error:")
    refused = [
        t("controle.te_groot", naam=f.name, mb=-(-f.size // _MB), grens=SIZE_LIMIT // _MB)
        for f in (*data, *shapes)
        if f.size > SIZE_LIMIT
    ]
    if refused:
        # Other choosers take the place of these, so that the server lets go of the files.
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        st.session_state[_REFUSED] = refused
        st.rerun()
    if st.button(t("controle.start"), key="controle_start", type="primary", disabled=not data):
        _check(data, shapes)


def _chooser(label: str, key: str) -> list[Any]:
    turn = st.session_state.get(_ROUND, 0)
    return st.file_uploader(t(label), _KINDS, accept_multiple_files=True, key=f"{key}_{turn}" if turn else key)


def _check(data: Sequence[Any], shapes: Sequence[Any]) -> None:
    st.session_state.pop(_REPORT, None)
    bar = st.progress(0.0, t("controle.bezig_bestand"))
    try:
        report = uploaded_report(
            [(f.name, f.getvalue()) for f in data],
            [(f.name, f.getvalue()) for f in shapes],
            progress=lambda part, what: show_step(bar, part, what),
        )
    except KetengraafError as error:
        st.error(md(sentence(error)), icon=":material/error:")
        return
    finally:
        bar.empty()
    st.session_state[_REPORT] = report
    keep(bron="bestand", ernst=None, staat=None, code=None, regio=None, document=None, bevinding=None)
    st.success(t("controle.klaar_bestand"), icon=":material/check:")


def kept_report() -> Report | None:
    """Return the report about the visitor's own files; it lasts as long as the session."""
    report: Report | None = st.session_state.get(_REPORT)
    return report


def uploaded_report(
    data: Sequence[tuple[str, bytes]],
    shapes: Sequence[tuple[str, bytes]],
    *,
    progress: Callable[[float, str], None] = lambda _part, _what: None,
) -> Report:
    """Validate uploaded files, given as name and content, and remove them."""
    with tempfile.TemporaryDirectory(prefix="ketengraaf-") as folder:
        base = Path(folder)
        return limited_report(_written(base / "data", data), _written(base / "vormen", shapes), progress=progress)


def _written(folder: Path, files: Sequence[tuple[str, bytes]]) -> list[Path]:
    paths: list[Path] = []
    for number, (name, content) in enumerate(files):
        path = folder / str(number) / (Path(name).name or "bestand")
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        paths.append(path)
    return paths
