package dev.tocsin.exceptions.grouping.g1;

import dev.tocsin.exceptions.event.Frame;
import dev.tocsin.exceptions.grouping.Component;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the algorithm found to group by.
 *
 * @param mechanism H1, H0 or HM
 * @param innermostType type of the innermost exception, part of the family
 * @param topFrame newest frame of the application, for title and family
 */
record Subject(
    String mechanism,
    String key,
    String family,
    @Nullable String type,
    @Nullable String value,
    @Nullable Frame topFrame,
    List<Component> explanation) {}
