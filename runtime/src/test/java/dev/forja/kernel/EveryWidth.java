package dev.forja.kernel;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Tag;

/** A test that the build runs once for each width of vector: 128, 256 and 512 bit. */
@Tag("every-width")
@Retention(RetentionPolicy.RUNTIME)
public @interface EveryWidth {}
