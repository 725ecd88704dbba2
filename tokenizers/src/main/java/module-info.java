/** Turns texts into the ids of tokens that models read, and back, in pure Java. */
module dev.forja.tokenizers {
  requires static org.jspecify;
  requires com.fasterxml.jackson.core;

  exports dev.forja.tokenizers;
}
