/**
 * Models of a user, of which a jar is kept for each contract between generated classes and the
 * library: it must run as long as the contract stays the same.
 */
@NullMarked
package org.example.contract;

import org.jspecify.annotations.NullMarked;
