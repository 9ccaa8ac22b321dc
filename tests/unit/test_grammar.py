"""From any word of a sentence one finds the verb that it stands under, and whose doing that is."""

from matcher.grammar import tree
from matcher.mentions import Span
from tests.fakes import parsed

# "Nurses who take samples meet you"
NURSES = tree(
    parsed("Nurses/NNS/nsubj/4 who/WP/nsubj/2 take/VBP/relcl/0 samples/NNS/dobj/2 meet/VBP/ROOT/4 you/PRP/dobj/4")
)
# "we bake bread and sell it"
BAKERS = tree(parsed("we/PRP/nsubj/1 bake/VBP/ROOT/1 bread/NN/dobj/1 and/CC/cc/1 sell/VBP/conj/1 it/PRP/dobj/4"))
# "bread is baked by bakers"
BREAD = tree(parsed("bread/NN/nsubjpass/2 is/VBZ/auxpass/2 baked/VBN/ROOT/2 by/IN/agent/2 bakers/NNS/pobj/3"))


def test_a_relative_clause_is_the_doing_of_the_noun_before_it() -> None:
    assert NURSES.subject(2) == 0
    assert NURSES.antecedent(2) == 0
    assert NURSES.subject(4) == 0
    assert NURSES.antecedent(4) is None


def test_verbs_side_by_side_share_a_subject() -> None:
    assert BAKERS.subject(4) == 0
    assert list(BAKERS.beside(4)) == [1]
    assert BAKERS.first(4) == BAKERS.first(1) == 1


def test_an_order_has_no_subject() -> None:
    assert tree(parsed("bake/VB/ROOT/0 bread/NN/dobj/0")).subject(0) is None


def test_a_passive_tells_by_whom() -> None:
    assert BREAD.is_passive(2)
    assert BREAD.agent(2) == 4
    assert not BAKERS.is_passive(1)
    assert BAKERS.agent(1) is None


def test_the_head_of_some_words_is_the_one_that_the_others_hang_on() -> None:
    baked = tree(parsed("fresh/JJ/amod/2 rye/NN/compound/2 bread/NN/ROOT/2"))
    assert baked.head_of(Span(0, 15)) == 2
    assert baked.head_of(Span(6, 9)) == 1
    assert baked.head_of(Span(40, 45)) is None


def test_nouns_over_a_word_end_at_the_verb() -> None:
    lessons = tree(
        parsed("You/PRP/nsubj/1 take/VBP/ROOT/1 lessons/NNS/dobj/1 in/IN/prep/2 rye/NN/compound/5 bread/NN/pobj/3")
    )
    assert list(lessons.nouns_over(4)) == [4, 5, 3, 2]
    assert lessons.governing(4) == 1
    assert lessons.governing(1) is None


def test_a_subtree_is_a_word_and_all_below_it() -> None:
    assert sorted(NURSES.subtree(0)) == [0, 1, 2, 3]
    assert sorted(NURSES.subtree(4)) == [0, 1, 2, 3, 4, 5]
