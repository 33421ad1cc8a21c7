package dev.tocsin.logs.intake.elastic;

import java.util.regex.Pattern;

/** What the name of an index or a data stream tells. */
final class Indices {

  private static final Pattern DATE = Pattern.compile("[-_.]\\d{4}([-_.]?\\d{2}){1,2}$");

  private Indices() {}

  /**
   * The service of documents that name none: the data set of a data stream ({@code
   * logs-nginx.access-default}), otherwise the index without its date.
   */
  static String service(String index) {
    String name = DATE.matcher(index).replaceFirst("");
    String[] parts = name.split("-", -1);
    boolean stream = parts.length >= 3 && (parts[0].equals("logs") || parts[0].equals(".ds"));
    return stream ? parts[1] : name.isEmpty() ? index : name;
  }
}
