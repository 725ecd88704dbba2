/** An application of Spring Boot, as its users write it. */
@NullMarked
package org.example.search;

import org.jspecify.annotations.NullMarked;
