"""From regional profiles to descriptions, statements and findings: the inventory as a graph."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from graph.checks import Filling, finding
from graph.model import Description, Iri, Load, Passage, Ref, Statement, Text, Value
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
    "vraag": "vraag-onbekend",
    "tussentekst": "tekst-buiten-regio",
    "naschrift": "naschrift",
    "voetnoot": "voetnoot",
}
"""Code of the finding for each kind of text beside the answers."""


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
            self._find("regio-zonder-nummer", heading, region, profiel=profile.title)
        if not re.match(r"(?i)(sub-?)?regio\b", profile.title):
            self._find("kop-afwijkend", heading, region, profiel=profile.title)

    def _municipalities(self, profile: Profile, region: Iri) -> None:
        reading = self.source.read(profile.municipalities)
        found = read_municipalities(reading, self.register)
        for named in found.names:
            self._municipality(profile, region, reading, named)
        if not found.names:
            self._find("gemeenten-ontbreken", self._passages([profile.heading], "kop"), region, profiel=profile.title)
        self.counts[profile.number] = len(found.names)
        if found.subheadings:
            names = ", ".join(reading.text[b:e].strip(" :") for b, e in found.subheadings)
            spans = [s for b, e in found.subheadings for s in reading.spans(b, e)]
            self._find(
                "deelgebieden",
                self._passages(spans, "gemeentelijst"),
                region,
                profiel=profile.title,
                namen=names,
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
        if resolution.similarity < 1 or not resolution.exact:
            self._find(
                "gemeente-spelling" if resolution.similarity < 1 else "gemeente-schrijfwijze",
                passages,
                municipality.iri,
                naam=resolution.name,
                profiel=profile.title,
                gemeente=municipality.name,
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
        more: dict[str, Filling] = {}
        if elsewhen:
            other = elsewhen[0]
            day = other.end or other.begin
            code = "gemeente-bestond-nog-niet" if other.end is None else "gemeente-bestond-niet"
            more["dag"] = f"{day:%d-%m-%Y}"
        elif candidates:
            code = "gemeente-meerduidig"
            more["kandidaten"] = ", ".join(m.name for m in candidates)
        else:
            code = "gemeente-onbekend"
        self._find(code, passages, region, naam=name, profiel=profile.title, **more)

    def _contact(self, profile: Profile, region: Iri) -> None:
        reading = self.source.read(profile.contact)
        names = _person_names(reading.text, self.form.patterns["aanhef"], self.form.patterns["na_naam"])
        if not names:
            self._find(
                "contactpersoon-ontbreekt", self._passages([profile.heading], "kop"), region, profiel=profile.title
            )
        for begin, end in names:
            name = reading.text[begin:end]
            passages = self._passages(reading.spans(begin, end), "naam")
            person = mint("persoon", slug(name))
            if str(person) in self.people:
                # Two regions can have namesakes; one person in two regions cannot be told from them.
                person = mint("persoon", f"{slug(name)}-{slug(profile.name)}")
                self._find("naamgenoot", passages, person, naam=name)
            self.people.add(str(person))
            role = mint("rol", self.year, f"contactpersoon-{slug(profile.name)}")
            self._describe(person, KETEN.Persoon, ((RDFS.label, Text(name)),), passages)
            self._describe(role, KETEN.Rol, ((RDFS.label, Text(f"contactpersoon {profile.title}")),), passages)
            self._state(region, KETEN.heeftContactpersoon, Ref(person), passages)
            self._state(person, KETEN.heeftFunctie, Ref(role), passages)
            if not profile.contact_labelled:
                self._find("label-contactpersoon", passages, region, profiel=profile.title)

    # ------------------------------------------------------------ the table

    def _table(self, profile: Profile, region: Iri) -> None:
        rows = profile.table.rows if profile.table is not None else []
        notes = self._footnotes(profile)
        for row in rows:
            self._row(profile, region, row, notes)
        starred = [r for r in rows if "*" in r.levels.raw + r.status.raw]
        if starred and not notes:
            cell = self._passages(starred[0].value_spans, "tabelcel")
            self._find("noot-ontbreekt", cell, region, profiel=profile.title)
        missing = [t for t in dict.fromkeys(t.key for t in self.form.tasks) if t not in {r.task for r in rows}]
        for task in missing:
            self._find(
                "taak-ontbreekt",
                self._passages([profile.heading], "kop"),
                region,
                profiel=profile.title,
                taak=Ref(concept("taak", task)),
            )
        for span in profile.table.unknown_rows if profile.table is not None else ():
            row_text = self.source.read([span]).text
            cell = self._passages([span], "tabelcel")
            self._find("taak-onbekend", cell, region, profiel=profile.title, rij=row_text)
        if profile.table is not None and profile.table.header_notes:
            note = self.source.read(profile.table.header_notes).text
            self._find(
                "opmerking-tabelkop",
                self._passages(profile.table.header_notes, "tabelcel"),
                region,
                profiel=profile.title,
                opmerking=note,
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
        self._row_findings(profile, task, allocation, row, passages)

    def _row_findings(
        self, profile: Profile, task: Iri, allocation: Iri, row: Row, passages: tuple[Passage, ...]
    ) -> None:
        def find(code: str, **values: Filling) -> None:
            self._find(code, passages, allocation, profiel=profile.title, taak=Ref(task), **values)

        if not row.levels.values:
            find("niveau-onbekend" if row.levels.raw else "niveau-leeg", cel=row.levels.raw)
        if row.levels.possible:
            levels = tuple(Ref(concept("niveau", k)) for k in row.levels.possible)
            find("niveau-mogelijk", cel=row.levels.raw, niveaus=levels)
        if not row.status.values:
            find("overeenstemming-onbekend" if row.status.raw else "overeenstemming-leeg", cel=row.status.raw)
        elif row.status.deviates:
            read_as = Ref(concept("overeenstemming", row.status.values[0]))
            find("overeenstemming-afwijkend", cel=row.status.raw, gelezen=read_as)

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
                    "antwoord-leeg",
                    self._passages(answer.question_spans, "vraag"),
                    region,
                    profiel=profile.title,
                    vraag=question.key,
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
                self._find("oordeel-onbekend", passages, iri, profiel=profile.title, vraag=key)
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
                "aantal-gemeenten-ander-verband" if other else "aantal-gemeenten",
                self._passages(reading.spans(match.start(), match.end()), "alinea"),
                region,
                profiel=profile.title,
                genoemd=match.group(),
                aantal=listed,
            )

    def _listed_number(self, profile: Profile) -> int:
        if profile.is_container:
            parts = [p.number for p in self.profiles.profiles if p.parent == profile.number]
            return sum(self.counts.get(n, 0) for n in parts)
        return self.counts.get(profile.number, 0)

    # ------------------------------------------------------------ what is beside the answers

    def _asides(self, profile: Profile, region: Iri) -> None:
        for aside in profile.asides:
            spans = aside.spans if aside.kind == "voetnoot" else [aside.title, *aside.spans]
            kind = "voetnoot" if aside.kind == "voetnoot" else "alinea"
            self._find(
                _ASIDES[aside.kind],
                self._passages(spans, kind),
                None if aside.kind == "tussentekst" else region,
                profiel=profile.title,
                kop=self.source.read([aside.title]).text,
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
                regions = ", ".join(p.title for p, _ in places)
                passages = tuple(x for _, ps in places for x in ps)
                self._find("gemeente-dubbel", passages, iri, naam=name, profielen=regions)

    def _without_region(self) -> None:
        absent = [m for m in self.register.current if m.iri not in self.listed and m.exists(self.day)]
        if len(absent) > _MANY:
            self._find("gemeenten-zonder-regio", aantal=len(absent), alle=len(absent) + len(self.listed))
            return
        for municipality in absent:
            day = f"{self.day:%d-%m-%Y}"
            self._find("gemeente-zonder-regio", focus=municipality.iri, naam=municipality.name, dag=day)

    def _missing_questions(self) -> None:
        profiles = [p for p in self.profiles.profiles if not p.is_container]
        for question in self.form.questions:
            missing = [p for p in profiles if question.key not in p.answers]
            if not missing:
                continue
            if len(missing) * 2 > len(profiles):
                present = len(profiles) - len(missing)
                self._find("vraag-zelden", vraag=question.key, aantal=present, alle=len(profiles))
                continue
            for profile in missing:
                self._find(
                    "vraag-ontbreekt",
                    self._passages([profile.heading], "kop"),
                    self.iris[profile.heading.begin],
                    profiel=profile.title,
                    vraag=question.key,
                )

    def _numbering(self) -> None:
        numbers = [p.number for p in self.profiles.profiles if p.number]
        whole = sorted({int(n.split(".")[0]) for n in numbers})
        gaps = sorted(set(range(whole[0], whole[-1] + 1)) - set(whole)) if whole else []
        for gap in gaps:
            self._find("nummer-ontbreekt", nummer=gap)
        for number, count in Counter(numbers).items():
            if count > 1:
                self._find("nummer-dubbel", nummer=number, aantal=count)

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

    def _find(self, code: str, passages: tuple[Passage, ...] = (), focus: Iri | None = None, **values: Filling) -> None:
        self.load.findings.append(finding(code, self.source.slug, passages, focus, **values))


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
