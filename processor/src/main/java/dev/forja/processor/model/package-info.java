/**
 * Records that describe a model class after it has been read. They hold names rather than compiler
 * elements. The package makes no decisions and reports no problems.
 */
@NullMarked
package dev.forja.processor.model;

import org.jspecify.annotations.NullMarked;
