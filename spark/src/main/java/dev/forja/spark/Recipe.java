package dev.forja.spark;

import java.io.Serializable;
import java.nio.file.Path;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * How an executor gets a model. Tasks carry it, so it has no weights in it: those are in a
 * broadcast, which an executor fetches once, and only if it has to build the model.
 *
 * @param key equal for equal models
 * @param files what lies in the folder that {@code builder} gets; null if it needs none
 */
record Recipe<M>(String key, @Nullable Broadcast<ModelBytes> files, Builder<M> builder)
    implements Serializable {

  /** Builds the model; {@code folder} has the files, and is deleted afterwards. */
  interface Builder<M> extends Serializable {
    M build(@Nullable Path folder) throws Exception;
  }
}
