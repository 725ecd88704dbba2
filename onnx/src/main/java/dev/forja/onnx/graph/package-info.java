/**
 * A graph of nodes between its reading and its running, and what makes it simpler without changing
 * what it computes: constants and sizes are computed ahead, and patterns of exporters are replaced
 * by one operator. It knows neither files nor modules.
 */
@NullMarked
package dev.forja.onnx.graph;

import org.jspecify.annotations.NullMarked;
