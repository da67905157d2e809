"""The pages of the app: adding one is one line here and a key in `teksten/app.yaml`."""

from __future__ import annotations

from views import (
    controle,
    ding,
    document,
    netwerk,
    over,
    regio,
    regios,
    rondleiding,
    start,
    tijdlijn,
    vergelijk,
    vragen,
    zoek,
)

#: The pages: address, what renders it, icon. A page with no icon is not in the menu; others lead to it.
PAGES = (
    ("start", start.show, ""),
    ("regios", regios.show, ":material/grid_on:"),
    ("regio", regio.show, ":material/location_on:"),
    ("document", document.show, ":material/menu_book:"),
    ("vragen", vragen.show, ":material/search:"),
    ("netwerk", netwerk.show, ":material/hub:"),
    ("vergelijk", vergelijk.show, ":material/compare_arrows:"),
    ("tijdlijn", tijdlijn.show, ":material/timeline:"),
    ("rondleiding", rondleiding.show, ":material/tour:"),
    ("controle", controle.show, ":material/fact_check:"),
    ("over", over.show, ":material/info:"),
    ("ding", ding.show, ""),
    ("zoek", zoek.show, ""),
)
