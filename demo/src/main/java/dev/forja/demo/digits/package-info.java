/** Learns handwritten digits: data, models, training, and what the command prints. */
@NullMarked
package dev.forja.demo.digits;

import org.jspecify.annotations.NullMarked;
