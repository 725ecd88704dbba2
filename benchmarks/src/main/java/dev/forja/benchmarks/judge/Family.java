package dev.forja.benchmarks.judge;

import java.util.function.Function;

/**
 * Comparisons of one op or layer.
 *
 * @param make creates one comparison
 */
record Family(String name, Function<Draw, Trial> make) {}
