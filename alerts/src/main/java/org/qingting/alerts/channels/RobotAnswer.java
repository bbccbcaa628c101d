package org.qingting.alerts.channels;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Judges what a chat robot answers: these services refuse with status 200, so the code in the body
 * decides. A code that is not known is tried again: a duplicate beats a loss.
 *
 * @param codeKey where the code stands
 * @param textKey where the service's own words stand
 * @param busy codes that pass by themselves, and how long that takes
 * @param wrong codes that do not, and what to look at
 */
record RobotAnswer(
    String codeKey, String textKey, Map<Integer, Duration> busy, Map<Integer, String> wrong) {

  Service.Verdict judge(HttpCalls.Answer answer) {
    JsonNode body;
    try {
      body = Payload.JSON.readTree(answer.body());
    } catch (IOException e) {
      body = null;
    }
    if (body == null || !body.path(codeKey).isIntegralNumber()) {
      return new Service.Verdict.Busy(
          Duration.ZERO,
          answer.status() == 429,
          "status " + answer.status() + " without an answer of the service's own");
    }
    int code = body.path(codeKey).asInt();
    if (code == 0) {
      return new Service.Verdict.Taken();
    }
    String said = codeKey + " " + code + " (" + body.path(textKey).asText() + ")";
    if (wrong.containsKey(code)) {
      return new Service.Verdict.Wrong(wrong.get(code) + ": " + said);
    }
    return new Service.Verdict.Busy(
        busy.getOrDefault(code, Duration.ZERO), busy.containsKey(code), said);
  }
}
