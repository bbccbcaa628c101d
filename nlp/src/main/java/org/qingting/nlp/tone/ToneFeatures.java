package org.qingting.nlp.tone;

import java.util.Arrays;

/**
 * Hashed character 1- to 3-grams of a post (the hashing trick: Weinberger et al., ICML 2009), over
 * code points, so that an emoji is one character. Web addresses and {@code @handles} are left out,
 * digits count as one digit, runs of a character are cut to three.
 *
 * <p>Not thread-safe: one instance a thread. Expects text from {@link
 * org.qingting.nlp.text.CleanText}.
 */
public final class ToneFeatures {

  /** Buckets are numbered from 0 to this, exclusive. */
  public static final int BUCKETS = 1 << 18;

  /** Code points read of a post: its beginning and its end, where opinions stand. */
  static final int MAX_CODE_POINTS = 2_000;

  private static final int MAX_HANDLE = 30;
  private static final int EDGE = 1;

  private int[] points = new int[256];
  private int count;
  private int[] buckets = new int[1024];
  private int size;

  /** Reads a text; then {@link #size} buckets are in {@link #bucket}, repeats included. */
  public void read(String text) {
    normalise(text);
    int needed = 3 * count + 6;
    if (buckets.length < needed) {
      buckets = new int[needed + needed / 2];
    }
    size = 0;
    int before = EDGE;
    int last = EDGE;
    for (int i = 0; i <= count; i++) {
      int point = i < count ? points[i] : EDGE;
      if (i < count) {
        buckets[size++] = mix(point * 0x9E3779B1);
      }
      int pair = (last * 31 + 7) * 0x85EBCA6B + point;
      buckets[size++] = mix(pair);
      if (i > 0) {
        buckets[size++] = mix(((before * 31 + 17) * 0xC2B2AE35 + last) * 0x27D4EB2F + point);
      }
      before = last;
      last = point;
    }
  }

  /** Number of buckets of the text last read. */
  public int size() {
    return size;
  }

  /** One bucket of the text last read. */
  public int bucket(int index) {
    return buckets[index];
  }

  private static int mix(int hash) {
    int h = hash;
    h ^= h >>> 16;
    h *= 0x7FEB352D;
    h ^= h >>> 15;
    h *= 0x846CA68B;
    h ^= h >>> 16;
    return h & (BUCKETS - 1);
  }

  private void normalise(String text) {
    count = 0;
    int length = text.length();
    int run = 0;
    for (int i = 0; i < length; ) {
      int point = text.codePointAt(i);
      if (point == '@') {
        i = afterHandle(text, i);
        continue;
      }
      if (point == 'h' && text.startsWith("http", i)) {
        i = afterAddress(text, i);
        point = ' ';
      } else {
        i += Character.charCount(point);
      }
      if (point >= '0' && point <= '9') {
        point = '0';
      } else if (point == ' ' || point == '\n') {
        if (count > 0 && points[count - 1] == ' ') {
          continue;
        }
        point = ' ';
      }
      run = count > 0 && points[count - 1] == point ? run + 1 : 1;
      if (run > 3) {
        continue;
      }
      add(point);
    }
    if (count > MAX_CODE_POINTS) {
      int half = MAX_CODE_POINTS / 2;
      System.arraycopy(points, count - half, points, half, half);
      count = MAX_CODE_POINTS;
    }
  }

  private void add(int point) {
    if (count == points.length) {
      points = Arrays.copyOf(points, 2 * count);
    }
    points[count++] = point;
  }

  private static int afterHandle(String text, int at) {
    int i = at + 1;
    int end = Math.min(text.length(), at + 1 + MAX_HANDLE);
    while (i < end && (Character.isLetterOrDigit(text.charAt(i)) || isHandleMark(text.charAt(i)))) {
      i++;
    }
    // A handle runs to a colon, a space or the end; where none follows we cannot see its end.
    return i;
  }

  private static boolean isHandleMark(char c) {
    return c == '_' || c == '-' || c == '·';
  }

  private static int afterAddress(String text, int at) {
    int i = at;
    while (i < text.length() && text.charAt(i) > ' ' && text.charAt(i) < 0x7F) {
      i++;
    }
    return Math.max(i, at + 1);
  }
}
