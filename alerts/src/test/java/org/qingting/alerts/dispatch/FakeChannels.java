package org.qingting.alerts.dispatch;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.qingting.alerts.channels.Channel;
import org.qingting.alerts.channels.Message;
import org.qingting.alerts.channels.Outcome;

/** Channels that remember, and answer as a test wants. */
final class FakeChannels {
  final Map<String, List<Message>> sent = Collections.synchronizedMap(new LinkedHashMap<>());
  volatile BiFunction<String, Message, Outcome> answer =
      (channel, message) -> new Outcome.Delivered("");

  Channel channel(String name, InstantSource clock) {
    return new Channel() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Outcome send(Message message, int failures) {
        Outcome outcome = answer.apply(name, message);
        if (outcome instanceof Outcome.Delivered) {
          sent.computeIfAbsent(name, each -> Collections.synchronizedList(new ArrayList<>()))
              .add(message);
        }
        return outcome;
      }
    };
  }

  List<Message> sent(String channel) {
    return List.copyOf(sent.getOrDefault(channel, List.of()));
  }
}
