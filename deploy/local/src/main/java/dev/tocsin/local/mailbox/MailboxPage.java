package dev.tocsin.local.mailbox;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The mailbox as HTML. Nothing from a mail reaches the page unescaped. */
public final class MailboxPage {

  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']*[^\\s<>\"'.,;:!?)\\]]");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private MailboxPage() {}

  /** The whole page, newest mail first. */
  public static String render(List<ReceivedMail> mails) {
    var list = new StringBuilder();
    for (var mail : mails) {
      list.append(article(mail));
    }
    if (mails.isEmpty()) {
      list.append("<p class=none>No mail yet. Whatever Tocsin sends arrives here.</p>");
    }
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Mailbox</title>
        <style>%s</style>
        </head>
        <body>
        <header><h1>Mailbox</h1><p>%s on this machine only</p></header>
        <main data-newest="%d" aria-live="polite">%s</main>
        <script>%s</script>
        </body>
        </html>
        """
        .formatted(STYLE, count(mails.size()), newest(mails), list, SCRIPT);
  }

  private static String count(int mails) {
    return mails == 1 ? "1 mail" : mails + " mails";
  }

  private static long newest(List<ReceivedMail> mails) {
    return mails.isEmpty() ? 0 : mails.getFirst().id();
  }

  private static String article(ReceivedMail mail) {
    var body = mail.text().isEmpty() ? stripTags(mail.html()) : mail.text();
    return """
        <article>
        <h2>%s</h2>
        <p class=meta><span>to %s</span> <span>from %s</span> <time datetime="%s">%s</time></p>
        <div class=body>%s</div>
        </article>
        """
        .formatted(
            escape(mail.subject().isBlank() ? "(no subject)" : mail.subject()),
            escape(mail.recipient()),
            escape(mail.from()),
            mail.receivedAt(),
            TIME.format(mail.receivedAt()),
            linked(body.strip()));
  }

  /** Escapes {@code text} and makes its web addresses clickable. */
  static String linked(String text) {
    var html = new StringBuilder();
    var matcher = LINK.matcher(text);
    var done = 0;
    while (matcher.find()) {
      html.append(escape(text.substring(done, matcher.start())));
      var address = escape(matcher.group());
      html.append("<a href=\"").append(address).append("\" rel=\"noreferrer\">");
      html.append(address).append("</a>");
      done = matcher.end();
    }
    return html.append(escape(text.substring(done))).toString();
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** The words of an HTML-only mail; the result is escaped like any text. */
  private static String stripTags(String html) {
    return html.replaceAll("(?is)<(style|script).*?</\\1>", "")
        .replaceAll("(?i)<(br|/p|/div|/tr|/h\\d)[^>]*>", "\n")
        .replaceAll("<[^>]*>", " ")
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .replaceAll("[ \\t]+", " ")
        .replaceAll("\\n\\s*\\n+", "\n\n");
  }

  private static final String STYLE =
      """
      :root{--fg:#1c1d22;--soft:#62646e;--bg:#f6f5f2;--card:#fff;--line:#e2e0da;--accent:#a2451c}
      @media (prefers-color-scheme:dark){:root{--fg:#ecebe6;--soft:#a5a6ad;--bg:#17181c;--card:#212228;--line:#33343b;--accent:#f0a37c}}
      *{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--fg);background:var(--bg)}
      header,main{max-width:46rem;margin:0 auto;padding:0 1rem}header{padding-top:1.25rem;padding-bottom:.75rem}
      h1{margin:0;font-size:1.35rem}header p,.meta,.none{margin:.1rem 0;color:var(--soft);font-size:.875rem}
      article{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.9rem 1rem;margin:0 0 .75rem}
      h2{margin:0;font-size:1.05rem;overflow-wrap:anywhere}.meta span{margin-right:.75rem;overflow-wrap:anywhere}
      .body{white-space:pre-wrap;overflow-wrap:anywhere;margin-top:.6rem}
      a{color:var(--accent);padding:.2rem 0}a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
      """;

  private static final String SCRIPT =
      """
      setInterval(async()=>{try{const p=new DOMParser().parseFromString(await(await fetch('/')).text(),'text/html');
      const now=document.querySelector('main'),next=p.querySelector('main');
      if(now.dataset.newest!==next.dataset.newest){now.replaceWith(next);document.querySelector('header').replaceWith(p.querySelector('header'))}}catch(e){}},2000)
      """;
}
