"""From regional profiles to descriptions, statements and findings: the inventory as a graph."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from graph.model import Description, Finding, Iri, Load, Passage, Ref, Severity, Statement, Text, Value
from graph.privacy import contact_spans, mask
from graph.register import Municipality, Register
from graph.vocabulary import DCTERMS, KETEN, RDFS, SKOS, concept, label, mint, slug
from loaders.judgement import JUDGED, judge
from loaders.municipalities import Named, read_municipalities
from loaders.profiles import Answer, Profile, Profiles
from loaders.tasktable import Row
from loaders.template import template
from loaders.text import Reading, SourceText, Span

AGENT = mint("lader", "regioprofiel", "1")
"""The loader and the version of what it reads; a change of reading is a new version."""

_MANY = 50
"""More municipalities without a region than this are one finding: the document is of a part of the country."""


def load_profiles(profiles: Profiles, begin: dt.date, end: dt.date) -> Load:
    """Turn profiles into a load; names are resolved against the register as it stood from `begin` to `end`."""
    loader = _Loader(profiles, Register.at(begin, end), begin)
    for profile in profiles.profiles:
        loader.profile(profile)
    loader.whole()
    return loader.load


_ASIDES = {
    "vraag": (
        "vraag-onbekend",
        Severity.WARNING,
        "{title} beantwoordt een vraag die niet in het sjabloon staat: '{head}'. Het antwoord is niet geladen.",
    ),
    "tussentekst": (
        "tekst-buiten-regio",
        Severity.INFO,
        "Na {title} staat een tekst die bij geen regio hoort: '{head}'. Hij is alleen als passage geladen.",
    ),
    "naschrift": (
        "naschrift",
        Severity.INFO,
        "Na de antwoorden van {title} staat een toelichting: '{head}'. Zij is alleen als passage geladen.",
    ),
    "voetnoot": ("voetnoot", Severity.INFO, "{title} heeft een voetnoot: '{head}'."),
}
"""Code, severity and sentence of the finding for each kind of text beside the answers."""


class _Loader:
    """Turns one document's profiles into a load."""

    def __init__(self, profiles: Profiles, register: Register, day: dt.date) -> None:
        self.profiles, self.register, self.day = profiles, register, day
        self.source: SourceText = profiles.source
        self.year = str(day.year)
        self.form = template()
        self.load = Load(self.source.slug, agent=AGENT)
        self.iris = _region_iris(profiles.profiles, self.year)
        self.listed: dict[Iri, list[tuple[Profile, tuple[Passage, ...]]]] = defaultdict(list)
        self.counts: dict[str, int] = {}
        self.people: set[str] = set()

    # ------------------------------------------------------------ one profile

    def profile(self, profile: Profile) -> None:
        """Load one profile."""
        region = self.iris[profile.heading.begin]
        heading = self._passages([profile.heading], "kop")
        properties: list[tuple[Iri, Ref | Value]] = [
            (RDFS.label, Text(profile.title)),
            (DCTERMS.date, self.day),
        ]
        if profile.number:
            properties.append((KETEN.nummer, profile.number))
        others = dict.fromkeys((profile.name, profile.other_name))
        properties += [(SKOS.altLabel, Text(name)) for name in others if name and name != profile.title]
        self.load.descriptions.append(Description(region, (KETEN.Regio,), tuple(properties), heading))
        parent = next((p for p in self.profiles.profiles if p.is_container and p.number == profile.parent), None)
        if parent is not None:
            whole = Ref(self.iris[parent.heading.begin])
            self._state(region, KETEN.maaktDeelUitVan, whole, heading)
        self._heading_findings(profile, region, heading)
        self._asides(profile, region)
        if profile.is_container:
            return
        self._municipalities(profile, region)
        self._contact(profile, region)
        self._table(profile, region)
        self._answers(profile, region)

    def _heading_findings(self, profile: Profile, region: Iri, heading: tuple[Passage, ...]) -> None:
        if not profile.number:
            self._find(
                Severity.WARNING,
                "regio-zonder-nummer",
                f"De kop van {profile.title} heeft geen nummer.",
                heading,
                region,
            )
        if not re.match(r"(?i)(sub-?)?regio\b", profile.title):
            self._find(
                Severity.INFO,
                "kop-afwijkend",
                f"De kop '{profile.title}' noemt geen regio; het profiel is wel als regio geladen.",
                heading,
                region,
            )

    def _municipalities(self, profile: Profile, region: Iri) -> None:
        reading = self.source.read(profile.municipalities)
        found = read_municipalities(reading, self.register)
        for named in found.names:
            self._municipality(profile, region, reading, named)
        if not found.names:
            self._find(
                Severity.WARNING,
                "gemeenten-ontbreken",
                f"{profile.title} noemt geen deelnemende gemeenten.",
                self._passages([profile.heading], "kop"),
                region,
            )
        self.counts[profile.number] = len(found.names)
        if found.subheadings:
            names = ", ".join(reading.text[b:e].strip(" :") for b, e in found.subheadings)
            spans = [s for b, e in found.subheadings for s in reading.spans(b, e)]
            self._find(
                Severity.INFO,
                "deelgebieden",
                f"De lijst van {profile.title} noemt deelgebieden ({names}); de gemeenten zijn bij de regio als geheel "
                "geladen.",
                self._passages(spans, "gemeentelijst"),
                region,
            )

    def _municipality(self, profile: Profile, region: Iri, reading: Reading, named: Named) -> None:
        resolution = named.resolution
        passages = self._passages(reading.spans(named.begin, named.end), "naam")
        municipality = resolution.municipality
        if municipality is None:
            self._unresolved(profile, region, resolution.name, resolution.candidates, passages)
            return
        self._state(municipality.iri, KETEN.neemtDeelAan, Ref(region), passages, Decimal(str(resolution.similarity)))
        self.listed[municipality.iri].append((profile, passages))
        if resolution.similarity < 1:
            self._find(
                Severity.WARNING,
                "gemeente-spelling",
                f"'{resolution.name}' in {profile.title} is gelezen als {municipality.name}.",
                passages,
                municipality.iri,
                f"Controleer of {municipality.name} is bedoeld.",
            )
        elif not resolution.exact:
            self._find(
                Severity.INFO,
                "gemeente-schrijfwijze",
                f"'{resolution.name}' in {profile.title} staat in het register als {municipality.name}.",
                passages,
                municipality.iri,
            )

    def _unresolved(
        self,
        profile: Profile,
        region: Iri,
        name: str,
        candidates: Sequence[Municipality],
        passages: tuple[Passage, ...],
    ) -> None:
        elsewhen = self.register.elsewhen(name)
        if elsewhen:
            other = elsewhen[0]
            when = (
                f"bestond tot {other.end:%d-%m-%Y}"
                if other.end is not None
                else f"bestaat sinds {other.begin:%d-%m-%Y}"
            )
            reason = f"die gemeente {when}, en niet op de datum van het document"
            code = "gemeente-bestond-niet"
        elif candidates:
            reason = f"er zijn meer mogelijkheden: {', '.join(m.name for m in candidates)}"
            code = "gemeente-meerduidig"
        else:
            reason = "die naam staat niet in het register"
            code = "gemeente-onbekend"
        self._find(
            Severity.WARNING,
            code,
            f"'{name}' in {profile.title} is niet geladen: {reason}.",
            passages,
            region,
            "Ga in het document na welke gemeente is bedoeld, of vul het register aan.",
        )

    def _contact(self, profile: Profile, region: Iri) -> None:
        reading = self.source.read(profile.contact)
        names = _person_names(reading.text, self.form.patterns["aanhef"], self.form.patterns["na_naam"])
        if not names:
            self._find(
                Severity.WARNING,
                "contactpersoon-ontbreekt",
                f"{profile.title} noemt geen contactpersoon.",
                self._passages([profile.heading], "kop"),
                region,
            )
        for begin, end in names:
            name = reading.text[begin:end]
            passages = self._passages(reading.spans(begin, end), "naam")
            person = mint("persoon", slug(name))
            if str(person) in self.people:
                # Two regions can have namesakes; one person in two regions cannot be told from them.
                person = mint("persoon", f"{slug(name)}-{slug(profile.name)}")
                self._find(
                    Severity.INFO,
                    "naamgenoot",
                    f"{name} is ook contactpersoon van een andere regio; of dat dezelfde persoon is, blijkt niet.",
                    passages,
                    person,
                )
            self.people.add(str(person))
            role = mint("rol", self.year, f"contactpersoon-{slug(profile.name)}")
            self._describe(person, KETEN.Persoon, ((RDFS.label, Text(name)),), passages)
            self._describe(role, KETEN.Rol, ((RDFS.label, Text(f"contactpersoon {profile.title}")),), passages)
            self._state(region, KETEN.heeftContactpersoon, Ref(person), passages)
            self._state(person, KETEN.heeftFunctie, Ref(role), passages)
            if not profile.contact_labelled:
                self._find(
                    Severity.INFO,
                    "label-contactpersoon",
                    f"Bij {profile.title} staat geen 'Contactpersoon:' voor de naam.",
                    passages,
                    region,
                )

    # ------------------------------------------------------------ the table

    def _table(self, profile: Profile, region: Iri) -> None:
        rows = profile.table.rows if profile.table is not None else []
        notes = self._footnotes(profile)
        for row in rows:
            self._row(profile, region, row, notes)
        starred = [r for r in rows if "*" in r.levels.raw + r.status.raw]
        if starred and not notes:
            self._find(
                Severity.INFO,
                "noot-ontbreekt",
                f"De tabel van {profile.title} verwijst met een sterretje naar een noot die er niet is.",
                self._passages(starred[0].value_spans, "tabelcel"),
                region,
            )
        missing = [t for t in dict.fromkeys(t.key for t in self.form.tasks) if t not in {r.task for r in rows}]
        for task in missing:
            self._find(
                Severity.WARNING,
                "taak-ontbreekt",
                f"De tabel van {profile.title} heeft geen rij '{label(concept('taak', task))}'.",
                self._passages([profile.heading], "kop"),
                region,
            )
        for span in profile.table.unknown_rows if profile.table is not None else ():
            row_text = self.source.read([span]).text
            self._find(
                Severity.WARNING,
                "taak-onbekend",
                f"De tabel van {profile.title} heeft een rij die niet in het sjabloon staat: '{row_text}'. Zij is niet "
                "geladen.",
                self._passages([span], "tabelcel"),
                region,
            )
        if profile.table is not None and profile.table.header_notes:
            note = self.source.read(profile.table.header_notes).text
            self._find(
                Severity.INFO,
                "opmerking-tabelkop",
                f"In de kop van de tabel van {profile.title} staat een opmerking: '{note}'.",
                self._passages(profile.table.header_notes, "tabelcel"),
                region,
            )

    def _row(self, profile: Profile, region: Iri, row: Row, notes: str) -> None:
        task = concept("taak", row.task)
        name = label(task)
        key = str(region).rpartition("/")[2]
        allocation = mint("taakbelegging", self.year, key, row.task)
        passages = self._passages([*row.name_spans, *row.value_spans], "tabelcel")
        properties: list[tuple[Iri, Ref | Value]] = [
            (RDFS.label, Text(f"{profile.title}: {name}")),
            (KETEN.regio, Ref(region)),
            (KETEN.taak, Ref(task)),
        ]
        properties += [(KETEN.niveau, Ref(concept("niveau", k))) for k in row.levels.values]
        properties += [(KETEN.mogelijkNiveau, Ref(concept("niveau", k))) for k in row.levels.possible]
        properties += [(KETEN.overeenstemming, Ref(concept("overeenstemming", k))) for k in row.status.values]
        if row.levels.raw:
            properties.append((KETEN.niveauTekst, Text(mask(row.levels.raw))))
        if row.status.raw:
            properties.append((KETEN.overeenstemmingTekst, Text(mask(row.status.raw))))
        remark = self._remark(row, notes)
        if remark:
            properties.append((KETEN.toelichting, Text(mask(remark))))
        self.load.descriptions.append(Description(allocation, (KETEN.Taakbelegging,), tuple(properties), passages))
        self._row_findings(profile, name, allocation, row, passages)

    def _row_findings(
        self, profile: Profile, name: str, allocation: Iri, row: Row, passages: tuple[Passage, ...]
    ) -> None:
        where = f"{profile.title}, {name}"
        if not row.levels.values and not row.levels.raw:
            self._find(
                Severity.WARNING,
                "niveau-leeg",
                f"{where}: de cel met het niveau is leeg.",
                passages,
                allocation,
            )
        elif not row.levels.values:
            self._find(
                Severity.WARNING,
                "niveau-onbekend",
                f"{where}: uit '{row.levels.raw}' is geen niveau op te maken.",
                passages,
                allocation,
            )
        if row.levels.possible:
            levels = ", ".join(row.levels.possible)
            self._find(
                Severity.INFO,
                "niveau-mogelijk",
                f"{where}: '{row.levels.raw}' noemt {levels} alleen als mogelijkheid.",
                passages,
                allocation,
            )
        if not row.status.values:
            said = (
                f"uit '{row.status.raw}' is geen overeenstemming op te maken"
                if row.status.raw
                else "de cel met de status is leeg"
            )
            self._find(Severity.WARNING, "overeenstemming-onbekend", f"{where}: {said}.", passages, allocation)
        elif row.status.deviates:
            read_as = label(concept("overeenstemming", row.status.values[0]))
            self._find(
                Severity.INFO,
                "overeenstemming-afwijkend",
                f"{where}: '{row.status.raw}' is gelezen als '{read_as}'.",
                passages,
                allocation,
            )

    def _footnotes(self, profile: Profile) -> str:
        """Return the note behind an asterisk below the table, if there is one."""
        answer = profile.answers.get("i1")
        text = self.source.read(answer.spans).text if answer is not None else ""
        match = re.match(r"\*+\s*(.*?)(?:(?<=[.!?])\s|$)", text)
        return match.group(1) if match is not None else ""

    def _remark(self, row: Row, note: str) -> str:
        """Return what the cells say beyond a level and a degree of agreement."""
        rest = [
            _remainder(row.levels.raw, [f.pattern for f in self.form.levels]),
            _remainder(row.status.raw, [f.pattern for f in self.form.statuses]),
        ]
        if "*" in row.levels.raw + row.status.raw and note:
            rest.append(note)
        return "; ".join(r for r in rest if r)

    # ------------------------------------------------------------ the answers

    def _answers(self, profile: Profile, region: Iri) -> None:
        for question in self.form.questions:
            answer = profile.answers.get(question.key)
            if answer is None:
                continue
            spans = self._answer_spans(profile, answer)
            if spans:
                self._answer(profile, region, question.key, spans)
            else:
                self._find(
                    Severity.WARNING,
                    "antwoord-leeg",
                    f"{profile.title} geeft geen antwoord op vraag {question.key}.",
                    self._passages(answer.question_spans, "vraag"),
                    region,
                )
        if "i1" not in profile.answers and profile.table is not None:
            # A table without its printed question is still the answer to it.
            self._answer(profile, region, "i1", _table_spans(profile))

    def _answer_spans(self, profile: Profile, answer: Answer) -> list[Span]:
        if answer.question == "i1" and not answer.spans:
            return _table_spans(profile)
        return answer.spans

    def _answer(self, profile: Profile, region: Iri, key: str, spans: list[Span]) -> None:
        key_region = str(region).rpartition("/")[2]
        iri = mint("antwoord", self.year, key_region, key)
        passages = self._passages(spans, "antwoord")
        text = mask(self._paragraphs(spans))
        question = concept("vraag", key)
        properties: list[tuple[Iri, Ref | Value]] = [
            (RDFS.label, Text(f"{profile.title}: vraag {key}")),
            (KETEN.regio, Ref(region)),
            (KETEN.vraag, Ref(question)),
            (KETEN.tekst, Text(text)),
        ]
        if key in JUDGED:
            judgement = judge(key, self.source.read(spans).text)
            properties.append((KETEN.oordeel, Ref(concept("oordeel", judgement.key))))
            if judgement.rule is not None:
                properties.append((KETEN.oordeelregel, Ref(judgement.rule)))
            if judgement.key == "onbekend":
                self._find(
                    Severity.INFO,
                    "oordeel-onbekend",
                    f"{profile.title}, vraag {key}: geen regel kan zeggen of het antwoord ja, nee of deels is.",
                    passages,
                    iri,
                    "Lees het antwoord; leg een oordeel vast als curatie of voeg een regel toe.",
                )
        self.load.descriptions.append(Description(iri, (KETEN.Antwoord,), tuple(properties), passages))
        self._stated_numbers(profile, region, self.source.read(spans))

    def _paragraphs(self, spans: Sequence[Span]) -> str:
        """Return the text with wraps joined, and a line for each paragraph and list item."""
        groups: list[list[Span]] = []
        for span in spans:
            gap = self.source.text[groups[-1][-1].end : span.begin] if groups else ""
            before = self.source.text[groups[-1][-1].end - 1] if groups else ""
            item = re.match(r"(?:[-–•−*�o]|\d{1,2}[.)]|[a-z][.):])\s", self.source.text[span.begin : span.end + 1])
            parted = gap.count("\n") > 1 and before in ".:;!?"
            if not groups or item is not None or parted:
                groups.append([span])
            else:
                groups[-1].append(span)
        return "\n".join(self.source.read(g).text for g in groups)

    def _stated_numbers(self, profile: Profile, region: Iri, reading: Reading) -> None:
        """Compare the numbers of municipalities that a text states with the list."""
        listed = self._listed_number(profile)
        for match in self.form.patterns["aantal_gemeenten"].finditer(reading.text):
            stated = self.form.numerals.get(match["aantal"].casefold()) or int(match["aantal"])
            if stated == listed:
                continue
            begin = max(reading.text.rfind(c, 0, match.start()) for c in ".;:") + 1
            ends = [e for e in (reading.text.find(c, match.end()) for c in ".;") if e >= 0]
            sentence = reading.text[begin : min(ends, default=len(reading.text))]
            other = self.form.matches("ander_verband", sentence) is not None
            self._find(
                Severity.INFO if other else Severity.WARNING,
                "aantal-gemeenten-ander-verband" if other else "aantal-gemeenten",
                f"{profile.title} noemt '{match.group()}'; de lijst telt {listed}."
                + (" De zin lijkt over een ander verband te gaan." if other else ""),
                self._passages(reading.spans(match.start(), match.end()), "alinea"),
                region,
                "" if other else "Ga na of de lijst of het genoemde aantal klopt.",
            )

    def _listed_number(self, profile: Profile) -> int:
        if profile.is_container:
            parts = [p.number for p in self.profiles.profiles if p.parent == profile.number]
            return sum(self.counts.get(n, 0) for n in parts)
        return self.counts.get(profile.number, 0)

    # ------------------------------------------------------------ what is beside the answers

    def _asides(self, profile: Profile, region: Iri) -> None:
        for aside in profile.asides:
            code, severity, message = _ASIDES[aside.kind]
            head = mask(self.source.read([aside.title]).text)
            spans = aside.spans if aside.kind == "voetnoot" else [aside.title, *aside.spans]
            kind = "voetnoot" if aside.kind == "voetnoot" else "alinea"
            focus = None if aside.kind == "tussentekst" else region
            self._find(
                severity,
                code,
                message.format(title=profile.title, head=head),
                self._passages(spans, kind),
                focus,
            )

    # ------------------------------------------------------------ the whole document

    def whole(self) -> None:
        """Load what only shows when all profiles are read."""
        for profile in self.profiles.profiles:
            if profile.is_container and profile.intro:
                self._stated_numbers(profile, self.iris[profile.heading.begin], self.source.read(profile.intro))
        self._doubles()
        self._without_region()
        self._missing_questions()
        self._numbering()

    def _doubles(self) -> None:
        for iri, places in sorted(self.listed.items()):
            if len(places) > 1:
                name = next(m.name for m in self.register.all if m.iri == iri)
                regions = " en ".join(p.title for p, _ in places)
                passages = tuple(x for _, ps in places for x in ps)
                self._find(
                    Severity.WARNING,
                    "gemeente-dubbel",
                    f"{name} staat in meer dan één lijst: {regions}.",
                    passages,
                    iri,
                )

    def _without_region(self) -> None:
        absent = [m for m in self.register.current if m.iri not in self.listed and m.exists(self.day)]
        if len(absent) > _MANY:
            self._find(
                Severity.INFO,
                "gemeenten-zonder-regio",
                f"{len(absent)} van de {len(absent) + len(self.listed)} gemeenten staan in geen enkele lijst; het "
                "document beschrijft kennelijk een deel van het land.",
            )
            return
        for municipality in absent:
            self._find(
                Severity.WARNING,
                "gemeente-zonder-regio",
                f"{municipality.name} bestond op {self.day:%d-%m-%Y}, maar staat in geen enkele lijst.",
                focus=municipality.iri,
                remedy="Ga na of de gemeente in het document ontbreekt of onder een andere naam staat.",
            )

    def _missing_questions(self) -> None:
        profiles = [p for p in self.profiles.profiles if not p.is_container]
        for question in self.form.questions:
            missing = [p for p in profiles if question.key not in p.answers]
            if not missing:
                continue
            if len(missing) * 2 > len(profiles):
                self._find(
                    Severity.INFO,
                    "vraag-zelden",
                    f"Vraag {question.key} staat in {len(profiles) - len(missing)} van de {len(profiles)} profielen.",
                )
                continue
            for profile in missing:
                self._find(
                    Severity.WARNING,
                    "vraag-ontbreekt",
                    f"In {profile.title} staat vraag {question.key} niet.",
                    self._passages([profile.heading], "kop"),
                    self.iris[profile.heading.begin],
                )

    def _numbering(self) -> None:
        numbers = [p.number for p in self.profiles.profiles if p.number]
        whole = sorted({int(n.split(".")[0]) for n in numbers})
        gaps = sorted(set(range(whole[0], whole[-1] + 1)) - set(whole)) if whole else []
        for gap in gaps:
            self._find(Severity.WARNING, "nummer-ontbreekt", f"Er is geen regio met nummer {gap}.")
        for number, count in Counter(numbers).items():
            if count > 1:
                self._find(Severity.WARNING, "nummer-dubbel", f"Nummer {number} staat boven {count} regio's.")

    # ------------------------------------------------------------ making values

    def _passages(self, spans: Iterable[Span], kind: str) -> tuple[Passage, ...]:
        return self.source.passages(spans, kind)

    def _describe(
        self,
        subject: Iri,
        kind: Iri,
        properties: tuple[tuple[Iri, Ref | Value], ...],
        passages: tuple[Passage, ...],
    ) -> None:
        self.load.descriptions.append(Description(subject, (kind,), properties, passages))

    def _state(
        self,
        subject: Iri,
        predicate: Iri,
        value: Ref | Value,
        passages: tuple[Passage, ...],
        certainty: Decimal = Decimal(1),
    ) -> None:
        self.load.statements.append(Statement(subject, predicate, value, passages, certainty=certainty))

    def _find(  # noqa: PLR0913  (the fields of a finding)
        self,
        severity: Severity,
        code: str,
        message: str,
        passages: tuple[Passage, ...] = (),
        focus: Iri | None = None,
        remedy: str = "",
    ) -> None:
        self.load.findings.append(Finding(severity, code, mask(message), self.source.slug, passages, focus, remedy))


def _region_iris(profiles: Sequence[Profile], year: str) -> dict[int, Iri]:
    """Return the IRI of each region by where its heading begins; a name that stands twice gets its number."""
    names = Counter(slug(p.name) for p in profiles)
    iris: dict[int, Iri] = {}
    for profile in profiles:
        key = slug(profile.name) or f"nummer-{slug(profile.number)}"
        if names[slug(profile.name)] > 1:
            key = f"{key}-{slug(profile.number) or profile.heading.begin}"
        iris[profile.heading.begin] = mint("regio", year, key)
    return iris


def _table_spans(profile: Profile) -> list[Span]:
    if profile.table is None:
        return []
    return sorted((s for row in profile.table.rows for s in (*row.name_spans, *row.value_spans)), key=lambda s: s.begin)


def _person_names(text: str, honorific: re.Pattern[str], tail: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return where the names of persons stand in a contact line."""
    contacts = contact_spans(text)
    names: list[tuple[int, int]] = []
    begin = 0
    for end in [*(b for b, _ in contacts), len(text)]:
        if end < begin:
            continue
        for piece in re.finditer(r"(?:(?!\s+en\s+|;|\s/\s).)+", text[begin:end]):
            start = begin + piece.start() + len(piece.group()) - len(piece.group().lstrip(" ,;-/"))
            skipped = honorific.match(text[start : begin + piece.end()])
            start += skipped.end() if skipped is not None else 0
            name = tail.sub("", text[start : begin + piece.end()]).rstrip(" .,;:-")
            if re.match(r"[^\W\d_]+[\s.]+.*[^\W\d_]{2,}", name) and name[:1].isupper():
                names.append((start, start + len(name)))
        begin = next((e for b, e in contacts if b == end), end)
    return names


def _remainder(raw: str, patterns: Sequence[re.Pattern[str]]) -> str:
    """Return a raw cell when it says more than the forms in it, else nothing."""
    rest = raw
    for pattern in patterns:
        rest = pattern.sub(" ", rest)
    rest = re.sub(r"(?i)\b(?:en|of|idem|inkoop|organisatie)\b|[^\w]", " ", rest)
    return raw if re.search(r"\w{3,}", rest) else ""
