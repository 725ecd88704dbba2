package dev.forja.benchmarks.peer;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/**
 * Intel's oneMKL 2025.3 as packaged by Bytedeco, with the threads of Intel's OpenMP, and with its
 * own method of packing a matrix in advance ({@code cblas_sgemm_pack}).
 */
public final class Mkl extends Blas {
  private static final int B_MATRIX = 162;
  private static final int PACKED = 151;

  private final MethodHandle packSize;
  private final MethodHandle pack;
  private final MethodHandle compute;

  private Mkl(SymbolLookup symbols) {
    super(symbols);
    packSize =
        handle(
            "cblas_sgemm_pack_get_size",
            FunctionDescriptor.of(ValueLayout.JAVA_LONG, INT, INT, INT, INT));
    pack =
        procedure("cblas_sgemm_pack", INT, INT, INT, INT, INT, INT, FLOAT, POINTER, INT, POINTER);
    compute =
        procedure(
            "cblas_sgemm_compute",
            INT,
            INT,
            INT,
            INT,
            INT,
            INT,
            POINTER,
            INT,
            POINTER,
            INT,
            FLOAT,
            POINTER,
            INT);
  }

  /** Opens the library. */
  public static Mkl open(int threads) throws IOException {
    Path folder =
        Natives.unpack(
            "mkl-2025.3",
            "org/bytedeco/mkl/linux-x86_64",
            List.of(
                "libiomp5.so",
                "libmkl_core.so.2",
                "libmkl_intel_lp64.so.2",
                "libmkl_intel_thread.so.2",
                "libmkl_def.so.2",
                "libmkl_avx2.so.2",
                "libmkl_avx512.so.2",
                "libmkl_rt.so.2"));
    open(folder.resolve("libiomp5.so"));
    Mkl mkl = new Mkl(open(folder.resolve("libmkl_rt.so.2")));
    mkl.call(mkl.procedure("MKL_Set_Dynamic", INT), 0);
    mkl.call(mkl.procedure("MKL_Set_Num_Threads", INT), threads);
    return mkl;
  }

  /**
   * The number of bytes that {@link #pack} needs for op(B) [k, n] as the right operand of m rows.
   */
  public long packedBytes(int m, int n, int k) {
    try {
      return (long) packSize.invokeExact(B_MATRIX, m, n, k);
    } catch (Throwable t) {
      throw failed("cblas_sgemm_pack_get_size", t);
    }
  }

  /** Packs op(B) for {@link #sgemmPacked} with the same number of rows. */
  public void pack(boolean tb, int m, int n, int k, MemorySegment b, MemorySegment packed) {
    try {
      pack.invokeExact(
          ROW_MAJOR, B_MATRIX, tb ? TRANSPOSE : NO_TRANSPOSE, m, n, k, 1f, b, tb ? k : n, packed);
    } catch (Throwable t) {
      throw failed("cblas_sgemm_pack", t);
    }
  }

  /** {@code C = A op(B)}, where op(B) was packed by {@link #pack}. */
  public void sgemmPacked(
      int m, int n, int k, MemorySegment a, MemorySegment packed, MemorySegment c) {
    try {
      compute.invokeExact(ROW_MAJOR, NO_TRANSPOSE, PACKED, m, n, k, a, k, packed, n, 0f, c, n);
    } catch (Throwable t) {
      throw failed("cblas_sgemm_compute", t);
    }
  }
}
