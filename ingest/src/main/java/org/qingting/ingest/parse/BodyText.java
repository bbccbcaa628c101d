package org.qingting.ingest.parse;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * Finds the main text of a page: the element, or the run of neighbouring elements, whose running
 * text, less the weight of the links and labels in it, is greatest (a maximum subsequence, after
 * Pasternack and Roth, "Extracting article text from the web with maximum subsequence
 * segmentation", 2009, on the tree); and writes elements out as paragraphs.
 */
final class BodyText {
  private static final Set<String> SILENT =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "iframe",
          "object",
          "svg",
          "canvas",
          "select",
          "option",
          "button",
          "textarea",
          "input",
          "head",
          "nav",
          "footer",
          "aside",
          "map",
          "video",
          "audio");
  private static final Set<String> BLOCKS =
      Set.of(
          "address",
          "article",
          "blockquote",
          "body",
          "center",
          "dd",
          "div",
          "dl",
          "dt",
          "fieldset",
          "figcaption",
          "figure",
          "form",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "header",
          "hr",
          "li",
          "main",
          "ol",
          "p",
          "pre",
          "section",
          "table",
          "tbody",
          "td",
          "tfoot",
          "th",
          "thead",
          "tr",
          "ul");

  /** Parts that are no running text, by the names that their makers give them. */
  private static final Pattern ASIDE_NAME =
      Pattern.compile(
          "(?i)(?:^|[\\s_-])(?:nav|navbar|menu|foot|footer|copyright|related|relate|recommend|share|"
              + "comment|comments|pinglun|reply|replies|sidebar|side|crumb|crumbs|breadcrumb|breadcrumbs|"
              + "hot|rank|advert|ads?|banner|login|pager|pagination|tags?|toolbar|editor|disclaimer|"
              + "statement|xgxw|tuijian)(?:$|[\\s_-]|\\d|list|box|bar|news|wrap)");

  private static final Pattern SENTENCE_MARK = Pattern.compile("[，。！？；：、”,;!?]|\\.\\s");

  private BodyText() {}

  /** Main text of the page as paragraphs; none where it has no running text. */
  static List<String> find(Element body) {
    Scorer scorer = new Scorer();
    NodeTraversor.traverse(scorer, body);
    Run best = scorer.best;
    if (best == null) {
      return paragraphs(body, true);
    }
    Writer writer = new Writer(best, true);
    writer.walk();
    return writer.paragraphs;
  }

  /** Text of an element as paragraphs, each clean; all of it, or without what is aside. */
  static List<String> paragraphs(Element root, boolean mainOnly) {
    Writer writer = new Writer(new Run(root, null, null), mainOnly);
    writer.walk();
    return writer.paragraphs;
  }

  /** An element, or the part of it from one descendant to another; null for its ends. */
  private record Run(Element root, Element first, Element last) {}

  private static boolean isSilent(Element element) {
    return SILENT.contains(element.normalName())
        || element.attr("style").replace(" ", "").contains("display:none")
        || element.hasAttr("hidden");
  }

  private static boolean isAside(Element element) {
    String name = element.className() + " " + element.id();
    return name.length() > 1 && name.length() < 200 && ASIDE_NAME.matcher(name).find();
  }

  private static boolean isBlock(Node node) {
    return node instanceof Element element && BLOCKS.contains(element.normalName());
  }

  /** The best run of blocks that ends with the newest one. */
  private record Streak(Element first, double sum) {}

  /** Weighs every element in one walk; a block's own text counts for all elements around it. */
  private static final class Scorer implements NodeVisitor {
    /** Links and labels weigh against an element that takes them in with its text. */
    private static final double BURDEN = 1.2;

    private final IdentityHashMap<Element, double[]> weights = new IdentityHashMap<>();
    private final IdentityHashMap<Element, Double> totals = new IdentityHashMap<>();
    private final IdentityHashMap<Element, Streak> streaks = new IdentityHashMap<>();
    private int silence;
    private int aside;
    private int anchors;
    private Run best;
    private double bestScore;

    @Override
    public void head(Node node, int depth) {
      if (node instanceof Element element) {
        silence += isSilent(element) ? 1 : 0;
        aside += isAside(element) ? 1 : 0;
        anchors += element.normalName().equals("a") ? 1 : 0;
        if (isBlock(element)) {
          weights.put(element, new double[3]);
        }
      } else if (node instanceof TextNode text && silence == 0) {
        add(text);
      }
    }

    private void add(TextNode text) {
      String clean = text.text().strip();
      if (clean.isEmpty()) {
        return;
      }
      Element block = enclosingBlock(text);
      double[] weight = block == null ? null : weights.get(block);
      if (weight != null) {
        int length = Math.min(clean.length(), 5000);
        weight[anchors > 0 ? 1 : 0] += length;
        if (anchors == 0 && SENTENCE_MARK.matcher(clean).find()) {
          weight[2]++;
        }
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element) {
        double[] weight = weights.remove(element);
        if (weight != null) {
          settle(element, weight);
        }
        silence -= isSilent(element) ? 1 : 0;
        aside -= isAside(element) ? 1 : 0;
        anchors -= element.normalName().equals("a") ? 1 : 0;
      }
    }

    private void settle(Element element, double[] weight) {
      double plain = weight[0];
      double linked = weight[1];
      boolean running = weight[2] > 0 && plain > 12 && linked < plain * 0.6 && aside == 0;
      double own = running ? plain - linked : -BURDEN * (plain + linked);
      double total = own + totals.getOrDefault(element, 0.0);
      totals.remove(element);
      streaks.remove(element);
      if (total > bestScore) {
        bestScore = total;
        best = new Run(element, null, null);
      }
      Element parent = element.parent();
      while (parent != null && !isBlock(parent)) {
        parent = parent.parent();
      }
      if (parent != null) {
        totals.merge(parent, total, Double::sum);
        extendRun(parent, element, total);
      }
    }

    /** Kadane's maximum subarray over the blocks of an element, as they come. */
    private void extendRun(Element parent, Element child, double total) {
      Streak streak = streaks.get(parent);
      if (streak == null || streak.sum() <= 0) {
        streak = new Streak(child, total);
      } else {
        streak = new Streak(streak.first(), streak.sum() + total);
      }
      streaks.put(parent, streak);
      if (streak.sum() > bestScore) {
        bestScore = streak.sum();
        best = new Run(parent, streak.first(), child);
      }
    }

    private static Element enclosingBlock(Node node) {
      Node parent = node.parent();
      while (parent != null && !isBlock(parent)) {
        parent = parent.parent();
      }
      return (Element) parent;
    }
  }

  /** Writes the blocks of an element out in order. */
  private static final class Writer implements NodeVisitor {
    private final Run run;
    private final boolean mainOnly;
    private boolean within;
    private final List<String> paragraphs = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private int skipped;
    private int anchors;
    private int linked;
    private int total;

    Writer(Run run, boolean mainOnly) {
      this.run = run;
      this.within = run.first() == null;
      this.mainOnly = mainOnly;
    }

    void walk() {
      NodeTraversor.traverse(this, run.root());
      flush();
    }

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode text) {
        if (within && skipped == 0 && total < 2 * PlainText.LONGEST) {
          String part = text.getWholeText();
          current.append(part);
          total += part.length();
          linked += anchors > 0 ? part.strip().length() : 0;
        }
      } else if (node instanceof Element element) {
        within |= element.equals(run.first());
        skipped += isSkipped(element) ? 1 : 0;
        anchors += element.normalName().equals("a") ? 1 : 0;
        if (element.normalName().equals("br") || isBlock(element)) {
          flush();
        }
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element) {
        if (isBlock(element)) {
          flush();
        }
        within &= !element.equals(run.last());
        skipped -= isSkipped(element) ? 1 : 0;
        anchors -= element.normalName().equals("a") ? 1 : 0;
      }
    }

    private boolean isSkipped(Element element) {
      return !element.equals(run.root()) && (isSilent(element) || (mainOnly && isAside(element)));
    }

    private void flush() {
      String paragraph = PlainText.clean(current.toString()).replace('\n', ' ');
      boolean onlyLinks = mainOnly && linked > 0 && linked * 10 >= paragraph.length() * 7;
      if (!paragraph.isEmpty() && !onlyLinks) {
        paragraphs.add(paragraph);
      }
      current.setLength(0);
      linked = 0;
    }
  }
}
