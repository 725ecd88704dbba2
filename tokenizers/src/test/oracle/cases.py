#!/usr/bin/env python3
"""Writes what Hugging Face's library makes of hard texts: cases.py SEED TEXTS [--planes] FILE... > cases.json.gz

Needs tokenizers 0.23.2 (pip install tokenizers==0.23.2). Each FILE is a tokenizer.json.
"""
import gzip
import json
import random
import sys
from tokenizers import Tokenizer
import corpus


def case(tokenizer, text, pair, special, tokens=False):
    e = tokenizer.encode(text, pair, add_special_tokens=special)
    out = {"text": text, "special": special, "ids": e.ids, "spans": [n for s in e.offsets for n in s],
           "words": [-1 if w is None else w for w in e.word_ids],
           "decoded": tokenizer.decode(e.ids, skip_special_tokens=False), "plain": tokenizer.decode(e.ids)}
    if tokens:
        out["tokens"] = e.tokens
    if pair is not None:
        out.update(pair=pair, types=e.type_ids, mask=e.special_tokens_mask)
    return out


def main(seed, count, *files):
    r = random.Random(int(seed))
    with gzip.open(sys.stdout.buffer, "wt", 9) as out:
        for file in files:
            if file == "--planes":
                continue
            tokenizer = Tokenizer.from_file(file)
            tokenizer.no_truncation()
            tokenizer.no_padding()
            print(json.dumps({"file": file}), file=out)
            texts = [corpus.text(r) for _ in range(int(count))]
            if "--planes" in files:
                texts += corpus.planes()
            for text in texts:
                pair = corpus.text(r, 8) if r.random() < 0.1 else None
                print(json.dumps(case(tokenizer, text, pair, r.random() < 0.8)), file=out)


if __name__ == "__main__":
    main(*sys.argv[1:])
