package org.qingting.pipeline.config;

/** The configuration file cannot be used; the message names the file, the line and what to do. */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what is wrong and what to do. */
  public ConfigurationException(String message) {
    super(message);
  }
}
