/** A mailbox for a laptop: takes every mail by SMTP and shows it on a page. */
@NullMarked
package dev.tocsin.local.mailbox;

import org.jspecify.annotations.NullMarked;
