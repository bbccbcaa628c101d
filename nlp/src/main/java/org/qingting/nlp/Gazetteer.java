package org.qingting.nlp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds places: administrative divisions down to the county and the office's own names. A short
 * form (武汉) counts as its full name (武汉市); one that is also a common word (白银, 朝阳) counts only
 * beside a word that makes it a place (白银警方). Of a place and what it lies in, the more specific is
 * kept. Immutable and thread-safe.
 */
final class Gazetteer {

  private static final List<String> CONTEXT =
      List.of(
          "公安", "警方", "警察", "交警", "民警", "特警", "刑警", "网警", "辅警", "派出所", "市民", "网友", "街头", "法院",
          "火车站", "高铁站", "机场", "城区", "当地", "一男子", "一女子", "一小区", "人");
  private static final List<String> NOT_A_PLACE =
      List.of(
          "路", "街", "大道", "大街", "东路", "西路", "南路", "北路", "中路", "一路", "二路", "时间", "银行", "大学", "牌",
          "烤鸭", "公园");
  private static final String BOUNDARY = "在到去来从是有的和与及往回对向让给把被由于自、,.。!?;:";

  /** One written form: what it stands for. */
  private record Form(String name, List<String> codes, Mode mode) {}

  private enum Mode {
    FULL,
    BARE,
    CONTEXT,
    LOCAL
  }

  private record Found(Form form, int start, int end) {}

  private final List<Form> forms;
  private final Set<String> texts;
  private final Automaton automaton;

  /**
   * Reads the divisions and adds local names.
   *
   * @param local cleaned names; {@code 云溪镇=云溪} makes the second count as the first
   */
  Gazetteer(Collection<String> local) {
    Map<String, Form> byText = new LinkedHashMap<>();
    for (String[] row : Resources.rows("places.tsv")) {
      Form known = byText.get(row[1]);
      List<String> codes = new ArrayList<>(known == null ? List.of() : known.codes());
      codes.add(row[0]);
      byText.put(row[1], new Form(row[1], codes, Mode.FULL));
    }
    for (String[] row : Resources.rows("places.tsv")) {
      if (!row[2].isEmpty()) {
        Mode mode = row[3].equals("bare") ? Mode.BARE : Mode.CONTEXT;
        byText.putIfAbsent(row[2], new Form(row[1], byText.get(row[1]).codes(), mode));
      }
    }
    for (String name : local) {
      int equals = name.indexOf('=');
      String full = equals < 0 ? name : name.substring(0, equals);
      Form known = byText.get(full);
      List<String> codes = known == null ? List.of() : known.codes();
      for (String form : name.split("=")) {
        if (!form.isEmpty()) {
          byText.put(form, new Form(full, codes, Mode.LOCAL));
        }
      }
    }
    automaton = new Automaton(byText.keySet());
    texts = Set.copyOf(byText.keySet());
    forms = List.copyOf(byText.values());
  }

  /** Whether a word is a form of a place that this gazetteer has. */
  boolean has(String word) {
    return texts.contains(word);
  }

  /** Places named in a cleaned text, most specific form, without repetition, in order. */
  List<String> places(String text) {
    List<Match> matches = automaton.longest(text);
    if (matches.isEmpty()) {
      return List.of();
    }
    List<Found> chain = new ArrayList<>();
    for (Match match : matches) {
      Form form = forms.get(match.word());
      boolean continues = !chain.isEmpty() && chain.get(chain.size() - 1).end() == match.start();
      if (!counts(form, match, text, continues)) {
        continue;
      }
      if (continues && moreSpecific(form, chain.get(chain.size() - 1).form())) {
        chain.remove(chain.size() - 1);
      }
      chain.add(new Found(form, match.start(), match.end()));
    }
    Set<String> names = new LinkedHashSet<>();
    for (Found found : chain) {
      if (chain.stream().noneMatch(other -> liesIn(other.form(), found.form()))) {
        names.add(found.form().name());
      }
    }
    return List.copyOf(names);
  }

  private static boolean counts(Form form, Match match, String text, boolean continues) {
    switch (form.mode()) {
      case LOCAL -> {
        return true;
      }
      case FULL -> {
        return match.end() - match.start() > 2 || continues || bounded(text, match.start());
      }
      case BARE -> {
        return NOT_A_PLACE.stream().noneMatch(word -> text.startsWith(word, match.end()));
      }
      default -> {
        return continues || CONTEXT.stream().anyMatch(word -> text.startsWith(word, match.end()));
      }
    }
  }

  /** Two characters such as 成县 also arise inside other words (建成县城). */
  private static boolean bounded(String text, int start) {
    if (start == 0) {
      return true;
    }
    char before = text.charAt(start - 1);
    return !Character.isLetterOrDigit(before) || BOUNDARY.indexOf(before) >= 0;
  }

  private static boolean moreSpecific(Form later, Form earlier) {
    if (later.codes().isEmpty() || earlier.codes().isEmpty()) {
      return later.codes().isEmpty();
    }
    return liesIn(later, earlier);
  }

  private static boolean liesIn(Form inner, Form outer) {
    for (String in : inner.codes()) {
      for (String out : outer.codes()) {
        if (in.length() > out.length() && in.startsWith(out)) {
          return true;
        }
      }
    }
    return false;
  }
}
