/** Tests of the models for Spring AI. */
@NullMarked
package dev.forja.spring;

import org.jspecify.annotations.NullMarked;
