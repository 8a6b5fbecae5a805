"""The grader of retort for Python, over its C interface.

    from retort_grade import verify, reward
    verify("\\frac{1}{2}", "so it is \\boxed{0.5}")          # True
    reward(completions, answer)                               # [1.0, 0.0, ...], as trainers call a reward function

The library is looked for in RETORT_GRADE_LIBRARY, beside this file and in build/lib of the source tree.
"""
import ctypes
import json
import os
from pathlib import Path

EQUAL, DIFFERENT, UNDECIDED, BAD_OPTIONS = 1, 0, -1, -2


class Verdict(ctypes.Structure):
    """The rule that decided and a sentence on why, as bytes."""

    _fields_ = [("rule", ctypes.c_char * 32), ("reason", ctypes.c_char * 480)]


def _load():
    here = Path(__file__).resolve()
    places = [os.environ.get("RETORT_GRADE_LIBRARY"), here.parent / "libretort_grade.so", here.parents[2] / "build/lib/libretort_grade.so"]
    for place in places:
        if place and Path(place).exists():
            library = ctypes.CDLL(str(place))
            break
    else:
        raise OSError("libretort_grade.so not found: build the target retort_grade_c, or set RETORT_GRADE_LIBRARY")
    text, texts = ctypes.c_char_p, ctypes.POINTER(ctypes.c_char_p)
    library.retort_grade.argtypes = [text, text, text, ctypes.POINTER(Verdict)]
    library.retort_grade_many.argtypes = [texts, texts, ctypes.c_size_t, text, ctypes.c_uint, ctypes.POINTER(ctypes.c_int)]
    library.retort_extract.argtypes = [text, ctypes.c_char_p, ctypes.c_size_t]
    library.retort_extract.restype = ctypes.c_long
    library.retort_grade_revision.restype = text
    return library


_library = _load()


def _bytes(text):
    return str(text).encode("utf-8", "replace").replace(b"\0", b" ")


def _options(options):
    return _bytes(json.dumps(options)) if options else None


def grade(gold, pred, **options):
    """(verdict, rule, reason); the verdict is "equal", "different" or "undecided". Options as in a batch row: strict=True, tolerance=0.01, ..."""
    verdict = Verdict()
    outcome = _library.retort_grade(_bytes(gold), _bytes(pred), _options(options), ctypes.byref(verdict))
    rule, reason = verdict.rule.decode("utf-8", "replace"), verdict.reason.decode("utf-8", "replace")
    if outcome == BAD_OPTIONS:
        raise ValueError(reason)
    return {EQUAL: "equal", DIFFERENT: "different"}.get(outcome, "undecided"), rule, reason


def verify(gold, pred, **options):
    """Is the answer in `pred` the one in `gold`? False where it could not be decided."""
    return grade(gold, pred, **options)[0] == "equal"


def extract(text):
    """The final answer of a text, or None."""
    source = _bytes(text)
    room = ctypes.create_string_buffer(len(source) + 64)
    return room.value.decode("utf-8", "replace") if _library.retort_extract(source, room, len(room)) >= 0 else None


def reward(completions, answer, threads=0, options=None, **_):
    """One number for each completion: 1.0 where it gives the answer, else 0.0. `completions`: texts, or lists of chat messages whose last one counts."""
    if isinstance(answer, str):
        answer = [answer] * len(completions)
    texts = [c if isinstance(c, str) else c[-1]["content"] for c in completions]
    if len(texts) != len(answer):
        raise ValueError(f"{len(texts)} completions, {len(answer)} answers")
    count = len(texts)
    golds = (ctypes.c_char_p * count)(*map(_bytes, answer))
    preds = (ctypes.c_char_p * count)(*map(_bytes, texts))
    outcomes = (ctypes.c_int * count)()
    if _library.retort_grade_many(golds, preds, count, _options(options), threads, outcomes) == BAD_OPTIONS:
        grade("0", "0", **options)
    return [1.0 if outcome == EQUAL else 0.0 for outcome in outcomes]
