"""Credential Transparency Description Language of Credential Engine, both ways (https://credreg.net/ctdl/handbook).

CTDL keeps apart what is awarded and how it is learned, and forbids `teaches` and `creditValue` on a credential: it is
tied to competencies by requires -> ConditionProfile.targetCompetency. An Achievement holds both: see `pairing` for when
two nodes are read as one, and `writing` for how one becomes two.
"""

from corpora.courses.ctdl.keeping import left
from corpora.courses.ctdl.reading import offers, record_of
from corpora.courses.ctdl.terms import NAME
from corpora.courses.ctdl.writing import document
from corpora.courses.formats import FOREIGN, Format, Record
from corpora.linked_data.graph import Graph, Node


def whole_record_of(graph: Graph, node: Node) -> Record:
    """The record with what is kept of all nodes that make up the achievement."""
    return {**record_of(graph, node), FOREIGN: left(graph, node)}


CTDL = Format(name=NAME, offers=offers, record_of=whole_record_of, document=document)
