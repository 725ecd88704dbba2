"""Writes scores.onnx: two linear layers whose weights are small whole numbers. Run with onnx 1.19 or newer."""

import pathlib

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

HIDDEN = numpy.array([[1, 0, -1], [0, 1, 1]], numpy.float32)
OUT = numpy.array([[1, 2]], numpy.float32)


def layer(path, x, y, weight):
    return helper.make_node("Gemm", [x, weight, weight.replace("weight", "bias")], [y], f"/{path}/Gemm", transB=1)


graph = helper.make_graph(
    [
        layer("hidden", "sizes", "raw", "hidden.weight"),
        helper.make_node("Relu", ["raw"], ["positive"], "/Relu"),
        layer("out", "positive", "score", "out.weight"),
    ],
    "scores",
    [helper.make_tensor_value_info("sizes", TensorProto.FLOAT, ["batch", 3])],
    [helper.make_tensor_value_info("score", TensorProto.FLOAT, ["batch", 1])],
    [
        numpy_helper.from_array(HIDDEN, "hidden.weight"),
        numpy_helper.from_array(numpy.zeros(2, numpy.float32), "hidden.bias"),
        numpy_helper.from_array(OUT, "out.weight"),
        numpy_helper.from_array(numpy.ones(1, numpy.float32), "out.bias"),
    ],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
onnx.checker.check_model(model)
onnx.save(model, pathlib.Path(__file__).with_suffix(".onnx"))
