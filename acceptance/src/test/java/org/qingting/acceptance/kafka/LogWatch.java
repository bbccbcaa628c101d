package org.qingting.acceptance.kafka;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Listens to everything that is logged, from INFO on. */
final class LogWatch {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  private LogWatch() {}

  static LogWatch begin() {
    LogWatch watch = new LogWatch();
    watch.lines.start();
    watch.root.setLevel(Level.INFO);
    watch.root.addAppender(watch.lines);
    return watch;
  }

  /** What was logged, exceptions included. */
  List<String> end() {
    root.detachAppender(lines);
    root.setLevel(before);
    List<String> said = new ArrayList<>();
    for (ILoggingEvent event : List.copyOf(lines.list)) {
      String thrown =
          event.getThrowableProxy() == null
              ? ""
              : ThrowableProxyUtil.asString(event.getThrowableProxy());
      said.add(event.getFormattedMessage() + thrown);
    }
    return said;
  }
}
