package org.qingting.alerts.channels;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All channels of an office, by name. Thread-safe; nothing is connected before something is sent.
 */
public final class Channels {
  private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

  private final Map<String, Channel> byName;

  private Channels(Map<String, Channel> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /**
   * Makes the channels; this is when secrets are read.
   *
   * @param settings one a channel, with different names
   * @param publicUrl where people reach the console; null or {@code ""} for messages without link
   * @param environment gives an environment variable or null, such as {@code System::getenv}
   * @param clock for signatures and limits
   * @param jitter from 0 (inclusive) to 1, spreads repeated tries
   * @throws ChannelException naming the channel and the secret that is missing or the address that
   *     cannot be
   */
  public static Channels open(
      Collection<ChannelSettings> settings,
      String publicUrl,
      UnaryOperator<String> environment,
      InstantSource clock,
      DoubleSupplier jitter)
      throws ChannelException {
    return open(
        settings,
        publicUrl,
        environment,
        clock,
        jitter,
        (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  static Channels open(
      Collection<ChannelSettings> settings,
      String publicUrl,
      UnaryOperator<String> environment,
      InstantSource clock,
      DoubleSupplier jitter,
      SSLSocketFactory mailTls)
      throws ChannelException {
    Workshop workshop =
        new Workshop(
            new PublicUrl(publicUrl), new HttpCalls(), clock, new BackOff(jitter), mailTls);
    Map<String, Channel> byName = new LinkedHashMap<>();
    for (ChannelSettings one : settings) {
      try {
        byName.put(one.name(), new Told(workshop.make(one, new References(environment))));
      } catch (ChannelException e) {
        throw new ChannelException("channel '" + one.name() + "': " + e.getMessage());
      }
    }
    return new Channels(byName);
  }

  /**
   * Checks where the console is reached without opening anything.
   *
   * @throws IllegalArgumentException saying what must be
   */
  public static void checkPublicUrl(String publicUrl) {
    new PublicUrl(publicUrl);
  }

  /** The channel of that name. */
  public Optional<Channel> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All, in the order of the settings. */
  public List<Channel> all() {
    return List.copyOf(byName.values());
  }

  /** What channels are made of. */
  private record Workshop(
      PublicUrl publicUrl,
      HttpCalls calls,
      InstantSource clock,
      BackOff backOff,
      SSLSocketFactory mailTls) {

    Channel make(ChannelSettings settings, References references) throws ChannelException {
      if (settings instanceof ChannelSettings.Email mail) {
        return email(mail, references);
      }
      List<Secret> addresses = new ArrayList<>();
      Service service = service(settings, references, addresses);
      addresses.addAll(references.found());
      return new HttpChannel(settings, service, calls, new Redaction(addresses), clock, backOff);
    }

    private Channel email(ChannelSettings.Email mail, References references)
        throws ChannelException {
      Secret password = references.resolve(mail.password());
      return new EmailChannel(
          mail, password, publicUrl, new Redaction(references.found()), clock, backOff, mailTls);
    }

    private Service service(ChannelSettings settings, References references, List<Secret> addresses)
        throws ChannelException {
      if (settings instanceof ChannelSettings.WeCom robot) {
        return new WeCom(robotAddress(robot.url(), references, addresses), publicUrl);
      }
      if (settings instanceof ChannelSettings.DingTalk robot) {
        return new DingTalk(
            robotAddress(robot.url(), references, addresses),
            references.resolve(robot.secret()),
            publicUrl);
      }
      if (settings instanceof ChannelSettings.Feishu robot) {
        return new Feishu(
            robotAddress(robot.url(), references, addresses),
            references.resolve(robot.secret()),
            publicUrl);
      }
      if (settings instanceof ChannelSettings.Webhook hook) {
        return new Webhook(
            address(hook.url(), references, UnaryOperator.identity(), addresses),
            references.resolve(hook.secret()),
            publicUrl);
      }
      return sms((ChannelSettings.Sms) settings, references, addresses);
    }

    private Sms sms(ChannelSettings.Sms sms, References references, List<Secret> addresses)
        throws ChannelException {
      Map<String, Secret> headers = new LinkedHashMap<>();
      for (Map.Entry<String, Secret> header : sms.headers().entrySet()) {
        headers.put(header.getKey(), references.resolve(header.getValue()));
      }
      return new Sms(
          sms,
          address(sms.url(), references, Sms::percent, addresses),
          references.resolve(sms.body(), Sms.escape(sms.format())),
          headers,
          publicUrl);
    }

    /** Robots are spoken to over the internet; a relay on this machine may be used instead. */
    private static Secret robotAddress(
        Secret settings, References references, List<Secret> addresses) throws ChannelException {
      Secret url = address(settings, references, UnaryOperator.identity(), addresses);
      URI uri = URI.create(url.reveal());
      boolean loopback = List.of("127.0.0.1", "localhost", "[::1]").contains(uri.getHost());
      if (!uri.getScheme().equalsIgnoreCase("https") && !loopback) {
        throw new ChannelException("url must begin with https://");
      }
      return url;
    }

    private static Secret address(
        Secret settings,
        References references,
        UnaryOperator<String> escape,
        List<Secret> addresses)
        throws ChannelException {
      Secret url = references.resolve(settings, escape);
      addresses.add(url);
      try {
        URI uri = new URI(url.reveal().replaceAll("\\{\\{[a-z]+}}", "x"));
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() != null && List.of("http", "https").contains(scheme)) {
          return url;
        }
      } catch (URISyntaxException e) {
        // Its message quotes the address.
      }
      throw new ChannelException("url is no http or https address");
    }
  }

  /** Says in the log what becomes of messages, and ends what nobody expects. */
  private record Told(Channel channel) implements Channel {
    @Override
    public String name() {
      return channel.name();
    }

    @Override
    public Outcome send(Message message, int failures) {
      Outcome outcome;
      try {
        outcome = channel.send(message, failures);
      } catch (RuntimeException e) {
        // Its message may quote an address or a header.
        outcome =
            new Outcome.Refused(
                "the message cannot be written: look at url and headers ("
                    + e.getClass().getSimpleName()
                    + ")");
      }
      if (outcome instanceof Outcome.Refused refused) {
        LOG.error("Channel {} refused {}: {}", name(), message.id(), refused.reason());
      } else if (outcome instanceof Outcome.RetryLater later && later.tried()) {
        LOG.warn("Channel {} failed for {}: {}", name(), message.id(), later.reason());
      } else if (outcome instanceof Outcome.Delivered done && !done.remark().isEmpty()) {
        LOG.warn("Channel {} delivered {}: {}", name(), message.id(), done.remark());
      }
      return outcome;
    }
  }
}
