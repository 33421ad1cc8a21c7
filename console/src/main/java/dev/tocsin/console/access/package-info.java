/** Keys of machines and projects, and how every service learns about them. */
@NullMarked
package dev.tocsin.console.access;

import org.jspecify.annotations.NullMarked;
