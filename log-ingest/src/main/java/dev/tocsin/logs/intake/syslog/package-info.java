/** Syslog over TCP, TLS and UDP, in both RFCs and in their wild forms. */
@NullMarked
package dev.tocsin.logs.intake.syslog;

import org.jspecify.annotations.NullMarked;
