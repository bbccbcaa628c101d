package org.qingting.alerts.backtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers joined into disjoint groups (Galler and Fischer, CACM 1964). */
final class Groups {
  private final int[] parent;

  Groups(int size) {
    parent = new int[size];
    for (int i = 0; i < size; i++) {
      parent[i] = i;
    }
  }

  /** The least number of a group. */
  int of(int i) {
    int root = i;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  void join(int i, int j) {
    int one = of(i);
    int other = of(j);
    parent[Math.max(one, other)] = Math.min(one, other);
  }

  /** All groups in order of their least number. */
  List<List<Integer>> all() {
    Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < parent.length; i++) {
      groups.computeIfAbsent(of(i), root -> new ArrayList<>()).add(i);
    }
    return List.copyOf(groups.values());
  }
}
