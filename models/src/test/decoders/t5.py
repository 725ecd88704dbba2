"""Writes tiny models that read a text and write another one, with what Transformers computes from them.

python t5.py FOLDER [PART]   writes the cases whose names contain the part, and texts/t5

Each case is a folder: config.json and the weights as save_pretrained writes them, and judge.safetensors with the
inputs (ids, mask, targets), the vectors of the text that was read (read), the scores of the tokens (logits), what
greedy choice and beams write (greedy, beams), and for one the gradients of the sum of the squared scores.
Transformers 5.18.0, PyTorch 2.13.0, safetensors 0.8.0.
"""
import json
import random
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import AutoConfig, AutoModelForSeq2SeqLM, PreTrainedTokenizerFast

OUT = Path(sys.argv[1])
PART = sys.argv[2] if len(sys.argv) > 2 else ""
NEW = 12


def options(rng, network, **more):
    heads = rng.choice([1, 2, 3])
    given = dict(vocab_size=rng.choice([29, 37]), d_model=rng.choice([8, 12]), d_kv=rng.choice([4, 6]), num_heads=heads,
                 d_ff=rng.choice([10, 18]), num_layers=rng.choice([1, 2]), num_decoder_layers=rng.choice([1, 2, 3]),
                 relative_attention_num_buckets=rng.choice([8, 12, 32]), feed_forward_proj=network,
                 relative_attention_max_distance=rng.choice([18, 20, 128]), decoder_start_token_id=0, pad_token_id=0,
                 layer_norm_epsilon=rng.choice([1e-6, 1e-3]), eos_token_id=None)
    given.update(more)
    return given


def randomise(model, seed):
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            draw = torch.randn(parameter.shape, generator=generator)
            if "layer_norm" in name:
                parameter.copy_(1.0 + 0.2 * draw)
            else:
                parameter.copy_((1.0 if "shared" in name or "bias" in name else 0.35) * draw)


def case(name, kind, given, seed, side="none", length=9, untied=False, half=None, old=False, gradients=False):
    if PART not in name:
        return
    rng = random.Random(seed)
    config = AutoConfig.for_model(kind, **given)
    config._attn_implementation = "eager"
    model = AutoModelForSeq2SeqLM.from_config(config).eval()
    randomise(model, seed)
    if untied:
        head = torch.randn(model.lm_head.weight.shape, generator=torch.Generator().manual_seed(seed + 1))
        model.lm_head.weight = torch.nn.Parameter(head)
    if half:
        model = model.to(half)
    folder = OUT / "t5" / name
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    if half:
        model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    if old:  # as files of before Transformers 5 say it
        config_file = folder / "config.json"
        written = json.loads(config_file.read_text())
        written.pop("scale_decoder_outputs", None)
        written["tie_word_embeddings"] = not untied
        config_file.write_text(json.dumps(written, indent=2) + "\n")
    generator = torch.Generator().manual_seed(rng.randrange(1 << 30))
    n = 3 if side != "none" else rng.choice([1, 2])
    ids = torch.randint(2, config.vocab_size, (n, length), generator=generator)
    mask = torch.ones((n, length), dtype=torch.bool)
    for row in range(1, n if side != "none" else 0):
        hidden = rng.randrange(1, length - 2)
        mask[row, :hidden] = side == "right"
        mask[row, length - hidden:] = side == "left"
    ids[~mask] = 0
    targets = torch.randint(2, config.vocab_size, (n, max(5, length - 2)), generator=generator)
    targets[:, 0] = 0
    run = dict(input_ids=ids, attention_mask=mask.long())
    with torch.no_grad():
        out = model(**run, decoder_input_ids=targets, use_cache=False)
        judge = dict(ids=ids, mask=mask, targets=targets, logits=out.logits, read=out.encoder_last_hidden_state)
        # Without a cache: that of this release has too few layers where more write than read.
        how = dict(max_new_tokens=NEW, do_sample=False, eos_token_id=None, use_cache=False)
        judge["greedy"] = model.generate(**run, **how)[:, 1:]
        judge["beams"] = model.generate(**run, num_beams=3, **how)[:, 1:]
    if gradients:
        model(**run, decoder_input_ids=targets, use_cache=False).logits.square().sum().backward()
        for parameter_name, parameter in model.named_parameters():
            judge["gradient." + parameter_name] = parameter.grad
    save_file({n: t.contiguous().clone() for n, t in judge.items()}, folder / "judge.safetensors")
    (folder / "generation_config.json").unlink(missing_ok=True)


def texts():
    if PART not in "texts":
        return
    lines = ["Ada Lovelace lived in London.", "The whale surfaced, and the harpooner threw.", "Shares fell today",
             "Émile's café in Paris opens at nine; Ada goes there.", "unbelievable unbelievers believe in beliefs"]
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.train_from_iterator(lines, trainers.UnigramTrainer(
        vocab_size=60, special_tokens=["<pad>", "</s>", "<unk>"], unk_token="<unk>"))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A </s>", pair="$A </s> $B </s>", special_tokens=[("</s>", 1)])
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="<pad>", eos_token="</s>", unk_token="<unk>",
                                   clean_up_tokenization_spaces=False)
    config = AutoConfig.for_model("t5", **options(random.Random(5), "gated-gelu", vocab_size=len(fast), d_model=12,
                                                  num_heads=2, d_kv=6, num_layers=2, num_decoder_layers=2,
                                                  eos_token_id=1, tie_word_embeddings=False))
    config._attn_implementation = "eager"
    model = AutoModelForSeq2SeqLM.from_config(config).eval()
    randomise(model, 8)
    head = torch.randn(model.lm_head.weight.shape, generator=torch.Generator().manual_seed(9))
    head[1] *= 1.5  # so that texts end
    model.lm_head.weight = torch.nn.Parameter(head)
    folder = OUT / "texts" / "t5"
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    fast.save_pretrained(folder)
    ways = {"greedy": {}, "penalty": dict(repetition_penalty=1.3), "beams": dict(num_beams=3),
            "beams5": dict(num_beams=5, length_penalty=0.5, repetition_penalty=1.2)}
    answers = []
    for prompt in ["The whale", "Ada lived in Paris", "Émile's café", "believe in the", "London. Shares fell"]:
        given = fast(prompt, return_tensors="pt", return_token_type_ids=False)
        answers.append(dict(prompt=prompt, **{way: fast.decode(model.generate(
            **given, max_new_tokens=24, do_sample=False, **how)[0], skip_special_tokens=True)
            for way, how in ways.items()}))
    (folder / "answers.json").write_text(json.dumps(answers, indent=1) + "\n")


case("relu-none", "t5", options(random.Random(1), "relu"), 1)
case("relu-left", "t5", options(random.Random(2), "relu"), 2, side="left", gradients=True)
case("relu-right", "t5", options(random.Random(3), "relu"), 3, side="right")
case("relu-long", "t5", options(random.Random(4), "relu", relative_attention_max_distance=20,
                                relative_attention_num_buckets=8), 4, length=45)
case("gated-untied-none", "t5", options(random.Random(5), "gated-gelu", tie_word_embeddings=False), 5, untied=True)
case("gated-untied-right", "t5", options(random.Random(6), "gated-silu", tie_word_embeddings=False), 6, side="right",
     untied=True, old=True)
case("gated-tied-left", "t5", options(random.Random(7), "gated-gelu"), 7, side="left", old=True)
case("gelu-old", "t5", options(random.Random(8), "gelu"), 8, old=True)
case("mt5-untied-left", "mt5", options(random.Random(9), "gated-gelu", tie_word_embeddings=False), 9, side="left",
     untied=True)
case("bf16", "t5", options(random.Random(10), "gated-gelu"), 10, half=torch.bfloat16)
case("default-long", "t5", options(random.Random(11), "relu", relative_attention_max_distance=128,
                                   relative_attention_num_buckets=32), 11, length=150)
texts()
