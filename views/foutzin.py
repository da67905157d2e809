"""Sentences for what is wrong with a query, in the visitor's language."""

from __future__ import annotations

from graph.errors import InvalidQueryError, KetengraafError, QueryStoppedError, RefusedQueryError
from graph.library import UnknownTerm
from views.taal import language, t


def sentence(error: KetengraafError) -> str:
    """Return an error as a sentence; the errors speak Dutch themselves, and name the facts for other languages."""
    if language() == "nl" or error.english:
        return str(error) if language() == "nl" else error.english
    match error:
        case InvalidQueryError():
            if error.line is None:
                return t("vragen.ongeldig", reden=error.detail)
            reason = error.english_detail or t("vragen.iets_anders")
            return t("vragen.ongeldig_op", regel=error.line, kolom=error.column, reden=reason)
        case RefusedQueryError():
            return t("vragen.geweigerd", wat=error.construct)
        case QueryStoppedError():
            return t("vragen.gestopt", reden=_reason(error.cause))
    return str(error)


def _reason(cause: str) -> str:
    reasons = {
        "time": t("vragen.gestopt_tijd"),
        "memory": t("vragen.gestopt_geheugen"),
        "size": t("vragen.gestopt_omvang"),
        "busy": t("vragen.gestopt_druk"),
        "stopped": t("vragen.gestopt_zelf"),
        "start": t("vragen.gestopt_start"),
    }
    return reasons.get(cause, cause)


def unknown_sentence(unknown: UnknownTerm) -> str:
    """Return what there is to say about a term that the ontology lacks."""
    if unknown.suggestion:
        return t("vragen.onbekend_bedoelt", naam=unknown.name, wel=unknown.suggestion)
    return t("vragen.onbekend", naam=unknown.name)
