"""language: what is surely not English is named, and English is never misjudged."""

import pytest

from kg.read.language import foreign, spoken

SYRIAN = """Ahmad al-Khatib and Muhammad Abu Omar of Jaysh al-Fatah met Khaled Khoja in Maarat
al-Numan, Idlib, before Jabhat al-Nusra and Ahrar al-Sham seized Jisr al-Shughur, Saraqib and
Ariha. Colonel Riad al-Asaad, Abdul Jabbar al-Oqaidi and Zahran Alloush did not attend; Haytham
al-Maleh, George Sabra and Burhan Ghalioun did, Al-Watan and Al-Mayadeen reported from Damascus."""
CHINESE = """Xi Jinping, Li Keqiang, Wang Yi and Yang Jiechi received Hun Sen, Nguyen Phu Trong
and Kim Jong Un at Zhongnanhai, Xinhua said. Zhou Yongkang, Bo Xilai, Xu Caihou, Guo Boxiong and
Ling Jihua were named by the Zhongyang Jilu Jiancha Weiyuanhui in Chongqing and Guangzhou."""
FRENCH = """Jean-Yves Le Drian, Édouard Philippe and Gérard Collomb travelled to Aix-en-Provence
and Clermont-Ferrand, Agence France-Presse said. Marine Le Pen (Rassemblement National) and
Jean-Luc Mélenchon (La France Insoumise) stayed in Hénin-Beaumont and Marseille."""
LIST = "Ahmad Hassan al-Khatib, Muhammad Yusuf, Khaled Abu Omar, Fatima al-Zahra, Tal Rifaat, " * 9
QUOTE = """The minister said on Monday in Moscow: «Мы не согласны с этим решением Совета
Безопасности и будем голосовать против», and left the room without taking any questions."""
TIMELINE = "8 Feb: Azaz shelled, 5 dead. 9 Feb: Tal Rifaat falls. 10 Feb: YPG enters Menagh base."


@pytest.mark.parametrize(
    "text",
    [SYRIAN, CHINESE, FRENCH, LIST, QUOTE, TIMELINE, SYRIAN.upper(), LIST.upper(), "", "12.5 %",
     "Azaz falls", "Président Hollande à Alep", "Rebels (Arabic: ثوار) left حلب, Aleppo, today."],
)  # fmt: skip
def test_english_is_never_misjudged(text):
    """Names, capitals, quotations and short texts do not make a text foreign."""
    assert foreign(text) == ""
    assert foreign(text, "en") == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قال الرئيس السوري إن الجيش استعاد السيطرة على المدينة بعد معارك عنيفة", "ar"),
        ("Президент заявил в понедельник, что город пал после боёв", "ru"),
        ("رئیس جمهور روز دوشنبه گفت که شهر پس از درگیری‌های سنگین سقوط کرد", "fa"),
        ("Le président a déclaré lundi que la ville était tombée aux mains des rebelles.", "fr"),
        ("Der Präsident sagte am Montag, die Stadt sei in die Hände der Rebellen gefallen.", "de"),
        ("De president zei maandag dat de stad in handen van de rebellen was gevallen.", "nl"),
        ("Præsidenten sagde mandag, at byen var faldet i hænderne på oprørerne.", "da"),
        ("Cumhurbaşkanı pazartesi günü şehrin isyancıların eline geçtiğini söyledi.", "tr"),
    ],
)
def test_other_languages_are_named(text, language):
    """A sentence is enough, and a page that claims to be English does not change it."""
    assert foreign(text) == language
    assert foreign(text * 20) == language
    assert foreign(text, "en-gb") == language


def test_a_declared_language_decides_where_the_text_does_not():
    """Too short to tell: the declaration counts. Clearly English: it does not."""
    assert foreign("Azaz tombe", "fr") == "fr"
    assert foreign(SYRIAN, "ar") == ""


def test_languages_are_spoken_of_by_name():
    """People read names, not codes."""
    assert spoken("ar") == "Arabic (ar)"
    assert spoken("fr-ca") == "French (fr-ca)"
