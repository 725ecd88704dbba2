package dev.forja.processor.fuzz;

/** Creates comments, most of which are not well-formed javadoc. */
record CommentShapes(Choice choice) {
  /** A comment with the white space that separates it from code; often none. */
  String any() {
    return switch (choice.below(40)) {
      case 0 -> "/** It {@code has} a * doc & <b>tags</b>. More. */ ";
      case 1 -> "/// x */ y `z */ w` <T> a < b && c.\n/// ~~~\n/// */\n";
      case 2 -> "/** {@code a. } <b> {@snippet : { } } @ \\u0041 &foo; &#64; */ ";
      case 3 -> "/** {@link */ ";
      case 4 -> "/** Text {@code {\n * @param */ ";
      case 5 -> "\n/// {@code\n///\n///     */\n/// `` \\\\u \\\n";
      case 6 -> "\n/// @param x */ <\n/// @throws Error */\n/// @return */ z\n";
      case 7 -> "/** ] `` {{@ <!-- @see #x \n * @see */ ";
      case 8 -> "\n/// ```\n/// */ never closed\n";
      case 9 -> "/** {@return {@link #forward(int, String) a */ ";
      case 10 -> "/** @deprecated */ ";
      case 11 -> "///\n";
      default -> "";
    };
  }
}
