/** Tests of reading and writing safetensors files, with a reader of their own to compare with. */
@NullMarked
package dev.forja.io;

import org.jspecify.annotations.NullMarked;
