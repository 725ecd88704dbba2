package dev.forja.benchmarks.peer;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A model in a GGUF file, run by llama.cpp 0.5.0 through its C interface, with keys and values in
 * float32. For one thread at a time.
 *
 * <p>Structures are passed by value. Their sizes, and the places of the few members that are set,
 * are those of this version; {@link #checkDefaults} refuses a library whose defaults are elsewhere.
 */
public final class LlamaCpp implements AutoCloseable {
  private static final MemoryLayout MODEL_PARAMETERS = longs(10);
  private static final MemoryLayout CONTEXT_PARAMETERS = longs(20);
  private static final MemoryLayout BATCH = longs(7);

  /** Members of the parameters of a context, in bytes from its begin, and their defaults. */
  private static final long CONTEXT_LENGTH = 0;

  private static final long BATCH_LENGTH = 4;
  private static final long KEY_TYPE = 0x68;
  private static final long VALUE_TYPE = 0x6c;
  private static final int DEFAULT_CONTEXT = 512;
  private static final int DEFAULT_BATCH = 2048;
  private static final int F16 = 1;
  private static final int F32 = 0;

  /** The member of a batch that points to its tokens. */
  private static final long TOKENS = 8;

  private final Arena arena = Arena.ofConfined();
  private final SymbolLookup symbols;
  private final MethodHandle decode;
  private final MethodHandle logits;
  private final MethodHandle remove;
  private final MemorySegment model;
  private final MemorySegment context;
  private final MemorySegment memory;
  private final MemorySegment batch = arena.allocate(BATCH);
  private final MemorySegment tokens;

  /**
   * Loads a model.
   *
   * @param folder the folder of the libraries
   * @param length how many tokens there is room for
   */
  public LlamaCpp(Path folder, Path file, int length, int threads) {
    for (String library : new String[] {"libggml-base.so", "libggml.v0.5.0.so"}) {
      var _ = Blas.open(folder.resolve(library));
    }
    SymbolLookup backends = Blas.open(folder.resolve("libggml.v0.5.0.so"));
    symbols = Blas.open(folder.resolve(LlamaFiles.LIBRARY));
    silence();
    invoke(
        Linker.nativeLinker()
            .downcallHandle(
                backends.findOrThrow("ggml_backend_load_all_from_path"),
                FunctionDescriptor.ofVoid(ValueLayout.ADDRESS)),
        arena.allocateFrom(folder.toString()));
    decode = handle("llama_decode", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, BATCH);
    logits =
        handle(
            "llama_get_logits_ith", ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    remove =
        handle(
            "llama_memory_seq_rm",
            ValueLayout.JAVA_BOOLEAN,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT);
    tokens = arena.allocate(ValueLayout.JAVA_INT, length);
    model = model(file);
    context = context(length, threads);
    memory =
        (MemorySegment)
            invoke(handle("llama_get_memory", ValueLayout.ADDRESS, ValueLayout.ADDRESS), context);
    batch.set(ValueLayout.ADDRESS, TOKENS, tokens);
  }

  private MemorySegment model(Path file) {
    MemorySegment parameters = defaults("llama_model_default_params", MODEL_PARAMETERS);
    MemorySegment loaded =
        (MemorySegment)
            invoke(
                handle(
                    "llama_model_load_from_file",
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    MODEL_PARAMETERS),
                arena.allocateFrom(file.toString()),
                parameters);
    return checked(loaded, "llama_model_load_from_file: " + file);
  }

  private MemorySegment context(int length, int threads) {
    MemorySegment parameters = defaults("llama_context_default_params", CONTEXT_PARAMETERS);
    checkDefaults(parameters);
    parameters.set(ValueLayout.JAVA_INT, CONTEXT_LENGTH, length);
    parameters.set(ValueLayout.JAVA_INT, KEY_TYPE, F32);
    parameters.set(ValueLayout.JAVA_INT, VALUE_TYPE, F32);
    MemorySegment made =
        (MemorySegment)
            invoke(
                handle(
                    "llama_init_from_model",
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    CONTEXT_PARAMETERS),
                model,
                parameters);
    checked(made, "llama_init_from_model");
    invoke(
        handle(
            "llama_set_n_threads",
            null,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT),
        made,
        threads,
        threads);
    return made;
  }

  private static void checkDefaults(MemorySegment parameters) {
    if (parameters.get(ValueLayout.JAVA_INT, CONTEXT_LENGTH) != DEFAULT_CONTEXT
        || parameters.get(ValueLayout.JAVA_INT, BATCH_LENGTH) != DEFAULT_BATCH
        || parameters.get(ValueLayout.JAVA_INT, KEY_TYPE) != F16
        || parameters.get(ValueLayout.JAVA_INT, VALUE_TYPE) != F16) {
      throw new IllegalStateException(
          "this llama.cpp has other parameters than version 0.5.0: read llama.h, and change the"
              + " numbers in LlamaCpp");
    }
  }

  private MemorySegment defaults(String function, MemoryLayout layout) {
    MethodHandle handle = handle(function, layout);
    return (MemorySegment) invoke(handle, (SegmentAllocator) arena);
  }

  private static MemorySegment checked(MemorySegment result, String function) {
    if (result.equals(MemorySegment.NULL)) {
      throw new IllegalStateException(function + " failed");
    }
    return result;
  }

  /** Adds tokens, and copies the scores of what may follow them. */
  public void add(long[] ids, float[] scores, int at) {
    for (int i = 0; i < ids.length; i++) {
      tokens.setAtIndex(ValueLayout.JAVA_INT, i, (int) ids[i]);
    }
    batch.set(ValueLayout.JAVA_INT, 0, ids.length);
    try {
      int failed = (int) decode.invokeExact(context, batch);
      if (failed != 0) {
        throw new IllegalStateException("llama_decode gave " + failed);
      }
      MemorySegment found = (MemorySegment) logits.invokeExact(context, -1);
      int count = scores.length - at;
      MemorySegment.copy(
          found.reinterpret((long) count * Float.BYTES),
          ValueLayout.JAVA_FLOAT,
          0,
          scores,
          at,
          count);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable t) {
      throw Blas.failed("llama_decode", t);
    }
  }

  /** Forgets all tokens but the first ones. */
  public void rewind(int to) {
    if (!(boolean) invoke(remove, memory, 0, to, -1)) {
      throw new IllegalStateException("llama_memory_seq_rm refused to go back to " + to);
    }
  }

  /** The library writes about its work; nobody is to read that. */
  private void silence() {
    try {
      MethodHandle ignore =
          MethodHandles.lookup()
              .findStatic(
                  LlamaCpp.class,
                  "ignore",
                  MethodType.methodType(
                      void.class, int.class, MemorySegment.class, MemorySegment.class));
      MemorySegment callback =
          Linker.nativeLinker()
              .upcallStub(
                  ignore,
                  FunctionDescriptor.ofVoid(
                      ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
                  Arena.global());
      invoke(
          handle("llama_log_set", null, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
          callback,
          MemorySegment.NULL);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unused") // called by the library
  private static void ignore(int level, MemorySegment text, MemorySegment data) {}

  private static MemoryLayout longs(int count) {
    MemoryLayout[] members = new MemoryLayout[count];
    Arrays.fill(members, ValueLayout.JAVA_LONG);
    return MemoryLayout.structLayout(members);
  }

  private MethodHandle handle(
      String name, @Nullable MemoryLayout result, MemoryLayout... arguments) {
    FunctionDescriptor descriptor =
        result == null
            ? FunctionDescriptor.ofVoid(arguments)
            : FunctionDescriptor.of(result, arguments);
    return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), descriptor);
  }

  private static Object invoke(MethodHandle handle, Object... arguments) {
    try {
      return handle.invokeWithArguments(arguments);
    } catch (Throwable t) {
      throw Blas.failed("calling llama.cpp", t);
    }
  }

  @Override
  public void close() {
    invoke(handle("llama_free", null, ValueLayout.ADDRESS), context);
    invoke(handle("llama_model_free", null, ValueLayout.ADDRESS), model);
    arena.close();
  }
}
