/** Plain JDBC with explicit transactions: every statement of the paging path is visible SQL. */
@NullMarked
package dev.tocsin.incident.sql;

import org.jspecify.annotations.NullMarked;
