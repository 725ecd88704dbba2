/** Tests of the models for langchain4j. */
@NullMarked
package dev.forja.langchain4j;

import org.jspecify.annotations.NullMarked;
