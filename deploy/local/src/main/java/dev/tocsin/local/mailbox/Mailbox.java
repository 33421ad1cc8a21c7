package dev.tocsin.local.mailbox;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Takes every mail by SMTP on 127.0.0.1 and keeps the newest ones in memory. */
public final class Mailbox implements AutoCloseable {

  private static final int MOST = 300;

  private final GreenMail smtp;
  private final Clock clock;
  private final Deque<ReceivedMail> newestFirst = new ArrayDeque<>();
  private long lastId;

  public Mailbox(int port, Clock clock) {
    this.clock = clock;
    this.smtp = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    smtp.start();
  }

  /** What has arrived, newest first, at most 300. */
  public synchronized List<ReceivedMail> mails() {
    collect();
    return List.copyOf(newestFirst);
  }

  /** Throws everything away. */
  public synchronized void clear() {
    collect();
    newestFirst.clear();
  }

  /** Moves what the server holds into the bounded list. */
  public synchronized void collect() {
    for (GreenMailUser user : smtp.getManagers().getUserManager().listUser()) {
      try {
        collect(user, smtp.getManagers().getImapHostManager().getInbox(user));
      } catch (FolderException e) {
        throw new IllegalStateException("cannot read the mailbox of " + user.getEmail(), e);
      }
    }
    while (newestFirst.size() > MOST) {
      newestFirst.removeLast();
    }
  }

  private void collect(GreenMailUser user, MailFolder folder) throws FolderException {
    for (var stored : folder.getNonDeletedMessages()) {
      newestFirst.addFirst(
          MailParts.read(++lastId, user.getEmail(), stored.getMimeMessage(), clock.instant()));
      stored.setFlag(Flags.Flag.DELETED, true);
    }
    folder.expunge();
  }

  @Override
  public void close() {
    smtp.stop();
  }
}
