package dev.forja.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.MLWriter;

/** Writes the parameters of a transformer as Spark does, and the files of its model beside them. */
final class ModelWriter extends MLWriter {
  /** The folder of the model's files. */
  static final String MODEL = "model";

  private final MLWriter parameters;
  private final ModelTransformer<?> transformer;

  ModelWriter(MLWriter parameters, ModelTransformer<?> transformer) {
    this.parameters = parameters;
    this.transformer = transformer;
  }

  @Override
  public void saveImpl(String path) {
    try {
      parameters.session(sparkSession()).save(path);
      transformer.saveModel(sparkSession(), new Path(path, MODEL));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written: %s".formatted(path, e.getMessage()), e);
    }
  }
}
