"""Dutch sentences for SHACL's own constraint components, for shapes that have no message themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.labels import prefixed
from graph.vocabulary import SH

#: Sentence by constraint component; the braces hold the value of the parameter that is named beside it.
_SENTENCES: dict[str, tuple[str, str]] = {
    "MinCount": ("Heeft te weinig waarden: ten minste {} nodig.", "minCount"),
    "MaxCount": ("Heeft te veel waarden: ten hoogste {} toegestaan.", "maxCount"),
    "Datatype": ("De waarde is niet van het soort {}.", "datatype"),
    "Class": ("De waarde is geen {}.", "class"),
    "NodeKind": ("De waarde is van de verkeerde vorm: {} verwacht.", "nodeKind"),
    "In": ("De waarde staat niet in de lijst van toegestane waarden.", ""),
    "HasValue": ("De vereiste waarde {} ontbreekt.", "hasValue"),
    "Pattern": ("De waarde past niet op het patroon {}.", "pattern"),
    "MinLength": ("De waarde is te kort: ten minste {} tekens.", "minLength"),
    "MaxLength": ("De waarde is te lang: ten hoogste {} tekens.", "maxLength"),
    "LanguageIn": ("De taal van de tekst is niet toegestaan.", ""),
    "UniqueLang": ("Er zijn twee teksten in dezelfde taal.", ""),
    "MinInclusive": ("De waarde is te klein: ten minste {}.", "minInclusive"),
    "MaxInclusive": ("De waarde is te groot: ten hoogste {}.", "maxInclusive"),
    "MinExclusive": ("De waarde is te klein: meer dan {} nodig.", "minExclusive"),
    "MaxExclusive": ("De waarde is te groot: minder dan {} nodig.", "maxExclusive"),
    "LessThan": ("De waarde moet kleiner zijn dan die van {}.", "lessThan"),
    "LessThanOrEquals": ("De waarde mag niet groter zijn dan die van {}.", "lessThanOrEquals"),
    "Equals": ("De waarden moeten gelijk zijn aan die van {}.", "equals"),
    "Disjoint": ("De waarde mag niet ook een waarde zijn van {}.", "disjoint"),
    "Closed": ("Deze eigenschap is hier niet toegestaan.", ""),
    "Not": ("Voldoet aan een vorm waaraan het niet mag voldoen.", ""),
    "And": ("Voldoet niet aan alle vormen waaraan het moet voldoen.", ""),
    "Or": ("Voldoet aan geen van de vormen waaruit te kiezen is.", ""),
    "Xone": ("Voldoet niet aan precies een van de vormen.", ""),
    "Node": ("Voldoet niet aan de vorm {}.", "node"),
    "QualifiedMinCount": ("Heeft te weinig waarden die aan de vorm voldoen: ten minste {}.", "qualifiedMinCount"),
    "QualifiedMaxCount": ("Heeft te veel waarden die aan de vorm voldoen: ten hoogste {}.", "qualifiedMaxCount"),
    "SPARQL": ("Voldoet niet aan de regel die als SPARQL is opgeschreven.", ""),
    "Expression": ("Voldoet niet aan de voorwaarde van de vorm.", ""),
}  # fmt: skip


def default_message(component: str, parameters: Mapping[Any, object], given: str) -> str:
    """Return a Dutch sentence for a result whose shape has no message of its own; else what the engine said."""
    name = component.removeprefix(str(SH)).removesuffix("ConstraintComponent")
    sentence, parameter = _SENTENCES.get(name, ("", ""))
    if not sentence:
        return given
    value = parameters.get(SH[parameter]) if parameter else None
    if "{}" in sentence and value is None:
        return sentence.partition(":")[0].replace(" {}", "").rstrip(".") + "."
    return sentence.format(prefixed(str(value)))
