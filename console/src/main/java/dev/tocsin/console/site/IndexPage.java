package dev.tocsin.console.site;

/** The single page with a place for the nonce of each request. */
public final class IndexPage {

  /** What the front-end build leaves where a nonce belongs. */
  public static final String PLACEHOLDER = "__NONCE__";

  /** Shown when the service was built without its pages. */
  public static final String WITHOUT_PAGES =
      """
      <!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Tocsin</title>
          <style nonce="__NONCE__">body { font-family: system-ui; margin: 3rem; }</style>
        </head>
        <body>
          <h1>Tocsin</h1>
          <p>This console was built without its pages. Its APIs work.</p>
        </body>
      </html>
      """;

  private final String html;

  /** A page whose placeholders will be replaced. */
  public IndexPage(String html) {
    this.html = html;
  }

  /** The page for one request. */
  public String render(String nonce) {
    return html.replace(PLACEHOLDER, nonce);
  }
}
