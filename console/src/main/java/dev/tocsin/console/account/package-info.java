/** People who sign in with a user name and a password. */
@NullMarked
package dev.tocsin.console.account;

import org.jspecify.annotations.NullMarked;
