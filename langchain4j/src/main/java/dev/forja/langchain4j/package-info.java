/**
 * Models of Forja as models of langchain4j. Only translates between the two; what a text's vector
 * is, the models say.
 */
@NullMarked
package dev.forja.langchain4j;

import org.jspecify.annotations.NullMarked;
