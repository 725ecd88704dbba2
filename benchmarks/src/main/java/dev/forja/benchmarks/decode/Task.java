package dev.forja.benchmarks.decode;

/**
 * What is timed.
 *
 * @param prompt the number of tokens that are read first
 * @param steps the number of tokens that are then written, each the most likely one, and whose
 *     scores are the result; 0 if reading is timed, and the scores after the prompt are the result
 */
record Task(int prompt, int steps) {
  boolean writes() {
    return steps > 0;
  }

  /** The number of tokens in the end. */
  int length() {
    return prompt + steps;
  }

  /** How many tokens a run computes. */
  int tokens() {
    return writes() ? steps : prompt;
  }
}
