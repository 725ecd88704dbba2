#!/usr/bin/env python3
"""Write second gradients computed by PyTorch for the cases of ../conformance/generate.py.

    python second.py OUTDIR --seed N [--most ELEMENTS] [--only PREFIX ...]

For a case with outputs y and upstream gradients w, L is the sum of w * y. The file of the case
holds the gradients of L with respect to every leaf (inputs and parameters), random tensors v of
their shapes, and the gradients of the sum of v * dL/dleaf with respect to every leaf and to w.
README.md says how they are named. Tolerances are found as generate.py finds them. Cases with
more than ELEMENTS stored numbers are left out, and so are those that PyTorch cannot
differentiate twice, which are listed.
"""

import argparse
import copy
import json
import sys
import warnings
from pathlib import Path

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "conformance"))
import generate as g  # noqa: E402

LADDER = g.LADDER + [(2e-4, 2e-5), (5e-4, 5e-5), (1e-3, 1e-4)]


def leaves_of(spec, given):
    """The names of the leaves, as they follow `grad.`."""
    names = [f"input.{k}" for k, t in spec.inputs.items() if g.is_float(t) and k not in spec.fixed]
    if spec.module is not None:
        names += [f"param.{k}" for k, p in spec.module.named_parameters()]
    return names


def compute(spec, given):
    wide = any(t.dtype == torch.float64 for t in given.values())
    inputs = {k: given[f"input.{k}"].clone() for k in spec.inputs}
    leaves = {f"input.{k}": t.requires_grad_() for k, t in inputs.items() if g.is_float(t) and k not in spec.fixed}
    module = copy.deepcopy(spec.module)
    if module is not None:
        module = module.double() if wide else module
        state = {k: given[g.join("param", k)] if g.join("param", k) in given else given[g.join("buffer", k)] for k in module.state_dict()}
        module.load_state_dict(state)
        leaves |= {f"param.{k}": p for k, p in module.named_parameters()}
    with sdpa_kernel(SDPBackend.MATH):
        outputs = spec.forward(module, inputs)
        weights = {g.join("grad_output", k): given[g.join("grad_output", k)].clone().requires_grad_() for k in spec.roots}
        loss = sum((weights[g.join("grad_output", k)] * outputs[k]).sum() for k in spec.roots)
        first = torch.autograd.grad(loss, list(leaves.values()), create_graph=True, materialize_grads=True)
        total = sum((given[f"v.{k}"] * t).sum() for k, t in zip(leaves, first))
        every = leaves | weights
        if total.requires_grad:
            second = torch.autograd.grad(total, list(every.values()), materialize_grads=True)
        else:
            second = [torch.zeros_like(t) for t in every.values()]
    result = {g.join("output", k): t.detach().clone() for k, t in outputs.items()}
    result |= {f"grad.{k}": t.detach().clone() for k, t in zip(leaves, first)}
    return result | {f"second.{k}": t.detach().clone() for k, t in zip(every, second)}


def solve(name, seed):
    problem = ""
    for attempt in range(g.ATTEMPTS):
        draw = g.Draw(seed, name, attempt)
        torch.manual_seed(draw.token)
        spec = g.REGISTRY[name](draw)
        if not isinstance(spec, g.Graph):
            return None
        given = spec.given(draw)
        if not spec.roots:
            return None
        for leaf in leaves_of(spec, given):
            given[f"v.{leaf}"] = draw.randn(*given[leaf].shape)
        low = compute(spec, given)
        if any(t.isnan().any() for t in [*given.values(), *low.values()] if g.is_float(t)):
            problem = "NaN"
            continue
        references = [compute(spec, g.widen(given))]
        if spec.stable:
            fixed = {f"input.{k}" for k in spec.fixed}
            references += [compute(spec, g.nudge(g.widen(given), draw, fixed)) for _ in range(2)]
        for rtol, atol in LADDER:
            gaps = [g.gap(low, reference, rtol, atol) for reference in references]
            if max(gaps) <= 1 / 3:
                return spec, given, low, (rtol, atol), gaps[0]
        problem = f"float32 is {max(gaps):.2g} tolerances away from float64"
    raise ArithmeticError(problem)


def models(path):
    """Write the computations on models."""
    torch.manual_seed(7)
    F, tensors = torch.nn.functional, {}

    def leaf(name, *shape, scale=1.0):
        tensors[name] = torch.randn(*shape) * scale
        return tensors[name].clone().requires_grad_()

    x = leaf("gan.x", 3, 2, 8, 8)
    names = ["gan.conv", "gan.conv_bias", "gan.norm", "gan.norm_bias", "gan.conv2", "gan.linear"]
    shapes = [(4, 2, 3, 3), (4,), (4,), (4,), (6, 4, 3, 3), (1, 24)]
    ps = [leaf(n, *s, scale=0.5) for n, s in zip(names, shapes)]
    for kind in ("batch", "group"):
        h = F.conv2d(x, ps[0], ps[1], stride=2, padding=1)
        h = F.batch_norm(h, None, None, ps[2], ps[3], training=True) if kind == "batch" else F.group_norm(h, 2, ps[2], ps[3])
        h = F.leaky_relu(h, 0.2)
        h = F.silu(F.conv2d(h, ps[4], stride=2, padding=1))
        y = F.linear(h.flatten(1), ps[5])
        (slope,) = torch.autograd.grad(y.sum(), x, create_graph=True)
        penalty = (slope.flatten(1).norm(dim=1) - 1).pow(2).mean()
        tensors[f"gan.{kind}.penalty"] = penalty.detach()
        for n, p in zip(names, torch.autograd.grad(penalty, ps, materialize_grads=True)):
            tensors[f"gan.{kind}.grad.{n[4:]}"] = p.detach()
    x, t = leaf("mlp.x", 5, 4), leaf("mlp.t", 5, 2)
    names = ["mlp.w1", "mlp.b1", "mlp.w2", "mlp.b2"]
    ps = [leaf(n, *s) for n, s in zip(names, [(6, 4), (6,), (2, 6), (2,)])]
    vs = [leaf(f"{n}.v", *p.shape) for n, p in zip(names, ps)]

    def loss(w1, b1, w2, b2):
        return F.mse_loss(F.linear(torch.tanh(F.linear(x.detach(), w1, b1)), w2, b2), t.detach())

    _, products = torch.autograd.functional.hvp(loss, tuple(ps), tuple(v.detach() for v in vs))
    for n, p in zip(names, products):
        tensors[f"{n}.hv"] = p.detach()
    a = leaf("small.x", 4)
    tensors["small.jacobian"] = torch.autograd.functional.jacobian(lambda v: torch.softmax(v, 0).outer(v.sin()), a.detach())
    tensors["small.hessian"] = torch.autograd.functional.hessian(lambda v: torch.logsumexp(v * v, 0) * v.prod(), a.detach())
    g.write_safetensors(path, tensors, dict(torch=torch.__version__))


def main():
    parser = argparse.ArgumentParser(description="Write second gradients computed by PyTorch.")
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=2500)
    parser.add_argument("--only", nargs="+", default=[""])
    options = parser.parse_args()
    torch.set_num_threads(1)
    warnings.filterwarnings("ignore")
    folder = options.outdir / "cases"
    folder.mkdir(parents=True, exist_ok=True)
    index, skipped = [], []
    for name in g.REGISTRY:
        if not name.startswith(tuple(options.only)):
            continue
        try:
            solved = solve(name, options.seed)
        except (ArithmeticError, RuntimeError, NotImplementedError) as problem:
            skipped.append((name, str(problem).splitlines()[0]))
            continue
        if solved is None or solved[0].kind == "model":
            continue
        spec, given, low, tolerance, distance = solved
        tensors = given | low
        if sum(t.numel() for t in tensors.values()) > options.most:
            continue
        entry = g.describe(name, spec, tensors, tolerance, distance)
        index.append(entry)
        text = json.dumps(entry, separators=(",", ":"), allow_nan=False)
        g.write_safetensors(options.outdir / entry["file"], tensors, dict(case=text, seed=str(options.seed), torch=torch.__version__))
    models(options.outdir / "models.safetensors")
    lines = ",\n".join(json.dumps(entry, allow_nan=False) for entry in index)
    (options.outdir / "cases.json").write_text(f"[\n{lines}\n]\n")
    print(f"{len(index)} cases")
    for name, reason in skipped:
        print(f"skipped {name}: {reason}")


if __name__ == "__main__":
    main()
