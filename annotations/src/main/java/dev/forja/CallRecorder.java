package dev.forja;

import dev.forja.spi.Shaped;
import dev.forja.spi.TensorMapper;
import java.util.Arrays;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link ModuleCallEvent} for each call while Java Flight Recorder records. It asks the
 * recorder whether it was ever used, and then the event whether recording is on, which costs one
 * read each; the first event of a JVM starts the recorder, which takes a tenth of a second, so none
 * is made before. A listener registered with the recorder would remain in the JVM and keep the
 * class loader of this class alive.
 */
final class CallRecorder {
  private static final boolean EXISTS = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private CallRecorder() {}

  static boolean isRecording() {
    return EXISTS && FlightRecorder.isInitialized() && Probe.EVENT.isEnabled();
  }

  /** Runs {@code body}, which is a call of {@code entry}, and records an event for it. */
  static <R extends @Nullable Object> R record(
      Invoker self, Entry<?, ?, R> entry, CallArgs args, Callable<R> body) {
    ModuleCallEvent event = new ModuleCallEvent();
    event.begin();
    try {
      R result = body.call();
      event.end();
      if (event.shouldCommit()) {
        event.results = shapes(mapper -> entry.results().map(mapper, result));
        commit(event, self, entry, args);
      }
      return result;
    } catch (Throwable error) {
      event.end();
      if (event.shouldCommit()) {
        event.failed = true;
        event.error = error.toString();
        commit(event, self, entry, args);
      }
      throw Unchecked.<RuntimeException>rethrow(error);
    }
  }

  private static void commit(
      ModuleCallEvent event, Invoker self, Entry<?, ?, ?> entry, CallArgs args) {
    event.path = self.path();
    event.module = self.typeName();
    event.entry = entry.name();
    event.arguments = shapes(args::mapTensors);
    event.commit();
  }

  private static String shapes(TensorWalk walk) {
    StringJoiner shapes = new StringJoiner(" ");
    walk.over(
        new TensorMapper() {
          @Override
          public <T extends @Nullable Shaped> T map(T tensor) {
            if (tensor != null) {
              shapes.add(Arrays.toString(tensor.shape()));
            }
            return tensor;
          }
        });
    return shapes.toString();
  }

  /** The event that is asked; it is made when the recorder is in use. */
  private static final class Probe {
    static final ModuleCallEvent EVENT = new ModuleCallEvent();
  }

  /** Applies a mapper to tensors for its side effect; its results are ignored. */
  @FunctionalInterface
  private interface TensorWalk {
    @Nullable Object over(TensorMapper mapper);
  }
}
