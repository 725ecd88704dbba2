package dev.forja.kernel;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Tag;

/** Marks a test that the build runs once for each vector width: 128, 256 and 512 bits. */
@Tag("every-width")
@Retention(RetentionPolicy.RUNTIME)
public @interface EveryWidth {}
