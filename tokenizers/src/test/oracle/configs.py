#!/usr/bin/env python3
"""Writes random small tokenizers and what Hugging Face's library makes of hard texts with them.

Needs tokenizers 0.23.2 (pip install tokenizers==0.23.2).
Usage: configs.py SEED TOKENIZERS TEXTS > ../resources/dev/forja/tokenizers/configs.json.gz
"""
import base64
import gzip
import json
import random
import struct
import sys
from tokenizers import Tokenizer
import corpus
from cases import case

PATTERNS = [
    r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    r"\p{N}{1,3}+", r"\s++$|\S", r"[^\s\p{L}\p{N}]++[\r\n]*", r"\w+|[^\w\s]+", r"\d", r"\s", r"\b", r"[一-龥぀-ゟ゠-ヿ]+",
    r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    r"(?<=\p{L})(?=\p{N})", r"a*", r"(?:e|o)+", r"^.", r".$", r"\p{Han}", r"[[:alpha:]]+", r"[^[:space:]]", r"\p{P}", r"{", r"x{,2}y", r"[a-z&&[^aeiou]]+",
]


def alphabet():
    visible = list(range(33, 127)) + list(range(161, 173)) + list(range(174, 256))
    chars, n = {}, 0
    for b in range(256):
        if b in visible:
            chars[b] = chr(b)
        else:
            chars[b] = chr(256 + n)
            n += 1
    return [chars[b] for b in range(256)]


BYTES = alphabet()


def charsmap(r):
    """A double-array trie of a few replacements, built as Darts-clone lays it out."""
    keys = {}
    for _ in range(r.randrange(1, 30)):
        key = "".join(r.choice("aeéAßﬁ①㌔ \t½ｆÅö가e\u0301\u0300ab") for _ in range(r.choice([1, 1, 1, 2])))
        keys[key.encode()] = r.choice(["", " ", "a", "ss", "fi", "1", "キロ", "é", "abc"])
    blob, places = b"", {}
    for key in keys:
        places[key] = len(blob)
        blob += keys[key].encode() + b"\0"
    tree = {}
    for key in keys:
        node = tree
        for b in key:
            node = node.setdefault(b, {})
        node[-1] = places[key]
    units = {0: 0}
    used = {0}

    def place(position, node):
        labels = [b for b in node if b >= 0]
        offset = 1
        while True:
            base = position ^ offset
            wanted = [base ^ b for b in labels] + ([base] if -1 in node else [])
            if not any(w in used for w in wanted) and base not in used:
                break
            offset += 1
        used.add(base)
        used.update(wanted)
        units[position] = units.get(position, 0) | offset << 10 | (256 if -1 in node else 0)
        if -1 in node:
            units[base] = node[-1] | 1 << 31
        for b in labels:
            units[base ^ b] = b
        for b in labels:
            place(base ^ b, node[b])

    place(0, tree)
    size = (max(units) // 256 + 2) * 256
    array = [units.get(i, 0) for i in range(size)]
    return base64.b64encode(struct.pack("<I", 4 * size) + struct.pack("<%dI" % size, *array) + blob).decode()


def pattern(r):
    if r.random() < 0.25:
        return {"String": r.choice([" ", "a", "##", "e", "an", "  ", "▁", ".", "中", ""])}
    return {"Regex": r.choice(PATTERNS)}


def normalizer(r, depth=0):
    kind = r.randrange(15 if depth < 2 else 14)
    if kind < 4:
        return {"type": ["NFC", "NFD", "NFKC", "NFKD"][kind]}
    if kind == 4:
        return {"type": "BertNormalizer", "clean_text": r.random() < 0.7, "handle_chinese_chars": r.random() < 0.7,
                "strip_accents": r.choice([None, True, False]), "lowercase": r.random() < 0.6}
    if kind == 13:
        return {"type": "ByteLevel"} if r.random() < 0.3 else {"type": "Lowercase"}
    return [{"type": "Lowercase"}, {"type": "StripAccents"}, {"type": "Nmt"},
            {"type": "Strip", "strip_left": r.random() < 0.5, "strip_right": r.random() < 0.5},
            {"type": "Prepend", "prepend": r.choice(["▁", "ab", " "])},
            {"type": "Precompiled", "precompiled_charsmap": charsmap(r)},
            {"type": "Replace", "pattern": pattern(r), "content": r.choice(["", "▁", "xy", " ", "é"])},
            {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}, None,
            {"type": "Sequence", "normalizers": [normalizer(r, depth + 1) or {"type": "NFC"} for _ in range(r.randrange(4))]}
            ][kind - 5]


BEHAVIORS = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"]


def pre_tokenizer(r, depth=0):
    kind = r.randrange(13 if depth < 2 else 12)
    if kind == 12:
        return {"type": "Sequence", "pretokenizers": [pre_tokenizer(r, depth + 1) or {"type": "Whitespace"} for _ in range(r.randrange(4))]}
    if kind == 1 and depth:
        kind = 2
    return [{"type": "BertPreTokenizer"},
            {"type": "ByteLevel", "add_prefix_space": r.random() < 0.5, "trim_offsets": True, "use_regex": r.random() < 0.6},
            {"type": "Whitespace"}, {"type": "WhitespaceSplit"},
            {"type": "Metaspace", "replacement": r.choice("▁▁▁_"), "prepend_scheme": r.choice(["first", "never", "always"]), "split": r.random() < 0.6},
            {"type": "Punctuation", "behavior": r.choice(BEHAVIORS)},
            {"type": "Split", "pattern": pattern(r), "behavior": r.choice(BEHAVIORS), "invert": r.random() < 0.3},
            {"type": "Split", "pattern": {"Regex": r.choice(PATTERNS)}, "behavior": "Isolated", "invert": False},
            {"type": "Digits", "individual_digits": r.random() < 0.5},
            {"type": "WhitespaceSplit"},
            {"type": "CharDelimiterSplit", "delimiter": r.choice(" a-,")},
            {"type": "FixedLength", "length": r.randrange(1, 6)}][kind]


def sample(r):
    return "".join(corpus.text(r, 60) for _ in range(3))


def pieces(r, count, byte_level, metaspace):
    text = sample(r)
    if byte_level:
        text = "".join(BYTES[b] for b in text.encode())
    elif metaspace:
        text = text.replace(" ", "▁")
    out = list(dict.fromkeys(text))
    r.shuffle(out)
    out = out[:200]
    for _ in range(count):
        at = r.randrange(len(text))
        out.append(text[at:at + r.randrange(2, 7)])
    return list(dict.fromkeys(out))


def bpe(r, byte_level):
    chars = BYTES if byte_level and r.random() < 0.8 else pieces(r, 0, byte_level, r.random() < 0.5)
    prefix = r.choice([None, None, None, "##"])
    suffix = r.choice([None, None, None, "</w>"])
    tokens = list(chars)
    if prefix:
        tokens += [prefix + c for c in chars[:150]]
    if suffix:
        tokens += [c + suffix for c in chars[:150]] + [(prefix or "") + c + suffix for c in chars[:100]]
    tokens = list(dict.fromkeys(tokens))
    merges = []
    letters = [t for t in tokens if t.isascii() or byte_level] or tokens
    for _ in range(r.randrange(300)):
        a, b = r.choice(letters), r.choice(letters)
        if prefix and not b.startswith(prefix):
            continue
        if suffix and a.endswith(suffix):
            continue
        merged = a + b[len(prefix or ""):]
        if len(merged) > 12 or [a, b] in merges or " " in a + b:
            continue
        merges.append([a, b])
        if merged not in tokens:
            tokens.append(merged)
            letters.append(merged)
    # With a prefix or suffix, the library gives bytes places beyond the end of the text.
    fallback = not prefix and not suffix and r.random() < 0.4
    if fallback:
        tokens += ["<0x%02X>" % b for b in range(256)][: r.choice([256, 256, 180])]
    unk = r.choice([None, "<unk>"])
    tokens = ["<unk>"] + [t for t in tokens if t != "<unk>"]
    if r.random() < 0.5:
        merges = [a + " " + b for a, b in merges]
    return {"type": "BPE", "dropout": None, "unk_token": unk, "continuing_subword_prefix": prefix, "end_of_word_suffix": suffix,
            "fuse_unk": r.random() < 0.5, "byte_fallback": fallback, "ignore_merges": r.random() < 0.3,
            "vocab": {t: i for i, t in enumerate(tokens)}, "merges": merges}


def model(r, byte_level, metaspace):
    kind = r.randrange(5)
    if kind < 2:
        return bpe(r, byte_level)
    if kind == 2:
        vocab = [[p, -r.random() * 12 if r.random() < 0.8 else -float(r.randrange(9))] for p in pieces(r, 200, byte_level, metaspace)]
        fallback = r.random() < 0.4
        if fallback:
            vocab += [["<0x%02X>" % b, -20.0] for b in range(256)]
        return {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0.0]] + vocab, "byte_fallback": fallback}
    if kind == 3:
        tokens = ["[UNK]"] + pieces(r, 150, byte_level, metaspace)
        tokens += ["##" + t for t in tokens[1:]]
        return {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                "max_input_chars_per_word": r.choice([100, 100, 10]), "vocab": {t: i for i, t in enumerate(tokens)}}
    tokens = ["<unk>"] + pieces(r, 150, byte_level, metaspace) + corpus.WORDS
    return {"type": "WordLevel", "unk_token": "<unk>", "vocab": {t: i for i, t in enumerate(dict.fromkeys(tokens))}}


def added(r, vocab):
    out = []
    names = ["[CLS]", "[SEP]", "[MASK]", "<mask>", "<s>", "</s>", "<pad>", "the", "Quick", "caf\u00e9", "  ", "1", "中文", "an", "e\u0301"]
    for i, name in enumerate(r.sample(names, r.randrange(7))):
        out.append({"id": vocab + i, "content": name, "single_word": r.random() < 0.2, "lstrip": r.random() < 0.3,
                    "rstrip": r.random() < 0.3, "normalized": r.random() < 0.5, "special": r.random() < 0.5})
    return out


def template(r, tokens):
    def special(t):
        return {"SpecialToken": {"id": t, "type_id": r.randrange(3)}}
    a = {"Sequence": {"id": "A", "type_id": r.randrange(3)}}
    b = {"Sequence": {"id": "B", "type_id": r.randrange(3)}}
    x, y = tokens
    return {"type": "TemplateProcessing", "single": [special(x), a, special(y)][r.randrange(2):],
            "pair": [special(x), a, special(y), special(y), b, special(y)][: r.choice([5, 6])],
            "special_tokens": {x: {"id": x, "ids": [1], "tokens": [x]}, y: {"id": y, "ids": [2, 3], "tokens": [y, "|"]}}}


def post_processor(r):
    bl = {"type": "ByteLevel", "add_prefix_space": r.random() < 0.5, "trim_offsets": r.random() < 0.7, "use_regex": True}
    return r.choice([None, {"type": "BertProcessing", "sep": ["[SEP]", 2], "cls": ["[CLS]", 1]},
                     {"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 1], "trim_offsets": r.random() < 0.7, "add_prefix_space": r.random() < 0.5},
                     bl, template(r, ("[CLS]", "[SEP]")), {"type": "Sequence", "processors": [bl, template(r, ("<s>", "</s>"))]}])


def decoder(r, depth=0):
    kinds = [None, {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
             {"type": "WordPiece", "prefix": "##", "cleanup": r.random() < 0.6},
             {"type": "Metaspace", "replacement": "▁", "prepend_scheme": r.choice(["first", "never", "always"]), "split": True},
             {"type": "BPEDecoder", "suffix": "</w>"}, {"type": "CTC", "pad_token": "<pad>", "word_delimiter_token": "|", "cleanup": r.random() < 0.5},
             {"type": "Fuse"}, {"type": "ByteFallback"}, {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
             {"type": "Replace", "pattern": {"Regex": r.choice([r"\s+", "[aeiou]", r"\p{N}"])}, "content": r.choice(["", "-"])},
             {"type": "Strip", "content": r.choice(" ae"), "start": r.randrange(3), "stop": 0}]
    if depth < 2:
        kinds += [{"type": "Sequence", "decoders": [decoder(r, depth + 1) or {"type": "Fuse"} for _ in range(r.randrange(5))]}] * 3
    return r.choice(kinds)


def config(r):
    pre = r.choice([None] + [pre_tokenizer(r)] * 6)
    norm = r.choice([None, normalizer(r), normalizer(r)])
    text = json.dumps([pre, norm])
    m = model(r, "ByteLevel" in text, "Metaspace" in text or "\\u2581" in text)
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": added(r, len(m["vocab"])), "normalizer": norm,
            "pre_tokenizer": pre, "post_processor": post_processor(r), "decoder": decoder(r), "model": m}


def main(seed, count, texts):
    r = random.Random(int(seed))
    made = 0
    with gzip.GzipFile(fileobj=sys.stdout.buffer, mode="wb", compresslevel=9, mtime=0) as raw:
        while made < int(count):
            written = json.dumps(config(r), ensure_ascii=False)
            try:
                tokenizer = Tokenizer.from_str(written)
            except BaseException as e:
                print(str(e)[:200], file=sys.stderr)
                continue
            made += 1
            lines = [json.dumps({"tokenizer": written})]
            # Version 0.21, the judge in Java, decodes added tokens as they are, 0.23 as normalised.
            changes = tokenizer.normalizer and any(
                t.normalized and tokenizer.normalizer.normalize_str(t.content) != t.content
                for t in tokenizer.get_added_tokens_decoder().values())
            for _ in range(int(texts)):
                text = corpus.text(r, r.choice([3, 10, 25]))
                pair = corpus.text(r, 8) if r.random() < 0.3 else None
                try:
                    judged = case(tokenizer, text, pair, r.random() < 0.8, True)
                    if changes:
                        del judged["decoded"], judged["plain"]
                    lines.append(json.dumps(judged))
                except BaseException as e:
                    print(type(e), str(e)[:100], file=sys.stderr)
            raw.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
