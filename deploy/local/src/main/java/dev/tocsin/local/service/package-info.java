/** What each child process is: its jar, port, environment, health and memory. */
@NullMarked
package dev.tocsin.local.service;

import org.jspecify.annotations.NullMarked;
