package dev.tocsin.exceptions.grouping;

import dev.tocsin.exceptions.event.ExceptionEvent;
import dev.tocsin.exceptions.event.Frame;
import java.util.List;

/** One version of grouping. Pure: the same event always gives the same answer. */
public interface GroupingMechanism {

  /** Name and version, stored with every hash. */
  String algorithm();

  Grouped group(ExceptionEvent event);

  /** For every frame of a stack, in the same order, whether it is application code and why. */
  List<InAppVerdict> inApp(ExceptionEvent event, List<Frame> frames);

  /**
   * @param rule which rule spoke, for the page of the event
   */
  record InAppVerdict(boolean inApp, String rule) {}
}
