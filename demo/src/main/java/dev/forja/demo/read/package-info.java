/**
 * Reads the text in a picture with the networks of PP-OCR. It depends on nothing of other commands.
 */
@NullMarked
package dev.forja.demo.read;

import org.jspecify.annotations.NullMarked;
