package org.qingting.alerts.channels;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One channel as configured. Constructors refuse with an {@link IllegalArgumentException} what
 * cannot be; its message never repeats a value that may be secret. {@code timeout} is the longest
 * time for one sending, 10 s where none is given.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ChannelSettings.Email.class, name = "email"),
  @JsonSubTypes.Type(value = ChannelSettings.WeCom.class, name = "wecom"),
  @JsonSubTypes.Type(value = ChannelSettings.DingTalk.class, name = "dingtalk"),
  @JsonSubTypes.Type(value = ChannelSettings.Feishu.class, name = "feishu"),
  @JsonSubTypes.Type(value = ChannelSettings.Webhook.class, name = "webhook"),
  @JsonSubTypes.Type(value = ChannelSettings.Sms.class, name = "sms")
})
public sealed interface ChannelSettings {

  /** Unique among the channels: letters of any script, digits, {@code _} and {@code -}. */
  String name();

  /** Longest time for one sending. */
  Duration timeout();

  /** Whether it reaches one member of the office, whoever a message is for, and nobody else. */
  default boolean isDirect() {
    return false;
  }

  /**
   * E-mail by SMTP.
   *
   * @param host of the mail server; its certificate must be valid for this name
   * @param port 587 with STARTTLS, 465 with TLS where none is given
   * @param security how the connection is protected; STARTTLS where none is given
   * @param username none for a server that asks for no log-in
   * @param password a reference
   * @param from address
   * @param to addresses; none for a channel that reaches whoever is on duty
   */
  record Email(
      String name,
      String host,
      Integer port,
      Security security,
      String username,
      Secret password,
      String from,
      List<String> to,
      Duration timeout)
      implements ChannelSettings {

    /** How the connection is protected; unprotected there is none. */
    public enum Security {
      /** Begins in clear text, goes on encrypted or not at all. */
      @JsonProperty("starttls")
      STARTTLS,
      /** Encrypted from the first byte. */
      @JsonProperty("tls")
      TLS
    }

    public Email {
      name = Checks.name(name);
      timeout = Checks.timeout(name, timeout);
      Checks.given(name, "host", host);
      security = security == null ? Security.STARTTLS : security;
      port = port == null ? (security == Security.TLS ? 465 : 587) : port;
      Checks.that(port > 0 && port <= 65535, name, "port must be 1 to 65535");
      username = username == null ? "" : username;
      Checks.that(
          username.isEmpty() == (password == null), name, "username and password go together");
      Checks.reference(name, "password", password);
      Checks.that(from != null && from.matches(Checks.ADDRESS), name, "from must be an address");
      to = to == null ? List.of() : List.copyOf(to);
      Checks.that(
          to.size() <= 50 && to.stream().allMatch(a -> a.matches(Checks.ADDRESS)),
          name,
          "to must list at most 50 addresses");
    }

    @Override
    public boolean isDirect() {
      return to.isEmpty();
    }
  }

  /**
   * A robot of a WeCom 企业微信 group.
   *
   * @param url its webhook, with a reference for the key
   */
  record WeCom(String name, Secret url, Duration timeout) implements ChannelSettings {
    public WeCom {
      name = Checks.name(name);
      timeout = Checks.timeout(name, timeout);
      Checks.given(name, "url", url);
      Checks.reference(name, "url", url);
    }
  }

  /**
   * A robot of a DingTalk 钉钉 group.
   *
   * @param url its webhook, with a reference for the token
   * @param secret the one of 加签, a reference; none for a robot guarded by keyword or address
   */
  record DingTalk(String name, Secret url, Secret secret, Duration timeout)
      implements ChannelSettings {
    public DingTalk {
      name = Checks.name(name);
      timeout = Checks.timeout(name, timeout);
      Checks.given(name, "url", url);
      Checks.reference(name, "url", url);
      Checks.reference(name, "secret", secret);
    }
  }

  /**
   * A robot of a Feishu 飞书 group.
   *
   * @param url its webhook, with a reference for the token
   * @param secret the one of 签名校验, a reference; none for a robot guarded by keyword or address
   */
  record Feishu(String name, Secret url, Secret secret, Duration timeout)
      implements ChannelSettings {
    public Feishu {
      name = Checks.name(name);
      timeout = Checks.timeout(name, timeout);
      Checks.given(name, "url", url);
      Checks.reference(name, "url", url);
      Checks.reference(name, "secret", secret);
    }
  }

  /**
   * A signed POST to a system of the office's own.
   *
   * @param url where to
   * @param secret key of the signature, a reference
   */
  record Webhook(String name, Secret url, Secret secret, Duration timeout)
      implements ChannelSettings {
    public Webhook {
      name = Checks.name(name);
      timeout = Checks.timeout(name, timeout);
      Checks.given(name, "url", url);
      Checks.given(name, "secret", secret);
      Checks.reference(name, "secret", secret);
    }
  }

  /**
   * SMS through an HTTP gateway.
   *
   * @param url may hold placeholders, which are percent-encoded
   * @param method GET, POST or PUT; POST where none is given
   * @param format of the body; JSON where none is given
   * @param body template with <code>{{text}}</code>, <code>{{mobiles}}</code> (comma-separated),
   *     <code>{{id}}</code>, <code>{{timestamp}}</code> (seconds since 1970), each escaped for the
   *     format
   * @param headers to send; values may hold references
   * @param mobiles who gets it, beside those whom the message mentions; none for a channel that
   *     reaches whoever is on duty
   * @param maxCharacters longest text, 20 to 500; 140 where none is given
   * @param success how the answer says that it was taken
   */
  record Sms(
      String name,
      Secret url,
      Method method,
      Format format,
      Secret body,
      Map<String, Secret> headers,
      List<String> mobiles,
      Integer maxCharacters,
      Success success,
      Duration timeout)
      implements ChannelSettings {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]*)}}");
    private static final Set<String> PLACEHOLDERS = Set.of("text", "mobiles", "id", "timestamp");

    /** The HTTP method. */
    public enum Method {
      /** Everything is in the address. */
      GET,
      /** The usual one. */
      POST,
      /** For gateways that want it. */
      PUT
    }

    /** How placeholders are escaped in the body, and its content type. */
    public enum Format {
      /** {@code application/json}; placeholders stand within quotes. */
      @JsonProperty("json")
      JSON,
      /** {@code application/x-www-form-urlencoded}. */
      @JsonProperty("form")
      FORM
    }

    /**
     * A place in the JSON answer and what it must say.
     *
     * @param pointer a JSON pointer (RFC 6901), such as {@code /result/code}
     * @param equals the value there, numbers as they are written
     */
    public record Success(String pointer, String equals) {
      public Success {
        if (pointer == null || !pointer.startsWith("/") || equals == null) {
          throw new IllegalArgumentException(
              "success needs a pointer that begins with / and the value it equals");
        }
      }
    }

    public Sms {
      name = Checks.name(name);
      timeout = Checks.timeout(name, timeout);
      Checks.given(name, "url", url);
      Checks.given(name, "success", success);
      method = method == null ? Method.POST : method;
      format = format == null ? Format.JSON : format;
      Checks.that(
          (method == Method.GET) == (body == null), name, "POST and PUT need a body, GET has none");
      headers = headers == null ? Map.of() : Map.copyOf(headers);
      mobiles = mobiles == null ? List.of() : List.copyOf(mobiles);
      maxCharacters = maxCharacters == null ? 140 : maxCharacters;
      Checks.that(
          maxCharacters >= 20 && maxCharacters <= 500, name, "maxCharacters must be 20 to 500");
      Checks.that(
          mobiles.size() <= 50
              && mobiles.stream().allMatch(mobile -> mobile.matches("\\+?[0-9]{5,15}")),
          name,
          "mobiles must list at most 50 numbers of 5 to 15 digits");
      String template = url.reveal() + (body == null ? "" : body.reveal());
      Matcher placeholders = PLACEHOLDER.matcher(template);
      while (placeholders.find()) {
        Checks.that(
            PLACEHOLDERS.contains(placeholders.group(1)),
            name,
            "the placeholders are {{text}}, {{mobiles}}, {{id}} and {{timestamp}}");
      }
      Checks.that(
          template.contains("{{text}}") && template.contains("{{mobiles}}"),
          name,
          "body or url must hold {{text}} and {{mobiles}}");
    }

    @Override
    public boolean isDirect() {
      return mobiles.isEmpty();
    }
  }
}
