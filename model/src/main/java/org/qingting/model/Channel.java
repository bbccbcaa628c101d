package org.qingting.model;

import java.util.Locale;

/** The four intake channels (四大平台) through which the public is heard. */
public enum Channel {
  /** 网络媒体: crawled or imported public online posts. */
  ONLINE,
  /** 接警处警: calls, de-identified. */
  CALLS,
  /** 来信来访: letters and visits, de-identified. */
  LETTERS,
  /** 社会平台: supervisors of police conduct, people's congress delegates, CPPCC members. */
  DELEGATES;

  /** The name used in files, queries and configuration: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #id()}.
   *
   * @throws IllegalArgumentException naming the accepted values
   */
  public static Channel of(String id) {
    for (Channel channel : values()) {
      if (channel.id().equals(id)) {
        return channel;
      }
    }
    throw new IllegalArgumentException(
        "unknown channel '" + id + "': use online, calls, letters or delegates");
  }
}
