#!/usr/bin/env python3
"""Writes which characters Hugging Face's library takes for letters, marks, spaces and so on.

Needs Python 3.11 or newer and tokenizers 0.23.2 (pip install tokenizers==0.23.2).
Usage: unicode.py > ../../main/resources/dev/forja/tokenizers/text/unicode.txt

The library is built from parts that know different versions of Unicode. Each line is a name and the
runs of code points that have the property, each as "first+more" in base 36, first counted from the
end of the run before. A run of a line with values is followed by ":value".
"""
import sys
import unicodedata
from tokenizers import Regex, normalizers, pre_tokenizers

ALL = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
TEXT = "".join(map(chr, ALL))


def base36(n):
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    out = ""
    while n or not out:
        n, d = divmod(n, 36)
        out = digits[d] + out
    return out


def runs(values):
    """(first, last, value) of the runs of equal values of a dict from code points."""
    found = []
    for c in sorted(values):
        v = values[c]
        if found and found[-1][1] + 1 == c and found[-1][2] == v:
            found[-1][1] = c
        else:
            found.append([c, c, v])
    return found


def write(name, values):
    if not isinstance(values, dict):
        values = {c: "" for c in values}
    end, out = 0, []
    for first, last, value in runs(values):
        more = "+" + base36(last - first) if last > first else ""
        out.append(base36(first - end) + more + (":" + str(value) if value != "" else ""))
        end = last
    print(name + " " + " ".join(out))


def matching(pattern):
    """The code points that Oniguruma's class matches."""
    splitter = pre_tokenizers.Split(Regex(pattern + "+"), "removed", invert=True)
    return {ord(c) for piece, _ in splitter.pre_tokenize_str(TEXT) for c in piece}


def gone(normalizer):
    left = set(normalizer.normalize_str(TEXT))
    return {c for c in ALL if chr(c) not in left}


def mapped(normalizer):
    """What a normalizer makes of each code point that it changes."""
    return {c: s for c in ALL if (s := normalizer.normalize_str(chr(c))) != chr(c)}


print("# Written by src/test/oracle/unicode.py; see there.")
categories = {}
for category in ("Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Co").split():
    for c in matching(r"\p{" + category + "}"):
        categories[c] = category
write("category", categories)
write("space", matching(r"\s"))
write("word", matching(r"\w"))

punctuation = pre_tokenizers.Punctuation("removed").pre_tokenize_str(TEXT)
kept = {ord(c) for piece, _ in punctuation for c in piece}
write("punctuation", [c for c in ALL if c not in kept])
clean = normalizers.BertNormalizer(True, False, False, False)
write("other", [c for c in ALL if clean.normalize_str(chr(c)) == ""])
nfd = normalizers.NFD()
canonical = mapped(nfd)
bert = normalizers.BertNormalizer(False, False, True, False)
write("nonspacing", [c for c in ALL if c not in canonical and bert.normalize_str("a" + chr(c)) == "a"])
write("mark", gone(normalizers.StripAccents()))
kept = {ord(c) for piece, _ in pre_tokenizers.WhitespaceSplit().pre_tokenize_str(TEXT) for c in piece}
write("whitespace", [c for c in ALL if c not in kept])
digits = pre_tokenizers.Digits(True)
write("numeric", [c for c in ALL if len(digits.pre_tokenize_str("a" + chr(c))) == 2])
words = pre_tokenizers.Whitespace()
write("rustword", [c for c in ALL if len(p := words.pre_tokenize_str("a" + chr(c))) == 1 and p[0][1] == (0, 2)])

hangul = range(0xAC00, 0xAC00 + 11172)
write("canonical", [c for c in canonical if c not in hangul])
write("compatible", [c for c in mapped(normalizers.NFKD()) if c not in hangul])
classes = {}
for c in ALL:
    ccc = unicodedata.combining(chr(c))
    if ccc and c not in canonical:
        low, high = chr(c) + "\u0334", "\u0345" + chr(c)
        if nfd.normalize_str(low) != low or nfd.normalize_str(high) != high:
            classes[c] = ccc
write("combining", classes)
lower = mapped(normalizers.Lowercase())
write("lower", {c: ord(s) - c for c, s in lower.items() if len(s) == 1})
print({chr(c): s for c, s in lower.items() if len(s) > 1}, file=sys.stderr)
scripts = pre_tokenizers.UnicodeScripts()
write("anyscript", [c for c in ALL if [p for p, _ in scripts.pre_tokenize_str("a" + chr(c) + "\u4e2d" + chr(c))]
                    == ["a" + chr(c), "\u4e2d" + chr(c)]])
