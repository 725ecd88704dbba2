package dev.forja.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.MLReader;

/** Reads what {@link ModelWriter} has written: the model is then the one beside the parameters. */
final class ModelReader<T extends ModelTransformer<T>> extends MLReader<T> {
  @Override
  public T load(String path) {
    T transformer = new DefaultParamsReadable<T>() {}.read().session(sparkSession()).load(path);
    Path model = new Path(path, ModelWriter.MODEL);
    try {
      var system = model.getFileSystem(sparkSession().sparkContext().hadoopConfiguration());
      return system.exists(model) ? transformer.setModelPath(model.toString()) : transformer;
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }
}
