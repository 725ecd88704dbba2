#!/usr/bin/env python3
"""Writes what Hugging Face's trainer learns from random texts: bpe.py SEED CASES > trained.json.gz

Needs tokenizers 0.23.2 (pip install tokenizers==0.23.2). Letters are few, so that many pairs are equally frequent,
and so that one token arises from several pairs.
"""
import gzip
import json
import random
import sys
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers


ALPHABETS = ["ab", "abc", "aab ", "abcdefgh  ", "the whale's sea  ", "aé€𝄞 ", "01a'!\n ", "etaoin shrdlu'll 've,.—\n", "中文 字a"]


def texts(r):
    alphabet = r.choice(ALPHABETS)
    words = ["".join(r.choice(alphabet) for _ in range(r.choice([1, 3, 6, 12, 40]))) for _ in range(r.choice([3, 20, 80]))]
    weights = [1 / (i + 1) for i in range(len(words))]
    sep = r.choice(["", " "])
    return [sep.join(r.choices(words, weights, k=r.choice([5, 30, 120]))) for _ in range(r.choice([1, 4]))]


def main(seed, count):
    r = random.Random(int(seed))
    with gzip.GzipFile(fileobj=sys.stdout.buffer, mode="wb", compresslevel=9, mtime=0) as out:
        for _ in range(int(count)):
            case = {"texts": texts(r), "size": 256 + r.choice([3, 10, 40, 200]), "least": r.choice([1, 1, 2, 5]),
                    "special": r.choice([[], ["<|endoftext|>"], ["<s>", "ab", "</s>"]])}
            tokenizer = Tokenizer(models.BPE())
            tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
            tokenizer.decoder = decoders.ByteLevel()
            tokenizer.train_from_iterator(case["texts"], trainers.BpeTrainer(
                vocab_size=case["size"], min_frequency=case["least"], special_tokens=case["special"],
                initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
            model = json.loads(tokenizer.to_str())["model"]
            vocab = sorted(model["vocab"], key=model["vocab"].get)
            case["learnt"] = vocab[256:]  # those before are the special tokens and most of the bytes
            case["merges"] = [" ".join(m) for m in model["merges"]]
            case["ids"] = tokenizer.encode(case["texts"][0]).ids
            out.write((json.dumps(case, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
