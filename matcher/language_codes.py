"""Languages of teaching, by their code, whether they are stated as tags (BCP 47), ISO 639-2 codes or English names."""

import re
from collections.abc import Mapping


def _codes(written: str) -> Mapping[str, str]:
    """Every name and code -> the code in two letters."""
    rows = (line.split() for line in written.strip().splitlines())
    return {name: row[0] for row in rows for name in row}


CODES: Mapping[str, str] = _codes(
    """
    ar ara arabic
    bg bul bulgarian
    bn ben bengali
    ca cat catalan
    cs ces cze czech
    cy cym wel welsh
    da dan danish
    de deu ger german
    el ell gre greek
    en eng english
    es spa spanish castilian
    et est estonian
    eu eus baq basque
    fa fas per persian farsi
    fi fin finnish
    fr fra fre french
    ga gle irish
    gl glg galician
    he heb hebrew
    hi hin hindi
    hr hrv croatian
    hu hun hungarian
    id ind indonesian
    is isl ice icelandic
    it ita italian
    ja jpn japanese
    ko kor korean
    lt lit lithuanian
    lv lav latvian
    mi mri mao māori maori
    ms msa may malay
    mt mlt maltese
    nl nld dut dutch flemish
    no nor norwegian
    pl pol polish
    pt por portuguese
    ro ron rum romanian
    ru rus russian
    sk slk slo slovak
    sl slv slovenian slovene
    sm smo samoan
    sr srp serbian
    sv swe swedish
    sw swa swahili
    ta tam tamil
    th tha thai
    tr tur turkish
    uk ukr ukrainian
    ur urd urdu
    vi vie vietnamese
    zh zho chi chinese mandarin
    """
)
_APART = re.compile(r"[,;/|]|\band\b")


def codes_of(stated: str) -> frozenset[str]:
    """ "en" of "en-NZ", "ENG" and "English"; two of "fr, nl". What we have no code for stands for itself."""
    named = (re.split(r"[-_ (]", one.strip().casefold(), maxsplit=1)[0] for one in _APART.split(stated))
    return frozenset(CODES.get(one, one) for one in named if one)
