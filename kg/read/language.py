"""Text -> the language it is in, when that is surely not English."""

import re

#: Characters looked at, at the start and again in the middle.
_SAMPLE = 3000
#: Letters below which a text is too short to judge.
_SHORT = 40
#: Words that English prose cannot do without and that others hardly have (Dutch has "was", "is").
_ENGLISH = frozenset(
    re.findall(
        r"\w+",
        "the of and that with from were which been have has who their they said would this his are"
        " not after it when its than while to",
    )
)
#: Share of those words that no other language reaches; agency reports full of names have 0.2.
_ENOUGH = 0.1
#: Nats per byte by which a language must be likelier than English in a part of the sample. Sample
#: sentences of sixty languages (spacy.lang.*.examples) have 1.2 and more, lists of Arabic, Chinese
#: and French names in Latin letters up to 0.65.
_SURE, _VERY_SURE = 0.9, 1.1
#: Characters of a part. The score counts n-grams by their logarithm, so it fades in longer texts.
_PART = 160
_LANGUAGES = dict(
    re.findall(
        r"(\w+):(\w+)",
        "am:Amharic ar:Arabic ary:Arabic arz:Arabic az:Azerbaijani be:Belarusian bg:Bulgarian"
        " bn:Bengali bs:Bosnian ca:Catalan ckb:Kurdish cs:Czech cy:Welsh da:Danish de:German"
        " el:Greek eo:Esperanto es:Spanish et:Estonian eu:Basque fa:Persian fi:Finnish fr:French"
        " ga:Irish gl:Galician gu:Gujarati ha:Hausa he:Hebrew hi:Hindi hr:Croatian ht:Haitian"
        " hu:Hungarian hy:Armenian id:Indonesian is:Icelandic it:Italian ja:Japanese jv:Javanese"
        " ka:Georgian kk:Kazakh km:Khmer kn:Kannada ko:Korean ku:Kurdish ky:Kyrgyz la:Latin"
        " lo:Lao lt:Lithuanian lv:Latvian mg:Malagasy mk:Macedonian ml:Malayalam mn:Mongolian"
        " mr:Marathi ms:Malay mt:Maltese my:Burmese nb:Norwegian ne:Nepali nl:Dutch nn:Norwegian"
        " no:Norwegian oc:Occitan pa:Punjabi pl:Polish ps:Pashto pt:Portuguese ro:Romanian"
        " ru:Russian rw:Kinyarwanda sd:Sindhi si:Sinhala sk:Slovak sl:Slovenian so:Somali"
        " sq:Albanian sr:Serbian sv:Swedish sw:Swahili ta:Tamil te:Telugu tg:Tajik th:Thai"
        " tl:Tagalog tr:Turkish ug:Uyghur uk:Ukrainian ur:Urdu uz:Uzbek vi:Vietnamese wuu:Chinese"
        " yi:Yiddish yue:Cantonese zh:Chinese zu:Zulu",
    )
)
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_SPOKEN = {"english": "en", "eng": "en"}


def tag(declared: str) -> str:
    """Return a declared language as a BCP 47 tag in lower case, or nothing when it is none.

    >>> [tag(d) for d in ("en_GB", "English", "EN", "??")]
    ['en-gb', 'en', 'en', '']
    """
    lower = declared.strip().lower().replace("_", "-")
    lower = _SPOKEN.get(lower, lower)
    return lower if _TAG.fullmatch(lower) else ""


def foreign(text: str, declared: str = "") -> str:
    """Return the language of a text that is not English, or nothing for one that is or may be.

    A text in Latin letters with enough of the little words of English is English, whatever the
    statistics say: reports full of names mislead them. So is a short one, unless declared else.

    Args:
        text: normalised.
        declared: the tag that the document carries; may be empty.
    """
    middle = max(_SAMPLE, len(text) // 2)
    sample = text[:_SAMPLE] + text[middle : middle + _SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    if sum(map(_is_latin, letters)) < len(letters) / 2:
        return _most_likely(sample)[0]
    if _share_of_english_words(sample) >= _ENOUGH:
        return ""
    other = declared and not declared.startswith("en")
    if other:
        return declared
    if len(letters) < _SHORT:
        return ""
    language, margin = _most_likely(sample)
    return language if margin >= (_VERY_SURE if declared else _SURE) else ""


def spoken(language: str) -> str:
    """Return a tag with the language's English name where we know it.

    >>> spoken("ar"), spoken("xx")
    ('Arabic (ar)', 'xx')
    """
    name = _LANGUAGES.get(language.split("-")[0])
    return f"{name} ({language})" if name else language


def _is_latin(letter: str) -> bool:
    return letter < "\u0250" or "\u1e00" <= letter <= "\u1eff"


def _share_of_english_words(text: str) -> float:
    words = re.findall(r"[^\W\d_]+", text.lower())
    return sum(word in _ENGLISH for word in words) / max(1, len(words))


def _most_likely(text: str) -> tuple[str, float]:
    """Return the likeliest language but English and its lead, those of the text's median part."""
    starts = range(0, max(1, len(text) - _PART // 2), _PART)
    leads = sorted(_lead(text[start : start + _PART]) for start in starts)
    lead, language = leads[len(leads) // 2]
    return language, lead


def _lead(part: str) -> tuple[float, str]:
    """Return by how many nats per byte the likeliest other language leads English, and which."""
    import py3langid

    scores = dict(py3langid.rank(part.lower()))
    english = scores.pop("en")
    language = max(scores, key=lambda name: (scores[name], name))
    return float(scores[language] - english) / (len(part.encode()) or 1), language
