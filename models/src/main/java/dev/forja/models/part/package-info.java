/** What encoders and decoders share. Not exported. Knows tensors and configurations only. */
@NullMarked
package dev.forja.models.part;

import org.jspecify.annotations.NullMarked;
