#!/usr/bin/env python3
"""Trains the model of `demo/run write` in PyTorch: curve.py FOLDER > curves.tsv

FOLDER is what CurveTest writes with -Dforja.curve=FOLDER: start.safetensors has the initial weights, the tokens of the book,
and where the stretches of each batch begin; forja.tsv has the losses of Forja. Both train without dropout, whose random
numbers differ. Each line is a step, the loss of PyTorch, and the loss of Forja.

Also checks that Hugging Face's trainer learns the merges of FOLDER/tokenizer.json from FOLDER/chapters.json.

Needs torch 2.13.0, transformers 5.18.0, tokenizers 0.23.2 and safetensors.
"""
import json
import sys
import torch
from pathlib import Path
from safetensors import safe_open
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import GPT2Config, GPT2LMHeadModel


def check_merges(folder):
    ours = json.loads((folder / "tokenizer.json").read_text())["model"]
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.train_from_iterator(json.loads((folder / "chapters.json").read_text()), trainers.BpeTrainer(
        vocab_size=len(ours["vocab"]), special_tokens=["<|endoftext|>"], show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    theirs = json.loads(tokenizer.to_str())["model"]
    assert ours["vocab"] == theirs["vocab"] and ours["merges"] == theirs["merges"], "the merges differ"
    print(f"{len(ours['merges'])} merges are equal", file=sys.stderr)


def main(folder):
    torch.set_num_threads(2)
    check_merges(folder)
    with safe_open(folder / "start.safetensors", "pt") as file:
        start = {name: file.get_tensor(name) for name in file.keys()}
        total = int(file.metadata()["steps"])
    tokens, starts = start.pop("tokens"), start.pop("starts")
    config = GPT2Config(**json.loads((folder / "config.json").read_text()))
    config.embd_pdrop = config.resid_pdrop = config.attn_pdrop = 0
    model = GPT2LMHeadModel(config)
    missing = model.load_state_dict(start, strict=False)
    assert missing.missing_keys == ["lm_head.weight"] and not missing.unexpected_keys, missing
    model.tie_weights()
    model.train()
    groups = [{"params": [p for p in model.parameters() if p.dim() == 2], "weight_decay": 0.1},
              {"params": [p for p in model.parameters() if p.dim() != 2], "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=2e-3, betas=(0.9, 0.99))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, 2e-3, total_steps=total, pct_start=0.05, cycle_momentum=False, final_div_factor=4)
    length = config.n_positions
    forja = (folder / "forja.tsv").read_text().split()
    print("step\tPyTorch\tForja")
    for step, places in enumerate(starts.tolist()):
        inputs = torch.stack([tokens[p:p + length] for p in places])
        targets = torch.stack([tokens[p + 1:p + 1 + length] for p in places])
        optimizer.zero_grad()
        logits = model(inputs, use_cache=False).logits
        loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        print(f"{step + 1}\t{loss.item():.6f}\t{float(forja[step]):.6f}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
