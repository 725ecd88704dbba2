package dev.forja.models;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/** Streams whose elements are processed together. */
final class InBatches {
  private InBatches() {}

  /** The results in the order of the elements, which are taken as the results are asked for. */
  static <T, R> Stream<R> map(Stream<T> stream, Function<List<T>, ? extends List<R>> body) {
    return stream
        .gather(Gatherers.windowFixed(TextModel.STREAM_BATCH))
        .flatMap(batch -> body.apply(batch).stream());
  }
}
