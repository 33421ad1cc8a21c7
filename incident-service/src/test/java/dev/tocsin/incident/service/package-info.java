/** The whole service against real engines. */
@NullMarked
package dev.tocsin.incident.service;

import org.jspecify.annotations.NullMarked;
