package dev.tocsin.incident.notify.email;

import dev.tocsin.incident.notify.Notice;
import dev.tocsin.incident.notify.Notifier;
import dev.tocsin.incident.notify.SendResult;
import dev.tocsin.incident.paging.Channel;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.smallrye.mutiny.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * Pages by mail. Every mail of a page carries the same {@code Message-ID}, so that a repeated one
 * is recognised as such.
 */
@ApplicationScoped
public class EmailClient implements Notifier {

  private static final Logger LOG = Logger.getLogger(EmailClient.class);

  private final ReactiveMailer mailer;
  private final EmailConfig config;
  private final Template text;
  private final Template html;

  EmailClient(
      ReactiveMailer mailer,
      EmailConfig config,
      @Location("page-mail.txt") Template text,
      @Location("page-mail.html") Template html) {
    this.mailer = mailer;
    this.config = config;
    this.text = text;
    this.html = html;
  }

  @Override
  public Channel channel() {
    return Channel.EMAIL;
  }

  @Override
  public SendResult send(Notice notice) {
    String messageId = "<page-" + notice.pageId() + "@" + config.messageIdDomain() + ">";
    try {
      mailer.send(mail(notice, messageId)).await().atMost(config.timeout());
      return new SendResult.HandedOver(messageId);
    } catch (TimeoutException e) {
      return new SendResult.Unknown("no answer within " + config.timeout().toSeconds() + " s");
    } catch (RuntimeException e) {
      LOG.warnf("mail of page %s was not taken: %s", notice.pageId(), e.toString());
      return new SendResult.Failed(reason(e));
    }
  }

  private Mail mail(Notice notice, String messageId) {
    return new Mail()
        .addTo(notice.person().email())
        .setSubject(subject(notice))
        .setText(text.data("notice", notice).render())
        .setHtml(html.data("notice", notice).render())
        .addHeader("Message-ID", messageId)
        .addHeader("Auto-Submitted", "auto-generated")
        .addHeader("X-Tocsin-Page", notice.pageId().toString());
  }

  /** Fits a lock screen; the number first, so that several are told apart. */
  private static String subject(Notice notice) {
    String subject =
        "["
            + notice.severity().toUpperCase(Locale.ROOT)
            + "] #"
            + notice.number()
            + " "
            + notice.title();
    return subject.replaceAll("\\p{Cntrl}", " ");
  }

  private static String reason(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return "the mail server cannot be reached";
      }
      if (cause instanceof UnknownHostException) {
        return "the mail server's name is not known";
      }
    }
    return "the mail server refused the mail";
  }
}
