#!/usr/bin/env python3
"""Write what PyTorch's optimisers and schedulers do in 200 steps, alone and in pairs.

    python generate.py OUTDIR

runs.tsv: the name of an optimiser, its options as JSON, the step, and the elements of both parameters
after it. The problem is the mean square of tanh(x w' + b) - y, whose numbers are sines; for LBFGS
with a decay of the parameters.
schedules.tsv: the names of one or two schedulers of one optimiser, and the learning rates at the steps
of STEPS.
rosenbrock.tsv: a learning rate of LBFGS, whether it searches along each direction, the number of an
evaluation of Rosenbrock's function in 30 iterations from (-1.2, 1), both parameters there in float64, and
how far the 25 starts around that one in float32 go from them: its way depends on the last digits.
terraces.tsv: a place, a start, the height of a step, a learning rate, and the number of evaluations and the end of
LBFGS with strong Wolfe on a function that is rounded down to steps, so that it has many equal values.
"""

import json
import math
import sys
from pathlib import Path

import torch
from torch import nn
from torch.optim import lr_scheduler as schedulers
from torch.optim.swa_utils import SWALR

CHECKED = (1, 2, 10, 50, 200)
STEPS = tuple(range(12)) + tuple(range(12, 60, 4)) + tuple(range(60, 200, 9))


def sines(start, *shape):
    count = math.prod(shape)
    return torch.tensor([math.sin(start + 1.7 * i) for i in range(count)], dtype=torch.float32).reshape(shape)


X, Y = sines(1, 6, 4), sines(2, 6, 3) * 0.9

OPTIMIZERS = [
    ("SGD", dict(lr=0.1)),
    ("SGD", dict(lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.01)),
    ("Adam", dict(lr=0.01)),
    ("AdamW", dict(lr=0.01)),
    ("NAdam", dict(lr=0.01)),
    ("RAdam", dict(lr=0.01)),
    ("RMSprop", dict(lr=0.005)),
    ("Adagrad", dict(lr=0.1)),
    ("Adadelta", dict()),
    ("Adadelta", dict(lr=0.5, rho=0.8, eps=1e-4, weight_decay=0.01, maximize=False)),
    ("Adamax", dict()),
    ("Adamax", dict(lr=0.01, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.02)),
    ("ASGD", dict()),
    ("ASGD", dict(lr=0.2, lambd=0.01, alpha=0.6, t0=20, weight_decay=0.01)),
    ("Rprop", dict()),
    ("Rprop", dict(lr=0.02, etas=(0.4, 1.3), step_sizes=(1e-4, 0.3))),
    ("Adafactor", dict()),
    ("Adafactor", dict(lr=0.05, beta2_decay=-0.6, eps=(1e-5, 1e-2), d=1.5, weight_decay=0.03)),
    ("LBFGS", dict(max_iter=3)),
    ("LBFGS", dict(lr=0.5, max_iter=5, history_size=4, line_search_fn="strong_wolfe")),
    ("Muon", dict()),
    ("Muon", dict(lr=0.02, weight_decay=0.05, momentum=0.9, nesterov=False, ns_steps=4, adjust_lr_fn="match_rms_adamw")),
]


def run(name, options):
    w, b = nn.Parameter(sines(3, 3, 4)), nn.Parameter(sines(4, 3))
    if name == "Muon":
        optimizer = torch.optim.Muon([w], **options)
        b.requires_grad_(False)
    else:
        optimizer = getattr(torch.optim, name)([w, b], **options)

    def closure():
        optimizer.zero_grad()
        loss = ((X @ w.T + b).tanh() - Y).square().mean()
        if name == "LBFGS":  # without this, its way depends on the last digits of float32
            loss = loss + 0.05 * (w.square().sum() + b.square().sum())
        loss.backward()
        return loss

    for step in range(1, 201):
        if name == "LBFGS":
            optimizer.step(closure)
        else:
            closure()
            optimizer.step()
        if step in CHECKED:
            values = torch.cat([w.detach().flatten(), b.detach().flatten()]).tolist()
            yield "\t".join([name, json.dumps(options), str(step), *(repr(v) for v in values)])


SCHEDULES = {
    "StepLR": lambda o: schedulers.StepLR(o, 7, 0.5),
    "MultiStepLR": lambda o: schedulers.MultiStepLR(o, [3, 11, 40], 0.3),
    "ConstantLR": lambda o: schedulers.ConstantLR(o, 0.5, 9),
    "LinearLR": lambda o: schedulers.LinearLR(o, 0.2, 0.8, 20),
    "ExponentialLR": lambda o: schedulers.ExponentialLR(o, 0.97),
    "PolynomialLR": lambda o: schedulers.PolynomialLR(o, 60, 2),
    "CosineAnnealingLR": lambda o: schedulers.CosineAnnealingLR(o, 25, 0.01),
    "LambdaLR": lambda o: schedulers.LambdaLR(o, lambda k: 1 / (1 + k)),
    "MultiplicativeLR": lambda o: schedulers.MultiplicativeLR(o, lambda k: 0.99),
    "CosineAnnealingWarmRestarts": lambda o: schedulers.CosineAnnealingWarmRestarts(o, 10, 2, 0.01),
    "CyclicLR": lambda o: schedulers.CyclicLR(o, 0.1, 1, 8, cycle_momentum=False),
    "OneCycleLR": lambda o: schedulers.OneCycleLR(o, 2, 250, cycle_momentum=False),
    "SWALR": lambda o: SWALR(o, 0.05, 15),
    "SequentialLR": lambda o: schedulers.SequentialLR(
        o, [schedulers.LinearLR(o, 0.1, 1, 20), schedulers.CosineAnnealingLR(o, 150, 0.02)], [20]
    ),
    "ChainedScheduler": lambda o: schedulers.ChainedScheduler(
        [schedulers.ConstantLR(o, 0.1, 20), schedulers.ExponentialLR(o, 0.98), schedulers.CosineAnnealingLR(o, 30, 0.001)]
    ),
}


def schedule(names):
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=1.0)
    made = [SCHEDULES[name](optimizer) for name in names]
    rates = []
    for _ in range(200):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        for each in made:
            each.step()
    return "\t".join([",".join(names), *(repr(float(rates[s])) for s in STEPS)])


def rosenbrock(lr, search, dtype, start):
    parameters = nn.Parameter(torch.tensor(start, dtype=dtype))
    optimizer = torch.optim.LBFGS([parameters], lr=lr, max_iter=30, line_search_fn=search)
    points = []

    def closure():
        optimizer.zero_grad()
        x, y = parameters
        loss = (1 - x).square() + (y - x.square()).square() * 100
        loss.backward()
        points.append(parameters.tolist())
        return loss

    optimizer.step(closure)
    return points


def near_of(value):
    """A value in float32, and two neighbours on each side."""
    middle = torch.tensor(value)
    below, above = torch.tensor(-10.0), torch.tensor(10.0)
    ways = [torch.nextafter(middle, below), middle, torch.nextafter(middle, above)]
    return [v.item() for v in (torch.nextafter(ways[0], below), *ways, torch.nextafter(ways[2], above))]


def valleys():
    for lr, search in ((1, "strong_wolfe"), (1, None), (0.1, None)):
        exact = rosenbrock(lr, search, torch.float64, [-1.2, 1.0])
        others = [rosenbrock(lr, search, torch.float32, [x, y]) for x in near_of(-1.2) for y in near_of(1.0)]
        assert all(len(other) == len(exact) for other in others)
        for i, point in enumerate(exact):
            far = max(abs(a - b) for other in others for a, b in zip(other[i], point))
            yield "\t".join([str(lr), str(search), str(i), *(repr(v) for v in (*point, far))])


def terraces(place, grain, lr, start):
    parameters = nn.Parameter(torch.tensor([start, start / 2]))
    optimizer = torch.optim.LBFGS([parameters], lr=lr, max_iter=12, line_search_fn="strong_wolfe")
    evaluations = 0

    def closure():
        nonlocal evaluations
        evaluations += 1
        optimizer.zero_grad()
        smooth = ((parameters - place) ** 4 - 3 * parameters.square() + (parameters * 3).sin()).sum()
        smooth.backward()
        return torch.floor(smooth.detach() / grain) * grain

    optimizer.step(closure)
    return evaluations, *parameters.tolist()


def slopes():
    """Those whose end does not depend on the last digit of the start."""
    for place in (-2.0, -1.625, -0.25, 0.5, 1.75):
        for start in (-3.25, -1.5, 0.75, 2.5):
            for grain in (0.25, 4.0, 16.0):
                for lr in (1, 4):
                    ends = [terraces(place, grain, lr, x) for x in near_of(start)]
                    if all(abs(a - b) < 1e-5 for end in ends for a, b in zip(end, ends[0])):
                        yield "\t".join(repr(v) for v in (place, start, grain, lr, *ends[2]))


def main():
    folder = Path(sys.argv[1])
    torch.set_num_threads(1)
    rows = [row for name, options in OPTIMIZERS for row in run(name, options)]
    (folder / "runs.tsv").write_text("\n".join(rows) + "\n")
    (folder / "rosenbrock.tsv").write_text("\n".join(valleys()) + "\n")
    (folder / "terraces.tsv").write_text("\n".join(slopes()) + "\n")
    rows = [schedule([name]) for name in SCHEDULES]
    rows += [schedule([a, b]) for a in SCHEDULES for b in SCHEDULES if a != b]
    (folder / "schedules.tsv").write_text("\n".join(rows) + "\n")


main()
