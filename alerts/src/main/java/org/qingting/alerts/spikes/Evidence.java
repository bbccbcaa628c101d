package org.qingting.alerts.spikes;

import java.util.ArrayList;
import java.util.List;

/** Ids of the newest negative posts, at most {@link #MOST}, newest first, ties by id. */
final class Evidence {
  static final int MOST = 20;

  /** One post: event time in epoch milliseconds, and its id. */
  record Piece(long at, String post) {}

  private final List<Piece> pieces = new ArrayList<>(4);

  List<Piece> pieces() {
    return pieces;
  }

  void add(long at, String post) {
    int index = pieces.size();
    for (int i = 0; i < pieces.size(); i++) {
      if (pieces.get(i).post().equals(post)) {
        return;
      }
    }
    while (index > 0 && isNewer(at, post, pieces.get(index - 1))) {
      index--;
    }
    if (index < MOST) {
      pieces.add(index, new Piece(at, post));
      if (pieces.size() > MOST) {
        pieces.remove(MOST);
      }
    }
  }

  List<String> since(long millis) {
    return pieces.stream().filter(piece -> piece.at() >= millis).map(Piece::post).toList();
  }

  /** Event time of the newest piece, or the given time if there is none after it. */
  long newest(long otherwise) {
    return pieces.isEmpty() ? otherwise : Math.max(otherwise, pieces.get(0).at());
  }

  void forgetBefore(long millis) {
    pieces.removeIf(piece -> piece.at() < millis);
  }

  private static boolean isNewer(long at, String post, Piece than) {
    return at != than.at() ? at > than.at() : post.compareTo(than.post()) < 0;
  }
}
