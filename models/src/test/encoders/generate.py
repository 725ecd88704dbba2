"""Writes tiny models of random configurations with their inputs and outputs, as Transformers computes them.

python generate.py FOLDER   with Transformers 5.18.0 writes all cases but those of relative positions
python generate.py FOLDER   with Transformers 4.57.6 writes those, which Transformers 5 no longer has

Each case is a folder: config.json and the weights as save_pretrained writes them, and judge.safetensors with the
inputs (ids, mask, types) and the outputs (hidden, logits). PyTorch 2.13.0, safetensors 0.8.0.
"""
import random
import sys
from pathlib import Path

import torch
import transformers
from safetensors.torch import load_file, save_file
from transformers import AutoConfig, AutoModel, AutoModelForSequenceClassification, AutoModelForTokenClassification

OUT = Path(sys.argv[1])
HEADS = {"base": AutoModel, "sequence": AutoModelForSequenceClassification, "token": AutoModelForTokenClassification}
ACTIVATIONS = ["gelu", "gelu_10", "gelu_accurate", "gelu_fast", "gelu_new", "gelu_python", "gelu_python_tanh",
               "gelu_pytorch_tanh", "hardswish", "laplace", "leaky_relu", "linear", "mish", "quick_gelu", "relu",
               "relu2", "relu6", "sigmoid", "silu", "sqrtsoftplus", "swish", "tanh"]


def sizes(rng, kind):
    heads = rng.choice([1, 2, 3])
    width = heads * rng.choice([4, 6])
    layers, inner, vocab = rng.choice([1, 2, 3]), rng.choice([5, 10, 18]), rng.choice([23, 31])
    act = rng.choice(["gelu", "gelu_new", "relu", "silu"])
    positions = rng.choice([20, 24])
    if kind == "distilbert":
        return dict(dim=width, n_heads=heads, n_layers=layers, hidden_dim=inner, vocab_size=vocab, activation=act,
                    max_position_embeddings=positions, pad_token_id=0, sinusoidal_pos_embds=rng.random() < 0.3)
    if kind == "modernbert":
        return dict(hidden_size=width, num_attention_heads=heads, num_hidden_layers=layers + 1, vocab_size=vocab,
                    intermediate_size=inner, hidden_activation=act, max_position_embeddings=40, pad_token_id=3,
                    cls_token_id=1, sep_token_id=2, bos_token_id=1, eos_token_id=2, local_attention=rng.choice([4, 6, 128]),
                    global_attn_every_n_layers=rng.choice([1, 2, 3]), norm_bias=rng.random() < 0.5,
                    attention_bias=rng.random() < 0.5, mlp_bias=rng.random() < 0.5, classifier_bias=rng.random() < 0.5,
                    classifier_activation=rng.choice(["gelu", "tanh"]), norm_eps=rng.choice([1e-5, 1e-3]),
                    classifier_pooling=rng.choice(["cls", "mean"]), global_rope_theta=rng.choice([160000.0, 500.0]),
                    local_rope_theta=rng.choice([10000.0, 100.0]))
    common = dict(hidden_size=width, num_attention_heads=heads, num_hidden_layers=layers, intermediate_size=inner,
                  vocab_size=vocab, hidden_act=act, max_position_embeddings=positions,
                  layer_norm_eps=rng.choice([1e-12, 1e-5, 1e-3]))
    if kind == "mpnet":
        return dict(common, pad_token_id=1, relative_attention_num_buckets=rng.choice([32, 40]))
    common.update(type_vocab_size=rng.choice([1, 2, 3]), pad_token_id=rng.choice([0, 5]) if kind != "xlm-roberta" else 1)
    if kind == "electra":
        common["embedding_size"] = rng.choice([width, 7])
    return common


def randomise(model, seed):
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            draw = torch.randn(parameter.shape, generator=generator)
            norm = "norm" in name.lower() and name.endswith("weight")
            parameter.copy_(1 + 0.2 * draw if norm else 0.4 * draw)


def inputs(rng, config, side):
    generator = torch.Generator().manual_seed(rng.randrange(1 << 30))
    n, length = rng.choice([1, 2, 3]), rng.choice([6, 9, 13])
    pad = config.pad_token_id
    ids = torch.randint(6, config.vocab_size, (n, length), generator=generator)
    mask = torch.ones((n, length), dtype=torch.bool)
    if side != "none":
        for row in range(n):
            padded = 0 if n > 1 and row == 0 else rng.randrange(1, length - 2)
            mask[row, slice(0, padded) if side == "left" else slice(length - padded, length)] = False
    ids[~mask] = pad
    kinds = getattr(config, "type_vocab_size", 1) or 1
    return ids, mask, torch.randint(0, kinds, (n, length), generator=generator)


def case(name, kind, head, options, side, seed, half=False, shards=None, old_names=False):
    rng = random.Random(seed)
    labels = dict(num_labels=rng.choice([1, 2, 4])) if head != "base" else {}
    config = AutoConfig.for_model(kind, **options, **labels)
    config._attn_implementation = "eager"
    model = HEADS[head].from_config(config).eval()
    randomise(model, seed)
    if half:
        model = model.to(half)
    folder = OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder, **(dict(max_shard_size=shards) if shards else {}))
    if old_names:
        weights = {n.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"): t
                   for n, t in load_file(folder / "model.safetensors").items()}
        prefix = model.base_model_prefix + "." if head != "base" else ""
        weights[prefix + "embeddings.position_ids"] = torch.arange(config.max_position_embeddings).unsqueeze(0)
        save_file(weights, folder / "model.safetensors", {"format": "pt"})
    model = model.float()
    ids, mask, types = inputs(rng, config, side)
    given = dict(input_ids=ids, attention_mask=mask.long())
    if kind in ("bert", "roberta", "xlm-roberta", "electra"):
        given["token_type_ids"] = types
    with torch.no_grad():
        out = model(**given, output_hidden_states=True)
        hidden = out.hidden_states[-1]
        if kind == "modernbert":
            hidden = (model if head == "base" else model.model)(**given)[0]
    judge = dict(ids=ids, mask=mask, types=types, hidden=hidden)
    if head != "base":
        judge["logits"] = out.logits
    save_file({n: t.contiguous() for n, t in judge.items()}, folder / "judge.safetensors",
              dict(side=side, head=head, transformers=transformers.__version__))
    for extra in folder.glob("generation_config.json"):
        extra.unlink()


def main():
    seed = 0
    if transformers.__version__.startswith("4."):
        for kind in ["bert", "roberta", "xlm-roberta", "electra"]:
            for number, positions in enumerate(["relative_key", "relative_key_query"]):
                for side, head in [("none", "sequence"), ("left", "token"), ("right", "base")]:
                    seed += 1
                    options = dict(sizes(random.Random(900 + seed), kind), position_embedding_type=positions)
                    case(f"{kind}-{positions}-{side}", kind, head, options, side, 900 + seed)
        return
    for kind in ["bert", "roberta", "xlm-roberta", "distilbert", "mpnet", "electra", "modernbert"]:
        for head in HEADS:
            for side in ["none", "left", "right"]:
                seed += 1
                options = sizes(random.Random(seed), kind)
                if kind == "modernbert" and side == "left" and head == "sequence":
                    options["classifier_pooling"] = "mean"  # the first token is padding, which sees nothing
                case(f"{kind}-{head}-{side}", kind, head, options, side, seed)
    for number, act in enumerate(ACTIVATIONS):
        options = dict(sizes(random.Random(7), "bert"), hidden_act=act, num_hidden_layers=1)
        case(f"activation-{act}", "bert", "base", options, "none", 500 + number)
    options = sizes(random.Random(3), "bert")
    case("bert-f16", "bert", "sequence", options, "right", 601, half=torch.float16)
    case("bert-bf16", "bert", "base", options, "right", 602, half=torch.bfloat16)
    case("bert-sharded", "bert", "sequence", options, "right", 603, shards="3KB")
    case("bert-old-names", "bert", "sequence", options, "right", 604, old_names=True)
    case("distilbert-sharded", "distilbert", "base", sizes(random.Random(4), "distilbert"), "none", 605, shards="2KB")
    for number in range(4):
        options = dict(sizes(random.Random(40 + number), "modernbert"), local_attention=4, num_hidden_layers=3)
        case(f"modernbert-local-{number}", "modernbert", "token", options, "right", 620 + number)
    long = dict(sizes(random.Random(50), "mpnet"), max_position_embeddings=160)
    rng_inputs = globals()["inputs"]

    def long_inputs(rng, config, side):
        ids = torch.randint(6, config.vocab_size, (1, 150), generator=torch.Generator().manual_seed(5))
        return ids, torch.ones_like(ids, dtype=torch.bool), torch.zeros_like(ids)

    globals()["inputs"] = long_inputs
    case("mpnet-long", "mpnet", "base", long, "none", 650)  # every bucket of distances
    globals()["inputs"] = rng_inputs


main()
