"""Writes tiny language models of random configurations with their scores and texts, as Transformers computes them.

python generate.py FOLDER [PART]   writes the cases whose names contain the part

Each case is a folder: config.json and the weights as save_pretrained writes them, and judge.safetensors with the
inputs (ids, mask), the scores of the tokens (logits), what greedy choice and beams write after them (greedy, beams),
and for some the gradients of the sum of the squared scores. Transformers 5.18.0, PyTorch 2.13.0, safetensors 0.8.0.
"""
import json
import random
import sys
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file
from transformers import AutoConfig, AutoModelForCausalLM

OUT = Path(sys.argv[1])
NEW = 12
KINDS = ["llama", "mistral", "qwen2", "qwen3", "gemma", "gemma2", "gemma3_text", "phi3", "smollm3", "gpt2"]


def sizes(rng, kind):
    layers, vocab = rng.choice([2, 3]), rng.choice([29, 37])
    if kind == "gpt2":
        heads = rng.choice([1, 2, 3])
        return dict(n_embd=8 * heads, n_head=heads, n_layer=layers, vocab_size=vocab, n_positions=64,
                    n_inner=rng.choice([None, 20]), activation_function=rng.choice(["gelu_new", "relu"]),
                    scale_attn_by_inverse_layer_idx=rng.random() < 0.3, bos_token_id=1, eos_token_id=None,
                    scale_attn_weights=rng.random() < 0.7, tie_word_embeddings=rng.random() < 0.7)
    groups, share, head = rng.choice([1, 2]), rng.choice([1, 2, 3]), rng.choice([4, 8])
    heads = groups * share
    common = dict(num_attention_heads=heads, num_key_value_heads=groups, num_hidden_layers=layers, vocab_size=vocab,
                  intermediate_size=rng.choice([10, 18]), hidden_size=heads * head, max_position_embeddings=64,
                  rms_norm_eps=rng.choice([1e-6, 1e-3]), tie_word_embeddings=rng.random() < 0.5, pad_token_id=0,
                  bos_token_id=1, eos_token_id=None,
                  rope_parameters=dict(rope_type="default", rope_theta=rng.choice([10000.0, 300.0])))
    if kind in ("llama", "qwen3", "smollm3", "gemma"):
        common["attention_bias"] = rng.random() < 0.5
    if kind in ("llama", "smollm3"):
        common["mlp_bias"] = rng.random() < 0.5
    if kind in ("llama", "qwen3", "mistral", "gemma", "gemma2", "gemma3_text"):
        common["head_dim"] = rng.choice([head, 6])
    if kind == "mistral":
        common["sliding_window"] = rng.choice([None, 5])
    if kind in ("qwen2", "qwen3"):
        common.update(use_sliding_window=rng.random() < 0.6, sliding_window=6, max_window_layers=1)
    if kind in ("gemma2", "gemma3_text"):
        common.update(sliding_window=5, query_pre_attn_scalar=rng.choice([head, 10]), tie_word_embeddings=True,
                      layer_types=[["sliding_attention", "full_attention"][i % 2] for i in range(layers)])
    if kind == "gemma2":
        common.update(attn_logit_softcapping=3.0, final_logit_softcapping=rng.choice([5.0, None]))
    if kind == "gemma3_text":
        common["rope_parameters"] = dict(
            sliding_attention=dict(rope_type="default", rope_theta=100.0),
            full_attention=rng.choice([dict(rope_type="default", rope_theta=1000.0),
                                       dict(rope_type="linear", rope_theta=1000.0, factor=8.0)]))
    if kind == "gemma":
        common["hidden_act"] = "gelu_pytorch_tanh"
    if kind == "phi3":
        common["sliding_window"] = rng.choice([None, 5])
        common["original_max_position_embeddings"] = 64
        if head == 8:
            common["rope_parameters"]["partial_rotary_factor"] = 0.5
    if kind == "smollm3":
        common.update(no_rope_layers=[1, 0, 1][:layers], use_sliding_window=False)
    return common


def randomise(model, seed):
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            draw = torch.randn(parameter.shape, generator=generator)
            if "norm" in name.lower() or ".ln_" in name:
                gemma = "gemma" in model.config.model_type
                parameter.copy_((0.0 if gemma or name.endswith("bias") else 1.0) + 0.2 * draw)
            else:
                parameter.copy_((1.0 if "embed_tokens" in name or "wte" in name else 0.35) * draw)


def inputs(rng, config, side, length):
    generator = torch.Generator().manual_seed(rng.randrange(1 << 30))
    n = rng.choice([2, 3]) if side == "left" else rng.choice([1, 2])
    length = length or rng.choice([6, 9, 13])
    ids = torch.randint(2, config.vocab_size, (n, length), generator=generator)
    mask = torch.ones((n, length), dtype=torch.bool)
    if side == "left":
        for row in range(1, n):
            mask[row, :rng.randrange(1, length - 2)] = False
    ids[~mask] = 0
    return ids, mask


def case(name, kind, options, side, seed, half=None, shards=None, length=None, gradients=False, texts=True,
         edit=None, cached=True):
    if len(sys.argv) > 2 and sys.argv[2] not in name:
        return
    rng = random.Random(seed)
    config = AutoConfig.for_model(kind, **options)
    config._attn_implementation = "eager"
    model = AutoModelForCausalLM.from_config(config).eval()
    randomise(model, seed)
    if half:
        model = model.to(half)
    folder = OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder, **(dict(max_shard_size=shards) if shards else {}))
    if edit:  # as files that this release does not write
        written = json.loads((folder / "config.json").read_text())
        edit(written)
        (folder / "config.json").write_text(json.dumps(written, indent=2) + "\n")
    if half or edit:  # float() of the model itself would leave its rotary speeds rounded
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    ids, mask = inputs(rng, config, side, length)
    positions = (mask.long().cumsum(-1) - 1).clamp(min=0)
    given = dict(input_ids=ids, attention_mask=mask.long())
    with torch.no_grad():
        judge = dict(ids=ids, mask=mask, logits=model(**given, position_ids=positions).logits)
        if texts:
            how = dict(max_new_tokens=NEW, do_sample=False, pad_token_id=0, eos_token_id=None,
                       use_cache=cached)
            judge["greedy"] = model.generate(**given, **how)[:, ids.shape[1]:]
            judge["beams"] = model.generate(**given, num_beams=3, **how)[:, ids.shape[1]:]
    if gradients:
        scores = model(**given, position_ids=positions).logits
        (scores * mask[:, :, None]).square().sum().backward()
        for parameter_name, parameter in model.named_parameters():
            judge["gradient." + parameter_name] = parameter.grad
    save_file({n: t.contiguous() for n, t in judge.items()}, folder / "judge.safetensors",
              dict(side=side, transformers=transformers.__version__))
    for extra in folder.glob("generation_config.json"):
        extra.unlink()


def main():
    seed = 0
    for kind in KINDS:
        for side in ["none", "left"]:
            seed += 1
            case(f"{kind}-{side}", kind, sizes(random.Random(seed), kind), side, seed,
                 gradients=side == "left" and kind in ("llama", "gemma2", "gpt2"))
    scalings = {
        "linear": dict(factor=4.0), "dynamic": dict(factor=3.0),
        "llama3": dict(factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=16),
        "yarn": dict(factor=4.0, original_max_position_embeddings=16),
        "longrope": dict(short_factor=[1.0, 1.1, 1.3, 1.5], long_factor=[1.5, 2.0, 4.0, 8.0], factor=4.0,
                         original_max_position_embeddings=16)}
    for number, (scaling, more) in enumerate(scalings.items()):
        for where, length in [("short", 9), ("long", 21)]:
            options = sizes(random.Random(41), "llama")
            options.update(head_dim=8, max_position_embeddings=64, rope_parameters=dict(
                rope_type=scaling, rope_theta=500.0, **more))
            if scaling == "dynamic":
                options["max_position_embeddings"] = 16
            case(f"rope-{scaling}-{where}", "llama", options, "none", 70 + 2 * number + (length > 9), length=length,
                 texts=where == "short")
    yarn = sizes(random.Random(43), "qwen2")
    yarn.update(rope_parameters=dict(rope_type="yarn", rope_theta=500.0, factor=4.0, truncate=False, beta_fast=16.0,
                                     mscale=0.7, mscale_all_dim=0.4, original_max_position_embeddings=16))
    case("rope-yarn-options", "qwen2", yarn, "none", 90, length=21)
    case("llama-bf16", "llama", sizes(random.Random(51), "llama"), "left", 91, half=torch.bfloat16)
    case("qwen3-f16", "qwen3", sizes(random.Random(52), "qwen3"), "none", 92, half=torch.float16)
    case("gemma3_text-sharded", "gemma3_text", sizes(random.Random(53), "gemma3_text"), "left", 93, shards="3KB")
    case("mistral-window", "mistral", dict(sizes(random.Random(54), "mistral"), sliding_window=4), "left", 94, length=18)
    case("gemma3_text-long", "gemma3_text", sizes(random.Random(55), "gemma3_text"), "none", 95, length=24)
    window = dict(sizes(random.Random(56), "mistral"), sliding_window=4, num_hidden_layers=2)
    case("mistral-types", "mistral", window, "none", 96, length=14,
         edit=lambda c: c.update(layer_types=["full_attention", "sliding_attention"]))
    smol = dict(sizes(random.Random(57), "smollm3"), num_hidden_layers=3, sliding_window=4, no_rope_layers=[1, 0, 1],
                layer_types=["sliding_attention", "full_attention", "sliding_attention"])
    case("smollm3-types", "smollm3", smol, "none", 97, length=14)
    case("gemma-gelu", "gemma", sizes(random.Random(58), "gemma"), "none", 98, length=9,
         edit=lambda c: c.update(hidden_act="gelu", hidden_activation=None))
    upcast = dict(sizes(random.Random(59), "gpt2"), reorder_and_upcast_attn=True, scale_attn_by_inverse_layer_idx=True)
    case("gpt2-upcast", "gpt2", upcast, "none", 99)
    apart = dict(sizes(random.Random(60), "llama"), tie_word_embeddings=False)
    case("llama-head", "llama", apart, "none", 100, edit=lambda c: c.update(tie_word_embeddings=True))
    case("gpt2-head", "gpt2", dict(sizes(random.Random(61), "gpt2"), tie_word_embeddings=False), "none", 101,
         edit=lambda c: c.update(tie_word_embeddings=True))
    # Without a cache, since that of this release forgets the text where long factors begin.
    longer = dict(sizes(random.Random(62), "phi3"), num_attention_heads=2, num_key_value_heads=1, hidden_size=16,
                  original_max_position_embeddings=16, sliding_window=None, rope_parameters=dict(
                      rope_type="longrope", rope_theta=500.0, partial_rotary_factor=0.5, short_factor=[1.0, 1.2],
                      long_factor=[2.0, 5.0], original_max_position_embeddings=16))
    for side in ["none", "left"]:
        case(f"phi3-longrope-{side}", "phi3", longer, side, 102, length=10, cached=False)


main()
