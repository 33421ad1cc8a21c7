/** What requests to the policy pages have in common: project, times, pages. */
@NullMarked
package dev.tocsin.logs.request;

import org.jspecify.annotations.NullMarked;
