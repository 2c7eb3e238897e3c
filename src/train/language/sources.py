#!/usr/bin/env python3
"""Unpacks the sources of the language files into one table for each language.

    python3 -m venv sources/python && sources/python/bin/pip install msgpack
    sources/python/bin/pip download --no-deps --dest sources wordfreq==3.1.1 german-nouns==1.2.5
    apt-get install scowl        # 2020.12.07-2, Debian
    sources/python/bin/python src/train/language/sources.py sources

reads the two wheels in the folder and /usr/share/dict/scowl, and writes english.tsv and german.tsv there. A line has a
word in small letters, its frequency (of 10^9 words of running text), how it is usually written ("lower", "name",
"capitals", or "both" for lower and name), and 1 where a dictionary has it. What the sources are and what their licences
ask is in docs/decisions/language-data.md.
"""

import csv
import gzip
import io
import re
import sys
import unicodedata
import zipfile
from pathlib import Path

import msgpack

SCOWL = Path("/usr/share/dict/scowl")
# Beyond these sizes SCOWL has words that hardly anybody knows.
WORDS, NAMES, ABBREVIATIONS = 70, 80, 50
GERMAN = "äöüß"


def wheel(folder, name):
    found = sorted(folder.glob(name + "-*.whl"))
    if not found:
        sys.exit(f"{folder} has no wheel of {name}; see the head of this script.")
    return zipfile.ZipFile(found[-1])


def folded(word, keep):
    """Small letters, and no accents but those to keep."""
    plain = lambda c: c if c in keep else unicodedata.normalize("NFD", c)[0]
    return "".join(map(plain, word.lower().replace("’", "'")))


def frequencies(wordfreq, language, keep):
    packed = gzip.decompress(wordfreq.read(f"wordfreq/data/large_{language}.msgpack.gz"))
    # A list of lists: the words of the n-th are 10^(n/100) times rarer than all words.
    head, *bins = msgpack.unpackb(packed)
    assert head == {"format": "cB", "version": 1}, head
    words = {}
    for centibels, of in enumerate(bins):
        for word in of:
            word = folded(word, keep)
            if re.fullmatch(rf"[a-z{keep}]+('[a-z{keep}]+)?", word):
                words[word] = words.get(word, 0.0) + 10 ** (9 - centibels / 100)
    return words


def scowl():
    """Words, names and abbreviations of English, as they are written."""
    kinds = {"words": set(), "names": set(), "abbreviations": set()}
    for path in sorted(SCOWL.iterdir()):
        found = re.fullmatch(r"(?:english|american|british)-([a-z-]+)\.(\d\d)", path.name)
        if not found:
            continue
        kind, size = found[1], int(found[2])
        for word in path.read_text("latin-1").split():
            if kind in ("words", "contractions") and size <= WORDS:
                kinds["words" if word == word.lower() else "names"].add(word)
            elif kind in ("proper-names", "upper") and size <= NAMES:
                kinds["names"].add(word)
            elif kind == "abbreviations" and size <= ABBREVIATIONS and re.fullmatch("[A-Z]+", word):
                kinds["abbreviations"].add(word)
    return kinds


def english(wordfreq):
    dictionary = scowl()
    lower, names, capitals = (
        {folded(word, "") for word in dictionary[kind]} for kind in ("words", "names", "abbreviations")
    )
    for word, frequency in frequencies(wordfreq, "en", "").items():
        if len(word) == 1 and word != "a":
            # "I" and initials; as one of a list or in a formula it is not a word.
            case, known = "capitals", True
        elif word in lower:
            case, known = "lower", True
        elif word in capitals and word not in names:
            case, known = "capitals", True
        else:
            # What is in no dictionary is most often a name.
            case, known = "name", word in names
        stem, _, suffix = word.partition("'")
        # The decoder itself puts an s behind an apostrophe.
        if suffix == "s" and frequency < 3e4:
            continue
        yield word, frequency, case, known


def german(wordfreq):
    words = frequencies(wordfreq, "de", GERMAN)
    names = {folded(word, GERMAN) for word in scowl()["names"]}
    nouns = set()
    with wheel(Path(sys.argv[1]), "german_nouns").open("german_nouns/nouns.csv") as raw:
        head, *rows = csv.reader(io.TextIOWrapper(raw, "utf-8"))
        forms = [0] + [at for at, name in enumerate(head) if name.split(" ")[0] in CASES]
        for row in rows:
            # Adjectives that serve as nouns are written in both ways.
            declined = any("stark" in head[at] and row[at] for at in forms if at < len(row))
            if not declined and "Buchstabe" not in row[1]:
                nouns.update(row[at].lower() for at in forms if at < len(row))
    sharp = {noun.replace("ß", "ss"): noun for noun in nouns if "ß" in noun}
    nouns.update(sharp)
    for word, frequency in words.items():
        known = word in nouns
        case = "name" if known else "capitals" if len(word) == 1 else "lower"
        if known and is_also_lower(word, words, nouns):
            case = "both"
        elif not known and word in names and frequency < 3e4:
            case, known = "name", True
        yield sharp.get(word) or SHARP.sub("ß", word), frequency, case, known


# wordfreq writes ss for every ß. Where a long vowel stands before it, most words have the ß.
SHARP = re.compile(
    "(?<!die)(?<=ie)ss|(?<=ei)ss|(?<=eu)ss|(?<=äu)ss|(?<=gr[oö])ss|(?<=bl[oö])ss|(?<=st[oö])ss|(?<=sü)ss|(?<=sp[aä])ss"
    "|(?<=stra)ss(?=e)|(?<=\\bf[uü])ss|(?<=[^l]f[uü])ss|(?<=\\bau)ss(?=er|en|tre)|(?<=drau)ss"
)
CASES = ("nominativ", "genitiv", "dativ", "akkusativ")
# Frequent words that are nouns as well, but seldom: "das Ich", "das Wenn".
LITTLE = 4e4


def is_also_lower(word, words, nouns):
    """Whether a noun looks like an adjective or a verb, too, by its other forms; or is a little word."""
    has = lambda form: form in words and form not in nouns
    adjective = sum(has(word + ending) for ending in ("e", "er", "em", "es", "en")) >= 4
    inflected = any(
        word.endswith(ending) and sum(has(word[: -len(ending)] + other) for other in ("e", "er", "em", "es", "en")) >= 3
        for ending in ("e", "er", "em", "es", "en")
    )
    stem = word[:-2] if word.endswith("en") else word
    verb = word.endswith("en") and has(stem + "t") and (has(stem + "te") or has("ge" + stem + "t") or has("ge" + word))
    little = words[word] > 1e6 or (words[word] > LITTLE and len(word) <= 4)
    return adjective or inflected or verb or little


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    wordfreq = wheel(folder, "wordfreq")
    for name, table in (("english", english), ("german", german)):
        rows = sorted(table(wordfreq), key=lambda row: (-row[1], row[0]))
        with open(folder / f"{name}.tsv", "w", encoding="utf-8") as out:
            for word, frequency, case, known in rows:
                out.write(f"{word}\t{frequency:.3g}\t{case}\t{int(known)}\n")
        print(f"{name}.tsv: {len(rows)} words")


main()
