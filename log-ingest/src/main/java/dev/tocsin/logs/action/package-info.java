/** From logs to action: what is made of rows in the transaction that stores them. */
@NullMarked
package dev.tocsin.logs.action;

import org.jspecify.annotations.NullMarked;
