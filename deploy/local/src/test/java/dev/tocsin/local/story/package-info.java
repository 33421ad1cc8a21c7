/** The whole story with real processes: from a failing endpoint to a published postmortem. */
@NullMarked
package dev.tocsin.local.story;

import org.jspecify.annotations.NullMarked;
