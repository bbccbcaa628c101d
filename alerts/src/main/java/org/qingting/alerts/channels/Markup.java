package org.qingting.alerts.channels;

/** How a channel writes lines, and how it makes quoted text mean nothing but itself. */
enum Markup {
  /** No character means anything: mail, SMS. */
  PLAIN("\n") {
    @Override
    String quote(String text) {
      return text;
    }
  },
  /** Text in which tags, mentions and some markdown are still read: Feishu, WeCom's text. */
  CHAT("\n"),
  /** WeCom's markdown. */
  MARKDOWN("\n") {
    @Override
    String strong(String quoted) {
      return "**" + quoted + "**";
    }

    @Override
    String link(String label, String url) {
      return "[" + label + "](" + url + ")";
    }
  },
  /** DingTalk's markdown, in which only an empty line ends a line. */
  MARKDOWN_PARAGRAPHS("\n\n") {
    @Override
    String strong(String quoted) {
      return MARKDOWN.strong(quoted);
    }

    @Override
    String link(String label, String url) {
      return MARKDOWN.link(label, url);
    }
  };

  /**
   * Characters that some robot reads as markup, tag, entity or mention. None documents an escape,
   * and a backslash is shown by some: the full-width form looks the same and means nothing.
   */
  private static final String ACTIVE = "\\`*_~[](){}<>#|!@&$";

  private final String lineBreak;

  Markup(String lineBreak) {
    this.lineBreak = lineBreak;
  }

  String lineBreak() {
    return lineBreak;
  }

  /** Text of others, harmless; never more than two bytes longer a character. */
  String quote(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // The full-width forms lie in the order of ASCII.
      safe.append(ACTIVE.indexOf(c) < 0 ? c : (char) (c - '!' + '！'));
    }
    return safe.toString();
  }

  String strong(String quoted) {
    return quoted;
  }

  String link(String label, String url) {
    return label + "：" + url;
  }
}
