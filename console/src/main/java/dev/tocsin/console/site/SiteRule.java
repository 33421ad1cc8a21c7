package dev.tocsin.console.site;

import java.util.List;

/** Which addresses are answered with the single page, and how long browsers may keep an answer. */
public final class SiteRule {

  private static final List<String> NOT_PAGES =
      List.of("/api/", "/auth/", "/assets/", "/q/", "/.well-known/");
  private static final List<String> NOT_PAGES_EXACTLY =
      List.of("/api", "/auth", "/assets", "/q", "/live");

  private static final String ASSETS = "/assets/";
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  private SiteRule() {}

  /** Whether the page answers: any path without an extension that is nobody else's. */
  public static boolean isPage(String path) {
    if (path.equals("/index.html")) {
      return true;
    }
    return NOT_PAGES.stream().noneMatch(path::startsWith)
        && !NOT_PAGES_EXACTLY.contains(path)
        && path.indexOf('.', path.lastIndexOf('/')) < 0;
  }

  /** Cache-Control for answers that set none: assets carry a hash in their name. */
  public static String cacheControl(String path, int status) {
    if (path.startsWith(ASSETS)) {
      return status == OK || status == NOT_MODIFIED
          ? "public, max-age=31536000, immutable"
          : "no-store";
    }
    boolean file = path.indexOf('.', path.lastIndexOf('/')) > 0 && status == OK;
    return file && NOT_PAGES.stream().noneMatch(path::startsWith) ? "no-cache" : "no-store";
  }
}
