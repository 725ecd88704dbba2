#!/usr/bin/env python3
"""Write the cases of decompositions, of sampling at computed points, and of random poolings.

    python generate.py OUTDIR [--seed N] [--seeds COUNT] [--second]

The drawing, solving and writing is that of ../conformance/generate.py, whose cases are left out. With --seeds,
OUTDIR gets a folder for each of so many seeds, from N on. With --second, the cases are those of second gradients, as
../conformance-second/second.py writes them. Eigenvectors and singular vectors are compared by functions that do not
depend on their signs.
"""

import argparse
import math
import sys
import warnings
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "conformance-second"))
sys.path.insert(0, str(HERE.parent / "conformance"))
import generate as base  # noqa: E402
from generate import case, family, layer, op  # noqa: E402

base.REGISTRY.clear()

L = torch.linalg


# Matrices


def regular(d, n=None, batch=()):
    """Far enough from singular, whatever was drawn."""
    n = n or d.count(1, 6)
    return d.randn(*batch, n, n, scale=0.5) + 2 * torch.eye(n) * d.pick([1, -1])


def lead(d):
    return d.pick([[], [2], [3, 2]])


def positive(d):
    n = d.count(1, 6)
    a = d.randn(*lead(d), n, n)
    return a @ a.mT / n + 0.7 * torch.eye(n)


def symmetric(d):
    """With eigenvalues that are apart."""
    n = d.count(1, 5)
    q = L.qr(d.randn(*lead(d), n, n))[0]
    values = torch.arange(n) - n / 2 + d.rand(n, low=-0.2, high=0.2)
    a = q @ torch.diag(values) @ q.mT
    return (a + a.mT) / 2


def apart(d, m, n):
    """With singular values that are apart and not small."""
    k = min(m, n)
    batch = lead(d)
    u, v = L.qr(d.randn(*batch, m, k))[0], L.qr(d.randn(*batch, n, k))[0]
    return u @ torch.diag(torch.arange(1, k + 1) * 0.8 + d.rand(k, low=-0.2, high=0.2)) @ v.mT


def leading(d, m, n):
    """As many first columns as there are rows are far from dependent, because all else follows from them."""
    batch = lead(d)
    if m >= n:
        return apart(d, m, n)
    return torch.cat([regular(d, m, batch), d.randn(*batch, m, n - m)], -1)


def sizes(d, shape):
    m, n = sorted([d.count(1, 6), d.count(1, 6)])
    return {"tall": (n, m), "wide": (m, n), "square": (m, m)}[shape]


def lower(a):
    return a.tril() + a.tril(-1).mT


case("cholesky", lambda d: op("cholesky", lambda a: L.cholesky((a + a.mT) / 2), [positive(d)]))
case("inverse", lambda d: op("inverse", L.inv, [regular(d, batch=lead(d))]))
case("det", lambda d: op("det", L.det, [regular(d, batch=lead(d))]))
case("slogdet", lambda d: op("slogdet", lambda a: tuple(L.slogdet(a)), [regular(d, batch=lead(d))], backprop=["1"]))
case("logdet", lambda d: op("logdet", torch.logdet, [positive(d)]))
case("matrix_exp", lambda d: op("matrix_exp", torch.matrix_exp, [d.randn(*lead(d), *[d.count(1, 5)] * 2) * d.real(0.1, 3)]))
case("eigh", lambda d: op("eigh", lambda a: eigh(lower(a)), [symmetric(d)]))
case("eigvalsh", lambda d: op("eigvalsh", lambda a: L.eigvalsh(lower(a)), [symmetric(d)]))


def eigh(a):
    w, v = L.eigh(a)
    return w, v @ torch.diag_embed(w.sin()) @ v.mT


def svd(a):
    u, s, vh = L.svd(a, full_matrices=False)
    return s, u @ torch.diag_embed(s.sin()) @ vh, u @ torch.diag_embed(s.cos()) @ u.mT


for kind in ("tall", "wide", "square"):
    case(f"qr_{kind}", lambda d, k=kind: op("qr", lambda a: tuple(L.qr(a)), [leading(d, *sizes(d, k))]))
    case(f"svd_{kind}", lambda d, k=kind: op("svd", svd, [apart(d, *sizes(d, k))]))
    case(f"svdvals_{kind}", lambda d, k=kind: op("svdvals", L.svdvals, [apart(d, *sizes(d, k))]))
    case(f"pinv_{kind}", lambda d, k=kind: op("pinv", L.pinv, [apart(d, *sizes(d, k))]))


def complete(a):
    q, r = L.qr(a, mode="complete")
    rest = q[..., a.shape[-1] :]
    return q[..., : a.shape[-1]], r, (rest @ rest.mT).detach()


def svd_full(a):
    u, s, vh = L.svd(a, full_matrices=True)
    k = s.shape[-1]
    u_more, v_more = u[..., k:].detach(), vh[..., k:, :].detach()
    return s, u[..., :k] @ torch.diag_embed(s.sin()) @ vh[..., :k, :], u_more @ u_more.mT, v_more.mT @ v_more


for kind in ("tall", "wide", "square"):
    fixed = dict(fixed=["0"], backprop=[]) if kind == "tall" else dict(backprop=["0", "1"])
    case(f"qr_complete_{kind}", lambda d, k=kind, o=fixed: op("qr_complete", complete, [leading(d, *sizes(d, k))], **o))
    case(f"svd_full_{kind}", lambda d, k=kind: op("svd_full", svd_full, [apart(d, *sizes(d, k))], backprop=["0", "1"]))


# Products that are written in one


def tbc(d):
    n, k = d.count(1, 3), d.count(1, 3)
    c, o = d.count(1, 3), d.count(1, 4)
    f = lambda x, w, b, pad: F.conv_tbc(x, w, b, pad)
    return op("conv_tbc", f, [d.randn(d.count(3, 7), n, c), d.randn(k, c, o), d.randn(o)], dict(pad=d.count(0, 2)))


def linear_cross_entropy(d, probabilities, reduction):
    n, k, c = d.count(2, 5), d.count(1, 6), d.count(2, 5)
    target = d.rand(n, c).softmax(1) if probabilities else d.ints(0, c, n)
    args = dict(reduction=reduction, label_smoothing=d.pick([0.0, 0.2]))
    f = lambda x, w, b, t, v, **a: F.linear_cross_entropy(x, w, t, linear_bias=b, weight=v, **a)
    inputs = [d.randn(n, k), d.randn(c, k), d.randn(c), target, d.rand(c, low=0.2, high=2)]
    return op("linear_cross_entropy", f, inputs, args, fixed=["3", "4"])


case("conv_tbc", tbc)
for reduction in ("none", "mean", "sum"):
    case(f"linear_cross_entropy_{reduction}", linear_cross_entropy, probabilities=False, reduction=reduction)
case("linear_cross_entropy_soft", linear_cross_entropy, probabilities=True, reduction="mean")


def lstsq(d, kind):
    m, n = sizes(d, kind)
    a = apart(d, m, n)
    driver = "gelsd"
    f = lambda a, b: L.lstsq(a, b, driver=driver).solution
    return op("lstsq", f, [a, d.randn(*a.shape[:-1], d.count(1, 3))])


for kind in ("tall", "wide", "square"):
    case(f"lstsq_{kind}", lambda d, k=kind: lstsq(d, k))


def solve(d, right, triangle=None):
    batch = lead(d)
    a = regular(d, batch=batch)
    n = a.shape[-1]
    b = {"matrix": [*batch, n, d.count(1, 4)], "vector": [n], "vectors": [*batch, n], "wide": [2, *[1] * len(batch), n, 2]}[right]
    if triangle is None:
        return op("solve", L.solve, [a, d.randn(*b)])
    f = lambda a, b, upper: L.solve_triangular(a, b, upper=upper)
    return op("solve_triangular", f, [a, d.randn(*b)], dict(upper=triangle))


family("solve", solve, matrix=dict(right="matrix"), vector=dict(right="vector"), vectors=dict(right="vectors"), wide=dict(right="wide"))
family("solve_triangular", solve, lower=dict(right="matrix", triangle=False), upper=dict(right="wide", triangle=True))
case("cholesky_solve", lambda d: cholesky_solve(d))


def cholesky_solve(d):
    a = regular(d, batch=lead(d)).tril()
    return op("cholesky_solve", lambda b, a: torch.cholesky_solve(b, a.tril()), [d.randn(*a.shape[:-1], 2), a])


# Sampling


def grid(d, nd, mode, padding_mode, align_corners, edges=False):
    n, c = d.count(1, 3), d.count(1, 3)
    x = d.randn(n, c, *[d.count(2 if edges else 1, 5) for _ in range(nd)])
    points = d.rand(n, *[d.count(1, 4) for _ in range(nd)], nd, low=-1.7, high=1.7)
    args = dict(mode=mode, padding_mode=padding_mode, align_corners=align_corners)
    if edges:  # places between elements, so nothing depends on rounding
        points = (points * 4).round() / 4
        return op("grid_sample", F.grid_sample, [x, points], args, fixed=["1"], stable=False)
    return op("grid_sample", F.grid_sample, [x, points], args)


for nd in (2, 3):
    for mode in ("bilinear", "nearest", "bicubic")[: 3 if nd == 2 else 2]:
        for padding in ("zeros", "border", "reflection"):
            for align in (False, True):
                a = dict(nd=nd, mode=mode, padding_mode=padding, align_corners=align)
                case(f"grid_sample{nd}d_{mode}_{padding}_{align}", grid, **a)
case("grid_sample_edges", grid, nd=2, mode="bilinear", padding_mode="zeros", align_corners=True, edges=True)


def affine(d, nd, align_corners):
    n = d.count(1, 3)
    size = [n, 2, *[d.count(1, 5) for _ in range(nd)]]
    f = lambda t, size, align_corners: F.affine_grid(t, size, align_corners)
    return op("affine_grid", f, [d.randn(n, nd, nd + 1)], dict(size=size, align_corners=align_corners))


for nd in (2, 3):
    for align in (False, True):
        case(f"affine_grid{nd}d_{align}", affine, nd=nd, align_corners=align)


# Rows


def normalize(d, p):
    x = d.randn(*d.shape(3, 2, 7))
    f = lambda x, p, dim, eps: F.normalize(x, p=float(p), dim=dim, eps=eps)
    return op("normalize", f, [x], dict(p=p, dim=d.pick([0, 1, 2, -1]), eps=d.pick([1e-12, 0.5, 3.0])))


for p in (1.0, 2.0, 3.0):
    case(f"normalize_{int(p)}", normalize, p=p)


def gumbel(d, hard):
    x = d.randn(*d.shape(2, 2, 7))
    noise = -(-d.rand(*x.shape, low=0.01, high=0.99).log()).log()

    def f(x, noise, tau, dim):
        soft = ((x + noise) / tau).softmax(dim)
        if not hard:
            return soft
        one = torch.zeros_like(x).scatter_(dim, soft.max(dim, keepdim=True)[1], 1.0)
        return one - soft.detach() + soft

    g = lambda x, noise, tau, dim, hard: f(x, noise, tau, dim)
    return op("gumbel_softmax", g, [x, noise], dict(tau=d.real(0.3, 2), dim=d.pick([0, 1, -1]), hard=hard), fixed=["1"])


case("gumbel_softmax_soft", gumbel, hard=False)
case("gumbel_softmax_hard", gumbel, hard=True)


# Pools at random places


def fractional(d, nd):
    single = d.pick([True, False])
    n, c = 1 if single else d.count(1, 3), d.count(1, 3)
    kernel = [d.count(1, 3) for _ in range(nd)]
    size = [k + d.count(1, 6) for k in kernel]
    most = 1 if nd == 2 else 0  # PyTorch wants room for one more in volumes
    output = [d.count(1, s - k + most) for s, k in zip(size, kernel)]
    x = d.randn(*([] if single else [n]), c, *size)
    f = getattr(F, f"fractional_max_pool{nd}d")
    g = lambda x, s, kernel_size, output_size: f(x, kernel_size, output_size, return_indices=True, _random_samples=s.to(x.dtype))
    args = dict(kernel_size=kernel, output_size=output)
    return op(f"fractional_max_pool{nd}d", g, [x, d.rand(n, c, nd)], args, fixed=["1"], backprop=["0"])


for nd in (2, 3):
    case(f"fractional_max_pool{nd}d", fractional, nd=nd)


# Many classes


def adaptive(d, single=False, **args):
    cutoffs = sorted(d.random.sample(range(1, 12), d.count(1, 3)))
    args = dict(in_features=d.count(5, 9), n_classes=13, cutoffs=cutoffs, div_value=d.pick([1.5, 2.0]), **args)
    n = d.count(1, 7)
    x, t = d.randn(n, args["in_features"]), d.ints(0, 13, n)
    fn = lambda m, i: {"0": (r := m(i["0"], i["1"])).output, "1": r.loss, "2": m.log_prob(i["0"] if not single else i["0"].unsqueeze(0))}
    return layer(d, nn.AdaptiveLogSoftmaxWithLoss, args, [x[0], t[0]] if single else [x, t], fn=fn)


family("adaptive_log_softmax", adaptive, plain={}, bias=dict(head_bias=True), single=dict(single=True))


def main():
    parser = argparse.ArgumentParser(description="Write cases of decompositions and sampling, computed by PyTorch.")
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=0)
    parser.add_argument("--second", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(1)
    warnings.filterwarnings("ignore")
    good = True
    for seed in range(options.seed, options.seed + max(1, options.seeds)):
        folder = options.outdir / str(seed) if options.seeds else options.outdir
        if options.second:
            import second

            sys.argv = ["second.py", str(folder), "--seed", str(seed), "--most", "4000"]
            second.main()
        else:
            good &= base.generate(folder, seed)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
