/**
 * BERT as a model class, under the names of Hugging Face's checkpoints. Knows tensors only: no
 * text, no files.
 */
@NullMarked
package dev.forja.demo.bert;

import org.jspecify.annotations.NullMarked;
