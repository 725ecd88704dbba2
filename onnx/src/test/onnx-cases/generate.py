"""Writes cases.zip: graphs of one node that ONNX's own suite lacks, with what ONNX Runtime computes.

    python3 generate.py

onnx 1.23.1, onnxruntime 1.30.0. Each case is the entries NAME/model.onnx, NAME/input_0.pb, .., NAME/output_0.pb.
"""

import zipfile

import numpy as np
import onnxruntime
from onnx import helper, numpy_helper

TYPES = {"float32": 1, "int32": 6, "int64": 7}
random = np.random.default_rng(11)
out = zipfile.ZipFile("cases.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9)


def floats(*shape):
    return random.standard_normal(shape).astype(np.float32)


def put(name, message):
    entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    out.writestr(entry, message.SerializeToString())


def case(name, op, inputs, opset, outputs=1, **attributes):
    names = ["" if x is None else f"x{i}" for i, x in enumerate(inputs)]
    given = {f"x{i}": x for i, x in enumerate(inputs) if x is not None}
    node = helper.make_node(op, names, [f"y{i}" for i in range(outputs)], **attributes)
    infos = [helper.make_tensor_value_info(n, TYPES[x.dtype.name], [None] * x.ndim) for n, x in given.items()]

    def model(results):
        graph = helper.make_graph([node], "g", infos, results)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=10)

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    bare = model([helper.make_empty_tensor_value_info(n) for n in node.output])
    values = onnxruntime.InferenceSession(bare.SerializeToString(), options).run(None, given)
    typed = [helper.make_tensor_value_info(n, TYPES[y.dtype.name], [None] * y.ndim) for n, y in zip(node.output, values)]
    put(f"{name}/model.onnx", model(typed))
    for i, (n, x) in enumerate(given.items()):
        put(f"{name}/input_{i}.pb", numpy_helper.from_array(x, n))
    for i, (n, y) in enumerate(zip(node.output, values)):
        put(f"{name}/output_{i}.pb", numpy_helper.from_array(y, n))


for auto in ["NOTSET", "SAME_UPPER", "SAME_LOWER"]:
    for i, (x, w, strides, sizes) in enumerate([((1, 3, 7, 8), (3, 3, 3, 2), [1, 2], [8, 17]), ((1, 2, 5), (2, 1, 4), [2], [9]),
                                                ((2, 2, 5, 4), (2, 2, 2, 3), [2, 1], [8, 5]), ((1, 2, 5), (2, 3, 2), [2], [9])]):
        case(f"transposed_{auto.lower()}_{i}", "ConvTranspose", [floats(*x), floats(*w)], 11, auto_pad=auto, strides=strides,
             output_shape=sizes)
for kind in (np.int64, np.int32):
    for keep in (0, 1):
        case(f"log_sum_{kind.__name__}_{keep}", "ReduceLogSum", [random.integers(1, 99, (3, 4)).astype(kind)], 13, axes=[1],
             keepdims=keep)
odd = np.array([np.nan, np.inf, -np.inf, 2, -2, 0.25, -0.0], np.float32)
case("shrink_odd", "Shrink", [odd], 9, lambd=0.5, bias=0.25)
case("thresholded_odd", "ThresholdedRelu", [odd], 10, alpha=0.5)
for op, gates, states in [("RNN", 1, 1), ("GRU", 3, 1), ("LSTM", 4, 2)]:
    for direction in ["forward", "reverse", "bidirectional"]:
        d = 2 if direction == "bidirectional" else 1
        inputs = [floats(5, 3, 2), floats(d, 4 * gates, 2), floats(d, 4 * gates, 4), None, np.array([1, 5, 0], np.int32)]
        case(f"no_steps_{op.lower()}_{direction}", op, inputs + [floats(d, 3, 4) for _ in range(states)], 14, states + 1,
             hidden_size=4, direction=direction)
out.close()
