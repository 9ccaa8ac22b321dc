"""What C code prints while something is worked out does not stand in the answer."""

import os

import pytest

from api.commands.library_output import on_stderr


def test_what_is_printed_past_python_goes_to_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    os.write(1, b"before\n")
    with on_stderr():
        os.write(1, b"solver\n")
    os.write(1, b"after\n")
    out, err = capfd.readouterr()
    assert out == "before\nafter\n"
    assert err == "solver\n"


def test_standard_output_comes_back_after_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="broken"), on_stderr():
        raise ValueError("broken")
    os.write(1, b"answer\n")
    assert capfd.readouterr().out == "answer\n"
