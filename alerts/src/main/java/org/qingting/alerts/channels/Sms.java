package org.qingting.alerts.channels;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SMS through an HTTP gateway. */
final class Sms implements Service {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(text|mobiles|id|timestamp)}}");

  private final ChannelSettings.Sms settings;
  private final Secret url;
  private final Secret body;
  private final Map<String, Secret> headers;
  private final PublicUrl publicUrl;

  /**
   * A gateway; {@code url}, {@code body} (null for none) and {@code headers} with all secrets in
   * place.
   */
  Sms(
      ChannelSettings.Sms settings,
      Secret url,
      Secret body,
      Map<String, Secret> headers,
      PublicUrl publicUrl)
      throws ChannelException {
    this.settings = settings;
    this.url = url;
    this.body = body;
    this.headers = headers;
    this.publicUrl = publicUrl;
    if (body != null && settings.format() == ChannelSettings.Sms.Format.JSON) {
      checkJson(body.reveal());
    }
  }

  private static void checkJson(String template) throws ChannelException {
    try {
      Payload.JSON.readTree(fill(template, Map.of(), UnaryOperator.identity()));
    } catch (IOException e) {
      // Its message quotes the template, which may hold secrets.
      throw new ChannelException("the body is no JSON once its placeholders are filled");
    }
  }

  /** How a value is written into the body. */
  static UnaryOperator<String> escape(ChannelSettings.Sms.Format format) {
    return format == ChannelSettings.Sms.Format.JSON
        ? value -> new String(JsonStringEncoder.getInstance().quoteAsString(value))
        : Sms::percent;
  }

  /** How a value is written into an address; a space as %20, which every gateway reads. */
  static String percent(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public HttpRequest request(Message message, Instant now) {
    Map<String, String> values =
        Map.of(
            "text", Wording.line(message, settings.maxCharacters(), publicUrl),
            "mobiles",
                Stream.concat(settings.mobiles().stream(), message.mentions().mobiles().stream())
                    .distinct()
                    .collect(Collectors.joining(",")),
            "id", message.id(),
            "timestamp", Long.toString(now.getEpochSecond()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(fill(url.reveal(), values, Sms::percent)));
    headers.forEach((name, value) -> request.setHeader(name, value.reveal()));
    if (body == null) {
      return request.GET().build();
    }
    boolean json = settings.format() == ChannelSettings.Sms.Format.JSON;
    if (headers.keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
      request.header(
          "Content-Type",
          (json ? "application/json" : "application/x-www-form-urlencoded") + "; charset=utf-8");
    }
    String filled = fill(body.reveal(), values, escape(settings.format()));
    return request
        .method(
            settings.method().name(), HttpRequest.BodyPublishers.ofByteArray(Utf8.bytes(filled)))
        .build();
  }

  /** In one pass, so that no value is read as a template. */
  private static String fill(
      String template, Map<String, String> values, UnaryOperator<String> escape) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(escape.apply(values.getOrDefault(found.group(1), ""))));
  }

  @Override
  public Verdict judge(HttpCalls.Answer answer) {
    int status = answer.status();
    if (status == 429 || status / 100 == 5) {
      return new Verdict.Busy(Duration.ZERO, status == 429, "status " + status);
    }
    if (status / 100 != 2) {
      return new Verdict.Wrong("look at url, method and headers: status " + status);
    }
    JsonNode found;
    try {
      found = Payload.JSON.readTree(answer.body()).at(settings.success().pointer());
    } catch (IOException e) {
      return new Verdict.Busy(Duration.ZERO, false, "an answer that is no JSON");
    }
    // What a gateway refuses it would refuse again, and each try may cost money.
    return found.isValueNode() && found.asText().equals(settings.success().equals())
        ? new Verdict.Taken()
        : new Verdict.Wrong(
            settings.success().pointer()
                + " is '"
                + found.asText()
                + "', not '"
                + settings.success().equals()
                + "'");
  }

  @Override
  public RateLimit limit() {
    return new RateLimit();
  }
}
