/** Tests of the meters. */
@NullMarked
package dev.forja.micrometer;

import org.jspecify.annotations.NullMarked;
