/**
 * Models of Forja as models of Spring AI, and what makes them of the properties of a Spring Boot
 * application. Only translates between the two; what a text's vector is, the models say.
 */
@NullMarked
package dev.forja.spring;

import org.jspecify.annotations.NullMarked;
