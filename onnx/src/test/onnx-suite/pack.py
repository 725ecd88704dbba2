"""Packs small cases of ONNX's own suite of tests (Apache-2.0, see NOTICE) into cases.zip.

    python3 pack.py FOLDER LIST

FOLDER holds the suite, for example that of Debian's package libonnx-testdata; LIST names one case a
line. Each case becomes the entries NAME/model.onnx, NAME/input_0.pb, .., NAME/output_0.pb.
"""

import glob
import os
import sys
import zipfile

folder, names = sys.argv[1], open(sys.argv[2]).read().split()
models = {path.split("/")[-2]: path for path in glob.glob(f"{folder}/**/model.onnx", recursive=True)}
with zipfile.ZipFile("cases.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
    for name in sorted(names):
        model = models[name]
        data = os.path.join(os.path.dirname(model), "test_data_set_0")
        for path in [model] + sorted(glob.glob(f"{data}/*.pb")):
            entry = zipfile.ZipInfo(f"{name}/{os.path.basename(path)}", (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with open(path, "rb") as file:
                out.writestr(entry, file.read())
