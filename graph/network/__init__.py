"""The graph as a network: what is related to what, a part of it, where each thing stands, how it looks."""

from graph.network.build import build, facts
from graph.network.difference import Difference, overlay
from graph.network.files import to_file, to_svg, write
from graph.network.layout import arrange, layout
from graph.network.looks import (
    EDGE_LOOKS,
    KIND_LOOKS,
    OTHER_KIND,
    SIDE_COLOURS,
    EdgeLook,
    Item,
    KindLook,
    describe,
    frequent,
    kind_look,
)
from graph.network.model import (
    JOIN,
    MODALITIES,
    REGISTER,
    Claim,
    Position,
    Relation,
    Source,
    Thing,
    find,
    modality_name,
    neighbours,
    relations,
    sentence,
    sources,
    things,
)
from graph.network.select import Filter, busiest, ego, filtered, hubs, joined, only, part_of, related, select
from graph.network.structure import Broker, alone, brokers, groups, ways

__all__ = [
    "EDGE_LOOKS", "JOIN", "KIND_LOOKS", "MODALITIES", "OTHER_KIND", "REGISTER", "SIDE_COLOURS", "Broker", "Claim",
    "Difference", "EdgeLook", "Filter", "Item", "KindLook", "Position", "Relation", "Source", "Thing", "alone",
    "arrange", "brokers", "build", "busiest", "describe", "ego", "facts", "filtered", "find", "frequent", "groups",
    "hubs", "joined", "kind_look", "layout", "modality_name", "neighbours", "only", "overlay", "part_of", "related",
    "relations", "select", "sentence", "sources", "things", "to_file", "to_svg", "ways", "write",
]  # fmt: skip
