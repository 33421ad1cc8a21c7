/** Signed one-tap links: GET shows a page, POST acts. */
@NullMarked
package dev.tocsin.incident.link;

import org.jspecify.annotations.NullMarked;
