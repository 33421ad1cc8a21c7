package dev.tocsin.logs.segment;

import java.util.List;

/**
 * A segment that goes into a larger one.
 *
 * @param file its name
 * @param rows number of rows
 * @param columns promoted columns
 */
public record MergeSource(String file, long rows, List<String> columns) {}
