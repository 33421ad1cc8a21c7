/** Where segment files live: a local folder, or an S3 bucket with a bounded folder as cache. */
@NullMarked
package dev.tocsin.logs.segment.files;

import org.jspecify.annotations.NullMarked;
