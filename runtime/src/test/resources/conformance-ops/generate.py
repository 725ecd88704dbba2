#!/usr/bin/env python3
"""Write the cases of this folder, computed by PyTorch 2.13 in float32 on the CPU.

    python generate.py

The format is that of ../conformance/README.md; values may be NaN, and integers may be int32. The tolerance is the
tightest of a ladder for which PyTorch's float64 result lies within a third of it. The same PyTorch build and the
same kind of CPU give the same bytes.
"""

import importlib.util
import json
import math
import warnings
import zlib
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

HERE = Path(__file__).parent
SPEC = importlib.util.spec_from_file_location("base", HERE.parent / "conformance" / "generate.py")
base = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(base)
base.DTYPES[torch.int32] = ("I32", 4)

INF, NAN = math.inf, math.nan
LADDER = [(0, 0), (1e-6, 1e-7), (1e-5, 1e-6), (2e-5, 2e-6), (5e-5, 5e-6), (1e-4, 1e-5), (4e-4, 4e-5)]
CASES = []


class Source:
    """Random tensors that depend only on the name of a case."""

    def __init__(self, name):
        self.generator = torch.Generator().manual_seed(zlib.crc32(name.encode()))

    def randn(self, *shape):
        return torch.randn(shape, generator=self.generator)

    def rand(self, low, high, *shape):
        return torch.rand(shape, generator=self.generator) * (high - low) + low

    def ints(self, low, high, *shape):
        return torch.randint(low, high, shape, generator=self.generator)


def plain(value):
    if isinstance(value, float) and math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return [plain(v) for v in value] if isinstance(value, (list, tuple)) else value


def as_list(result):
    return [result] if isinstance(result, torch.Tensor) else list(result)


def run(function, tensors, args, wide, seeds, grads):
    given = [t.double() if wide and t.is_floating_point() else t.clone() for t in tensors]
    leaves = []
    for i, t in enumerate(given):
        if t.is_floating_point() and i in grads:
            given[i] = t.requires_grad_()
            leaves.append(i)
    outputs = as_list(function(*given, **args))
    result = {f"output.{i}" if len(outputs) > 1 else "output": o.detach().clone() for i, o in enumerate(outputs)}
    roots = [(i, o) for i, o in enumerate(outputs) if o.requires_grad]
    if roots and leaves:
        for i, o in roots:
            if i not in seeds:
                seeds[i] = torch.randn(o.shape, generator=seeds["generator"])
        torch.autograd.backward(
            [o for _, o in roots], [seeds[i].double() if wide else seeds[i] for i, _ in roots]
        )
        for i in leaves:
            gradient = given[i].grad
            if gradient is not None:
                result[f"grad.input.{i}"] = gradient
        for i, _ in roots:
            result[f"grad_output.{i}" if len(outputs) > 1 else "grad_output"] = seeds[i]
    return len(outputs), result


def gap(low, high, rung):
    rtol, atol = rung
    for name, a in low.items():
        if not a.is_floating_point() or name.startswith("grad_output"):
            continue
        a, b = a.double(), high[name].double()
        same = (a == b) | (a.isnan() & b.isnan()) | a.isinf() | b.isinf() | a.isnan() | b.isnan()
        if not (same | ((a - b).abs() <= (atol + rtol * a.abs()) / 3)).all():
            return False
    return True


def case(name, type, function, tensors, args=None, grads=None, kind="op", rung=None, given=None):
    """`given`: what the index shows as arguments, if it is not what the function takes."""
    args = args or {}
    grads = range(len(tensors)) if grads is None else grads
    seeds = {"generator": torch.Generator().manual_seed(zlib.crc32(("grad" + name).encode()))}
    count, low = run(function, tensors, args, False, seeds, grads)
    _, high = run(function, tensors, args, True, seeds, grads)
    chosen = rung or next((r for r in LADDER[1:] if gap(low, high, r)), None)
    if chosen is None:
        raise ArithmeticError(f"{name}: no tolerance is wide enough")
    entry = dict(
        name=name,
        file=f"cases/{name}.safetensors",
        kind=kind,
        type=type,
        args={k: plain(v) for k, v in (args if given is None else given).items() if not callable(v)},
        mode="train",
        tolerance=dict(rtol=chosen[0], atol=chosen[1]),
        inputs=[str(i) for i in range(len(tensors))],
        outputs=[str(i) for i in range(count)] if count > 1 else [""],
    )
    stored = {f"input.{i}": t for i, t in enumerate(tensors)} | low
    CASES.append(entry)
    base.write_safetensors(HERE / entry["file"], stored, dict(case=json.dumps(entry), torch=torch.__version__))


SPECIAL = torch.tensor([0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.5, 1e-30, -1e-30, 20.0, -20.0, 3e38, NAN, INF, -INF])


def unary():
    ranges = dict(
        floor=(-4, 4), ceil=(-4, 4), round=(-4, 4), trunc=(-4, 4), frac=(-4, 4), sign=(-2, 2), log1p=(-0.9, 3),
        expm1=(-3, 3), log2=(0.1, 9), log10=(0.1, 9), exp2=(-4, 4), tan=(-1.4, 1.4), asin=(-0.95, 0.95),
        acos=(-0.95, 0.95), atan=(-4, 4), sinh=(-3, 3), cosh=(-3, 3), asinh=(-4, 4), acosh=(1.1, 9),
        atanh=(-0.95, 0.95), erfc=(-2, 3), erfinv=(-0.95, 0.95), lgamma=(0.1, 9), digamma=(0.3, 9), i0=(-4, 4),
        sinc=(-3, 3), logit=(0.05, 0.95), deg2rad=(-180, 180), rad2deg=(-3, 3), signbit=(-1, 1), nan_to_num=(-1, 1),
        isnan=(-1, 1), isinf=(-1, 1), isfinite=(-1, 1), isposinf=(-1, 1), isneginf=(-1, 1), logical_not=(-1, 1),
    )
    no_grad = {"signbit", "isnan", "isinf", "isfinite", "isposinf", "isneginf", "logical_not"}
    for name, (low, high) in ranges.items():
        f = getattr(torch, name)
        s = Source(name)
        grads = [] if name in no_grad else None
        case(f"{name}_plain", name, f, [s.rand(low, high, 3, 4)], grads=grads)
        special = SPECIAL
        if name == "i0":  # PyTorch gives NaN at the infinities
            special = special[~special.isinf()]
        if name in ("tan", "sinc"):
            special = special[special.abs() != 3e38]
        extreme = {"grads": []} if name in ("lgamma", "digamma", "sinh", "cosh", "i0", "sinc", "tan") else {}
        case(f"{name}_special", name, f, [special], grads=grads or extreme.get("grads"), rung=LADDER[1] if name == "nan_to_num" else None)
        case(f"{name}_empty", name, f, [torch.zeros(2, 0)], grads=grads)
    s = Source("lgamma negative")
    case("lgamma_negative", "lgamma", torch.lgamma, [s.rand(-5.9, -0.1, 2, 5)])
    case("digamma_negative", "digamma", torch.digamma, [s.rand(-3.9, -0.1, 2, 5)], rung=(1e-4, 1e-4))
    for n in range(4):
        case(f"polygamma_{n}", "polygamma", lambda x, n: torch.polygamma(n, x), [s.rand(0.4, 8, 2, 4)], dict(n=n))
    case("mvlgamma_3", "mvlgamma", torch.mvlgamma, [s.rand(2, 6, 5)], dict(p=3))
    case("logit_eps", "logit", torch.logit, [s.rand(-0.2, 1.2, 3, 4)], dict(eps=0.1))
    case("round_decimals", "round", torch.round, [s.rand(-9, 9, 3, 4)], dict(decimals=2))
    case("round_tens", "round", torch.round, [s.rand(-99, 99, 3, 4)], dict(decimals=-1))
    case("nan_to_num_values", "nan_to_num", torch.nan_to_num, [SPECIAL], dict(nan=1.5, posinf=7.0, neginf=-7.0))
    for name in ("floor", "ceil", "round", "trunc", "sign", "bitwise_not", "logical_not"):
        for kind in (torch.int64, torch.int32):
            x = s.ints(-9, 9, 2, 3).to(kind)
            case(f"{name}_{str(kind)[6:]}", name, getattr(torch, name), [x])
    case("bitwise_not_bool", "bitwise_not", torch.bitwise_not, [s.ints(0, 2, 4).bool()])


def pairs():
    both = torch.cartesian_prod(*[torch.tensor([0.0, -0.0, 1.0, -2.5, 7.0, NAN, INF, -INF])] * 2)
    names = "atan2 hypot copysign fmod remainder fmax fmin logaddexp logaddexp2 xlogy nextafter heaviside ldexp"
    no_grad = {"nextafter", "heaviside"}
    for name in names.split():
        f, s = getattr(torch, name), Source(name)
        low = 0.1 if name == "xlogy" else -3
        grads = [] if name in no_grad else [0] if name in ("copysign", "fmod", "remainder") else None
        rung = (0, 0) if name == "nextafter" else None
        case(f"{name}_plain", name, f, [s.rand(-3, 3, 2, 3, 4), s.rand(low, 3, 3, 1)], grads=grads, rung=rung)
        case(f"{name}_special", name, f, [both[:, 0].clone(), both[:, 1].clone()], grads=[], rung=rung)
        case(f"{name}_empty", name, f, [torch.zeros(0, 3), torch.ones(3)], grads=grads)
    for name in ("fmod", "remainder", "atan2", "fmax", "hypot"):
        s = Source(name + "grad")
        case(f"{name}_gradients", name, getattr(torch, name), [s.rand(-9, 9, 4), s.rand(1, 3, 3, 4)])
    for name in ("igamma", "igammac"):
        s = Source(name)
        case(f"{name}_plain", name, getattr(torch, name), [s.rand(0.3, 5, 3, 4), s.rand(0.1, 9, 4)], grads=[1])
    s = Source("integers")
    for kind in (torch.int64, torch.int32):
        a, b = s.ints(-20, 20, 3, 4).to(kind), s.ints(1, 9, 4).to(kind)
        short = str(kind)[6:]
        for name in "bitwise_and bitwise_or bitwise_xor gcd lcm fmod remainder floor_divide".split():
            case(f"{name}_{short}", name, getattr(torch, name), [a, b])
        for name in ("bitwise_left_shift", "bitwise_right_shift"):
            case(f"{name}_{short}", name, getattr(torch, name), [a, s.ints(0, 6, 4).to(kind)])
        case(f"remainder_number_{short}", "remainder", torch.remainder, [a], dict(other=-4))
        case(f"fmod_number_{short}", "fmod", torch.fmod, [a], dict(other=3))
    case("bitwise_and_mixed", "bitwise_and", torch.bitwise_and, [a, s.ints(0, 9, 3, 1)])
    truths = [s.ints(0, 2, 3, 4).bool(), s.ints(0, 2, 4).bool()]
    for name in ("bitwise_and", "bitwise_or", "bitwise_xor", "logical_and", "logical_or", "logical_xor"):
        case(f"{name}_bool", name, getattr(torch, name), truths)
    for name in ("logical_and", "logical_or", "logical_xor"):
        case(f"{name}_float", name, getattr(torch, name), [both[:, 0].clone(), both[:, 1].clone()], grads=[])
    case("remainder_number", "remainder", torch.remainder, [s.randn(2, 5)], dict(other=0.7))
    a, b, c = s.randn(3, 4), s.randn(4), s.rand(0.5, 2, 3, 1)
    case("lerp_number", "lerp", torch.lerp, [a, b.expand(3, 4).clone()], dict(weight=0.3))
    case("lerp_far", "lerp", torch.lerp, [a, b.expand(3, 4).clone()], dict(weight=1.7))
    case("lerp_tensor", "lerp", torch.lerp, [a, b, s.rand(-1, 2, 3, 1)])
    case("addcmul", "addcmul", torch.addcmul, [a, b, c], dict(value=0.7))
    case("addcdiv", "addcdiv", torch.addcdiv, [a, b, c], dict(value=-1.3))
    case("isclose", "isclose", torch.isclose, [a, a + 1e-5], dict(rtol=1e-5, atol=1e-6), grads=[])
    case("isclose_special", "isclose", torch.isclose, [both[:, 0].clone(), both[:, 1].clone()], grads=[])
    case("isclose_nan", "isclose", torch.isclose, [both[:, 0].clone(), both[:, 1].clone()], dict(equal_nan=True), grads=[])


def reductions():
    s = Source("reductions")
    x = s.randn(3, 4)
    flags = s.ints(0, 3, 2, 4)
    for name in ("any", "all"):
        f = getattr(torch, name)
        case(f"{name}_whole", name, f, [flags])
        case(f"{name}_dim", name, f, [flags], dict(dim=1))
        case(f"{name}_keep", name, f, [flags.bool()], dict(dim=0, keepdim=True))
        case(f"{name}_nan", name, f, [SPECIAL], grads=[])
        case(f"{name}_empty", name, f, [torch.zeros(2, 0)], dict(dim=1), grads=[])
    holes = x.clone()
    holes[0, 1], holes[2, 0] = NAN, NAN
    case("nansum_dim", "nansum", torch.nansum, [holes], dict(dim=1))
    case("nanmean_dim", "nanmean", torch.nanmean, [holes], dict(dim=0, keepdim=True))
    case("nanmean_none", "nanmean", torch.nanmean, [torch.full((2, 2), NAN)], dict(dim=0), grads=[])
    case("count_nonzero", "count_nonzero", torch.count_nonzero, [flags], dict(dim=0))
    case("aminmax", "aminmax", torch.aminmax, [x], dict(dim=1))
    case("var_mean", "var_mean", torch.var_mean, [x], dict(dim=1, correction=0, keepdim=True))
    case("std_mean", "std_mean", torch.std_mean, [x], dict(dim=0))
    for name in ("cummax", "cummin"):
        f = getattr(torch, name)
        case(f"{name}_plain", name, f, [s.randn(2, 5, 3)], dict(dim=1))
        case(f"{name}_ties", name, f, [torch.tensor([1.0, 1.0, 0.0, 1.0, 2.0, 2.0])], dict(dim=0))
        case(f"{name}_nan", name, f, [torch.tensor([1.0, NAN, 0.0, INF, NAN])], dict(dim=0))
        case(f"{name}_ints", name, f, [s.ints(-3, 3, 2, 6)], dict(dim=-1))
        case(f"{name}_int32", name, f, [s.ints(-3, 3, 2, 6).int()], dict(dim=-1))
        case(f"{name}_empty", name, f, [torch.zeros(0, 3)], dict(dim=0))
        case(f"{name}_scalar", name, f, [torch.tensor(2.0)], dict(dim=0))
    case("cumprod_plain", "cumprod", torch.cumprod, [s.randn(3, 5)], dict(dim=1))
    case("cumprod_zero", "cumprod", torch.cumprod, [torch.tensor([[2.0, 0.0, 3.0, 4.0], [1.0, 0.0, 2.0, 0.0]])], dict(dim=1))
    case("cumprod_ints", "cumprod", torch.cumprod, [s.ints(1, 4, 2, 3).int()], dict(dim=0))
    case("logcumsumexp_plain", "logcumsumexp", torch.logcumsumexp, [s.randn(3, 5) * 3], dict(dim=1))
    case("logcumsumexp_large", "logcumsumexp", torch.logcumsumexp, [torch.tensor([-INF, -INF, 300.0, -300.0, 301.0])], dict(dim=0), grads=[])
    case("logcumsumexp_special", "logcumsumexp", torch.logcumsumexp, [torch.tensor([-INF, 1.0, INF, 2.0, NAN])], dict(dim=0), grads=[])
    case("diff_plain", "diff", torch.diff, [s.randn(3, 5)])
    case("diff_second", "diff", torch.diff, [s.randn(4, 3)], dict(n=2, dim=0))
    case("diff_bool", "diff", torch.diff, [s.ints(0, 2, 2, 5).bool()])
    case("diff_joined", "diff", lambda x, a, b: torch.diff(x, prepend=a, append=b), [s.randn(2, 3), s.randn(2, 1), s.randn(2, 2)])


def order():
    s = Source("order")
    x = s.randn(3, 7)
    for name in ("median", "nanmedian"):
        f = getattr(torch, name)
        case(f"{name}_whole", name, f, [s.randn(2, 4)])
        case(f"{name}_ties", name, f, [torch.tensor([2.0, 1.0, 2.0, 3.0])])
        case(f"{name}_dim", name, f, [x], dict(dim=1))
        case(f"{name}_keep", name, f, [s.randn(4, 3)], dict(dim=0, keepdim=True))
        holes = x.clone()
        holes[0, 2], holes[1, 1:] = NAN, NAN
        case(f"{name}_nan", name, f, [holes], dict(dim=1), grads=[])
        case(f"{name}_nan_whole", name, f, [holes[0].clone()])
        case(f"{name}_ints", name, f, [torch.tensor([[5, 2, 9, 4], [1, 7, 3, 8]], dtype=torch.int32)], dict(dim=1))
    case("kthvalue", "kthvalue", torch.kthvalue, [x], dict(k=3, dim=1))
    case("kthvalue_keep", "kthvalue", torch.kthvalue, [x], dict(k=1, dim=0, keepdim=True))
    case("kthvalue_ints", "kthvalue", torch.kthvalue, [torch.tensor([5, 2, 9, 4])], dict(k=2, dim=0))
    case("mode_plain", "mode", torch.mode, [torch.tensor([[2.0, 1.0, 2.0, 1.0], [3.0, 3.0, 1.0, 0.0]])], dict(dim=1))
    case("mode_ints", "mode", torch.mode, [s.ints(0, 3, 5, 4)], dict(dim=0, keepdim=True))
    case("msort", "msort", torch.msort, [s.randn(5, 2)])
    q = torch.tensor([0.0, 0.27, 0.55, 1.0])
    for name in ("quantile", "nanquantile"):
        f = getattr(torch, name)
        case(f"{name}_whole", name, f, [x], dict(q=0.3))
        case(f"{name}_dim", name, f, [x, q], dict(dim=1), grads=[0])
        case(f"{name}_keep", name, f, [x, q], dict(dim=0, keepdim=True), grads=[0])
        for way in ("linear", "lower", "higher", "midpoint", "nearest"):
            case(f"{name}_{way}", name, f, [s.randn(4, 6), q], dict(dim=1, interpolation=way), grads=[0])
        case(f"{name}_nan", name, f, [holes, q], dict(dim=1), grads=[])
    rows, values = x.sort(-1).values, s.randn(3, 4)
    for right in (False, True):
        case(f"searchsorted_{right}", "searchsorted", torch.searchsorted, [rows, values], dict(right=right), grads=[])
        case(f"bucketize_{right}", "bucketize", torch.bucketize, [torch.tensor([1, 3, 5, 0, 9]), torch.tensor([1, 3, 3, 5])], dict(right=right))
    case("searchsorted_vector", "searchsorted", torch.searchsorted, [rows[0].clone(), values], grads=[])
    case("searchsorted_special", "searchsorted", torch.searchsorted, [torch.tensor([-INF, 0.0, 1.0, INF, NAN]), SPECIAL], grads=[])
    case("histc_bounds", "histc", torch.histc, [s.randn(50)], dict(bins=7, min=-1.5, max=1.5), grads=[])
    case("histc_free", "histc", torch.histc, [s.randn(50)], dict(bins=5), grads=[])
    case("histc_equal", "histc", torch.histc, [torch.ones(4)], dict(bins=4), grads=[])
    case("bincount", "bincount", torch.bincount, [s.ints(0, 6, 20)])
    case("bincount_weights", "bincount", torch.bincount, [s.ints(0, 4, 9), s.randn(9)], dict(minlength=6), grads=[])
    case("bincount_empty", "bincount", torch.bincount, [torch.zeros(0, dtype=torch.int64)], dict(minlength=2))
    ints = s.ints(0, 4, 3, 4)
    for name in ("unique", "unique_consecutive"):
        f = getattr(torch, name)
        g = lambda x, f=f, **a: f(x, return_inverse=True, return_counts=True, **a)
        case(f"{name}_ints", name, g, [ints])
        case(f"{name}_floats", name, g, [torch.tensor([2.0, 1.0, 1.0, NAN, -0.0, 0.0, NAN])], grads=[])
        case(f"{name}_rows", name, g, [torch.tensor([[1, 2], [1, 2], [0, 5], [1, 2]])], dict(dim=0))
        case(f"{name}_empty", name, g, [torch.zeros(0)], grads=[])
    case("nonzero", "nonzero", torch.nonzero, [ints])


def scattering():
    s = Source("scattering")
    x, index, source = s.randn(4, 5), s.ints(0, 4, 3, 4), s.randn(3, 4)
    once = torch.stack([torch.randperm(4, generator=s.generator)[:3] for _ in range(4)], 1)
    case("scatter_plain", "scatter", lambda x, i, v: torch.scatter(x, 0, i, v), [x, once, source], given=dict(dim=0))
    case("scatter_value", "scatter", lambda x, i: torch.scatter(x, 1, i, 2.5), [x, index], given=dict(dim=1, value=2.5))
    case("scatter_ints", "scatter", lambda x, i, v: torch.scatter(x, 0, i, v), [s.ints(0, 9, 4, 5).int(), once, s.ints(0, 9, 3, 4).int()], given=dict(dim=0))
    case("scatter_bool", "scatter", lambda x, i: torch.scatter(x, 0, i, True), [s.ints(0, 2, 4, 5).bool(), index], given=dict(dim=0, value=1))
    case("scatter_scalar", "scatter", lambda x, i, v: torch.scatter(x, 0, i, v), [torch.tensor(1.0), torch.tensor(0), torch.tensor(5.0)], given=dict(dim=0))
    case("scatter_empty", "scatter", lambda x, i, v: torch.scatter(x, 0, i, v), [s.randn(2, 3), torch.zeros(0, 3, dtype=torch.int64), s.randn(0, 3)], given=dict(dim=0))
    holes = source.clone()
    holes[0, 1] = NAN
    zeros = source.clone()
    zeros[0] = 0
    for reduce in ("sum", "prod", "mean", "amax", "amin"):
        for own in (True, False):
            f = lambda x, i, v, reduce=reduce, own=own: torch.scatter_reduce(x, 0, i, v, reduce, include_self=own)
            g = dict(dim=0, reduce=reduce, include_self=own)
            case(f"scatter_reduce_{reduce}_{own}", "scatter_reduce", f, [x, index, source], given=g)
            case(f"scatter_reduce_{reduce}_{own}_ties", "scatter_reduce", f, [torch.ones(4, 5), index, torch.ones(3, 4)], given=g)
            case(f"scatter_reduce_{reduce}_{own}_nan", "scatter_reduce", f, [x, index, holes], given=g, grads=[])
            case(f"scatter_reduce_{reduce}_{own}_ints", "scatter_reduce", f, [s.ints(1, 9, 4, 5), index, s.ints(1, 9, 3, 4)], given=g)
            h = lambda x, v, reduce=reduce, own=own: torch.index_reduce(x, 0, torch.tensor([2, 0, 2]), v, reduce, include_self=own)
            if reduce != "sum":
                case(f"index_reduce_{reduce}_{own}", "index_reduce", h, [x, s.randn(3, 5)], given=dict(dim=0, index=[2, 0, 2], reduce=reduce, include_self=own))
    case("scatter_reduce_prod_zeros", "scatter_reduce", lambda x, i, v: torch.scatter_reduce(x, 0, i, v, "prod"), [x, index, zeros], given=dict(dim=0, reduce="prod", include_self=True))
    v = torch.tensor([2, 0, 2])
    case("index_add", "index_add", lambda x, i, s: torch.index_add(x, 0, i, s, alpha=0.7), [x, v, s.randn(3, 5)], given=dict(dim=0, alpha=0.7))
    case("index_add_ints", "index_add", lambda x, i, s: torch.index_add(x, 1, i, s), [s.ints(0, 9, 2, 4), v, s.ints(0, 9, 2, 3)], given=dict(dim=1))
    case("index_copy", "index_copy", lambda x, i, s: torch.index_copy(x, -1, i, s), [x, torch.tensor([3, 1]), s.randn(4, 2)], given=dict(dim=-1))
    case("index_fill", "index_fill", lambda x, i: torch.index_fill(x, 1, i, -1.5), [x, v], given=dict(dim=1, value=-1.5))
    case("index_fill_bool", "index_fill", lambda x, i: torch.index_fill(x, 0, i, True), [s.ints(0, 2, 4).bool(), v], given=dict(dim=0, value=1))
    put = lambda x, i, v, accumulate: torch.index_put(x, (i,), v, accumulate)
    case("index_put", "index_put", put, [x, torch.tensor([3, -4]), s.randn(2, 5)], dict(accumulate=False))
    case("index_put_accumulate", "index_put", put, [x, v, s.randn(5)], dict(accumulate=True))
    case("index_put_mask", "index_put", put, [x, x > 0, s.randn(1)], dict(accumulate=False))
    case("put", "put", torch.Tensor.put, [x, torch.tensor([[3, -1], [7, 0]]), s.randn(2, 2)], dict(accumulate=False))
    case("put_accumulate", "put", torch.Tensor.put, [x, torch.tensor([3, 3, 0]), s.randn(3)], dict(accumulate=True))
    case("take", "take", torch.take, [x, torch.tensor([[3, -1], [7, 3]])])
    case("take_along_dim", "take_along_dim", torch.take_along_dim, [x, s.ints(0, 5, 1, 2)], dict(dim=1))
    case("masked_scatter", "masked_scatter", torch.masked_scatter, [x, s.ints(0, 2, 5).bool(), s.randn(30)])
    case("masked_select", "masked_select", torch.masked_select, [x, s.ints(0, 2, 5).bool()])
    case("select_scatter", "select_scatter", torch.select_scatter, [x, s.randn(4)], dict(dim=1, index=-2))
    case("slice_scatter", "slice_scatter", torch.slice_scatter, [x, s.randn(4, 2)], dict(dim=1, start=1, end=5, step=2))
    case("diagonal_scatter", "diagonal_scatter", torch.diagonal_scatter, [x, s.randn(4)], dict(offset=1))


def products():
    s = Source("products")
    a, b, v, w = s.randn(3, 4), s.randn(4, 5), s.randn(4), s.randn(3)
    t, u = s.randn(2, 3, 4), s.randn(2, 4, 5)
    case("mm", "mm", torch.mm, [a, b])
    case("bmm", "bmm", torch.bmm, [t, u])
    case("mv", "mv", torch.mv, [a, v])
    case("dot", "dot", torch.dot, [v, v + 1])
    case("inner", "inner", torch.inner, [t, a])
    case("inner_scalar", "inner", torch.inner, [t, torch.tensor(2.0)])
    case("outer", "outer", torch.outer, [v, w])
    case("addmm", "addmm", torch.addmm, [s.randn(5), a, b], dict(beta=0.5, alpha=2.0))
    case("addmm_nan", "addmm", torch.addmm, [torch.full((5,), NAN), a, b], dict(beta=0.0, alpha=1.0), grads=[1, 2])
    case("addmv", "addmv", torch.addmv, [w, a, v], dict(beta=1.0, alpha=-1.5))
    case("baddbmm", "baddbmm", torch.baddbmm, [s.randn(3, 5), t, u], dict(beta=1.0, alpha=0.3))
    case("addbmm", "addbmm", torch.addbmm, [s.randn(3, 5), t, u], dict(beta=2.0, alpha=1.0))
    case("addr", "addr", torch.addr, [s.randn(4, 3), v, w], dict(beta=0.5, alpha=2.0))
    case("kron", "kron", torch.kron, [a, s.randn(2, 3)])
    case("kron_ranks", "kron", torch.kron, [s.randn(2), s.randn(2, 2, 3)])
    case("cross", "cross", torch.linalg.cross, [s.randn(2, 3), s.randn(1, 3)], dict(dim=-1))
    case("tensordot", "tensordot", torch.tensordot, [t, s.randn(3, 4, 2)], dict(dims=2))
    case("tensordot_pairs", "tensordot", torch.tensordot, [t, s.randn(4, 5, 2)], dict(dims=[[0, 2], [2, 0]]))
    case("matrix_power", "matrix_power", torch.matrix_power, [s.randn(2, 3, 3) / 2], dict(n=5))
    for offset in (0, 1, -2):
        case(f"diag_vector_{offset}", "diag", torch.diag, [v], dict(diagonal=offset))
        case(f"diag_matrix_{offset}", "diag", torch.diag, [a], dict(diagonal=offset))
        case(f"diagonal_{offset}", "diagonal", torch.diagonal, [t], dict(offset=offset, dim1=1, dim2=2))
        case(f"diag_embed_{offset}", "diag_embed", torch.diag_embed, [t], dict(offset=offset, dim1=0, dim2=2))
    case("diag_embed_special", "diag_embed", torch.diag_embed, [torch.tensor([NAN, INF, 1.0])], dict(offset=0, dim1=-2, dim2=-1))
    case("diagflat", "diagflat", torch.diagflat, [s.randn(2, 2)], dict(offset=1))
    case("trace", "trace", torch.trace, [a])
    case("trace_ints", "trace", torch.trace, [s.ints(0, 9, 3, 3)])
    for p in (0.0, 1.0, 2.0, 3.0, INF):
        case(f"cdist_{p}", "cdist", torch.cdist, [s.randn(2, 3, 4), s.randn(5, 4)], dict(p=p))
        case(f"pdist_{p}", "pdist", F.pdist, [a], dict(p=p))
    case("cdist_same", "cdist", torch.cdist, [a, a.clone()], dict(p=2.0), grads=[])
    case("dist", "dist", torch.dist, [a, v], dict(p=2.0))
    x = s.randn(3, 6)
    case("cov", "cov", torch.cov, [x])
    case("cov_vector", "cov", torch.cov, [v], dict(correction=0))
    weighted = lambda x, f, w: torch.cov(x, correction=1, fweights=f, aweights=w)
    case("cov_weights", "cov", weighted, [x, s.ints(1, 4, 6), s.rand(0.1, 2, 6)], given=dict(correction=1), grads=[0])
    case("corrcoef", "corrcoef", torch.corrcoef, [x])
    case("corrcoef_vector", "corrcoef", torch.corrcoef, [v], grads=[])


def arrangement():
    s = Source("arrangement")
    x = s.randn(2, 3)
    case("repeat", "repeat", torch.Tensor.repeat, [x], dict(repeats=[2, 1, 3]))
    case("repeat_zero", "repeat", torch.Tensor.repeat, [x], dict(repeats=[0, 2]))
    case("tile", "tile", torch.tile, [s.randn(2, 2, 3)], dict(dims=[2, 3]))
    case("repeat_interleave", "repeat_interleave", torch.repeat_interleave, [x], dict(repeats=2, dim=1))
    case("repeat_interleave_flat", "repeat_interleave", torch.repeat_interleave, [x], dict(repeats=3))
    case("repeat_interleave_each", "repeat_interleave", torch.repeat_interleave, [x, torch.tensor([2, 0, 3])], dict(dim=1))
    for k in (-1, 0, 1, 2, 3):
        case(f"rot90_{k}", "rot90", torch.rot90, [s.randn(2, 3, 2)], dict(k=k, dims=[1, 2]))
    case("fliplr", "fliplr", torch.fliplr, [x])
    case("flipud", "flipud", torch.flipud, [x])
    case("movedim", "movedim", torch.movedim, [s.randn(2, 3, 4)], dict(source=[0, 1], destination=[-1, 0]))
    case("unfold", "unfold", torch.Tensor.unfold, [s.randn(2, 7)], dict(dimension=1, size=3, step=2))
    case("unfold_inner", "unfold", torch.Tensor.unfold, [s.randn(5, 2)], dict(dimension=0, size=2, step=1))
    case("unflatten", "unflatten", torch.Tensor.unflatten, [s.randn(2, 6)], dict(dim=1, sizes=[2, -1]))
    case("tensor_split", "tensor_split", lambda x: torch.tensor_split(x, 3), [s.randn(7, 2)], given=dict(indices_or_sections=3, dim=0))
    case("tensor_split_places", "tensor_split", lambda x: torch.tensor_split(x, [1, 5]), [s.randn(7, 2)], given=dict(indices_or_sections=[1, 5], dim=0))
    case("meshgrid", "meshgrid", lambda a, b: torch.meshgrid(a, b, indexing="ij"), [s.randn(3), s.randn(2)])
    case("block_diag", "block_diag", torch.block_diag, [s.randn(2, 3), s.randn(2), s.randn(1, 1)])
    case("eye", "eye", lambda: torch.eye(2, 3), [], given=dict(n=2, m=3))
    for start, end, step in ((0, 10, 3), (5, -5, -4), (0.0, 1.0, 0.3), (2, 2, 1)):
        case(f"arange_{start}_{end}_{step}", "arange", lambda s=start, e=end, t=step: torch.arange(s, e, t), [], given=dict(start=start, end=end, step=step))
    for start, end, steps in ((0.0, 1.0, 7), (3.0, -2.0, 6), (1.0, 2.0, 1), (1.0, 2.0, 0)):
        case(f"linspace_{start}_{end}_{steps}", "linspace", lambda s=start, e=end, n=steps: torch.linspace(s, e, n), [], given=dict(start=start, end=end, steps=steps))
    case("logspace", "logspace", lambda: torch.logspace(-1, 2, 6), [], given=dict(start=-1.0, end=2.0, steps=6, base=10.0))


def spectra():
    s = Source("spectra")
    real = torch.view_as_real
    cplx = torch.view_as_complex
    for n in (1, 2, 3, 8, 12, 25, 31):
        case(f"rfft_{n}", "rfft", lambda x: real(torch.fft.rfft(x)), [s.randn(2, n)])
        case(f"irfft_{n}", "irfft", lambda x, n: torch.fft.irfft(cplx(x), n=n), [s.randn(2, n // 2 + 1, 2)], dict(n=n))
        case(f"fft_{n}", "fft", lambda x: real(torch.fft.fft(cplx(x))), [s.randn(2, n, 2)])
        case(f"ifft_{n}", "ifft", lambda x: real(torch.fft.ifft(cplx(x))), [s.randn(2, n, 2)])
    for norm in ("ortho", "forward"):
        case(f"rfft_{norm}", "rfft", lambda x, **a: real(torch.fft.rfft(x, **a)), [s.randn(5, 3)], dict(norm=norm, dim=0, n=7))
        case(f"irfft_{norm}", "irfft", lambda x, **a: torch.fft.irfft(cplx(x), **a), [s.randn(5, 3, 2)], dict(norm=norm, dim=0, n=6))
        case(f"fft_{norm}", "fft", lambda x, **a: real(torch.fft.fft(cplx(x), **a)), [s.randn(5, 3, 2)], dict(norm=norm, dim=0, n=4))
    case("irfft_default", "irfft", lambda x: torch.fft.irfft(cplx(x)), [s.randn(4, 2)])

    def stft(x, window=None, **a):
        return real(torch.stft(x, window=window, return_complex=True, **a))

    def istft(x, window=None, **a):
        return torch.istft(cplx(x.contiguous()), window=window, **a)

    window = torch.hann_window(16) + 0.1
    x = s.randn(2, 50)
    for name, a in dict(
        default=dict(n_fft=16), hop=dict(n_fft=16, hop_length=5), bare=dict(n_fft=16, center=False, hop_length=8),
        scaled=dict(n_fft=16, normalized=True), two=dict(n_fft=16, onesided=False), odd=dict(n_fft=15, pad_mode="constant"),
    ).items():
        case(f"stft_{name}", "stft", stft, [x], a)
        w = dict(a)
        if a["n_fft"] == 16:
            case(f"stft_{name}_window", "stft", stft, [x, window], a, grads=[0])
        spectrum = stft(x, **a).detach()
        w.pop("pad_mode", None)
        case(f"istft_{name}", "istft", istft, [spectrum], w)
    case("stft_short_window", "stft", stft, [s.randn(30), torch.hann_window(10) + 0.1], dict(n_fft=16, win_length=10), grads=[0])
    case("istft_length", "istft", istft, [stft(x, n_fft=16).detach(), window], dict(n_fft=16, length=45), grads=[0])
    case("istft_longer", "istft", istft, [stft(x, n_fft=16).detach(), window], dict(n_fft=16, length=60), grads=[0])


def losses():
    s = Source("losses")
    for reduction in ("mean", "sum", "none"):
        r = dict(reduction=reduction)

        def loss(name, cls, tensors, grads, label="", **a):
            case(f"{name}_{label}{reduction}", cls, lambda *t, **k: getattr(nn, cls)(**k)(*t), tensors, a | r, grads, "loss")

        x, y = s.randn(4, 5), s.randn(4, 5)
        signs = s.ints(0, 2, 4, 5) * 2 - 1
        loss("poisson", "PoissonNLLLoss", [x, y.abs() * 3], [0, 1])
        loss("poisson", "PoissonNLLLoss", [x, y.abs() * 3], [0], "full_", full=True)
        loss("poisson", "PoissonNLLLoss", [x.abs() + 0.1, y.abs() * 3], [0], "plain_", log_input=False, eps=1e-3)
        loss("gaussian", "GaussianNLLLoss", [x, y, s.rand(0.1, 2, 4, 5)], [0, 1, 2])
        loss("gaussian", "GaussianNLLLoss", [x, y, s.rand(0.1, 2, 4)], [0, 2], "rows_", full=True)
        loss("gaussian", "GaussianNLLLoss", [x, y, s.rand(0.0, 0.3, 4, 1)], [0, 2], "least_", eps=0.2)
        loss("hinge", "HingeEmbeddingLoss", [x, signs], [0], margin=0.7)
        loss("soft_margin", "SoftMarginLoss", [x, signs.float()], [0])
        loss("soft_margin", "SoftMarginLoss", [torch.tensor([100.0, -100.0, INF, 0.0]), torch.tensor([-1.0, -1.0, 1.0, 1.0])], [], "far_")
        classes = s.ints(0, 5, 4)
        loss("multi_margin", "MultiMarginLoss", [x, classes], [0])
        loss("multi_margin", "MultiMarginLoss", [x, classes], [0], "square_", p=2, margin=0.6)
        loss("multi_margin", "MultiMarginLoss", [s.randn(5), torch.tensor(2)], [0], "one_")
        labels = torch.tensor([[3, 0, -1, 1, 2], [-1, 1, 1, 1, 1], [0, 1, 2, 3, 4], [2, -1, -1, -1, -1]])
        loss("multilabel_margin", "MultiLabelMarginLoss", [x, labels], [0])
        loss("multilabel_margin", "MultiLabelMarginLoss", [s.randn(5), labels[0].clone()], [0], "one_")
        loss("multilabel_soft", "MultiLabelSoftMarginLoss", [x * 5, s.ints(0, 2, 4, 5).float()], [0])
        loss("triplet_distance", "TripletMarginWithDistanceLoss", [x, y, s.randn(4, 5)], [0, 1, 2], margin=0.5)
        loss("triplet_distance", "TripletMarginWithDistanceLoss", [x, y, s.randn(4, 5)], [0, 1, 2], "swap_", swap=True)
        weight = s.rand(0.2, 2, 5)
        for cls, t in (("MultiMarginLoss", classes), ("MultiLabelSoftMarginLoss", s.ints(0, 2, 4, 5).float())):
            f = lambda x, t, w, cls=cls, **k: getattr(nn, cls)(weight=w, **k)(x, t)
            case(f"{cls.lower()}_weight_{reduction}", cls, f, [x, t, weight], r, [0], "loss")
        logits = s.randn(8, 3, 5)
        ctc = lambda x, *t, **k: nn.CTCLoss(**k)(x.log_softmax(-1), *t)
        padded = torch.tensor([[1, 2, 2], [3, 1, 0], [4, 4, 4]])
        lengths = [torch.tensor([8, 7, 6]), torch.tensor([3, 2, 1])]
        case(f"ctc_{reduction}", "CTCLoss", ctc, [logits, padded, *lengths], r, [0], "loss")
        joined = torch.tensor([1, 2, 2, 3, 1, 4], dtype=torch.int32)
        case(f"ctc_joined_{reduction}", "CTCLoss", ctc, [logits, joined, *lengths], r, [0], "loss")
        case(f"ctc_blank_{reduction}", "CTCLoss", ctc, [logits, torch.tensor([[1, 2, 2], [3, 1, 0], [0, 0, 0]]), *lengths], r | dict(blank=4), [0], "loss")
        short = [torch.tensor([8, 2, 1]), torch.tensor([3, 2, 3])]
        case(f"ctc_short_{reduction}", "CTCLoss", ctc, [logits, padded, *short], r, [], "loss")
        case(f"ctc_zero_{reduction}", "CTCLoss", ctc, [logits, padded, *short], r | dict(zero_infinity=True), [0], "loss")
        case(f"ctc_none_{reduction}", "CTCLoss", ctc, [logits, padded, torch.tensor([8, 8, 8]), torch.tensor([0, 1, 0])], r, [0], "loss")
        single = [s.randn(6, 4), torch.tensor([1, 3, 3]), torch.tensor(6), torch.tensor(3)]
        case(f"ctc_single_{reduction}", "CTCLoss", ctc, single, r, [0], "loss")


def main():
    torch.set_num_threads(1)
    warnings.filterwarnings("ignore")
    (HERE / "cases").mkdir(exist_ok=True)
    for stale in (HERE / "cases").glob("*.safetensors"):
        stale.unlink()
    for family in (unary, pairs, reductions, order, scattering, products, arrangement, spectra, losses):
        family()
    lines = ",\n".join(json.dumps(entry, allow_nan=False) for entry in CASES)
    (HERE / "cases.json").write_text(f"[\n{lines}\n]\n")
    print(len(CASES), "cases")


if __name__ == "__main__":
    main()
