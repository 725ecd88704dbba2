package dev.forja.processor.fuzz;

import java.util.Map;

/**
 * A program in a package of its own.
 *
 * @param seed the seed that created it
 * @param packageName its package
 * @param files the sources that the user would write, by path
 * @param aloneOnly replacements of generated classes for compilations without the processor
 * @param uses sources that use the generated classes
 */
record Program(
    long seed,
    String packageName,
    Map<String, String> files,
    Map<String, String> aloneOnly,
    Map<String, String> uses) {

  /** Its sources as one text. */
  String text() {
    StringBuilder text = new StringBuilder();
    files.forEach((path, source) -> text.append("// ").append(path).append('\n').append(source));
    uses.forEach((path, source) -> text.append("// ").append(path).append('\n').append(source));
    return text.toString();
  }
}
