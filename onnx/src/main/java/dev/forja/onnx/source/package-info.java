/**
 * Writes a graph as source: model classes by the scopes of its nodes, repeated blocks as one class,
 * and the weights under the names of these classes. It knows no files.
 */
@NullMarked
package dev.forja.onnx.source;

import org.jspecify.annotations.NullMarked;
