/** Tests of reading and writing safetensors files, with an independent reader for comparison. */
@NullMarked
package dev.forja.io;

import org.jspecify.annotations.NullMarked;
