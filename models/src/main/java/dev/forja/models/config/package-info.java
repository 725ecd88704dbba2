/** The JSON files beside a model's weights, as options with types. Knows no tensors. */
@NullMarked
package dev.forja.models.config;

import org.jspecify.annotations.NullMarked;
