package dev.forja.models.jinja;

/**
 * What is not there: it is false, empty and writes nothing, and whatever else is done with it
 * fails.
 *
 * @param what what is not there
 */
record Undefined(String what) {
  JinjaException error() {
    return new JinjaException(what);
  }
}
