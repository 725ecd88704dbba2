"""Judges exported models by the reference implementation of ONNX.

    python3 -m venv venv && venv/bin/pip install onnx numpy
    venv/bin/python judge.py FOLDER > verdicts.tsv

FOLDER has the models that the tests wrote with -Dforja.onnx.models=FOLDER. Each line of the output is
the name of a model, which is a hash of it, a tab, and "ok" or the reason why the model is rejected.
"""

import pathlib
import sys

import onnx
import onnx.checker
import onnx.shape_inference


def verdict(path):
    try:
        model = onnx.load(path)
        onnx.checker.check_model(model, full_check=True)
        onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
        return "ok"
    except Exception as error:  # every kind of rejection is a verdict
        return " ".join(str(error).split())[:400]


for each in sorted(pathlib.Path(sys.argv[1]).glob("*.onnx")):
    print(each.stem, verdict(each), sep="\t")
