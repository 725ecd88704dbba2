package dev.forja.benchmarks.elementwise;

/**
 * One kernel on whole tensors of rows x cols, for Forja and for libtorch.
 *
 * @param arrays the number of tensors that are read and written
 * @param script TorchScript that computes {@code y} from {@code x}, {@code z}, and the rows {@code
 *     w} and {@code b}
 */
record Loop(String name, int cols, int arrays, Body body, String script) {
  /** The kernel of Forja. */
  @FunctionalInterface
  interface Body {
    void run(Data d);
  }
}
