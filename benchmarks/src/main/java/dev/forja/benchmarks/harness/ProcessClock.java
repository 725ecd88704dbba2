package dev.forja.benchmarks.harness;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The processor time of all threads of this process, including native ones, in microsecond
 * resolution: POSIX's {@code clock_gettime(CLOCK_PROCESS_CPUTIME_ID)}, with Linux's number for it.
 * The corresponding method of the JDK counts in steps of 10 ms.
 */
final class ProcessClock {
  private static final int CLOCK_PROCESS_CPUTIME_ID = 2;
  private static final MemoryLayout TIMESPEC =
      MemoryLayout.structLayout(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
  private static final MemorySegment TIME = Arena.global().allocate(TIMESPEC);
  private static final MethodHandle CLOCK_GETTIME =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

  private ProcessClock() {}

  /** The processor time used so far, in nanoseconds. For one thread at a time. */
  static long nanos() {
    try {
      int failed = (int) CLOCK_GETTIME.invokeExact(CLOCK_PROCESS_CPUTIME_ID, TIME);
      if (failed != 0) {
        throw new IllegalStateException("clock_gettime: no clock of the process's time");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException("clock_gettime", t);
    }
    return TIME.get(ValueLayout.JAVA_LONG, 0) * 1_000_000_000
        + TIME.get(ValueLayout.JAVA_LONG, Long.BYTES);
  }
}
