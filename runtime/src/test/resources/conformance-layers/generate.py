#!/usr/bin/env python3
"""Write the cases of the layers that ../conformance does not have, in the same format.

    python generate.py OUTDIR [--seed N]

The drawing, solving and writing is that of ../conformance/generate.py, whose cases are left out.
"""

import argparse
import math
import sys
import warnings
from pathlib import Path

import torch
from torch import nn
from torch.nn.utils import parametrizations

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "conformance"))
import generate as base  # noqa: E402
from generate import Graph, case, family, freshen, layer  # noqa: E402

base.REGISTRY.clear()

INF, NAN = math.inf, math.nan
SIZES = {1: [11], 2: [7, 9], 3: [5, 6, 7]}


def images(d, nd, channels=3, batch=2, extra=0):
    sizes = [s + extra + d.count(0, 2) for s in SIZES[nd]]
    return d.randn(*([batch] if batch else []), channels, *sizes)


# Convolutions


def conv3d(d, kernel_size=3, groups=1, batch=2, **args):
    c = 2 * groups
    args = dict(in_channels=c, out_channels=2 * groups, kernel_size=kernel_size, groups=groups, **args)
    return layer(d, nn.Conv3d, args, images(d, 3, c, batch))


family(
    "conv3d",
    conv3d,
    plain={},
    single=dict(batch=None),
    stride=dict(stride=[2, 1, 2], padding=[1, 0, 2]),
    dilation=dict(dilation=[1, 2, 2], kernel_size=[2, 3, 2]),
    groups=dict(groups=2, padding=1, bias=False),
    same=dict(padding="same", kernel_size=[2, 3, 4]),
    valid=dict(padding="valid"),
    reflect=dict(padding=1, padding_mode="reflect"),
    circular=dict(padding=[1, 2, 1], padding_mode="circular"),
    replicate=dict(padding=2, padding_mode="replicate"),
    pointwise=dict(kernel_size=1),
    depthwise=dict(groups=3, kernel_size=[3, 1, 2], stride=2),
)


def conv_transpose(d, nd, kernel_size=3, groups=1, batch=2, output_size=None, **args):
    cls = {1: nn.ConvTranspose1d, 3: nn.ConvTranspose3d}[nd]
    c = 2 * groups
    args = dict(in_channels=c, out_channels=3 * groups, kernel_size=kernel_size, groups=groups, **args)
    sizes = [4] if nd == 1 else [3, 4, 2]
    x = d.randn(*([batch] if batch else []), c, *sizes)
    call = {"output_size": output_size} if output_size else None
    return layer(d, cls, args, x, call=call)


for nd in (1, 3):
    family(
        f"conv_transpose{nd}d",
        conv_transpose,
        plain=dict(nd=nd),
        single=dict(nd=nd, batch=None),
        stride=dict(nd=nd, stride=2, padding=1, output_padding=1),
        stride3=dict(nd=nd, stride=3, output_padding=2),
        dilation=dict(nd=nd, dilation=2, padding=1, stride=2),
        extra_by_dilation=dict(nd=nd, dilation=3, output_padding=2, padding=1),
        groups=dict(nd=nd, groups=2, bias=False, kernel_size=2),
    )
case("conv_transpose1d_sized", lambda d: conv_transpose(d, 1, stride=2, padding=1, output_size=[8]))
case("conv_transpose3d_sized", lambda d: conv_transpose(d, 3, stride=2, output_size=[8, 9, 5]))
case("conv_transpose3d_mixed", lambda d: conv_transpose(d, 3, [2, 3, 1], stride=[3, 1, 2], padding=[1, 2, 0], output_padding=[2, 0, 1]))

# Pools


def pool(d, cls, nd, batch=2, extreme=None, extra=0, **args):
    x = images(d, nd, 2, batch, extra)
    if extreme:
        flat = x.flatten()
        for i in range(0, flat.numel(), 3):
            flat[i] = extreme
        x = flat.reshape(x.shape)
    return layer(d, cls, args, x, stable=extreme is None)


for nd in (1, 3):
    family(
        f"avg_pool{nd}d",
        pool,
        plain=dict(cls=getattr(nn, f"AvgPool{nd}d"), nd=nd, kernel_size=2),
        single=dict(cls=getattr(nn, f"AvgPool{nd}d"), nd=nd, kernel_size=3, stride=2, batch=None),
        padding=dict(cls=getattr(nn, f"AvgPool{nd}d"), nd=nd, kernel_size=3, stride=2, padding=1),
        ceil=dict(cls=getattr(nn, f"AvgPool{nd}d"), nd=nd, kernel_size=3, stride=2, padding=1, ceil_mode=True),
        excluded=dict(cls=getattr(nn, f"AvgPool{nd}d"), nd=nd, kernel_size=3, stride=2, padding=1, ceil_mode=True, count_include_pad=False),
    )
case("avg_pool3d_divisor", lambda d: pool(d, nn.AvgPool3d, 3, kernel_size=[2, 3, 1], stride=[1, 2, 2], divisor_override=5))
case("avg_pool3d_mixed", lambda d: pool(d, nn.AvgPool3d, 3, kernel_size=[3, 2, 4], stride=[2, 2, 3], padding=[1, 0, 2], ceil_mode=True, count_include_pad=False))
family(
    "max_pool3d",
    pool,
    plain=dict(cls=nn.MaxPool3d, nd=3, kernel_size=2),
    indices=dict(cls=nn.MaxPool3d, nd=3, kernel_size=[2, 3, 2], stride=[1, 2, 2], return_indices=True),
    single=dict(cls=nn.MaxPool3d, nd=3, kernel_size=2, stride=1, batch=None, return_indices=True),
    padding=dict(cls=nn.MaxPool3d, nd=3, kernel_size=3, stride=2, padding=1, return_indices=True),
    ceil=dict(cls=nn.MaxPool3d, nd=3, kernel_size=3, stride=2, padding=1, ceil_mode=True, return_indices=True),
    dilation=dict(cls=nn.MaxPool3d, nd=3, kernel_size=2, stride=1, dilation=[2, 3, 1], padding=1, return_indices=True),
    infinite=dict(cls=nn.MaxPool3d, nd=3, kernel_size=2, extreme=-INF, return_indices=True),
    tied=dict(cls=nn.MaxPool3d, nd=3, kernel_size=3, stride=2, extreme=9.0, return_indices=True),
)
for nd in (1, 2, 3):
    sizes = {1: 4, 2: [3, 5], 3: [2, 3, 4]}[nd]
    family(
        f"adaptive_max_pool{nd}d",
        pool,
        plain=dict(cls=getattr(nn, f"AdaptiveMaxPool{nd}d"), nd=nd, output_size=sizes),
        indices=dict(cls=getattr(nn, f"AdaptiveMaxPool{nd}d"), nd=nd, output_size=sizes, return_indices=True),
        single=dict(cls=getattr(nn, f"AdaptiveMaxPool{nd}d"), nd=nd, output_size=1, batch=None, return_indices=True),
        tied=dict(cls=getattr(nn, f"AdaptiveMaxPool{nd}d"), nd=nd, output_size=3, extreme=9.0, return_indices=True),
    )
    family(
        f"lp_pool{nd}d",
        pool,
        plain=dict(cls=getattr(nn, f"LPPool{nd}d"), nd=nd, norm_type=2, kernel_size=2),
        cubes=dict(cls=getattr(nn, f"LPPool{nd}d"), nd=nd, norm_type=4, kernel_size=3, stride=2, ceil_mode=True),
    )
for nd in (1, 3):
    sizes = {1: 4, 3: [2, 3, 4]}[nd]
    family(
        f"adaptive_avg_pool{nd}d",
        pool,
        plain=dict(cls=getattr(nn, f"AdaptiveAvgPool{nd}d"), nd=nd, output_size=sizes),
        one=dict(cls=getattr(nn, f"AdaptiveAvgPool{nd}d"), nd=nd, output_size=1, batch=None),
    )
case("adaptive_avg_pool3d_kept", lambda d: pool(d, nn.AdaptiveAvgPool3d, 3, output_size=[None, 2, None]))
case("adaptive_max_pool2d_kept", lambda d: pool(d, nn.AdaptiveMaxPool2d, 2, output_size=[None, 4], return_indices=True))


def max_unpool(d, nd, batch=2, output_size=None, **args):
    cls = getattr(nn, f"MaxUnpool{nd}d")
    shape = {1: [12], 2: [8, 6], 3: [4, 6, 8]}[nd]
    x = d.randn(*([batch] if batch else []), 2, *shape)
    pooled, indices = getattr(nn.functional, f"max_pool{nd}d")(x, args["kernel_size"], args.get("stride"), return_indices=True)
    call = {"output_size": output_size} if output_size else None
    return layer(d, cls, args, [pooled, indices], call=call)


for nd in (1, 2, 3):
    family(
        f"max_unpool{nd}d",
        max_unpool,
        plain=dict(nd=nd, kernel_size=2),
        single=dict(nd=nd, kernel_size=2, stride=2, batch=None),
    )
case("max_unpool1d_sized", lambda d: max_unpool(d, 1, kernel_size=2, output_size=[13]))
case("max_unpool2d_sized", lambda d: max_unpool(d, 2, kernel_size=2, output_size=[9, 7]))

# Pads


def pad(d, cls, nd, batch=2, **args):
    return layer(d, cls, args, images(d, nd, 2, batch), exact=False)


for nd in (1, 2, 3):
    mixed = {1: [2, 1], 2: [1, 2, 0, 3], 3: [1, 0, 2, 1, 0, 3]}[nd]
    for kind in ("Reflection", "Replication", "Circular", "Zero"):
        cls = getattr(nn, f"{kind}Pad{nd}d")
        family(
            f"{kind.lower()}_pad{nd}d",
            pad,
            same=dict(cls=cls, nd=nd, padding=1),
            mixed=dict(cls=cls, nd=nd, padding=mixed),
            single=dict(cls=cls, nd=nd, padding=2, batch=None),
        )
    cls = getattr(nn, f"ConstantPad{nd}d")
    family(
        f"constant_pad{nd}d",
        pad,
        same=dict(cls=cls, nd=nd, padding=1, value=3.5),
        cropped=dict(cls=cls, nd=nd, padding=[-1 if i % 2 else 2 for i in range(2 * nd)], value=-0.5),
    )

# Norms


def norm(d, cls, nd, mode="train", batch=2, **args):
    return layer(d, cls, dict(num_features=3, **args), images(d, nd, 3, batch), mode=mode)


family(
    "batch_norm3d",
    norm,
    train=dict(cls=nn.BatchNorm3d, nd=3),
    eval=dict(cls=nn.BatchNorm3d, nd=3, mode="eval"),
    plain=dict(cls=nn.BatchNorm3d, nd=3, affine=False, momentum=None),
    untracked=dict(cls=nn.BatchNorm3d, nd=3, track_running_stats=False, eps=1e-3),
)
for nd in (1, 3):
    cls = getattr(nn, f"InstanceNorm{nd}d")
    family(
        f"instance_norm{nd}d",
        norm,
        plain=dict(cls=cls, nd=nd),
        affine=dict(cls=cls, nd=nd, affine=True, batch=None),
        tracked=dict(cls=cls, nd=nd, affine=True, track_running_stats=True, momentum=0.3),
        eval=dict(cls=cls, nd=nd, affine=True, track_running_stats=True, mode="eval"),
    )
for size in (1, 2, 3, 4, 9):
    case(
        f"local_response_norm_{size}",
        lambda d, size=size: layer(
            d, nn.LocalResponseNorm, dict(size=size, alpha=0.5, beta=0.6, k=1.5), images(d, d.pick([1, 2, 3]), 5)
        ),
    )
case("local_response_norm_default", lambda d: layer(d, nn.LocalResponseNorm, dict(size=2), images(d, 2, 4)))


def parametrized(d, kind, inner, mode="train", **options):
    torch.manual_seed(d.token % 2**31)
    modules = {
        "Linear": (lambda: nn.Linear(5, 4), lambda: d.randn(3, 5)),
        "Conv1d": (lambda: nn.Conv1d(3, 4, 2), lambda: d.randn(2, 3, 6)),
        "ConvTranspose1d": (lambda: nn.ConvTranspose1d(3, 4, 2), lambda: d.randn(2, 3, 6)),
        "Conv2d": (lambda: nn.Conv2d(2, 3, 3), lambda: d.randn(2, 2, 5, 4)),
        "Conv3d": (lambda: nn.Conv3d(2, 3, 2), lambda: d.randn(1, 2, 3, 4, 3)),
    }
    make, x = modules[inner]
    module = getattr(parametrizations, kind)(make(), **options)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.add_(d.randn(*parameter.shape, scale=0.2))
    return Graph("layer", kind, dict(inner=inner, **options), x(), module=module, mode=mode)


for inner in ("Linear", "Conv1d", "Conv2d", "Conv3d", "ConvTranspose1d"):
    case(f"weight_norm_{inner.lower()}", lambda d, i=inner: parametrized(d, "weight_norm", i))
    case(f"spectral_norm_{inner.lower()}", lambda d, i=inner: parametrized(d, "spectral_norm", i))
case("weight_norm_dim1", lambda d: parametrized(d, "weight_norm", "Conv2d", dim=1))
case("weight_norm_all", lambda d: parametrized(d, "weight_norm", "Linear", dim=-1))
case("spectral_norm_eval", lambda d: parametrized(d, "spectral_norm", "Conv2d", mode="eval"))
case("spectral_norm_more", lambda d: parametrized(d, "spectral_norm", "Linear", n_power_iterations=3, dim=1))


def orthogonal(d, inner, **options):
    """Reflections are multiplied by the whole numbers on the diagonal, which stays -1 as it begins."""
    graph = parametrized(d, "orthogonal", inner, **options)
    with torch.no_grad():
        graph.module.parametrizations.weight.original.diagonal(dim1=-2, dim2=-1).fill_(-1)
    graph.stable = False  # a nudged diagonal would be cut to another whole number
    return graph


for inner in ("Linear", "Conv1d", "Conv2d", "Conv3d"):
    case(f"orthogonal_{inner.lower()}", lambda d, i=inner: orthogonal(d, i))
for kind in ("matrix_exp", "cayley", "householder"):
    case(f"orthogonal_{kind}", lambda d, k=kind: orthogonal(d, "Linear", orthogonal_map=k))
    case(f"orthogonal_{kind}_tall", lambda d, k=kind: orthogonal(d, "Conv1d", orthogonal_map=k))

# Cells


def cell(d, cls, states=0, batch=3, **args):
    args = dict(input_size=5, hidden_size=4, **args)
    lead = [batch] if batch else []
    inputs = {"input": d.randn(*lead, 5)}
    given = [d.randn(*lead, 4) for _ in range(states)]
    if cls is nn.LSTMCell:
        if given:
            inputs |= {"h_0": given[0], "c_0": given[1]}
        fn = lambda m, t: m(t["input"], (t["h_0"], t["c_0"]) if "h_0" in t else None)
    else:
        if given:
            inputs["h_0"] = given[0]
        fn = lambda m, t: m(t["input"], t.get("h_0"))
    return layer(d, cls, args, inputs, fn=fn)


for cls, states in ((nn.RNNCell, 1), (nn.GRUCell, 1), (nn.LSTMCell, 2)):
    name = cls.__name__.lower()
    family(
        name,
        cell,
        zeros=dict(cls=cls),
        state=dict(cls=cls, states=states),
        single=dict(cls=cls, states=states, batch=None),
        nobias=dict(cls=cls, states=states, bias=False),
    )
case("rnncell_relu", lambda d: cell(d, nn.RNNCell, 1, nonlinearity="relu"))

# Activations


def activation(d, cls, mode="train", extreme=False, rank=2, **args):
    x = d.randn(*d.shape(rank, 2, 11), scale=2.0)
    if extreme:
        x = torch.tensor([-INF, -1e30, -88.0, -1.0, -0.5, -1e-30, -0.0, 0.0, 1e-30, 0.5, 1.0, 88.0, 1e30, INF])
    return layer(d, cls, args, x, mode=mode, stable=not extreme)


for cls, args in (
    (nn.CELU, dict(alpha=0.7)),
    (nn.Hardshrink, dict(lambd=0.8)),
    (nn.Softshrink, dict(lambd=0.3)),
    (nn.Threshold, dict(threshold=0.2, value=-1.5)),
    (nn.RReLU, dict(lower=0.1, upper=0.4)),
):
    name = cls.__name__.lower()
    mode = "eval" if cls is nn.RReLU else "train"
    case(name, lambda d, c=cls, a=args, m=mode: activation(d, c, m, **a))
    case(f"{name}_extreme", lambda d, c=cls, a=args, m=mode: activation(d, c, m, True, **a))
    if cls is not nn.Threshold:
        case(f"{name}_default", lambda d, c=cls, m=mode: activation(d, c, m))
case("tanhshrink", lambda d: activation(d, nn.Tanhshrink))
case("softmin", lambda d: activation(d, nn.Softmin, rank=3, dim=d.pick([0, 1, 2, -1])))
case("softmax2d", lambda d: layer(d, nn.Softmax2d, {}, d.randn(2, 4, 3, 5)))
case("softmax2d_single", lambda d: layer(d, nn.Softmax2d, {}, d.randn(4, 3, 5)))
for cls in (nn.Dropout1d, nn.Dropout2d, nn.Dropout3d, nn.AlphaDropout, nn.FeatureAlphaDropout):
    nd = int(cls.__name__[-2]) if cls.__name__[-1] == "d" else 2
    case(f"{cls.__name__.lower()}_eval", lambda d, c=cls, n=nd: layer(d, c, dict(p=0.3), images(d, n), mode="eval"))
    case(f"{cls.__name__.lower()}_zero", lambda d, c=cls, n=nd: layer(d, c, dict(p=0.0), images(d, n)))

# Shapes


def fold(d, cls, single=False, **args):
    size, k = args.pop("output_size", [7, 6]), args["kernel_size"]
    x = d.randn(2, 3, *size)
    if cls is nn.Fold:
        x = nn.functional.unfold(x, **args)
        args["output_size"] = size
    return layer(d, cls, args, x[0] if single else x)


for cls in (nn.Unfold, nn.Fold):
    family(
        cls.__name__.lower(),
        fold,
        plain=dict(cls=cls, kernel_size=2),
        mixed=dict(cls=cls, kernel_size=[2, 3], stride=[2, 1], padding=[1, 0], dilation=[1, 2]),
        single=dict(cls=cls, kernel_size=3, stride=2, padding=1, single=True),
    )
case("unflatten", lambda d: layer(d, nn.Unflatten, dict(dim=1, unflattened_size=[2, 3]), d.randn(4, 6, 5)))
case("unflatten_open", lambda d: layer(d, nn.Unflatten, dict(dim=-1, unflattened_size=[2, -1, 2]), d.randn(4, 12)))
case("pixel_unshuffle", lambda d: layer(d, nn.PixelUnshuffle, dict(downscale_factor=2), d.randn(2, 3, 4, 6)))
case("pixel_unshuffle3", lambda d: layer(d, nn.PixelUnshuffle, dict(downscale_factor=3), d.randn(2, 3, 6)))
case("channel_shuffle", lambda d: layer(d, nn.ChannelShuffle, dict(groups=2), d.randn(2, 6, 3, 2)))
case("channel_shuffle3", lambda d: layer(d, nn.ChannelShuffle, dict(groups=3), d.randn(2, 6, 4)))
case("upsampling_nearest2d", lambda d: layer(d, nn.UpsamplingNearest2d, dict(scale_factor=2), d.randn(1, 2, 3, 4)))
case("upsampling_bilinear2d", lambda d: layer(d, nn.UpsamplingBilinear2d, dict(size=[5, 7]), d.randn(1, 2, 3, 4)))


def distance(d, **args):
    return layer(d, nn.PairwiseDistance, args, [d.randn(4, 5), d.randn(4, 5)])


family("pairwise_distance", distance, plain={}, one=dict(p=1.0), kept=dict(p=3.0, eps=1e-3, keepdim=True))


def main():
    parser = argparse.ArgumentParser(description="Write the cases of further layers, computed by PyTorch.")
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    warnings.filterwarnings("ignore")
    return 0 if base.generate(options.outdir, options.seed) else 1


if __name__ == "__main__":
    sys.exit(main())
