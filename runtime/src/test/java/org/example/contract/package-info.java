/**
 * Models of a user. For each contract between generated classes and the library, a jar of them is
 * stored, which must run as long as the contract is unchanged.
 */
@NullMarked
package org.example.contract;

import org.jspecify.annotations.NullMarked;
