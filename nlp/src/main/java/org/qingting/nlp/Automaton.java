package org.qingting.nlp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Finds all words of a dictionary in one pass: Aho and Corasick (CACM 1975) on a double-array trie
 * (Aoe, 1989) whose alphabet is renumbered by the characters that occur. Immutable and thread-safe;
 * a scan allocates nothing.
 */
final class Automaton {

  /** Receives each occurrence, in order of its end. */
  interface Sink {
    /**
     * Takes an occurrence.
     *
     * @param word number of the word, in the order given
     * @param start first character, inclusive
     * @param end last character, exclusive
     * @return whether to go on
     */
    boolean found(int word, int start, int end);
  }

  private static final int ROOT = 0;
  private static final int LOOK_BACK = 256;

  private final char[] codes = new char[0x10000];
  private int[] base = new int[64];
  private int[] check = new int[64];
  private int[] fail;
  private int[] word;
  private int[] dictionary;
  private final int[] lengths;

  Automaton(Collection<String> words) {
    lengths = new int[words.size()];
    Arrays.fill(check, -1);
    Node root = trie(words);
    layOut(root);
    link(root);
  }

  private static final class Node {
    final TreeMap<Character, Node> children = new TreeMap<>();
    int word = -1;
    int state;
  }

  private Node trie(Collection<String> words) {
    Node root = new Node();
    int number = 0;
    int alphabet = 0;
    for (String each : words) {
      if (each.isEmpty()) {
        throw new IllegalArgumentException("a dictionary word is empty");
      }
      Node node = root;
      for (int i = 0; i < each.length(); i++) {
        char c = each.charAt(i);
        if (codes[c] == 0) {
          codes[c] = (char) ++alphabet;
        }
        node = node.children.computeIfAbsent(codes[c], unused -> new Node());
      }
      if (node.word < 0) {
        node.word = number;
      }
      lengths[number++] = each.length();
    }
    return root;
  }

  private void layOut(Node root) {
    ArrayDeque<Node> queue = new ArrayDeque<>();
    queue.add(root);
    check[ROOT] = ROOT;
    int from = 1;
    while (!queue.isEmpty()) {
      Node node = queue.remove();
      if (node.children.isEmpty()) {
        continue;
      }
      int offset = place(node, from);
      // Slots far behind are nearly all taken: searching them again would cost quadratic time.
      from = Math.max(from, offset + node.children.firstKey() - LOOK_BACK);
      base[node.state] = offset;
      for (var child : node.children.entrySet()) {
        int state = offset + child.getKey();
        check[state] = node.state;
        child.getValue().state = state;
        queue.add(child.getValue());
      }
    }
  }

  private int place(Node node, int from) {
    int lowest = node.children.firstKey();
    int highest = node.children.lastKey();
    for (int offset = Math.max(1, from - lowest); ; offset++) {
      grow(offset + highest + 1);
      if (check[offset + lowest] < 0 && fits(node, offset)) {
        return offset;
      }
    }
  }

  private boolean fits(Node node, int offset) {
    for (char code : node.children.keySet()) {
      if (check[offset + code] >= 0) {
        return false;
      }
    }
    return true;
  }

  private void grow(int size) {
    if (size > check.length) {
      int old = check.length;
      int length = size + size / 2;
      base = Arrays.copyOf(base, length);
      check = Arrays.copyOf(check, length);
      Arrays.fill(check, old, length, -1);
    }
  }

  private void link(Node root) {
    fail = new int[check.length];
    word = new int[check.length];
    dictionary = new int[check.length];
    Arrays.fill(word, -1);
    List<Node> level = new ArrayList<>(List.of(root));
    while (!level.isEmpty()) {
      List<Node> next = new ArrayList<>();
      for (Node node : level) {
        for (var child : node.children.entrySet()) {
          int state = child.getValue().state;
          // Set with the parent: a link may lead to any node of the level above.
          word[state] = child.getValue().word;
          int target = node == root ? ROOT : step(fail[node.state], child.getKey());
          fail[state] = target;
          // The nearest suffix that is a word itself; ROOT where there is none.
          dictionary[state] = word[target] >= 0 ? target : dictionary[target];
          next.add(child.getValue());
        }
      }
      level = next;
    }
  }

  private int step(int from, char code) {
    int state = from;
    while (true) {
      int next = base[state] + code;
      if (base[state] != 0 && next < check.length && check[next] == state) {
        return next;
      }
      if (state == ROOT) {
        return ROOT;
      }
      state = fail[state];
    }
  }

  /** Reports every occurrence, overlapping ones included. */
  void scan(CharSequence text, Sink sink) {
    int state = ROOT;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char code = codes[text.charAt(i)];
      if (code == 0) {
        state = ROOT;
        continue;
      }
      state = step(state, code);
      int hit = word[state] >= 0 ? state : dictionary[state];
      while (hit != ROOT) {
        int found = word[hit];
        if (!sink.found(found, i + 1 - lengths[found], i + 1)) {
          return;
        }
        hit = dictionary[hit];
      }
    }
  }

  /** Occurrences that do not overlap: from left to right the longest at each place. */
  List<Match> longest(CharSequence text) {
    List<Match> all = new ArrayList<>();
    scan(
        text,
        (found, start, end) -> {
          all.add(new Match(found, start, end));
          return true;
        });
    if (all.size() < 2) {
      return all;
    }
    all.sort(Match.LEFT_LONGEST);
    List<Match> kept = new ArrayList<>(all.size());
    int free = 0;
    for (Match match : all) {
      if (match.start() >= free) {
        kept.add(match);
        free = match.end();
      }
    }
    return kept;
  }
}
