package dev.tocsin.incident.notify.email;

import dev.tocsin.incident.notify.Notice;
import dev.tocsin.incident.notify.Notifier;
import dev.tocsin.incident.notify.SendResult;
import dev.tocsin.incident.oncall.Person;
import dev.tocsin.incident.paging.Channel;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Pages by mail, each over a connection of its own: a kept one may be dead when it is needed most,
 * and a page must not wait for a place in a pool. Every mail of a page carries the same {@code
 * Message-ID}, so that a repeated one is recognised as such.
 */
@ApplicationScoped
public class EmailClient implements Notifier {

  private static final Logger LOG = Logger.getLogger(EmailClient.class);
  private static final int IMPLICIT_TLS = 465;
  private static final int CONNECT_MILLIS = 5_000;

  private final Vertx vertx;
  private final EmailConfig config;
  private final Template text;
  private final Template html;

  EmailClient(
      Vertx vertx,
      EmailConfig config,
      @Location("page-mail.txt") Template text,
      @Location("page-mail.html") Template html) {
    this.vertx = vertx;
    this.config = config;
    this.text = text;
    this.html = html;
  }

  /** Does once what the first page would otherwise wait for: parsing templates, loading classes. */
  void warmUp(@Observes StartupEvent start) {
    var nobody = new Person(new UUID(0, 0), "", config.from(), null, false);
    var sample =
        new Notice(
            new UUID(0, 0),
            1,
            nobody,
            1,
            new UUID(0, 0),
            0,
            "",
            null,
            "",
            Instant.EPOCH,
            List.of(""),
            "",
            "",
            "");
    Thread.ofVirtual()
        .name("mail-warm-up")
        .start(() -> LOG.debugf("mail is ready: %s", mail(sample, "<>").getSubject()));
  }

  @Override
  public Channel channel() {
    return Channel.EMAIL;
  }

  @Override
  public SendResult send(Notice notice) {
    String messageId = "<page-" + notice.pageId() + "@" + config.messageIdDomain() + ">";
    MailMessage mail = mail(notice, messageId);
    MailClient client = MailClient.create(vertx, server());
    try {
      client
          .sendMail(mail)
          .toCompletionStage()
          .toCompletableFuture()
          .get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return new SendResult.HandedOver(messageId);
    } catch (TimeoutException e) {
      return new SendResult.Unknown("no answer within " + config.timeout().toSeconds() + " s");
    } catch (ExecutionException e) {
      LOG.warnf("mail of page %s was not taken: %s", notice.pageId(), e.getCause());
      return new SendResult.Failed(reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SendResult.Unknown("interrupted while sending");
    } finally {
      client.close().onFailure(e -> LOG.debugf("closing the mail connection: %s", e));
    }
  }

  private MailConfig server() {
    var server =
        new MailConfig(config.host(), config.port())
            .setStarttls(config.startTls())
            .setSsl(config.port() == IMPLICIT_TLS)
            .setMaxPoolSize(1);
    server.setConnectTimeout(CONNECT_MILLIS);
    config
        .user()
        .ifPresentOrElse(
            user -> server.setUsername(user).setPassword(config.password().orElse("")),
            () -> server.setLogin(LoginOption.DISABLED));
    return server;
  }

  private MailMessage mail(Notice notice, String messageId) {
    return new MailMessage()
        .setFrom(config.from())
        .setTo(notice.person().email())
        .setSubject(subject(notice))
        .setText(text.data("notice", notice).render())
        .setHtml(html.data("notice", notice).render())
        .setHeaders(
            MultiMap.caseInsensitiveMultiMap()
                .add("Message-ID", messageId)
                .add("Auto-Submitted", "auto-generated")
                .add("X-Tocsin-Page", notice.pageId().toString()));
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
