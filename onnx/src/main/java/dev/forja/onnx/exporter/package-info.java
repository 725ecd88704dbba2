/**
 * Writes a traced graph as an ONNX model. {@link Emitter} names nodes and values; each family of
 * rules translates its ops; {@link Rules} lists the rule of every op, and why some ops have none.
 */
@NullMarked
package dev.forja.onnx.exporter;

import org.jspecify.annotations.NullMarked;
