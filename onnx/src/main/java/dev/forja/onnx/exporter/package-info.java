/**
 * Writes a traced graph as an ONNX model. {@link Emitter} gives nodes and values their names; a
 * family of rules each says what becomes of its ops; {@link Rules} knows the rule of every op, and
 * why some have none.
 */
@NullMarked
package dev.forja.onnx.exporter;

import org.jspecify.annotations.NullMarked;
