"""A word -> the letter of its class in the grammar of time expressions."""

import re

#: Class -> its words, in lower case.
WORDS = {
    "M": """january february march april may june july august september october november december
        jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec.""",
    "g": "jan feb mar apr jun jul aug sept sep oct nov dec",
    "W": """monday tuesday wednesday thursday friday saturday sunday mon. tues. tue. wed. thurs. thu. fri. sat. sun.
        mondays tuesdays wednesdays thursdays fridays saturdays sundays""",
    "S": "summer autumn winter summers winters autumns midsummer midwinter",
    "s": "spring fall",
    "P": """morning afternoon evening night mornings afternoons evenings nights dawn dusk sunrise sunset nightfall
        lunchtime daybreak""",
    "m": "midnight noon midday mid-afternoon mid-morning noontime",
    "H": "christmas easter thanksgiving ramadan halloween hanukkah passover yuletide d-day",
    "r": """election independence memorial veterans labor labour inauguration columbus valentine boxing armistice
        remembrance new victory liberation""",
    "U": """day week month year decade century quarter weekend fortnight hour minute semester trimester
        millennium season half-hour""",
    "V": """days weeks months years decades centuries weekends fortnights hours minutes seconds semesters
        millennia seasons yrs mins hrs""",
    "v": "quarters",
    "t": "period moment era term date",
    "w": "time",
    "p": "past present",
    "c": "current recent future",
    "X": "today yesterday tomorrow tonight overnight",
    "x": "now currently recently nowadays presently lately",
    "k": "daily weekly monthly annually yearly hourly nightly fortnightly biweekly",
    "K": "each every per",
    "T": "the",
    "a": "a an",
    "d": "this that these those",
    "R": """last next previous coming following latest same preceding prior upcoming intervening ensuing subsequent
        entire whole full final another remaining comparable corresponding year-earlier year-ago near distant
        foreseeable immediate""",
    "E": "early late mid mid- midway early- late-",
    "e": "earlier later",
    "B": "end beginning start middle rest half outset eve height close remainder onset part course",
    "F": "several few couple many dozens dozen hundreds thousands scores various",
    "Q": """about around nearly almost over under roughly approximately some exactly barely circa c. ca. least most
        more less than up no""",
    "G": "ago hence beforehand afterwards afterward thereafter",
    "N": """zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen 1/2""",
    "J": "hundred thousand",
    "y": "sixteen seventeen eighteen nineteen",
    "u": "twenty thirty forty fifty sixty seventy eighty ninety",
    "n": "one",
    "O": """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
        fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth""",
    "f": "fiscal calendar trading business working consecutive straight academic school lunar single additional",
    "Z": "twenties thirties forties fifties sixties seventies eighties nineties",
    "A": "a.m. a.m am p.m. p.m pm o'clock",
    "z": "gmt utc est edt cst cdt mst mdt pst pdt bst cet cest eet ist et",
    "b": "bc ad bce ce b.c. a.d. b.c.e. c.e.",
    "o": "of",
    "&": "and or to through until till",
    "h": "- – —",
    ",": ",",
    "'": "'s ’s",
    "`": "' ’ ‘",
    "l": "long",
    "j": "old olds",
    "i": "in from on by since before after during",
    "@": "at",
    "$": "$ € £ us$ usd rs",
}  # fmt: skip

_CLASS = {word: letter for letter, words in WORDS.items() for word in words.split()}

_MONTH = (
    r"(?:(?:jan|febr)uary|march|april|may|june|july|august|(?:sept|nov|dec)ember|october"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)"
)

#: Forms that no list can hold.
_SHAPES = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"(?:1[0-9]|20|21)\d\d", "Y"),
        (r"(?:1\d|20)\d\d[-–/]\d\d(?:\d\d)?", "Y"),
        (r"(?:early|late|mid|pre|post)-(?:1[0-9]|20|21)\d\d", "Y"),
        (r"(?:early-|late-|mid-)?(?:(?:1\d|20)\d|['’]?\d)0['’]?s", "Z"),
        (r"(?:0?[1-9]|[12]\d|3[01])", "D"),
        (r"(?:\d{1,2})(?:st|nd|rd|th)", "O"),
        (r"[\w-]+-olds?", "."),
        (rf"(?:early|late|mid)-{_MONTH}", "M"),
        (rf"{_MONTH}[-–—]\d{{1,4}}", "M"),
        (r"\w+-(?:second|minute|hour|day|week|month|quarter|year|decade|century)s?(?:-long)?", "L"),
        (r"\d{4}-\d\d-\d\d(?:t[\d:]+z?)?|\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d", "I"),
        (r"\d{1,2}[:.][0-5]\d(?:[:.]\d\d)?(?:a\.?m\.?|p\.?m\.?|gmt|utc)|\d{1,2}(?:am|pm)", "C"),
        (r"(?:[01]?\d|2[0-4]):[0-5]\d(?::\d\d)?", "C"),
        (r"\d+(?:[.,]\d+)*", "N"),
        (r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-[a-z]+", "u"),
    )
)

#: Words that are time words only with a capital letter.
_CAPITAL = frozenset("march may august mar. jan. sun. sat. mon. jun.".split())


def word_class(word: str) -> str:
    """Return the letter of a word's class, or ``.`` when it is none of them.

    White space has none, and an empty line is ``|``.

    >>> [word_class(w) for w in ("March", "march", "1998", "25th", "52", "the", "house")]
    ['M', '.', 'Y', 'O', 'N', 'T', '.']
    """
    if word.isspace():
        return "|" if word.count("\n") > 1 else ""
    lower = word.lower()
    if lower in _CAPITAL and word == lower:
        return "."
    found = _CLASS.get(lower)
    if found:
        return found
    return next((letter for shape, letter in _SHAPES if shape.fullmatch(lower)), ".")
