"""An ad in another language is named, and a text that does not tell is left alone."""

import pytest

from matcher.language import MIN_WORDS, NAMES, language_of

ADS = {
    "en": "We are looking for a nurse to join our team in Leeds. You will have experience of working with patients.",
    "de": "Wir suchen für unser Team in Köln eine Pflegekraft. Sie arbeiten mit den Ärzten.",
    "fr": "Nous cherchons une infirmière pour notre équipe. Vous aimez le soin et la vie.",
    "es": "Buscamos una enfermera para el equipo con experiencia en el hospital y casa.",
    "it": "Cerchiamo un infermiere per il nostro team di Milano con esperienza nella cura e la patente.",
    "nl": "Wij zijn op zoek naar een verpleegkundige voor ons team in Utrecht met ervaring en een rijbewijs.",
    "pt": "Procuramos um enfermeiro para a nossa equipa de Lisboa com experiência e com a carta de condução.",
    "pl": "Do pracy w szpitalu poszukujemy pielęgniarki z doświadczeniem w opiece oraz dla osób na urlopie.",
}


@pytest.mark.parametrize(("code", "ad"), ADS.items())
def test_each_language_is_told_by_its_common_words(code: str, ad: str) -> None:
    assert language_of(ad) == code


def test_every_language_but_english_has_a_name_for_the_reader() -> None:
    assert NAMES.keys() == ADS.keys() - {"en"}


@pytest.mark.parametrize(
    "text",
    ["", "Python SQL Tableau", "مطلوب ممرضة ذات خبرة في رعاية المرضى " * 5, "Excel " * (MIN_WORDS + 1), "🙂" * 50],
)
def test_what_does_not_tell_has_no_language(text: str) -> None:
    assert language_of(text) is None


def test_an_english_ad_that_asks_for_languages_is_english() -> None:
    assert (
        language_of("You will be fluent in German, and have a good knowledge of the French and Spanish markets.")
        == "en"
    )
