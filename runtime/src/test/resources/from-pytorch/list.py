#!/usr/bin/env python3
"""Print the public names of PyTorch that a port may use: group and name, one a line.

    python list.py > names.tsv
"""

import inspect

import torch
from torch import nn, optim
from torch.nn import functional
from torch.nn.utils import parametrizations
from torch.optim import lr_scheduler, swa_utils

# Helpers of PyTorch itself that torch.nn.functional happens to show.
INTERNAL = {"Callable", "DType", "Optional", "ScalingType", "SwizzleType", "Tensor", "assert_int_or_pair"}
INTERNAL |= {"boolean_dispatch", "handle_torch_function", "has_torch_function", "has_torch_function_unary"}
INTERNAL |= {"has_torch_function_variadic", "Optimizer_params", "LRScheduler_params"}


def names(owner, wanted):
    return [n for n in dir(owner) if not n.startswith("_") and n not in INTERNAL and wanted(getattr(owner, n))]


def schedule(value):
    return inspect.isclass(value) and issubclass(value, (lr_scheduler.LRScheduler, lr_scheduler.ReduceLROnPlateau))


GROUPS = {
    "torch.nn": names(nn, inspect.isclass),
    "torch.nn.functional": names(functional, callable),
    "torch.nn.utils.parametrizations": ["orthogonal", "spectral_norm", "weight_norm"],
    "torch.optim": names(optim, inspect.isclass),
    "torch.optim.lr_scheduler": names(lr_scheduler, schedule),
    "torch.optim.swa_utils": ["AveragedModel", "SWALR", "get_ema_multi_avg_fn", "get_swa_multi_avg_fn", "update_bn"],
    "torch.Tensor": [n for n in dir(torch.Tensor) if not n.startswith("_")],
}

assert torch.__version__.startswith("2.13"), torch.__version__
assert all(hasattr(parametrizations, n) for n in GROUPS["torch.nn.utils.parametrizations"])
assert all(hasattr(swa_utils, n) for n in GROUPS["torch.optim.swa_utils"])
for group, found in GROUPS.items():
    for name in found:
        print(f"{group}\t{name}")
