package org.qingting.alerts.channels;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/** Sends plain-text mail by SMTP, encrypted or not at all. */
final class EmailChannel implements Channel {
  private static final int MOST_BYTES = 64 * 1024;
  private static final Pattern REPLY_CODE = Pattern.compile("\\s*([245]\\d\\d)\\b");

  private final ChannelSettings.Email settings;
  private final Secret password;
  private final PublicUrl publicUrl;
  private final Redaction redaction;
  private final InstantSource clock;
  private final BackOff backOff;
  private final Session session;

  /**
   * A channel.
   *
   * @param password in place; null for a server that asks for no log-in
   * @param tls decides which servers are trusted
   */
  EmailChannel(
      ChannelSettings.Email settings,
      Secret password,
      PublicUrl publicUrl,
      Redaction redaction,
      InstantSource clock,
      BackOff backOff,
      SSLSocketFactory tls) {
    this.settings = settings;
    this.password = password;
    this.publicUrl = publicUrl;
    this.redaction = redaction;
    this.clock = clock;
    this.backOff = backOff;
    this.session = Session.getInstance(properties(settings, tls));
  }

  private static Properties properties(ChannelSettings.Email settings, SSLSocketFactory tls) {
    Properties properties = new Properties();
    String timeout = Long.toString(settings.timeout().toMillis());
    properties.put("mail.smtp.connectiontimeout", timeout);
    properties.put("mail.smtp.timeout", timeout);
    properties.put("mail.smtp.writetimeout", timeout);
    boolean starttls = settings.security() == ChannelSettings.Email.Security.STARTTLS;
    properties.put("mail.smtp.starttls.enable", Boolean.toString(starttls));
    properties.put("mail.smtp.starttls.required", Boolean.toString(starttls));
    properties.put("mail.smtp.ssl.enable", Boolean.toString(!starttls));
    properties.put("mail.smtp.ssl.socketFactory", tls);
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    properties.put("mail.smtp.auth", Boolean.toString(!settings.username().isEmpty()));
    // One wrong address must not keep a message from all others.
    properties.put("mail.smtp.sendpartial", "true");
    properties.put("mail.smtp.quitwait", "false");
    return properties;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Outcome send(Message message, int failures) {
    if (recipients(message).isEmpty()) {
      return new Outcome.Refused(
          "nobody to send to: list addresses under to, or give contacts one");
    }
    try (Transport transport = session.getTransport("smtp")) {
      MimeMessage mail = mail(message, clock.instant());
      if (settings.username().isEmpty()) {
        transport.connect(settings.host(), settings.port(), null, null);
      } else {
        transport.connect(settings.host(), settings.port(), settings.username(), password.reveal());
      }
      try {
        transport.sendMessage(mail, mail.getAllRecipients());
      } catch (SendFailedException e) {
        Address[] reached = e.getValidSentAddresses();
        if (reached == null || reached.length == 0) {
          throw e;
        }
        return new Outcome.Delivered(
            "of "
                + recipients(message).size()
                + " addresses the server took "
                + reached.length
                + ": "
                + said(e));
      }
      return new Outcome.Delivered("");
    } catch (MessagingException e) {
      return failed(e, failures);
    }
  }

  /** Those of the settings; a channel that has none reaches those whom the message is for. */
  private List<String> recipients(Message message) {
    return settings.isDirect() ? message.mentions().emails() : settings.to();
  }

  private MimeMessage mail(Message message, Instant now) throws MessagingException {
    MimeMessage mail =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            // The same for each try, so that mail programs show a repeated one once.
            setHeader(
                "Message-ID", "<" + message.id().replaceAll("[^A-Za-z0-9-]", "_") + "@qingting>");
          }
        };
    mail.setFrom(new InternetAddress(settings.from()));
    for (String to : recipients(message)) {
      mail.addRecipient(RecipientType.TO, new InternetAddress(to));
    }
    mail.setSubject(Wording.subject(message), StandardCharsets.UTF_8.name());
    mail.setSentDate(Date.from(now));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setText(
        Wording.of(message, Markup.PLAIN, publicUrl).within(MOST_BYTES),
        StandardCharsets.UTF_8.name());
    return mail;
  }

  private Outcome failed(MessagingException e, int failures) {
    int code = code(e);
    String reason = said(e);
    if (code / 100 == 5) {
      return new Outcome.Refused("look at addresses, username and password: " + reason);
    }
    Duration after = backOff.after(failures);
    return new Outcome.RetryLater(after, true, reason);
  }

  /** The gravest reply of the server; 0 where it gave none. */
  private static int code(MessagingException e) {
    int gravest = 0;
    for (Exception next = e; next != null; next = next(next)) {
      gravest = Math.max(gravest, replyCode(next));
    }
    return gravest;
  }

  private static Exception next(Exception e) {
    return e instanceof MessagingException messaging ? messaging.getNextException() : null;
  }

  private static int replyCode(Exception e) {
    if (e instanceof SMTPAddressFailedException address) {
      return address.getReturnCode();
    }
    if (e instanceof SMTPSenderFailedException sender) {
      return sender.getReturnCode();
    }
    if (e instanceof SMTPSendFailedException send) {
      return send.getReturnCode();
    }
    if (e instanceof AuthenticationFailedException && e.getMessage() != null) {
      Matcher code = REPLY_CODE.matcher(e.getMessage());
      return code.lookingAt() ? Integer.parseInt(code.group(1)) : 535;
    }
    return 0;
  }

  /** The server's own words where it said some; else what kind of trouble it is. */
  private String said(MessagingException e) {
    Exception deepest = e;
    for (Exception next = e; next != null; next = next(next)) {
      deepest = replyCode(next) > 0 ? next : deepest;
    }
    int code = replyCode(deepest);
    if (code > 0) {
      return redaction.of("the mail server said " + code + ": " + deepest.getMessage());
    }
    if (e instanceof MailConnectException) {
      return "no connection: look at host, port and network";
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return "no trusted TLS connection: look at the certificate of the server";
      }
      if (cause instanceof SocketTimeoutException) {
        return "no answer within " + settings.timeout().toMillis() + " ms";
      }
    }
    return redaction.of("the connection broke or is not what was asked for: " + e.getMessage());
  }
}
