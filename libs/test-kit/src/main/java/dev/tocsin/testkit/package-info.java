/** What the tests of every service share: real engines, a clock, receivers and rules. */
@NullMarked
package dev.tocsin.testkit;

import org.jspecify.annotations.NullMarked;
