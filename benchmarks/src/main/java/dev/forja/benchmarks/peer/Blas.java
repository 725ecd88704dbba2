package dev.forja.benchmarks.peer;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/** A BLAS library called through its C interface, on memory outside the heap. */
public class Blas {
  static final int ROW_MAJOR = 101;
  static final int NO_TRANSPOSE = 111;
  static final int TRANSPOSE = 112;
  static final AddressLayout POINTER = ValueLayout.ADDRESS;
  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  private final SymbolLookup symbols;
  private final MethodHandle sgemm;

  Blas(SymbolLookup symbols) {
    this.symbols = symbols;
    this.sgemm =
        procedure(
            "cblas_sgemm",
            INT,
            INT,
            INT,
            INT,
            INT,
            INT,
            FLOAT,
            POINTER,
            INT,
            POINTER,
            INT,
            FLOAT,
            POINTER,
            INT);
  }

  /** OpenBLAS 0.3.31 as packaged by Bytedeco. */
  public static Blas openBlas(int threads) throws IOException {
    Path folder =
        Natives.unpack(
            "openblas-0.3.31",
            "org/bytedeco/openblas/linux-x86_64",
            List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0"));
    open(folder.resolve("libquadmath.so.0"));
    open(folder.resolve("libgfortran.so.5"));
    Blas blas = new Blas(open(folder.resolve("libopenblas.so.0")));
    blas.call(blas.procedure("openblas_set_num_threads", INT), threads);
    return blas;
  }

  static SymbolLookup open(Path library) {
    return SymbolLookup.libraryLookup(library, Arena.global());
  }

  MethodHandle procedure(String name, MemoryLayout... arguments) {
    return handle(name, FunctionDescriptor.ofVoid(arguments));
  }

  MethodHandle handle(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), descriptor);
  }

  /**
   * {@code C = A op(B)}, row-major and dense: A [m, k], op(B) [k, n]; B is stored as [n, k] if
   * {@code tb}.
   */
  public final void sgemm(
      boolean tb, int m, int n, int k, MemorySegment a, MemorySegment b, MemorySegment c) {
    try {
      sgemm.invokeExact(
          ROW_MAJOR,
          NO_TRANSPOSE,
          tb ? TRANSPOSE : NO_TRANSPOSE,
          m,
          n,
          k,
          1f,
          a,
          k,
          b,
          tb ? k : n,
          0f,
          c,
          n);
    } catch (Throwable t) {
      throw failed("cblas_sgemm", t);
    }
  }

  void call(MethodHandle handle, int argument) {
    try {
      handle.invokeExact(argument);
    } catch (Throwable t) {
      throw failed("setting up the library", t);
    }
  }

  static IllegalStateException failed(String what, Throwable cause) {
    return new IllegalStateException(what, cause);
  }
}
