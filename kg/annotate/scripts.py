"""Edit scripts: how a form becomes its lemma, small enough to be classes of a classifier.

After Chrupała (2006), "Simple data-driven context-sensitive lemmatization".
"""


def derive(form: str, lemma: str) -> str:
    """Return the script that turns ``form`` into ``lemma``.

    A script is ``c|n|s``: ``c`` is ``k`` (case kept) or ``l`` (lower case first), ``n`` the number of
    code points cut from the end, ``s`` what is added then.

    >>> derive("seized", "seize"), derive("Forces", "force"), derive("was", "be")
    ('k|1|', 'l|1|', 'k|3|be')
    """
    keep = _suffix("k", form, lemma)
    lower = _suffix("l", form.lower(), lemma)
    return lower if _cost(lower) < _cost(keep) else keep


def apply(script: str, form: str) -> str:
    """Return the lemma of ``form``; the form itself where the script would leave nothing.

    >>> apply("l|1|", "Forces")
    'force'
    """
    case, cut, added = script.split("|", 2)
    base = form.lower() if case == "l" else form
    kept = base[: len(base) - int(cut)] if int(cut) else base
    return (kept + added) or form


def _suffix(case: str, form: str, lemma: str) -> str:
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return f"{case}|{len(form) - same}|{lemma[same:]}"


def _cost(script: str) -> int:
    _, cut, added = script.split("|", 2)
    return int(cut) + len(added)
