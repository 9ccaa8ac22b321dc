"""An ad in another language is named, and a text that does not tell is left alone."""

import pytest

from api.rendering import language_notes
from matcher.language import MIN_WORDS, NAMES, is_foreign, language_of

ADS = {
    "en": "We are looking for a nurse to join our team in Leeds. You will have experience of working with patients.",
    "de": "Wir suchen für unser Team in Köln eine Pflegekraft. Sie arbeiten mit den Ärzten.",
    "fr": "Nous cherchons une infirmière pour notre équipe. Vous aimez le soin et la vie.",
    "es": "Buscamos una enfermera para el equipo con experiencia en el hospital y casa.",
    "it": "Cerchiamo un infermiere per il nostro team di Milano con esperienza nella cura e la patente.",
    "nl": "Wij zijn op zoek naar een verpleegkundige voor ons team in Utrecht met ervaring en een rijbewijs.",
    "pt": "Procuramos um enfermeiro para a nossa equipa de Lisboa com experiência e com a carta de condução.",
    "pl": "Do pracy w szpitalu poszukujemy pielęgniarki z doświadczeniem w opiece oraz dla osób na urlopie.",
    "sv": "Vi söker en sjuksköterska till vår avdelning i Lund. Du har erfarenhet av vård och trivs med att hjälpa.",
    "el": "Ζητείται νοσηλευτής για το νοσοκομείο μας στην Αθήνα, με γνώση Excel.",
    "hy": "Փնտրում ենք բուժքույր մեր հիվանդանոցի համար։",
    "ja": "病院で働く看護師を募集しています。経験のある方を歓迎します。Excelが必要です。",
    "ka": "ვეძებთ ექთანს ჩვენი საავადმყოფოსთვის თბილისში.",
    "ko": "저희 병원에서 함께 일할 간호사를 찾고 있습니다. 경력자를 우대합니다.",
    "th": "เรากำลังมองหาพยาบาลที่มีประสบการณ์ในการดูแลผู้ป่วย",
}
OF_SEVERAL_LANGUAGES = {
    "Arabic": "مطلوب ممرضة ذات خبرة في رعاية المرضى في المستشفى مع Excel",
    "Cyrillic": "Ищем медсестру с опытом работы в больнице, знание SAP.",
    "Han": "本院现招聘护士，要求具有三年以上临床护理工作经验，熟悉办公软件 Excel。",
    "Devanagari": "हमें अपने अस्पताल के लिए अनुभवी नर्स की आवश्यकता है।",
}


@pytest.mark.parametrize(("code", "ad"), ADS.items())
def test_each_language_is_told_by_its_common_words_or_its_own_letters(code: str, ad: str) -> None:
    assert language_of(ad) == code
    assert is_foreign(ad) == (code != "en")


@pytest.mark.parametrize("ad", OF_SEVERAL_LANGUAGES.values(), ids=OF_SEVERAL_LANGUAGES)
def test_letters_of_several_languages_tell_only_that_it_is_not_english(ad: str) -> None:
    assert language_of(ad) is None
    assert is_foreign(ad)
    assert list(language_notes(ad)) == [
        "the ad seems to be in another language than English; only English is read, so most of it will have been missed"
    ]


@pytest.mark.parametrize(
    "ad",
    [
        "You will teach Russian (русский язык) and Japanese (日本語) to adults at our school in the city.",
        "Wanted: 護士",
        "𝐘𝐨𝐮 𝐰𝐢𝐥𝐥 𝐰𝐨𝐫𝐤 𝐰𝐢𝐭𝐡 Ｅｘｃｅｌ ａｎｄ ＳＱＬ",
        "Vi søger en sygeplejerske til vores afdeling på hospitalet i Aarhus. Du har erfaring med pleje.",
    ],
    ids=["English with other letters", "too short", "letters of other weight and width", "Danish"],
)
def test_a_few_other_letters_and_unknown_languages_tell_nothing(ad: str) -> None:
    assert not is_foreign(ad)


def test_a_named_language_is_named_in_the_note() -> None:
    [note] = language_notes(ADS["sv"])
    assert note.startswith("the ad seems to be in Swedish; only English is read")


def test_every_language_but_english_has_a_name_for_the_reader() -> None:
    assert NAMES.keys() == ADS.keys() - {"en"}


@pytest.mark.parametrize(
    "text",
    ["", "Python SQL Tableau", "Excel " * (MIN_WORDS + 1), "🙂" * 50],
)
def test_what_does_not_tell_has_no_language(text: str) -> None:
    assert language_of(text) is None


def test_an_english_ad_that_asks_for_languages_is_english() -> None:
    assert (
        language_of("You will be fluent in German, and have a good knowledge of the French and Spanish markets.")
        == "en"
    )
