"""What whoever reads a plan should know besides."""

from matcher.workforce.assumptions import of_single_roles


def test_of_a_role_toward_which_one_person_moves_all_that_is_told_is_told_of_them() -> None:
    moving = {"Data librarian": 1, "Digital guide": 2, "Archivist": 0, "Curator": None, "Cataloguer": 1}
    assert of_single_roles(moving) == (
        "One person alone moves toward Data librarian: what is told of that role is told of them.",
        "One person alone moves toward Cataloguer: what is told of that role is told of them.",
    )
