"""Text as pairs of characters, for an index that finds any two of them side by side: 水管爆裂 is 水管 管爆 爆裂 裂.

Numbers and letters, whose pairs are everywhere, are fours as well: `6-2-1101` is found by `6-2-`, `-2-1` and so on.
A word a person types finds every text that holds it; some more may be found, so what is found is looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

_PLAIN = re.compile("[0-9a-z\u4e00-\u9fa5]")
_RUN = re.compile("[!-~]{4,}")
_FOUR = 4


class _Signs(dict[str, str]):
    """How a character stands in the index: what its tokenizer might split, fold or drop is written as a number."""

    def __missing__(self, char: str) -> str:
        lower = char.lower() if char.isascii() else char
        sign = self[char] = lower if _PLAIN.match(lower) else f"_{ord(char):x}_"
        return sign


_signs = _Signs()


def document(texts: Iterable[str], marks: Iterable[str] = ()) -> str:
    """What the index is given for these texts and marks (`facet`)."""
    words = [word for text in texts for word in text.split()]
    # The last character stands alone, so that every one begins something.
    pieces = (piece for word in words for piece in (*_pairs(word), _signs[word[-1]], *_fours(word)))
    return " ".join([*marks, *pieces])


def _pairs(word: str) -> Iterator[str]:
    return (_signs[one] + _signs[other] for one, other in pairwise(word))


def _fours(word: str) -> Iterator[str]:
    for run in _RUN.findall(word):
        signs = [_signs[char] for char in run]
        yield from ("".join(signs[at : at + _FOUR]) for at in range(len(signs) - _FOUR + 1))


def _joints(word: str) -> Iterator[str]:
    """The pairs that no four of the word covers."""
    covered = {at for run in _RUN.finditer(word) for at in range(run.start(), run.end() - 1)}
    return (piece for at, piece in enumerate(_pairs(word)) if at not in covered)


def facet(name: str, value: object) -> str:
    """A mark that a text has beside its words, as its kind or its post."""
    return f"__{name}_{value}"


def question(words: str, marks: Iterable[str] = ()) -> str:
    """What to ask the index for, in FTS5's language: all marks and all words; empty where it is of no help.

    A single sign of punctuation stands in most texts: looking through them is quicker than the index.
    """
    asked = [f'"{mark}"' for mark in marks]
    for word in words.split():
        if len(word) > 1:
            asked += [f'"{piece}"' for piece in (*_fours(word), *_joints(word))]
        elif word.isalnum() or not word.isascii():
            asked.append(f'"{_signs[word]}" *')
    return " AND ".join(dict.fromkeys(asked))
